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
 * synced write, and an unclean start begins a new block.
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
#include "model/journal_reader.h"
#include "model/journal_record.h"
#include "model/state_change.h"

struct journal_options {
    const char *directory;  /* created 0700 if absent */
    uint64_t reserve_bytes; /* 0 = keep none */
};

struct journal;

/* Opens or creates.  NULL with err: the folder cannot be used, another daemon
 * holds it, the file is damaged or of a newer version (it says which). */
struct journal *journal_open(const struct journal_options *options, struct error *err);

/* Closes; clean marks an orderly end, so that the next start keeps counting. */
void journal_close(struct journal *journal, bool clean);

/* True when the last run did not end in order; and when, besides, the machine
 * has been started anew since. */
bool journal_was_unclean(const struct journal *journal);
bool journal_was_reboot(const struct journal *journal);

/* Gives every stored piece of state once, right after opening. */
bool journal_load_state(struct journal *journal, state_put *put, void *cookie, struct error *err);

/* What is to be written.  A batch lives in the caller's memory; {0} is empty.
 * Adding copies. */
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

/* Writes the batch in one transaction; an empty one does nothing.  durable: wait
 * for the disk. */
enum journal_result journal_commit(struct journal *journal, struct journal_batch *batch,
                                   bool durable, struct error *err);

/* True between giving up the reserve and having it back. */
bool journal_reserve_is_spent(const struct journal *journal);

/* Tries to take the reserve back; for a slow timer. */
void journal_rebuild_reserve(struct journal *journal);

/* The journal as a reader sees it.  Valid as long as the journal. */
struct journal_reader journal_reader(struct journal *journal);

/* The last record about an alert, and its evidence, for `show`.  False when the
 * journal has none. */
bool journal_find_alert(struct journal *journal, struct identifier alert, journal_visit *visit,
                        void *cookie);
bool journal_each_evidence(struct journal *journal, struct identifier alert, journal_visit *visit,
                           void *cookie);

struct journal_counts {
    uint64_t commits;
    uint64_t records;
    uint64_t failures;
    uint64_t bytes; /* of the file and its WAL */
};

struct journal_counts journal_counts(const struct journal *journal);

#endif
