/*
 * line_splitter -- cuts a chunk into records, one a line, counting exactly.
 *
 * Takes off CR LF and LF, a leading run of NUL bytes (copytruncate with a writer that
 * does not append leaves one), and at the beginning of a log the byte order mark of
 * UTF-8, which writers on Windows put there.  Offsets count it.  Empty lines are counted and
 * skipped. A window of a long line is one record, and all windows of a line carry the offset and
 * number of that line.
 */
#ifndef RECORD_LINE_SPLITTER_H
#define RECORD_LINE_SPLITTER_H

#include <stdbool.h>

#include "model/chunk.h"
#include "model/record.h"

/* In the caller's memory. */
struct line_splitter {
    const struct chunk *chunk;
    size_t position;  /* in chunk->data */
    uint64_t line;    /* complete lines before position */
    uint64_t windows; /* windows of long lines met */
};

void line_splitter_init(struct line_splitter *splitter, const struct chunk *chunk);

/* The next record; false at the end of the chunk.  Fills all of record but
 * ordinal (0), count (1) and arrival (untouched); header is the chunk's head. */
bool line_splitter_next(struct line_splitter *splitter, struct record *record);

/* Passes over the next line, if it ends with a newline before the byte `before` of the
 * chunk: counts it and gives its text, which is empty where the line is. */
bool line_splitter_pass(struct line_splitter *splitter, size_t before, struct text *text);

/* Where in the chunk the last line that is not empty begins; its length when all are. */
size_t line_splitter_last(const struct chunk *chunk);

/* How a log begins, without its byte order mark. */
struct text line_splitter_without_mark(struct text head);

/* Where the chunk ends: the cursor once all of it has been taken. */
struct cursor line_splitter_end(const struct chunk *chunk);

#endif
