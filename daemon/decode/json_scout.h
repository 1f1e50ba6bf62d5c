/*
 * json_scout -- several scalars of a JSON object, found in one pass.
 *
 * For what a decoder must know before it can say what the rest means; json_event_find
 * looks for one, at any depth.
 */
#ifndef DECODE_JSON_SCOUT_H
#define DECODE_JSON_SCOUT_H

#include "base/arena.h"
#include "model/event.h"

/* A scalar that is looked for: a member of the object ("ts"), or of an object in it
 * ("dns" and "type").  Of an array, its first element counts. */
struct json_wish {
    const char *outer; /* NULL: a member of the object itself */
    const char *name;
    bool is_found;
    struct value value; /* texts point into the text or the arena */
};

/* Fills the first of each that occurs.  What is no object has none. */
void json_scout(struct arena *arena, struct text text, struct json_wish *wishes, size_t count);

/* The text of a wish; empty when it was not found. */
struct text json_wish_text(struct arena *arena, const struct json_wish *wish);

#endif
