/*
 * member_set -- which member names each object of one JSON text has shown.
 *
 * For finding names that an object has twice, in linear time however many there are
 * and whoever chose them.  Lives in an arena.
 */
#ifndef DECODE_MEMBER_SET_H
#define DECODE_MEMBER_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

/* In the caller's memory, all zero at first. */
struct member_set {
    struct member *members; /* a table with open addressing */
    size_t count;
    size_t capacity; /* a power of two, or 0 */
};

/* Adds a name to an object, which is known by a number from 1.  False when it is there
 * already.  The name is borrowed. */
bool member_set_add(struct member_set *set, struct arena *arena, uint32_t object, struct text name);

#endif
