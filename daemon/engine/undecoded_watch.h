/*
 * undecoded_watch -- notices when a source stops fitting its format.
 *
 * Looks at each source's records in blocks of a hundred.  A block in which half
 * or more did not decode is told once; the source must decode again for a whole
 * block before it is told anew, so that a log of the wrong kind is one finding
 * and not one a second.
 */
#ifndef ENGINE_UNDECODED_WATCH_H
#define ENGINE_UNDECODED_WATCH_H

#include <stdbool.h>
#include <stddef.h>

struct undecoded_watch;

struct undecoded_watch *undecoded_watch_create(void);
void undecoded_watch_destroy(struct undecoded_watch *watch);

/* Starts afresh for so many sources. */
void undecoded_watch_resize(struct undecoded_watch *watch, size_t sources);

/* Counts a record.  True when it completes a block to be told of; *percent is
 * then the share that did not decode. */
bool undecoded_watch_note(struct undecoded_watch *watch, size_t source, bool decoded,
                          unsigned *percent);

#endif
