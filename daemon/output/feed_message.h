/*
 * feed_message -- every line the feed says, except the translated formats.
 *
 * Each function appends one line with its newline, at most FEED_MESSAGE_LARGEST
 * bytes of valid framing whatever it is given: a body that is damaged on the
 * disk can spoil its own line and no other.  The same record gives the same bytes
 * each time.
 */
#ifndef OUTPUT_FEED_MESSAGE_H
#define OUTPUT_FEED_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/identifier.h"
#include "base/timestamp.h"
#include "model/journal_reader.h"

enum { FEED_PROTOCOL = 1, FEED_MESSAGE_LARGEST = 64 << 10 };

/* The greeting: who speaks, and what the journal holds. */
void feed_message_hello(struct buffer *buffer, const char *version, struct identifier instance,
                        struct journal_range range);

/* A subscription began behind number through.  name may be NULL. */
void feed_message_subscribed(struct buffer *buffer, struct identifier instance, const char *name,
                             const char *format, uint64_t through);

struct feed_pulse {
    timestamp time;
    uint64_t newest;
    uint64_t through; /* the client has been given, or passed over, all up to here */
    uint64_t lag;     /* records between the two */
};

void feed_message_heartbeat(struct buffer *buffer, struct identifier instance,
                            const struct feed_pulse *pulse);

/* Records from lost_from to lost_to are no longer kept. */
void feed_message_gap(struct buffer *buffer, struct identifier instance, uint64_t lost_from,
                      uint64_t lost_to);

/* The last line before the server closes.  message may quote the client. */
void feed_message_error(struct buffer *buffer, const char *code, const char *message);

/* A journal record in the native format: its body with seq and cursor in front.
 * A body that cannot be a line (or is too long) is replaced by a "withheld"
 * record under the same seq. */
void feed_message_record(struct buffer *buffer, struct identifier instance,
                         const struct journal_record *record);

/* The record that stands in for one which cannot be sent, and why. */
void feed_message_withheld(struct buffer *buffer, struct identifier instance,
                           const struct journal_record *record, const char *reason);

/* True when a "withheld" record is to stand in for this one. */
bool feed_message_must_withhold(const struct journal_record *record);

/* True when body can stand in a line: an object without control bytes. */
bool feed_message_is_sound(struct text body);

#endif
