#include "alert/deadline.h"

#include <stdbool.h>

#include "base/array.h"
#include "base/memory.h"

void deadline_finish(struct deadline_queue *queue)
{
    for (size_t i = 0; i < queue->count; i++)
        queue->items[i]->place = 0;
    mem_free(queue->items);
    *queue = (struct deadline_queue){0};
}

static bool is_sooner(const struct deadline *a, const struct deadline *b)
{
    return a->at != b->at ? a->at < b->at : a->rank < b->rank;
}

static void put_at(struct deadline_queue *queue, struct deadline *deadline, size_t index)
{
    queue->items[index] = deadline;
    deadline->place = index + 1;
}

/* Moves the deadline up from index to where its parent is not later.  Returns
 * where that is. */
static size_t rise(struct deadline_queue *queue, struct deadline *deadline, size_t index)
{
    while (index > 0 && is_sooner(deadline, queue->items[(index - 1) / 2])) {
        put_at(queue, queue->items[(index - 1) / 2], index);
        index = (index - 1) / 2;
    }
    put_at(queue, deadline, index);
    return index;
}

/* Moves it down to where its children are not sooner. */
static void sink(struct deadline_queue *queue, struct deadline *deadline, size_t index)
{
    for (;;) {
        size_t child = 2 * index + 1;

        if (child + 1 < queue->count && is_sooner(queue->items[child + 1], queue->items[child]))
            child++;
        if (child >= queue->count || !is_sooner(queue->items[child], deadline))
            break;
        put_at(queue, queue->items[child], index);
        index = child;
    }
    put_at(queue, deadline, index);
}

static void settle(struct deadline_queue *queue, struct deadline *deadline, size_t index)
{
    sink(queue, deadline, rise(queue, deadline, index));
}

static void take_out(struct deadline_queue *queue, struct deadline *deadline)
{
    size_t index = deadline->place - 1;
    struct deadline *last = queue->items[--queue->count];

    deadline->place = 0;
    if (last != deadline)
        settle(queue, last, index);
}

void deadline_set(struct deadline_queue *queue, struct deadline *deadline, timestamp at)
{
    if (at == TIMESTAMP_NONE) {
        if (deadline->place > 0)
            take_out(queue, deadline);
        return;
    }
    if (deadline->place > 0 && deadline->at == at)
        return;
    deadline->at = at;
    if (deadline->place == 0) {
        queue->items =
            array_room(queue->items, queue->count, &queue->capacity, sizeof(struct deadline *));
        put_at(queue, deadline, queue->count++);
    }
    settle(queue, deadline, deadline->place - 1);
}

struct deadline *deadline_first(const struct deadline_queue *queue)
{
    return queue->count > 0 ? queue->items[0] : NULL;
}

void *deadline_reached(const struct deadline_queue *queue, timestamp now)
{
    const struct deadline *first = deadline_first(queue);

    return first && first->at <= now ? first->owner : NULL;
}
