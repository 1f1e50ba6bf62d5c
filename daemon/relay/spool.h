/*
 * spool -- the file that journal entries are kept in for amberd to tail, and how far.
 *
 * Lines of `journalctl -o json` are appended as they are.  Each has its entry's
 * cursor in it, so the file is its own bookmark: the last whole line says where to go
 * on, and a line is there or is not.  No moment of a kill loses or repeats an entry.
 * A power failure may take the end of the file away; its entries are written again.
 *
 * A line that was written in part is taken away at the next opening; amberd has not
 * passed its newline and does not mind.  One longer than LINE_LARGEST, into which
 * amberd may have read, is ended instead, and its entry comes again: a line that does
 * not end in a brace is no bookmark.
 *
 * When the file has reached its size it is renamed to path.1, path.1 to path.2 and so
 * on, and the last is removed: amberd follows a file through that.
 */
#ifndef RELAY_SPOOL_H
#define RELAY_SPOOL_H

#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

/* Bytes: of a line with its newline, and of a cursor. */
enum { SPOOL_LINE_MOST = 16 << 20, SPOOL_CURSOR_MOST = 256 };

struct spool_options {
    const char *path;
    uint64_t largest; /* bytes, before the next is begun */
    unsigned keep;    /* files kept beside the present one; 1 or more */
};

struct spool;

/* Opens or creates, mode 0640, and takes a lock that no other spool of this path gets.
 * NULL with err. */
struct spool *spool_open(const struct spool_options *options, struct error *err);
void spool_close(struct spool *spool);

/* The cursor of the last entry, "" when there is none. */
const char *spool_cursor(const struct spool *spool);

/* Appends whole lines, and takes those off the front that the file has.  False with err
 * when lines are left, to be tried again; half a line is mended before they are. */
bool spool_append(struct spool *spool, struct text *lines, struct error *err);

/* The cursor that an entry's line has in it; empty when it has none that can be one.
 * Before version 240 systemd wrote a space on either side of the colon. */
struct text spool_cursor_of(struct text line);

#endif
