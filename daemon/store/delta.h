/*
 * delta -- the state changes of one commit, packed into one run of bytes.
 *
 * One row a commit instead of one a key makes a commit cost what it weighs.
 * Change after change: the owner (1 byte), the lengths of key and value (LEB128,
 * least significant 7 bits first), the key, the value.
 */
#ifndef STORE_DELTA_H
#define STORE_DELTA_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/error.h"
#include "model/state_change.h"

/* Appends a change. */
void delta_pack(struct buffer *packed, const struct state_change *change);

/* Gives the changes in the order they were packed; the texts point into packed.
 * False with err at the first byte that does not fit: what came before it has
 * been given. */
bool delta_unpack(struct text packed, state_put *put, void *cookie, struct error *err);

#endif
