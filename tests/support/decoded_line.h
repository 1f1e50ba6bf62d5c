/*
 * decoded_line -- records and what a format must make of them.
 *
 * Each record is decoded whole, and its fields are written "name=value", parted by
 * spaces, in the order of the table of fields; several values of one are parted by "|".
 * event.category, event.original, db.system.name, message and an amberd.count of 1 are
 * left out, so that tables show what matters.
 *
 * The decoder is held to its row as well: it may put only fields the row declares, and a
 * value that the row calls verbatim must stand in the record, unless an escape does.
 * Each record is decoded once more for each of its beginnings, from memory that ends
 * there.
 */
#ifndef SUPPORT_DECODED_LINE_H
#define SUPPORT_DECODED_LINE_H

#include <stddef.h>

#include "decode/decoder.h"

struct decoded_line {
    const char *line;
    const char *fields; /* NULL: the format does not fit */
};

/* Ends the test where a record is not decoded as it should be.  layout NULL: the usual. */
void decoded_lines_check(const char *format, const char *layout, const struct decoded_line *lines,
                         size_t count);

/* The time of one line, TIMESTAMP_NONE where it has none of its own. */
timestamp decoded_line_time(const char *format, const char *line, const struct zone *zone);

#endif
