#include "output/feed_window.h"

#include <string.h>

#include "base/array.h"
#include "base/memory.h"

void feed_window_finish(struct feed_window *window)
{
    mem_free(window->numbers);
    *window = (struct feed_window){0};
}

bool feed_window_is_full(const struct feed_window *window)
{
    return window->count - window->first >= FEED_WINDOW_MOST;
}

static void drop_acknowledged(struct feed_window *window)
{
    window->count -= window->first;
    memmove(window->numbers, window->numbers + window->first,
            window->count * sizeof *window->numbers);
    window->first = 0;
}

void feed_window_add(struct feed_window *window, uint64_t number)
{
    /* Moving only when half is free keeps adding cheap on the average. */
    if (window->count == window->capacity && window->first > window->count / 2)
        drop_acknowledged(window);
    window->numbers =
        array_room(window->numbers, window->count, &window->capacity, sizeof *window->numbers);
    window->numbers[window->count++] = number;
}

void feed_window_acknowledge(struct feed_window *window, uint64_t number)
{
    while (window->first < window->count && window->numbers[window->first] <= number)
        window->first++;
    if (window->first == window->count)
        window->first = window->count = 0;
}
