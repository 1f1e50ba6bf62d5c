/*
 * histogram -- how long something took, counted by length.
 */
#ifndef OUTPUT_HISTOGRAM_H
#define OUTPUT_HISTOGRAM_H

#include <stdint.h>

#include "base/timestamp.h"

enum { HISTOGRAM_BOUNDS = 12 };

/* Rising: what took as long or less is counted under a bound, if under none before. */
extern const timestamp histogram_bounds[HISTOGRAM_BOUNDS];

/* In the caller's memory; zeroed is empty. */
struct histogram {
    uint64_t counts[HISTOGRAM_BOUNDS + 1]; /* the last: what took longer than any bound */
    timestamp sum;
};

/* A length below zero counts as zero. */
void histogram_note(struct histogram *histogram, timestamp length);

#endif
