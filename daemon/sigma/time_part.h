/*
 * time_part -- the hour, the week, the year ... that a time says.
 *
 * Rules ask for "hour: 3" or "hour|gte: 22" of any field that holds a time.  The
 * reading is the one written: 2026-11-03T23:05:00+08:00 is hour 23 whatever the
 * clock of UTC shows.  A time without an offset is read as it stands, and a number
 * of seconds since 1970 as UTC.
 */
#ifndef SIGMA_TIME_PART_H
#define SIGMA_TIME_PART_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "sigma/number.h"

enum time_part {
    TIME_WHOLE, /* no part is asked for */
    TIME_MINUTE,
    TIME_HOUR,
    TIME_DAY,  /* of the month */
    TIME_WEEK, /* of ISO 8601, 1 to 53: the week of January 4 is the first */
    TIME_MONTH,
    TIME_YEAR,
};

/* Takes the part of a time: "2026-11-03T08:05:01.5+08:00", the same with a blank for
 * the T or without the offset, "2026-11-03" (of which minute and hour are not
 * known), or 10, 13, 16 or 19 digits: seconds, milliseconds, microseconds or
 * nanoseconds since 1970, whatever fraction follows.  False on anything else. */
bool time_part_read(struct text text, enum time_part part, int64_t *value);

/* Whether a part of a time can be in this relation to the number: no hour is 25, or
 * below 0. */
bool time_part_may_be(enum time_part part, enum relation relation, struct number number);

#endif
