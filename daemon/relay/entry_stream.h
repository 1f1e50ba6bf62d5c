/*
 * entry_stream -- what journalctl writes, as whole lines that belong into the spool.
 *
 * It is asked to begin with the entry that the spool has last (`--cursor`), so that
 * seeing it again proves that nothing lies between; that line is left out.  So is what
 * amberd's own service says: a rule for keywords would find its alerts' own words, and
 * go on finding.  A line of SPOOL_LINE_MOST bytes is left out and counted.
 */
#ifndef RELAY_ENTRY_STREAM_H
#define RELAY_ENTRY_STREAM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

/* In the caller's memory; zeroed, with cursor set, it is at the beginning. */
struct entry_stream {
    const char *cursor;  /* of the entry that is to come first; "" = any may */
    bool has_begun;      /* the first line was seen */
    bool cursor_is_gone; /* ... and was not the one; entries may have been lost */
    bool is_passing;     /* over the rest of a line that is too long */
    uint64_t too_long;
    struct buffer input; /* the beginning of a line */
};

void entry_stream_finish(struct entry_stream *stream);

/* Takes bytes as read, and appends to lines the whole ones that are to be kept. */
void entry_stream_take(struct entry_stream *stream, struct text bytes, struct buffer *lines);

/* The cursor that an entry's line, without its newline, has in it; empty when it has none
 * that can be one, or is half an entry.  Before version 240 systemd wrote a space on either
 * side of the colon. */
struct text entry_cursor_of(struct text line);

#endif
