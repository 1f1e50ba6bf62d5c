/*
 * literal_filter -- where in a stretch of bytes any of thousands of literals stands.
 *
 * Knows nothing of rules or formats.  Of each literal a window is chosen that is rare
 * in logs of the kind; a bitmap has a bit for each run of six bytes in a window.  The
 * scan looks at every third byte or so of the stretch and asks the bitmap.  Where a bit
 * is set, a second one is asked for the eight bytes a window may begin with there, and
 * only where that has them too are literals compared.  So the cost depends little on
 * how many there are, even among lines that are made of the same words, and no
 * instruction is needed that not every machine has.
 *
 * Literals under eight bytes have runs of four, those under six of three, each in a
 * bitmap of their own and a pass of its own: the step is as long as the shortest
 * literal of the pass allows.
 *
 * Exact, but for the case of ASCII letters: every place of every literal is reported.
 * Bounded: where more than FILTER_HITS_MOST are found, or comparing takes more than
 * so many steps a byte, the scan gives up and says so.
 */
#ifndef SCAN_LITERAL_FILTER_H
#define SCAN_LITERAL_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum { FILTER_SHORTEST = 3 /* bytes of a literal */, FILTER_HITS_MOST = 1 << 16 };

/* A literal stands across this byte of the stretch. */
struct filter_hit {
    uint32_t position;
    uint32_t literal; /* which of those the filter was made of */
};

/* Room for hits, in order of position; {0} is empty.  Kept and used again. */
struct filter_hits {
    struct filter_hit *items;
    size_t count;
    size_t capacity;
};

struct literal_filter;

/* Literals are lower case, at least FILTER_SHORTEST bytes long and borrowed as long as
 * the filter lives.  sample is a stretch of the log the filter is for, by which it learns
 * what is rare there; empty: it goes by what is rare in most logs. */
struct literal_filter *literal_filter_create(const struct text *literals, size_t count,
                                             struct text sample);
void literal_filter_destroy(struct literal_filter *filter);

/* Replaces hits by those in the stretch, of less than 4 GiB.  False when it gave up: then
 * any literal may stand anywhere.  A literal may be reported twice at places next to
 * each other. */
bool literal_filter_scan(const struct literal_filter *filter, struct text stretch,
                         struct filter_hits *hits);

/* Adds a hit that somebody else found; filter_hits_sort puts them in order. */
bool filter_hits_add(struct filter_hits *hits, struct filter_hit hit);
void filter_hits_sort(struct filter_hits *hits);
void filter_hits_finish(struct filter_hits *hits);

#endif
