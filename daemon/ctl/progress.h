/*
 * progress -- a bar on standard error for work that takes a while.
 *
 * Appears after half a second, only on a terminal, is redrawn at most ten times a
 * second, is as wide as the terminal lets it be, and leaves no trace when it ends.
 */
#ifndef CTL_PROGRESS_H
#define CTL_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/timestamp.h"

/* In the caller's memory. */
struct progress {
    const char *what; /* "replaying" */
    bool enabled;
    bool drawn;
    timestamp started;
    timestamp redrawn;
};

void progress_start(struct progress *progress, const char *what, bool quiet);

/* done of all units are done; all 0 = nobody knows. */
void progress_show(struct progress *progress, uint64_t done, uint64_t all);

/* Makes way for a line on standard output, where that is a terminal too. */
void progress_make_way(struct progress *progress);

void progress_end(struct progress *progress);

#endif
