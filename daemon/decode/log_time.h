/*
 * log_time -- dates as servers write them.
 *
 * Each takes one off the front of text.  False, with text untouched, where none stands
 * there or it is none of the calendar.  zone holds where the log says none; NULL is
 * UTC.
 */
#ifndef DECODE_LOG_TIME_H
#define DECODE_LOG_TIME_H

#include <stdbool.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "base/zone.h"

/* "03/Nov/2026:08:05:01 +0800", the offset there or not: the common log format. */
bool log_time_take_common(struct text *text, const struct zone *zone, timestamp *when);

/* "2026/11/03 08:05:01": nginx's error log. */
bool log_time_take_slashes(struct text *text, const struct zone *zone, timestamp *when);

/* "Tue Nov  3 08:05:01 2026", as ctime of C writes it, or "Tue Nov 03 08:05:01.123456
 * 2026", as Apache's error log does.  A wrong weekday does not matter. */
bool log_time_take_ctime(struct text *text, const struct zone *zone, timestamp *when);

/* "03-Nov-2026 08:05:01.123": BIND. */
bool log_time_take_dashes(struct text *text, const struct zone *zone, timestamp *when);

/* Seconds since 1970, perhaps with a fraction, the whole of text. */
bool log_time_read_epoch(struct text text, timestamp *when);

#endif
