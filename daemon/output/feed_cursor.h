/*
 * feed_cursor -- a place in the journal, as a client keeps it.
 *
 * 40 lower-case hex digits: the journal's epoch (the first half of its instance
 * identifier), the number of a record, and a checksum over both.  Opaque to
 * clients.  The checksum finds cursors that were cut, mixed up or typed by hand;
 * it is no secret and grants nothing, for who may read may read from anywhere.
 */
#ifndef OUTPUT_FEED_CURSOR_H
#define OUTPUT_FEED_CURSOR_H

#include <stdint.h>

#include "base/identifier.h"
#include "base/text.h"

enum { FEED_CURSOR_TEXT_SIZE = 41 };

/* Writes the cursor of a record and a NUL.  Number 0 stands before all records.
 * Returns text. */
const char *feed_cursor_write(struct identifier instance, uint64_t number,
                              char text[FEED_CURSOR_TEXT_SIZE]);

enum feed_cursor_result {
    FEED_CURSOR_GOOD,
    FEED_CURSOR_DAMAGED, /* no cursor, or not as it was given out */
    FEED_CURSOR_FOREIGN, /* a cursor of another journal */
};

/* Reads a cursor back.  *number is set only when it is good. */
enum feed_cursor_result feed_cursor_read(struct text text, struct identifier instance,
                                         uint64_t *number);

#endif
