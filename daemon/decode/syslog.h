/*
 * syslog -- lines of many programs in one file, each read by its own reader:
 * auth.log, secure, messages, a log host's collection.
 *
 * A line of a program that has no reader, and a message its reader does not know,
 * keep the fields of the frame; only a line without a frame is not decoded.
 * amberd.count is how many times what it says happened, going by the line: 0 where
 * another line of the same event says it already.
 */
#ifndef DECODE_SYSLOG_H
#define DECODE_SYSLOG_H

#include "decode/decoder.h"

extern const struct decoder syslog_decoder;

/* For rows of single programs: what reads the frame and calls the program's reader,
 * and what the frame alone brings. */
bool syslog_decode(const struct decoder *decoder, const struct decode_context *context,
                   struct event *event);

/* Whose messages it reads, NULL-terminated. */
extern const struct program *const syslog_programs[];

enum { SYSLOG_KINDS = 1, SYSLOG_FIELDS = 8 };

extern const struct decoder_kind syslog_kinds[SYSLOG_KINDS];
extern const struct decoder_field syslog_fields[SYSLOG_FIELDS];

/* The same for one message whose frame is known: formats that have a frame of their
 * own, and syslog's for those who log there. */
bool syslog_decode_frame(const struct decoder *decoder, const struct syslog_frame *frame,
                         struct event *event);

/* The same for a line of a program's own file, which names no program: the message is
 * one of the decoder's first program, and process.name stays absent. */
bool syslog_decode_own(const struct decoder *decoder, const struct syslog_frame *frame,
                       struct event *event);

#endif
