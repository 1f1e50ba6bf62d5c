/*
 * complaint -- says the same thing at most once a minute.
 *
 * What a peer can cause at will must not fill the daemon's log: the first is
 * told at once, those within the minute behind it are counted and told with the
 * next.  One struct a subject of complaint, in the caller's memory; {0} is new.
 */
#ifndef OUTPUT_COMPLAINT_H
#define OUTPUT_COMPLAINT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/timestamp.h"

struct complaint {
    timestamp told; /* 0 = never */
    uint64_t untold;
};

/* Whether to speak now.  *before gets how many were swallowed since the last. */
bool complaint_is_due(struct complaint *complaint, timestamp now, uint64_t *before);

#endif
