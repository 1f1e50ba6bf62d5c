#include "decode/path_set.h"

static const char *row_path(const struct path_set *set, size_t row)
{
    const char *start = set->rows;

    return *(const char *const *)(const void *)(start + row * set->row_size);
}

struct path_range path_set_all(const struct path_set *set)
{
    return (struct path_range){.high = set->count};
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

/* The first row of the range that compares at least (or above) least. */
static size_t bound(const struct path_set *set, struct path_range range, struct text step,
                    int least)
{
    while (range.low < range.high) {
        size_t middle = range.low + (range.high - range.low) / 2;
        int order = compare(row_path(set, middle) + range.taken, step);

        if (order < least)
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
    narrow.low = bound(set, range, step, 0);
    range.low = narrow.low;
    narrow.high = bound(set, range, step, 1);
    narrow.taken = range.taken + step.length;
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
