/*
 * deadline -- many instants, of which the soonest is always at hand.
 *
 * A deadline lives inside what it belongs to and may stand in one queue at a
 * time.  Setting, clearing and finding the soonest cost what a heap costs, so a
 * hundred thousand of them are no burden.  Deadlines of the same instant come in
 * the order of their rank.
 */
#ifndef ALERT_DEADLINE_H
#define ALERT_DEADLINE_H

#include <stddef.h>
#include <stdint.h>

#include "base/timestamp.h"

struct deadline {
    timestamp at;
    uint64_t rank;
    void *owner;  /* for whoever finds it in the queue */
    size_t place; /* in the heap, from 1; 0 = in no queue */
};

/* 1. items[i]->place == i + 1.
 * 2. items[i] is not later than items[2i + 1] and items[2i + 2]. */
struct deadline_queue {
    struct deadline **items;
    size_t count;
    size_t capacity;
};

/* Forgets all; {0} is an empty queue too. */
void deadline_finish(struct deadline_queue *queue);

/* Puts the deadline into the queue, or moves it.  TIMESTAMP_NONE takes it out. */
void deadline_set(struct deadline_queue *queue, struct deadline *deadline, timestamp at);

/* The soonest, or NULL. */
struct deadline *deadline_first(const struct deadline_queue *queue);

/* The owner of the soonest when that is not after now, else NULL. */
void *deadline_reached(const struct deadline_queue *queue, timestamp now);

#endif
