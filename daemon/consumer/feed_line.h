/*
 * feed_line -- one line of the daemon's feed, as far as every consumer must know it.
 *
 * What a line of amberd-feed(7) is about and where it stands in the journal, in any of
 * the formats the feed has.  The texts point into the line.  Who sends is a daemon of
 * another version, or somebody else in its place: what is no line of the contract is
 * refused, and what is more than the contract is passed over.
 */
#ifndef CONSUMER_FEED_LINE_H
#define CONSUMER_FEED_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum { FEED_LINE_MOST = 64 << 10, FEED_LINE_CURSOR_MOST = 64 };

enum feed_line_kind {
    FEED_LINE_HELLO,
    FEED_LINE_SUBSCRIBED,
    FEED_LINE_HEARTBEAT,
    FEED_LINE_GAP,
    FEED_LINE_ERROR,
    FEED_LINE_RECORD, /* anything else: an alert, or what happened to the daemon */
};

struct feed_line {
    enum feed_line_kind kind;
    struct text raw;     /* the whole line without its newline */
    struct text type;    /* of a record in the native format: "alert", ...; else empty */
    struct text cursor;  /* of a record or gap its own, else how far all was sent; may be
                          * empty, for what stands in no journal */
    struct text code;    /* of an error */
    struct text message; /* the same, still with JSON's escapes */
};

/* Reads a line without its newline.  False when it is none of the contract: no whole
 * JSON object, or with a cursor that cannot be one. */
bool feed_line_read(struct text raw, struct feed_line *line);

/* The cursor of a record or gap; empty when the line has none, or is something else.
 * For lines that were kept: struct spool_options. */
struct text feed_line_cursor_of(struct text raw);

#endif
