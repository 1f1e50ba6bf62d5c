/*
 * checkpoint -- the second thread: folds deltas into the snapshot and moves the
 * write-ahead log into the file.
 *
 * Has a connection of its own.  Sleeps until what the main thread tells it of
 * adds up to something worth doing; so an idle daemon does not wake up.
 */
#ifndef STORE_CHECKPOINT_H
#define STORE_CHECKPOINT_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "store/turnstile.h"

struct checkpoint;

/* Starts the thread on the file at path.  The turnstile is shared with the main
 * thread and must outlive the thread.  NULL with err. */
struct checkpoint *checkpoint_start(const char *path, struct turnstile *turnstile,
                                    struct error *err);

/* Ends what it is at and stops; takes no longer than one step. */
void checkpoint_stop(struct checkpoint *checkpoint);

/* After a commit: how much delta it added, how many pages the log now has. */
void checkpoint_tell(struct checkpoint *checkpoint, size_t delta_bytes, unsigned log_pages);

/* How often folding or checkpointing failed; it tries again at the next call. */
uint64_t checkpoint_failures(struct checkpoint *checkpoint);

#endif
