/*
 * state_box -- state as the journal would keep it, in memory.
 *
 *     struct state_box *box = state_box_create();
 *
 *     thing_changes(thing, state_box_put, box);
 *     state_box_each(box, restore_into, other_thing);
 *     state_box_destroy(box);
 */
#ifndef SUPPORT_STATE_BOX_H
#define SUPPORT_STATE_BOX_H

#include <stddef.h>

#include "model/state_change.h"

struct state_box;

struct state_box *state_box_create(void);
void state_box_destroy(struct state_box *box);

/* A state_put: cookie is the box. */
void state_box_put(const struct state_change *change, void *cookie);

/* Gives all of it, in no particular order. */
void state_box_each(const struct state_box *box, state_put *give, void *cookie);

/* How many keys it holds, and how many bytes were ever put. */
size_t state_box_count(const struct state_box *box);
size_t state_box_bytes(const struct state_box *box);

#endif
