/*
 * fold -- what many state changes come to: the last one of each key.
 */
#ifndef STORE_FOLD_H
#define STORE_FOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "model/state_change.h"

struct fold;

struct fold *fold_create(void);
void fold_destroy(struct fold *fold);

/* Takes a change, copied, in place of an earlier one of the same owner and key.
 * cookie is the struct fold: this is a state_put. */
void fold_put(const struct state_change *change, void *cookie);

/* Whether a change of the key is in it; forgetting is a change as well. */
bool fold_has(struct fold *fold, enum state_owner owner, struct text key);

/* Steps through it in no particular order; *position starts at 0.  The texts are
 * borrowed until the next fold_put.  False at the end. */
bool fold_next(const struct fold *fold, size_t *position, struct state_change *change);

/* All of it, ordered by owner and key, as the rows of the snapshot are: so that
 * writing it touches each page once.  Borrowed until the next fold_put. */
const struct state_change *fold_sort(struct fold *fold, size_t *count);

size_t fold_count(const struct fold *fold);

#endif
