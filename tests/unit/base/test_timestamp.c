#include "base/timestamp.h"

#include <check.h>
#include <stdlib.h>

/* 2026-11-03T08:05:01Z */
static const timestamp known = 1793693101 * SECOND;

START_TEST(civil_and_timestamp_are_inverse)
{
    static const timestamp whens[] = {
        0,
        -1,
        1,
        known,
        known + 123456,
        -62135596800 * SECOND,
        253402300799 * SECOND,
        -DAY,
        DAY - 1,
        951782400 * SECOND,  /* 2000-02-29 */
        4107542400 * SECOND, /* 2100-03-01 */
    };

    for (size_t i = 0; i < sizeof whens / sizeof *whens; i++) {
        struct civil civil = civil_from_timestamp(whens[i]);

        ck_assert(civil_is_valid(&civil));
        ck_assert_int_eq(timestamp_from_civil(&civil), whens[i]);
    }
}
END_TEST

START_TEST(civil_of_a_known_instant)
{
    struct civil civil = civil_from_timestamp(known + 7);

    ck_assert_int_eq(civil.year, 2026);
    ck_assert_int_eq(civil.month, 11);
    ck_assert_int_eq(civil.day, 3);
    ck_assert_int_eq(civil.hour, 8);
    ck_assert_int_eq(civil.minute, 5);
    ck_assert_int_eq(civil.second, 1);
    ck_assert_int_eq(civil.microsecond, 7);
}
END_TEST

START_TEST(days_that_do_not_exist_are_refused)
{
    struct civil civil = {.year = 2024, .month = 2, .day = 29};

    ck_assert(civil_is_valid(&civil));
    civil.year = 2026;
    ck_assert(!civil_is_valid(&civil));
    civil = (struct civil){.year = 1900, .month = 2, .day = 29};
    ck_assert(!civil_is_valid(&civil));
    civil = (struct civil){.year = 2026, .month = 4, .day = 31};
    ck_assert(!civil_is_valid(&civil));
    civil = (struct civil){.year = 2026, .month = 13, .day = 1};
    ck_assert(!civil_is_valid(&civil));
    civil = (struct civil){.year = 2026, .month = 12, .day = 31, .second = 60};
    ck_assert(civil_is_valid(&civil));
    civil.second = 61;
    ck_assert(!civil_is_valid(&civil));
}
END_TEST

START_TEST(a_leap_second_is_the_second_behind_it)
{
    const struct civil leap = {2016, 12, 31, 23, 59, 60, 0};
    const struct civil next = {2017, 1, 1, 0, 0, 0, 0};

    ck_assert_int_eq(timestamp_from_civil(&leap), timestamp_from_civil(&next));
}
END_TEST

START_TEST(timestamps_are_written)
{
    char text[TIMESTAMP_TEXT_SIZE];

    ck_assert_str_eq(timestamp_write(known + 45, text), "2026-11-03T08:05:01.000045Z");
    ck_assert_str_eq(timestamp_write(-1, text), "1969-12-31T23:59:59.999999Z");
    ck_assert_str_eq(timestamp_write(TIMESTAMP_NONE, text), "unknown");
}
END_TEST

static const struct {
    const char *text;
    timestamp when;
    const char *rest;
    bool has_zone;
} iso_times[] = {
    {"2026-11-03T08:05:01Z", 1793693101 * SECOND, "", true},
    {"2026-11-03t08:05:01z", 1793693101 * SECOND, "", true},
    {"2026-11-03T08:05:01+08:00 gw", (1793693101 - 28800) * SECOND, " gw", true},
    {"2026-11-03T08:05:01-0330", (1793693101 + 12600) * SECOND, "", true},
    {"2026-11-03T08:05:01+08x", (1793693101 - 28800) * SECOND, "x", true},
    {"2026-11-03 08:05:01.5 x", 1793693101 * SECOND + 500000, " x", false},
    {"2026-11-03 08:05:01,123456789", 1793693101 * SECOND + 123456, "", false},
};

START_TEST(iso_times_are_taken)
{
    struct text text = text_of(iso_times[_i].text);
    timestamp when = 0;
    bool has_zone = false;

    ck_assert(timestamp_take_iso(&text, &when, &has_zone));
    ck_assert_int_eq(when, iso_times[_i].when);
    ck_assert(has_zone == iso_times[_i].has_zone);
    ck_assert(text_equal(text, text_of(iso_times[_i].rest)));
}
END_TEST

static const char *const no_iso_times[] = {
    "",
    "2026-11-03",
    "2026-11-03T08:05",
    "2026-13-03T08:05:01Z",
    "2026-02-29T08:05:01Z",
    "2026-11-03T24:05:01Z",
    "2026-11-03T08:05:01.Z",
    "2026-11-03T08:05:01+19:00",
    "2026-11-03T08:05:01+08:60",
    "2026-11-03T08:05:01+8",
    "2026-11-03  08:05:01",
    "0000-11-03T08:05:01Z",
    "x2026-11-03T08:05:01Z",
};

START_TEST(what_is_no_iso_time_is_left_alone)
{
    struct text text = text_of(no_iso_times[_i]);
    timestamp when = 0;
    bool has_zone = false;

    ck_assert(!timestamp_take_iso(&text, &when, &has_zone));
    ck_assert(text_equal(text, text_of(no_iso_times[_i])));
}
END_TEST

START_TEST(durations_are_read_and_written)
{
    static const struct {
        const char *text;
        timestamp length;
        const char *written;
    } durations[] = {
        {"24h", DAY, "1d"},
        {"90s", 90 * SECOND, "90s"},
        {"1500ms", 1500 * MILLISECOND, "1500ms"},
        {"2w", 14 * DAY, "2w"},
        {"90m", 90 * MINUTE, "90m"},
        {"0", 0, "0s"},
        {"7us", 7, "7us"},
    };
    char text[TIMESTAMP_TEXT_SIZE];

    for (size_t i = 0; i < sizeof durations / sizeof *durations; i++) {
        timestamp length = -1;

        ck_assert(duration_read(text_of(durations[i].text), &length));
        ck_assert_int_eq(length, durations[i].length);
        ck_assert_str_eq(duration_write(length, text), durations[i].written);
    }
}
END_TEST

START_TEST(what_is_no_duration_is_refused)
{
    static const char *const texts[] = {"",
                                        "5",
                                        "h",
                                        "-5s",
                                        "5 s",
                                        "5sec",
                                        "1.5h",
                                        "s5",
                                        "99999999999999999999s",
                                        "9223372036854775807w"};
    timestamp length = 0;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_msg(!duration_read(text_of(texts[i]), &length), "%s", texts[i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("timestamp");
    TCase *cases = tcase_create("timestamp");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(cases, civil_and_timestamp_are_inverse);
    tcase_add_test(cases, civil_of_a_known_instant);
    tcase_add_test(cases, days_that_do_not_exist_are_refused);
    tcase_add_test(cases, a_leap_second_is_the_second_behind_it);
    tcase_add_test(cases, timestamps_are_written);
    tcase_add_loop_test(cases, iso_times_are_taken, 0, sizeof iso_times / sizeof *iso_times);
    tcase_add_loop_test(cases, what_is_no_iso_time_is_left_alone, 0,
                        sizeof no_iso_times / sizeof *no_iso_times);
    tcase_add_test(cases, durations_are_read_and_written);
    tcase_add_test(cases, what_is_no_duration_is_refused);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
