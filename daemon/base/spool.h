/*
 * spool -- a file of lines that is its own bookmark, and rotates.
 *
 * Lines are appended as they are.  Each (or nearly) has a cursor in it, which says to
 * whom they came from where it stood; so the last whole line says where to go on, and a
 * line is there or is not.  No moment of a kill loses or repeats a line.  A power
 * failure may take away what was not synced; it is written again.
 *
 * A line that was written in part is taken away at the next opening: readers of lines
 * have not passed its newline and do not mind.  One longer than `torn`, into which
 * readers may have read, is ended instead, and comes again.
 *
 * When the file has reached its size it is renamed to path.1, path.1 to path.2 and so
 * on, the last is removed, and a new one is created: whoever tails it follows.
 */
#ifndef BASE_SPOOL_H
#define BASE_SPOOL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"

enum { SPOOL_LINE_MOST = 16 << 20, SPOOL_CURSOR_MOST = 256 };

struct spool_options {
    const char *path;
    uint64_t largest; /* bytes, before the next is begun */
    unsigned keep;    /* files kept beside the present one; 1 or more */
    uint64_t torn;    /* bytes of a torn line that are taken away; more are ended */
    bool is_durable;  /* a file is synced before the next is begun */

    /* The cursor in a line without its newline, at most SPOOL_CURSOR_MOST bytes; empty when
     * it has none.  Of a torn line that was ended it has to find none: a blank is its end. */
    struct text (*cursor_of)(struct text line);
};

struct spool;

/* Opens or creates, mode 0640, and takes a lock that no other spool of this path gets.
 * The path is copied.  NULL with err. */
struct spool *spool_open(const struct spool_options *options, struct error *err);
void spool_close(struct spool *spool);

/* The cursor of the last line that has one when it was opened, "" when none has. */
const char *spool_cursor(const struct spool *spool);

/* Appends whole lines, and takes those off the front that the file has.  False with err
 * when lines are left, to be tried again; half a line is mended before they are.  One that
 * is_durable syncs a file before it leaves it: when that fails, spool_is_doubtful. */
bool spool_append(struct spool *spool, struct text *lines, struct error *err);

/* Puts what was appended on the disk, and the name of a new file.  False with err: the
 * disk refused, and what was appended since the last time may be lost, whatever a
 * later sync says.  The next append then begins a new file. */
bool spool_sync(struct spool *spool, struct error *err);

/* Whether a sync has failed, in spool_sync or within spool_append, and no new file has been
 * begun since: what was appended since the last good one may be lost. */
bool spool_is_doubtful(const struct spool *spool);

#endif
