/*
 * path_set -- which of many dotted paths begin as we have come so far.
 *
 * Walks a sorted array of paths and a document side by side: each step takes bytes of
 * the document's path and narrows the range of the paths that still fit.  An empty
 * range says that nobody asks for anything below, whatever its name.
 */
#ifndef DECODE_PATH_SET_H
#define DECODE_PATH_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* Borrowed: rows of any struct whose first member is a NUL-terminated path, in order
 * of path by strcmp.  At most UINT32_MAX of them. */
struct path_set {
    const void *rows;
    size_t row_size;
    size_t count;
};

/* The rows low (included) to high (excluded) share their first `taken` bytes. */
struct path_range {
    uint32_t low;
    uint32_t high;
    uint32_t taken;
};

/* All rows, nothing taken yet. */
struct path_range path_set_all(const struct path_set *set);

/* Those of the range that go on with step. */
struct path_range path_set_narrow(const struct path_set *set, struct path_range range,
                                  struct text step);

bool path_range_is_empty(struct path_range range);

/* Whether the row at range.low is a path that ends here; the rows behind it may do so
 * as well, where paths occur twice.  False for an empty range. */
bool path_set_ends(const struct path_set *set, struct path_range range);

#endif
