/*
 * timestamp -- instants, and how they are written.
 *
 * One unit everywhere: microseconds since 1970-01-01T00:00:00Z, leap seconds
 * not counted.  Nothing here knows what time it is; app/clock does.
 */
#ifndef BASE_TIMESTAMP_H
#define BASE_TIMESTAMP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

typedef int64_t timestamp;

#define TIMESTAMP_NONE INT64_MIN

/* 9999-12-31T23:59:59.999999Z, the last that can be written as a date. */
#define TIMESTAMP_LATEST INT64_C(253402300799999999)

#define MILLISECOND ((timestamp)1000)
#define SECOND      (1000 * MILLISECOND)
#define MINUTE      (60 * SECOND)
#define HOUR        (60 * MINUTE)
#define DAY         (24 * HOUR)

/* A calendar reading, without saying where in the world. */
struct civil {
    int year;        /* 1 to 9999 */
    int month;       /* 1 to 12 */
    int day;         /* 1 to 31 */
    int hour;        /* 0 to 23 */
    int minute;      /* 0 to 59 */
    int second;      /* 0 to 60; a leap second counts as the second behind it */
    int microsecond; /* 0 to 999999 */
};

/* True when the reading exists in the calendar. */
bool civil_is_valid(const struct civil *civil);

/* The instant at which a clock set to UTC shows the reading, and back. */
timestamp timestamp_from_civil(const struct civil *civil);
struct civil civil_from_timestamp(timestamp when);

enum { TIMESTAMP_TEXT_SIZE = 32 };

/* Writes "2026-11-03T08:05:01.123456Z", or "unknown" for TIMESTAMP_NONE.
 * Returns text. */
const char *timestamp_write(timestamp when, char text[TIMESTAMP_TEXT_SIZE]);

/* Takes an RFC 3339 date-time off the front of text: "T" or one space between
 * date and time, a fraction of any length, zone "Z", "+08:00", "+0800" or
 * "+08".  Without a zone, has_zone gets false and *when is as for UTC.  False,
 * with text untouched, where it is none. */
bool timestamp_take_iso(struct text *text, timestamp *when, bool *has_zone);

/* when + length, stopping at the end of time instead of beyond it. */
timestamp timestamp_after(timestamp when, timestamp length);

/* A length of time as settings and rules write it: a number and one of us ms s
 * m h d w ("24h", "90s"), or a bare 0.  False on anything else or overflow. */
bool duration_read(struct text text, timestamp *length);

/* The shortest of the same: "24h", "90m", "1500ms".  Returns text. */
const char *duration_write(timestamp length, char text[TIMESTAMP_TEXT_SIZE]);

#endif
