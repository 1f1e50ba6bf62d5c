/*
 * journal_batch -- what waits for the next commit; the journal's view of it.
 */
#ifndef STORE_JOURNAL_BATCH_H
#define STORE_JOURNAL_BATCH_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "model/journal_record.h"

struct journal_batch {
    struct arena *arena; /* the records' texts */
    struct journal_record *records;
    size_t count;
    size_t capacity;
    struct buffer delta; /* the changes, packed as they came */
};

/* Empties it once it is written. */
void journal_batch_clear(struct journal_batch *batch);

#endif
