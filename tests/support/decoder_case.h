/*
 * decoder_case -- a line, and all that a decoder makes of it, as one text.
 *
 *     {"combined", NULL, "10.1.2.3 - - [...] ...", "2026-11-03T00:05:01.000000Z ..."}
 *
 * The text is the time, unless it is the arrival's, and "name=value" for each field of
 * ours, in order of the table of fields; several values have "|" between them.  Left
 * out are event.category, message, event.original, flags, and an amberd.count of 1.
 * "!" stands in front where the format does not fit.
 */
#ifndef SUPPORT_DECODER_CASE_H
#define SUPPORT_DECODER_CASE_H

#include "decode/decoder.h"

struct decoder_case {
    const char *decoder;
    const char *layout; /* NULL: what is usual */
    const char *line;
    const char *fields;
};

/* Fails the test unless the line decodes to that; and unless each field is one that the
 * decoder declares, and stands in the line where it is declared verbatim. */
void decoder_case_check(const struct decoder_case *one);

/* The same with the file's path, for formats that look at it, and for lines that are
 * more than a C string: length is the line's. */
void decoder_case_check_in(const struct decoder_case *one, const char *path, size_t length);

/* The value under a name of the log's own, as text; checks as above.  Copied into
 * buffer; empty when absent. */
struct buffer;
const char *decoder_case_value(const struct decoder_case *one, const char *name,
                               struct buffer *buffer);

#endif
