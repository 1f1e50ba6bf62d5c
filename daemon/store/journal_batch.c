#include "store/journal_batch.h"

#include "base/array.h"
#include "base/memory.h"
#include "store/delta.h"
#include "store/journal.h"

enum { BLOCK_SIZE = 64 << 10 };

struct journal_batch *journal_batch_create(void)
{
    struct journal_batch *batch = mem_zero(sizeof *batch);

    batch->arena = arena_create(BLOCK_SIZE);
    return batch;
}

void journal_batch_destroy(struct journal_batch *batch)
{
    if (!batch)
        return;
    arena_destroy(batch->arena);
    mem_free(batch->records);
    buffer_finish(&batch->delta);
    mem_free(batch);
}

void journal_batch_add(struct journal_batch *batch, const struct journal_record *record)
{
    struct journal_record *copy = NULL;

    batch->records =
        array_room(batch->records, batch->count, &batch->capacity, sizeof *batch->records);
    copy = &batch->records[batch->count++];
    *copy = *record;
    copy->body = arena_copy(batch->arena, record->body);
    copy->evidence = arena_copy(batch->arena, record->evidence);
}

void journal_batch_put(struct journal_batch *batch, const struct state_change *change)
{
    delta_pack(&batch->delta, change);
}

size_t journal_batch_records(const struct journal_batch *batch)
{
    return batch->count;
}

size_t journal_batch_bytes(const struct journal_batch *batch)
{
    return arena_used(batch->arena) + batch->delta.length;
}

void journal_batch_clear(struct journal_batch *batch)
{
    arena_reset(batch->arena);
    batch->count = 0;
    buffer_clear(&batch->delta);
}
