/*
 * snapshot -- the stored state: a row a key, and the deltas not folded in yet.
 *
 * Folding goes in steps that may be interrupted anywhere: a key is written with
 * its last value before the deltas that led there are forgotten, and reading
 * lays the deltas over the rows, so half a fold reads like none.
 */
#ifndef STORE_SNAPSHOT_H
#define STORE_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "model/state_change.h"
#include "store/database.h"
#include "store/fold.h"

/* Gives every key once, with its last value. */
bool snapshot_load(struct database *database, state_put *put, void *cookie, struct error *err);

/* The statements of a fold, on the connection that will do it. */
struct snapshot;

struct snapshot *snapshot_open(struct database *database, struct error *err);
void snapshot_close(struct snapshot *snapshot);

/* Collects the oldest deltas while there is room, in bytes, but not the newest
 * keep: their keys are likely to change again at once.  *room is 0 afterwards
 * when it ran out.  *last is the number of the newest delta collected, 0 for
 * none. */
bool snapshot_collect(struct snapshot *snapshot, uint64_t keep, size_t *room, struct fold *fold,
                      uint64_t *last, struct error *err);

/* Inside a transaction: writes the first few of count changes.  Returns how many,
 * 0 on failure with err. */
size_t snapshot_write(struct snapshot *snapshot, const struct state_change *changes, size_t count,
                      struct error *err);

/* Inside a transaction: forgets deltas up to number last, a small number of
 * them; *done when they were the last. */
bool snapshot_forget(struct snapshot *snapshot, uint64_t last, bool *done, struct error *err);

#endif
