/*
 * line_head -- whose line it is, at a glance.
 *
 * Finds the host in front of a syslog line and where its program and its message
 * begin, and converts nothing; decode/ reads the line properly later.
 */
#ifndef RECORD_LINE_HEAD_H
#define RECORD_LINE_HEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct line_head {
    struct text host; /* empty: the line has none */
    size_t program;   /* where what the host's program wrote begins, tag included */
    size_t message;   /* behind the tag "sshd[9]:"; program where there is none */
};

/* Reads RFC 5424, ISO and RFC 3164 lines.  False on any other. */
bool line_head_read(struct text line, struct line_head *head);

/* The host alone, of lines whose head has the usual RFC 3164 or ISO form; empty for any
 * other line, and where it is not certain that line_head_read finds the same. */
struct text line_head_host(struct text line);

#endif
