/*
 * chunk -- a stretch of one log file, as read.
 *
 * Holds whole lines, each with its newline, and is up to CHUNK_LARGEST bytes
 * long; a longer chunk holds exactly one line.  Exceptions:
 *
 *   - the last line of a file that will never grow again (final) may lack its
 *     newline;
 *   - a line over LINE_LARGEST comes in windows, one a chunk.  A window begins
 *     inside the line when start.offset > start.line_start, and ends inside it
 *     when the data has no newline and final is false.  Its first overlap bytes
 *     were in the window before, so that what straddles the cut is seen whole, if it
 *     is no longer than that as the log writes it, escapes included;
 *   - an empty chunk moves the position over bytes that say nothing: NULs at the
 *     beginning of a line.  Or, final, it says that there are no more.
 *
 * The data is borrowed: valid until the source reads again.
 */
#ifndef MODEL_CHUNK_H
#define MODEL_CHUNK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "model/cursor.h"

enum {
    CHUNK_LARGEST = 256 << 10,
    LINE_LARGEST = 1 << 20,
    WINDOW_OVERLAP = 16 << 10,
    CHUNK_HEAD = 8 << 10,
};

struct chunk {
    struct cursor start; /* of the first byte behind the overlap */
    const char *data;
    size_t length;  /* overlap included */
    size_t overlap; /* 0 but in the second and later windows of a line */
    bool final;
    unsigned source;    /* index among the sources of the settings */
    const char *path;   /* as found by the glob, for people */
    struct text head;   /* how the file begins: whole lines, at most CHUNK_HEAD bytes; of
                         * logs that name their columns there, in chunks that do not
                         * begin at the beginning */
    timestamp modified; /* the file's mtime: gives yearless dates their year */
};

#endif
