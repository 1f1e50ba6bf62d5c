/*
 * feed_window -- what a client was sent and has not acknowledged.
 *
 * Bounded: a full window pauses the client's stream until it acknowledges.
 * Lives in the caller's memory; {0} is empty.
 */
#ifndef OUTPUT_FEED_WINDOW_H
#define OUTPUT_FEED_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FEED_WINDOW_MOST = 10000 }; /* records */

struct feed_window {
    uint64_t *numbers; /* rising; numbers[first..count) are outstanding */
    size_t first;
    size_t count;
    size_t capacity;
};

void feed_window_finish(struct feed_window *window);

bool feed_window_is_full(const struct feed_window *window);

/* A record was sent.  Its number is above all others; the window is not full. */
void feed_window_add(struct feed_window *window, uint64_t number);

/* All records up to number are dealt with. */
void feed_window_acknowledge(struct feed_window *window, uint64_t number);

#endif
