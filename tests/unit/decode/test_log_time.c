#include "decode/log_time.h"

#include "support/suite.h"

typedef bool take(struct text *text, const struct zone *zone, timestamp *when);

/* A date, what it means, and what is left of the text; NULL: it is none. */
static const struct {
    take *take;
    const char *text;
    const char *when;
    const char *rest;
} dates[] = {
    {log_time_take_common, "03/Nov/2026:08:05:01 +0800]", "2026-11-03T00:05:01.000000Z", "]"},
    {log_time_take_common, "03/Nov/2026:08:05:01 -0330", "2026-11-03T11:35:01.000000Z", ""},
    {log_time_take_common, "03/Nov/2026:08:05:01.25", "2026-11-03T08:05:01.250000Z", ""},
    {log_time_take_common, "03/Nov/2026:08:05:01 +08", "2026-11-03T08:05:01.000000Z", " +08"},
    {log_time_take_common, "29/Feb/2028:23:59:60 +0000", "2028-03-01T00:00:00.000000Z", ""},
    {log_time_take_common, "29/Feb/2026:00:00:00 +0000", NULL, NULL},
    {log_time_take_common, "03/nov/2026:08:05:01 +0800", NULL, NULL},
    {log_time_take_common, "03/Nov/2026:08:05", NULL, NULL},
    {log_time_take_common, "", NULL, NULL},
    {log_time_take_slashes, "2026/11/03 08:05:01 [", "2026-11-03T08:05:01.000000Z", " ["},
    {log_time_take_slashes, "2026/13/03 08:05:01", NULL, NULL},
    {log_time_take_slashes, "2026/11/03", NULL, NULL},
    {log_time_take_ctime, "Tue Nov 03 08:05:01 2026", "2026-11-03T08:05:01.000000Z", ""},
    {log_time_take_ctime, "Mon Nov  3 08:05:01.123456 2026", "2026-11-03T08:05:01.123456Z", ""},
    {log_time_take_ctime, "Mon Nov  3 08:05:01 2026 x", "2026-11-03T08:05:01.000000Z", " x"},
    {log_time_take_ctime, "Thu Feb 29 00:00:00 2024", "2024-02-29T00:00:00.000000Z", ""},
    {log_time_take_ctime, "Wed Feb 29 00:00:00 2023", NULL, NULL},
    {log_time_take_ctime, "Tue Nov  3 24:05:01 2026", NULL, NULL},
    {log_time_take_ctime, "Tue nov  3 08:05:01 2026", NULL, NULL},
    {log_time_take_ctime, "Tue Nov  x 08:05:01 2026", NULL, NULL},
    {log_time_take_ctime, "Tue Nov  3 08-05:01 2026", NULL, NULL},
    {log_time_take_ctime, "Tue Nov  3 08:05:01 0000", NULL, NULL},
    {log_time_take_ctime, "Tue Nov  3 08:05:01 202", NULL, NULL},
    {log_time_take_ctime, "", NULL, NULL},
    {log_time_take_ctime, "Tue Nov 03 08:05:01", NULL, NULL},
    {log_time_take_ctime, "Tue", NULL, NULL},
    {log_time_take_dashes, "03-Nov-2026 08:05:01.123 x", "2026-11-03T08:05:01.123000Z", " x"},
    {log_time_take_dashes, "3-Nov-2026 08:05:01", "2026-11-03T08:05:01.000000Z", ""},
    {log_time_take_dashes, "00-Nov-2026 08:05:01", NULL, NULL},
};

START_TEST(dates_are_taken_off)
{
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        struct text text = text_of(dates[i].text);
        timestamp when = 0;
        char shown[TIMESTAMP_TEXT_SIZE];

        ck_assert_msg(dates[i].take(&text, NULL, &when) == (dates[i].when != NULL), "%s",
                      dates[i].text);
        if (dates[i].when)
            ck_assert_str_eq(timestamp_write(when, shown), dates[i].when);
        ck_assert(text_equal(text, text_of(dates[i].when ? dates[i].rest : dates[i].text)));
    }
}
END_TEST

START_TEST(a_zone_holds_where_the_log_says_none)
{
    struct error err = {0};
    struct zone *zone = zone_open(TEXT("+08:00"), &err);
    struct text without = TEXT("03/Nov/2026:08:05:01");
    struct text with = TEXT("03/Nov/2026:08:05:01 +0000");
    timestamp when = 0;

    ck_assert(log_time_take_common(&without, zone, &when));
    ck_assert_int_eq(when, 1793664301 * SECOND);
    ck_assert(log_time_take_common(&with, zone, &when));
    ck_assert_int_eq(when, 1793693101 * SECOND);
    zone_close(zone);
}
END_TEST

START_TEST(seconds_since_1970_are_read)
{
    timestamp when = 0;

    ck_assert(log_time_read_epoch(TEXT("1793577901"), &when));
    ck_assert_int_eq(when, 1793577901 * SECOND);
    ck_assert(log_time_read_epoch(TEXT("0.0125"), &when));
    ck_assert_int_eq(when, 12500);
    ck_assert(log_time_read_epoch(TEXT("1.123456789012345678901"), &when));
    ck_assert_int_eq(when, 1123456);
    ck_assert(!log_time_read_epoch(TEXT(""), &when));
    ck_assert(!log_time_read_epoch(TEXT("-1"), &when));
    ck_assert(!log_time_read_epoch(TEXT("1.x"), &when));
    ck_assert(!log_time_read_epoch(TEXT("999999999999"), &when));
}
END_TEST

SUITE_MAIN("log_time", dates_are_taken_off, a_zone_holds_where_the_log_says_none,
           seconds_since_1970_are_read)
