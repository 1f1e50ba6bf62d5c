/*
 * collection -- documents of one file that complete each other, by their key "action":
 *
 *     global    is no rule, but what the rules behind it have in common
 *     repeat    is the rule before it, changed by what this document says
 *     reset     is no rule, and ends what was common
 *
 * Documents without the key are completed by the common one: maps are merged, and of
 * anything else the document's own holds, with a warning, for other tools let the
 * common one hold.  Correlations and filters stand alone.  Sigma 2 has no collections
 * any more; rules written before are still around.
 *
 * Merged documents share their nodes with those of the file and live in the reader's
 * arena.  Bounded, because a few repetitions of much are very much.
 */
#ifndef SIGMA_COLLECTION_H
#define SIGMA_COLLECTION_H

#include <stdbool.h>

#include "sigma/rule_reader.h"

enum { COLLECTION_LIMIT_NODES = 200000, COLLECTION_LIMIT_KEYS = 1000 };

/* One file's; {0} at its start. */
struct collection {
    const struct node *common;   /* of the last "global"; NULL = none */
    const struct node *previous; /* what "repeat" repeats; NULL = nothing yet */
    size_t nodes;                /* in all documents so far, as merged */
};

/* Takes the file's next document, a map.  *rule gets the rule it makes, NULL when it
 * makes none.  False, with the mistake reported, where it and what follows cannot be
 * understood. */
bool collection_take(struct collection *collection, const struct rule_reader *reader,
                     const struct node *document, const struct node **rule);

#endif
