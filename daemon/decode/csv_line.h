/*
 * csv_line -- the values of one record of CSV, in order (RFC 4180).
 *
 * A value in double quotes may hold separators, newlines, and quotes written
 * twice; anything else is taken as it stands.  A quote that is never closed takes
 * the rest, and csv_line_is_open says so.
 */
#ifndef DECODE_CSV_LINE_H
#define DECODE_CSV_LINE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

/* In the caller's memory. */
struct csv_line {
    struct text rest;
    char separator;
    bool is_over;
    bool is_open; /* the last value's quote was never closed */
};

void csv_line_init(struct csv_line *line, struct text text, char separator);

/* The next value; false behind the last.  An empty text has one value, which is
 * empty.  The value points into the text, or into the arena where quotes were
 * taken out of it. */
bool csv_line_next(struct csv_line *line, struct arena *arena, struct text *value);

#endif
