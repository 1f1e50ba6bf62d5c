/*
 * numbering -- no number ever names two records, whatever was lost.
 *
 * Numbers come from blocks of 2^20.  A block is reserved by a write that waits
 * for the disk before its first number is used; so after a crash that took
 * records with it, counting goes on in a block nobody has seen.  An orderly end
 * writes down where counting stopped.
 *
 * The journal's identifier, the mark of an orderly end and the time up to which
 * evidence was erased live in the same row.
 */
#ifndef STORE_NUMBERING_H
#define STORE_NUMBERING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/identifier.h"
#include "base/timestamp.h"
#include "store/database.h"

#define NUMBERING_BLOCK ((uint64_t)1 << 20)

enum { NUMBERING_BOOT_SIZE = 36 };

struct numbering {
    struct identifier instance; /* of the journal, for ever */
    uint64_t next;              /* the number of the next record */
    uint64_t reserved;          /* the first number that may not be used yet */
    timestamp erased_before;    /* evidence of records from then on is all there */
    bool is_clean;              /* as stored: the last run ended in order */
    bool was_unclean;           /* of the run before this one */
    bool was_reboot;
    char boot[NUMBERING_BOOT_SIZE]; /* the kernel's name for the boot of the last run */
};

/* Writes the row of a new journal. */
bool numbering_create(struct database *database, struct error *err);

bool numbering_read(struct numbering *numbering, struct database *database, struct error *err);

/* Begins a run: reads, decides where to count on (beyond newest in any case),
 * and marks the run as not ended, for good. */
bool numbering_begin(struct numbering *numbering, struct database *database, uint64_t newest,
                     struct error *err);

/* Makes sure that count numbers may be used, reserving a block if need be. */
bool numbering_ensure(struct numbering *numbering, struct database *database, uint64_t count,
                      struct error *err);

/* Ends a run in order. */
bool numbering_finish(struct numbering *numbering, struct database *database, struct error *err);

/* Inside a transaction: writes the row with evidence erased up to before; the
 * caller takes note in numbering once that is committed. */
bool numbering_write_erased(const struct numbering *numbering, struct database *database,
                            timestamp before, struct error *err);

/* Inside a transaction: writes the row as it is, so that the transaction has
 * something to wait for the disk with. */
bool numbering_touch(const struct numbering *numbering, struct database *database,
                     struct error *err);

/* The first number of the block behind the one that number is in. */
uint64_t numbering_next_block(uint64_t number);

/* Whether a record numbered number may stand behind one numbered before. */
bool numbering_may_follow(uint64_t before, uint64_t number);

#endif
