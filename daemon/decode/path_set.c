#include "decode/path_set.h"

static const char *row_path(const struct path_set *set, uint32_t row)
{
    const char *start = set->rows;

    return *(const char *const *)(const void *)(start + row * set->row_size);
}

struct path_range path_set_all(const struct path_set *set)
{
    return (struct path_range){.high = (uint32_t)set->count};
}

/* Below, at or above zero as path sorts before step, begins with it, sorts behind. */
static int compare(const char *path, struct text step)
{
    for (size_t i = 0; i < step.length; i++) {
        int difference = (unsigned char)path[i] - (unsigned char)step.data[i];

        if (path[i] == '\0')
            return -1;
        if (difference != 0)
            return difference;
    }
    return 0;
}

/* The first row of the range that does not sort before step. */
static uint32_t find_first(const struct path_set *set, struct path_range range, struct text step)
{
    while (range.low < range.high) {
        uint32_t middle = range.low + (range.high - range.low) / 2;

        if (compare(row_path(set, middle) + range.taken, step) < 0)
            range.low = middle + 1;
        else
            range.high = middle;
    }
    return range.low;
}

/* The first row of the range, whose rows at the front begin with step, that does not.
 * Most ranges are short, so the strides begin short too. */
static uint32_t find_end(const struct path_set *set, struct path_range range, struct text step)
{
    uint32_t stride = 1;

    while (range.low + stride < range.high &&
           compare(row_path(set, range.low + stride) + range.taken, step) == 0) {
        range.low += stride;
        stride *= 2;
    }
    range.high = range.low + stride < range.high ? range.low + stride : range.high;
    while (range.low < range.high) {
        uint32_t middle = range.low + (range.high - range.low) / 2;

        if (compare(row_path(set, middle) + range.taken, step) == 0)
            range.low = middle + 1;
        else
            range.high = middle;
    }
    return range.low;
}

struct path_range path_set_narrow(const struct path_set *set, struct path_range range,
                                  struct text step)
{
    struct path_range narrow = {0};

    if (path_range_is_empty(range))
        return narrow;
    range.low = find_first(set, range, step);
    if (range.low == range.high || compare(row_path(set, range.low) + range.taken, step) != 0)
        return narrow;
    narrow.low = range.low;
    narrow.high = find_end(set, range, step);
    narrow.taken = range.taken + (uint32_t)step.length;
    return narrow;
}

bool path_range_is_empty(struct path_range range)
{
    return range.low == range.high;
}

bool path_set_ends(const struct path_set *set, struct path_range range)
{
    return !path_range_is_empty(range) && row_path(set, range.low)[range.taken] == '\0';
}
