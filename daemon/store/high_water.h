/*
 * high_water -- how far each journal of this folder has counted, kept beside the journal.
 *
 * A journal cannot tell by itself that it is an older copy, put back with a file manager
 * or by deleting its write-ahead log, and it would give out numbers a second time.  The
 * file `numbers` says what was given out, a journal a line, the present one first:
 *
 *     INSTANCE RESERVED ENDED
 *
 * RESERVED is the first number that no record has yet, at the start of a block; ENDED
 * the next number when the last run ended in order, 0 while one is under way or after it
 * was killed.  It is written, and on the disk, before a number of a new block is used.
 *
 * At a start the journal's row is written before the line, at an end in order behind it:
 * whatever a crash comes between, a journal that was left alone is not taken for a copy.
 * A folder without the file is one of a first start; what lies in it is believed.
 */
#ifndef STORE_HIGH_WATER_H
#define STORE_HIGH_WATER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/identifier.h"
#include "store/numbering.h"
#include "store/state_directory.h"

/* Journals remembered; the one left longest ago is forgotten first. */
enum { HIGH_WATER_MOST = 8 };

struct high_water {
    struct identifier instance; /* of the journal */
    uint64_t reserved;
    uint64_t ended;
};

struct high_water_marks {
    struct high_water items[HIGH_WATER_MOST];
    size_t count; /* 0: there is no file */
};

/* Reads the file in a folder; its absence is no error.  False with err when it cannot be
 * read or makes no sense. */
bool high_water_read(const char *folder, struct high_water_marks *marks, struct error *err);

/* The mark of a journal, borrowed; NULL when it has none. */
const struct high_water *high_water_find(const struct high_water_marks *marks,
                                         struct identifier instance);

/* Makes mark the first and writes all, for good.  False with err and errno, marks as they
 * were. */
bool high_water_write(struct high_water_marks *marks, const struct high_water *mark,
                      const struct state_directory *directory, struct error *err);

/* Why the journal with that row is not as the last run left it, or NULL; has_log: a
 * write-ahead log with bytes in it lay beside it before it was opened (who only reads
 * leaves an empty one).  The words live for ever. */
const char *high_water_fault(const struct high_water *mark, const struct numbering *row,
                             bool has_log);

#endif
