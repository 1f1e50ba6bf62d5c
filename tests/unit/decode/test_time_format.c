#include "decode/time_format.h"

#include <check.h>
#include <stdlib.h>

#include "base/zone.h"
#include "support/suite.h"

#define NONE TIMESTAMP_NONE

/* 2026-11-03T08:05:01 in UTC+8, the zone of times without one here. */
#define MOMENT (1793664301 * SECOND)

/* The file was written to on 2027-02-01. */
#define MODIFIED (1801440000 * SECOND)

static const struct {
    const char *format;
    const char *text;
    timestamp time;
} times[] = {
    {"%Y-%m-%d %H:%M:%S", "2026-11-03 08:05:01", MOMENT},
    {"%F %T", "2026-11-03 08:05:01", MOMENT},
    {"%FT%T.%f%z", "2026-11-03T00:05:01.25Z", MOMENT + 250 * MILLISECOND},
    {"%FT%T.%f%z", "2026-11-03T08:05:01.1234567+08:00", MOMENT + 123456},
    {"%d/%b/%Y:%H:%M:%S %z", "03/Nov/2026:00:05:01 +0000", MOMENT},
    {"%d/%b/%Y:%H:%M:%S %z", "02/nov/2026:19:05:01 -05", MOMENT},
    {"%Y%m%d%H%M%S", "20261103080501", MOMENT},
    {"%d.%m.%y %H:%M:%S", "3.11.26 8:05:01", MOMENT},
    {"%B %e, %Y %I:%M:%S %p", "November  3, 2026 08:05:01 AM", MOMENT},
    {"%m/%d/%Y %I:%M:%S %p", "11/03/2026 08:05:01 pm", MOMENT + 12 * HOUR},
    {"%m/%d/%Y %I:%M:%S %p", "11/03/2026 12:05:01 am", MOMENT - 8 * HOUR},
    {"%a %b %e %H:%M:%S %Y", "Tue Nov  3 08:05:01 2026", MOMENT},
    {"%A %b %e %H:%M:%S %Z %Y", "Tuesday Nov 3 00:05:01 UTC 2026", MOMENT},
    {"%b %e %H:%M:%S %Z %Y", "Nov 3 08:05:01 PHT 2026", MOMENT},
    {"%b %e %T", "Nov  3 08:05:01", MOMENT},
    {"%b %e %T %z", "Nov  3 00:05:01 Z", MOMENT},
    {"%b %e %T", "Jan 31 00:00:00", MODIFIED - DAY - 8 * HOUR},
    {"%s", "1793664301", MOMENT},
    {"at %s%%", "at 1793664301.5%", MOMENT + 500 * MILLISECOND},
    {"[%F%n%T]", "[2026-11-0308:05:01]", MOMENT},
    {" %F %T ", "  2026-11-03 \t 08:05:01 ", MOMENT},
    {"%d %m %Y %H", "29 02 2028 00", 1835366400 * SECOND},
    {"%F %T", "2026-11-03", NONE},
    {"%F %T", "", NONE},
    {"%F %T", "2026-11-03 08:05:01x", NONE},
    {"%F %T", "2026-02-30 08:05:01", NONE},
    {"%F %T", "2026-13-01 08:05:01", NONE},
    {"%F %T", "2026-11-03 24:05:01", NONE},
    {"%F %T", "-026-11-03 08:05:01", NONE},
    {"%F %T", "2026-11-0308:05:01", NONE},
    {"%b %e %T", "Nvo  3 08:05:01", NONE},
    {"%b %e %T", "Novem 3 08:05:01", NONE},
    {"%b %e %T", "Feb 30 08:05:01", NONE},
    {"%F %I %p", "2026-11-03 13 am", NONE},
    {"%F %I %p", "2026-11-03 11 xm", NONE},
    {"%F %T%z", "2026-11-03 08:05:01+1900", NONE},
    {"%F %T%z", "2026-11-03 08:05:01 PHT", NONE},
    {"%F %T.%f", "2026-11-03 08:05:01.", NONE},
    {"%s", "99999999999999999999", NONE},
    {"%s", "1793664301.", NONE},
};

START_TEST(times_are_read)
{
    struct zone *zone = zone_open(TEXT("+08:00"), NULL);

    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        timestamp time =
            time_format_read(text_of(times[i].format), text_of(times[i].text), zone, MODIFIED);

        ck_assert(time_format_check(text_of(times[i].format), NULL));
        ck_assert_msg(time == times[i].time, "%s as %s is %lld", times[i].text, times[i].format,
                      (long long)time);
    }
    zone_close(zone);
}
END_TEST

static const struct {
    const char *format;
    const char *mistake;
} mistakes[] = {
    {"", "it says no month, so no instant"},
    {"%H:%M", "it says no month, so no instant"},
    {"%m %H", "it says no day, so no instant"},
    {"%F", "it says no hour, so no instant"},
    {"%F %T %Q", "'%Q' is none of the conversions there are"},
    {"%F %T %", "a '%' stands at its end; '%%' is a percent sign"},
    {"%F %T %\x01", "'%?' is none of the conversions there are"},
};

START_TEST(formats_are_checked)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct error err = {0};

        ck_assert(!time_format_check(text_of(mistakes[i].format), &err));
        ck_assert_str_eq(err.text, mistakes[i].mistake);
    }
}
END_TEST

SUITE_MAIN("time_format", times_are_read, formats_are_checked)
