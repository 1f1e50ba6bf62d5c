/*
 * key_value -- the pairs of a line like
 *
 *     date=2026-11-03 user="j doe" msg="said \"no\"" ui=ssh(192.0.2.7)
 *
 * in order.  Pairs are parted by blanks or commas.  A value in double quotes may hold
 * anything; a backslash in it keeps the next byte as it is.  Any other value ends at
 * a blank, or a comma that another key follows.  Words without "=" are passed over.
 * A quote that is never closed takes the rest.
 */
#ifndef DECODE_KEY_VALUE_H
#define DECODE_KEY_VALUE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

struct key_value {
    struct text key; /* letters, digits, "_", "-", "." */
    struct text value;
};

/* Takes the next pair off the front; false at the end.  The value points into the
 * text, or into the arena where backslashes were taken out of it. */
bool key_value_next(struct text *text, struct arena *arena, struct key_value *pair);

#endif
