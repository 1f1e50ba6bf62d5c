#include "output/histogram.h"

#include <stddef.h>

/* From a write into memory to a disk that hangs. */
const timestamp histogram_bounds[HISTOGRAM_BOUNDS] = {
    100,
    250,
    500,
    1 * MILLISECOND,
    2500,
    5 * MILLISECOND,
    10 * MILLISECOND,
    25 * MILLISECOND,
    100 * MILLISECOND,
    250 * MILLISECOND,
    1 * SECOND,
    5 * SECOND,
};

void histogram_note(struct histogram *histogram, timestamp length)
{
    size_t bound = 0;

    if (length < 0)
        length = 0;
    while (bound < HISTOGRAM_BOUNDS && length > histogram_bounds[bound])
        bound++;
    histogram->counts[bound]++;
    histogram->sum = timestamp_after(histogram->sum, length);
}
