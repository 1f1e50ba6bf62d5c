/*
 * journal -- the daemon's memory on disk: one SQLite file.
 *
 * Holds the numbered, hash-chained records; the state that caused them; and the
 * readers' positions.  Alerts, cursors and state are written in ONE transaction:
 * after a crash either a line was evaluated with all its consequences, or it
 * will be evaluated again with the same ones, under the same alert identifiers.
 *
 * Durability, by choice: what detection writes may be lost with the power, for
 * the logs still hold it and it is derived again (synchronous = NORMAL); a
 * command is on the platter before it is answered (FULL).  So that no number
 * ever names two things, numbers come from blocks of 2^20 reserved with a
 * synced write, and an unclean start begins a new block; the file `numbers` beside
 * the journal knows of them when an older copy is put back (high_water.h).
 *
 * A reserve file (reserve_bytes) is given up when the disk is full, so that
 * detection can go on for a while; see journal_commit's results.
 *
 * A second thread folds state deltas into the snapshot and checkpoints the WAL;
 * nothing else runs there.
 */
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/identifier.h"
#include "base/timestamp.h"
#include "model/journal_reader.h"
#include "model/journal_record.h"
#include "model/state_change.h"

struct journal_options {
    const char *directory;  /* created 0700 if absent */
    uint64_t reserve_bytes; /* 0 = keep none */
};

struct journal;

/* Opens or creates.  NULL with err: the folder cannot be used (it must be the
 * daemon's own, and closed to others), another daemon holds it, the file is
 * damaged or of a newer version (it says which).  Each opening checks the tables
 * that loading the state reads in any case; the records are verify's. */
struct journal *journal_open(const struct journal_options *options, struct error *err);

/* Closes; clean marks an orderly end, so that the next start keeps counting, and
 * writes what readers acknowledged since the last commit. */
void journal_close(struct journal *journal, bool clean);

/* True when the last run did not end in order; and when, besides, the machine
 * has been started anew since. */
bool journal_was_unclean(const struct journal *journal);
bool journal_was_reboot(const struct journal *journal);

/* Why the journal was not as the last run had left it, or NULL: it was gone, another one
 * or an older copy lay in its place, or its write-ahead log was gone.  Counting goes on
 * behind all numbers that were given out.  Lives for ever; an end of a sentence. */
const char *journal_surprise(const struct journal *journal);

/* Gives every stored piece of state once, right after opening.  False with err
 * when the file is damaged; some of the state may have been given by then. */
bool journal_load_state(struct journal *journal, state_put *put, void *cookie, struct error *err);

/* What is to be written.  Adding copies.  The caller bounds it, by its bytes. */
struct journal_batch;

struct journal_batch *journal_batch_create(void);
void journal_batch_destroy(struct journal_batch *batch);
void journal_batch_add(struct journal_batch *batch, const struct journal_record *record);
void journal_batch_put(struct journal_batch *batch, const struct state_change *change);
size_t journal_batch_records(const struct journal_batch *batch);
size_t journal_batch_bytes(const struct journal_batch *batch);

enum journal_result {
    JOURNAL_COMMITTED, /* the batch is written and emptied */
    JOURNAL_FULL,      /* no space, the reserve is spent: the batch is kept; try
                        * again later and read no more logs until then */
    JOURNAL_FAILED,    /* anything else, told in err; the batch is kept */
};

/* Writes the batch, and what readers acknowledged meanwhile, in one transaction;
 * with nothing to write it does nothing.  durable: wait for the disk, also for
 * what was committed before without waiting. */
enum journal_result journal_commit(struct journal *journal, struct journal_batch *batch,
                                   bool durable, struct error *err);

/* True between giving up the reserve and having it back. */
bool journal_reserve_is_spent(const struct journal *journal);

/* Tries to take the reserve back; for a slow timer. */
void journal_rebuild_reserve(struct journal *journal);

/* The journal as a reader sees it.  Valid as long as the journal.  Records come
 * without evidence.  A visit must not read the journal again. */
struct journal_reader journal_reader(struct journal *journal);

/* The last record about an alert, and the records that have evidence of it, all
 * with evidence, for `show`.  False when the journal has none. */
bool journal_find_alert(struct journal *journal, struct identifier alert, journal_visit *visit,
                        void *cookie);
bool journal_each_evidence(struct journal *journal, struct identifier alert, journal_visit *visit,
                           void *cookie);

/* Erases the evidence texts of records written before a time, the oldest first,
 * looking at no more than limit of them; call until *erased is 0.  Their digests
 * stay, so that the journal still verifies. */
bool journal_erase_evidence(struct journal *journal, timestamp before, size_t limit, size_t *erased,
                            struct error *err);

struct journal_counts {
    uint64_t commits;
    uint64_t records;
    uint64_t failures; /* of commits, and of the second thread */
    uint64_t bytes;    /* of the file and its WAL */
};

struct journal_counts journal_counts(const struct journal *journal);

#endif
