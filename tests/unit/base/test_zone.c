#include "base/zone.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

/* A reading, and the instant it means in seconds since 1970. */
struct known {
    const char *zone;
    struct civil civil;
    int64_t seconds;
};

static const struct known readings[] = {
    {"UTC", {2026, 11, 3, 8, 5, 1, 0}, 1793693101},
    {"+08:00", {2026, 11, 3, 16, 5, 1, 0}, 1793693101},
    {"-0330", {2026, 11, 3, 4, 35, 1, 0}, 1793693101},
    {"+08", {2026, 11, 3, 16, 5, 1, 0}, 1793693101},
    {"Asia/Manila", {2026, 11, 3, 16, 5, 1, 0}, 1793693101},
    {"Europe/Berlin", {2026, 11, 3, 9, 5, 1, 0}, 1793693101},
    {"Europe/Berlin", {2026, 7, 1, 12, 0, 0, 0}, 1782900000},
    /* Berlin, 29 March 2026: 02:00 becomes 03:00 at 01:00 UTC. */
    {"Europe/Berlin", {2026, 3, 29, 1, 59, 59, 0}, 1774745999},
    {"Europe/Berlin", {2026, 3, 29, 3, 0, 0, 0}, 1774746000},
    /* Berlin, 25 October 2026: 03:00 becomes 02:00 at 01:00 UTC. */
    {"Europe/Berlin", {2026, 10, 25, 1, 59, 59, 0}, 1792886399},
    {"Europe/Berlin", {2026, 10, 25, 3, 0, 0, 0}, 1792893600},
    /* New York, 8 March and 1 November 2026. */
    {"America/New_York", {2026, 3, 8, 1, 59, 59, 0}, 1772953199},
    {"America/New_York", {2026, 3, 8, 3, 0, 0, 0}, 1772953200},
    {"America/New_York", {2026, 11, 1, 2, 0, 0, 0}, 1793516400},
    /* Lord Howe goes half an hour forward: 4 October 2026, 02:00 to 02:30. */
    {"Australia/Lord_Howe", {2026, 10, 4, 1, 59, 59, 0}, 1791041399},
    {"Australia/Lord_Howe", {2026, 10, 4, 2, 30, 0, 0}, 1791041400},
    {"Australia/Lord_Howe", {2026, 4, 5, 2, 0, 0, 0}, 1775316600},
    /* Past every table, by the rule alone. */
    {"Europe/Berlin", {2100, 7, 1, 12, 0, 0, 0}, 4118119200},
    {"Europe/Berlin", {2100, 1, 1, 12, 0, 0, 0}, 4102484400},
    {"Australia/Lord_Howe", {2100, 1, 1, 11, 0, 0, 0}, 4102444800},
    /* Before every table: Berlin's local mean time, 53:28 ahead. */
    {"Europe/Berlin", {1850, 1, 1, 0, 53, 28, 0}, -3786825600},
};

static struct zone *open_zone(const char *name)
{
    struct error err = {0};
    struct zone *zone = zone_open(text_of(name), &err);

    ck_assert_msg(zone != NULL, "%s: %s", name, err.text);
    return zone;
}

START_TEST(readings_mean_known_instants)
{
    const struct known *known = &readings[_i];
    struct zone *zone = open_zone(known->zone);
    struct civil back = zone_reading(zone, known->seconds * SECOND);

    ck_assert_int_eq(zone_instant(zone, &known->civil) / SECOND, known->seconds);
    ck_assert_int_eq(timestamp_from_civil(&back), timestamp_from_civil(&known->civil));
    zone_close(zone);
}
END_TEST

START_TEST(a_reading_that_occurs_twice_means_the_first)
{
    struct zone *berlin = open_zone("Europe/Berlin");
    struct zone *howe = open_zone("Australia/Lord_Howe");
    const struct civil autumn = {2026, 10, 25, 2, 30, 0, 0};
    const struct civil april = {2026, 4, 5, 1, 45, 0, 0};

    ck_assert_int_eq(zone_instant(berlin, &autumn), 1792888200 * SECOND);
    ck_assert_int_eq(zone_instant(howe, &april), 1775313900 * SECOND);
    zone_close(berlin);
    zone_close(howe);
}
END_TEST

START_TEST(a_reading_that_never_occurs_moves_forward_by_the_gap)
{
    struct zone *berlin = open_zone("Europe/Berlin");
    struct zone *howe = open_zone("Australia/Lord_Howe");
    const struct civil spring = {2026, 3, 29, 2, 30, 0, 0};
    const struct civil october = {2026, 10, 4, 2, 10, 0, 0};

    ck_assert_int_eq(zone_instant(berlin, &spring), 1774747800 * SECOND); /* 03:30 */
    ck_assert_int_eq(zone_instant(howe, &october), 1791042000 * SECOND);  /* 02:40 */
    zone_close(berlin);
    zone_close(howe);
}
END_TEST

START_TEST(no_zone_is_utc)
{
    const struct civil civil = {2026, 11, 3, 8, 5, 1, 9};

    ck_assert_int_eq(zone_instant(NULL, &civil), 1793693101 * SECOND + 9);
    ck_assert_int_eq(zone_reading(NULL, 1793693101 * SECOND).hour, 8);
}
END_TEST

START_TEST(instants_no_calendar_shows_are_the_nearest)
{
    struct zone *zone = open_zone("Europe/Berlin");

    ck_assert_int_eq(zone_reading(zone, INT64_MIN).year, 1);
    ck_assert_int_ge(zone_reading(zone, INT64_MAX).year, 9999);
    zone_close(zone);
}
END_TEST

static const char *const no_zones[] = {
    "",
    "Asia/Manilla",
    "../../etc/passwd",
    "Asia/../Asia/Manila",
    "/etc/localtime",
    "Asia/",
    "Asia//Manila",
    "+8",
    "+08:0",
    "+08:60",
    "+19:00",
    "08:00",
    "Asia",
    "tzdata.zi",
    "Asia/Manila ",
    "\xFF\x01",
    "Etc/\n",
    "+08:00x",
    "PST",
};

START_TEST(what_is_no_zone_is_refused_with_a_reason)
{
    struct error err = {0};

    ck_assert_msg(zone_open(text_of(no_zones[_i]), &err) == NULL, "%s", no_zones[_i]);
    ck_assert_uint_gt(strlen(err.text), 0);
    ck_assert_ptr_null(strchr(err.text, '\n'));
}
END_TEST

START_TEST(a_name_with_a_nul_in_it_is_refused)
{
    struct error err = {0};

    ck_assert_ptr_null(zone_open(TEXT("Asia/Manila\0x"), &err));
}
END_TEST

START_TEST(the_machine_has_a_zone)
{
    zone_close(open_zone("local"));
    zone_close(NULL);
}
END_TEST

static void append_number(struct buffer *file, uint64_t number, unsigned size)
{
    while (size-- > 0)
        buffer_append_byte(file, (char)(number >> (8 * size)));
}

static void append_header(struct buffer *file, char version, const uint32_t counts[6])
{
    buffer_append_text(file, TEXT("TZif"));
    buffer_append_byte(file, version);
    for (unsigned i = 0; i < 15; i++)
        buffer_append_byte(file, 0);
    for (unsigned i = 0; i < 6; i++)
        append_number(file, counts[i], 4);
}

/* ut, standard, leap, time, type, name: one change, at 1000, from +1 h to +2 h. */
static const uint32_t one_change[6] = {0, 0, 0, 1, 2, 4};

static void append_data(struct buffer *file, unsigned time_size)
{
    append_number(file, 1000, time_size);
    append_number(file, 1, 1);
    append_number(file, 3600, 4);
    append_number(file, 0, 2);
    append_number(file, 7200, 4);
    append_number(file, 0, 2);
    buffer_append_text(file, TEXT("XYZ\0"));
}

static void make_file(struct buffer *file, char version, const char *footer)
{
    append_header(file, version, one_change);
    append_data(file, 4);
    if (version == '\0')
        return;
    append_header(file, version, one_change);
    append_data(file, 8);
    buffer_append_text(file, text_of(footer));
}

START_TEST(old_files_have_no_rule)
{
    struct buffer file = {0};
    struct error err = {0};
    struct zone *zone = NULL;

    make_file(&file, '\0', "");
    zone = zone_parse(buffer_text(&file), &err);
    ck_assert_ptr_nonnull(zone);
    ck_assert_int_eq(zone_reading(zone, 999 * SECOND).hour, 1);
    ck_assert_int_eq(zone_reading(zone, 1000 * SECOND).hour, 2);
    ck_assert_int_eq(zone_reading(zone, 4102444800 * SECOND).hour, 2);
    zone_close(zone);
    buffer_finish(&file);
}
END_TEST

START_TEST(the_rule_holds_behind_the_last_change)
{
    struct buffer file = {0};
    struct error err = {0};
    struct zone *zone = NULL;

    make_file(&file, '3', "\nXYZ-5\n");
    zone = zone_parse(buffer_text(&file), &err);
    ck_assert_ptr_nonnull(zone);
    ck_assert_int_eq(zone_reading(zone, 999 * SECOND).hour, 1);
    ck_assert_int_eq(zone_reading(zone, 4102444800 * SECOND).hour, 5);
    zone_close(zone);
    buffer_finish(&file);
}
END_TEST

START_TEST(no_file_cut_short_is_accepted_or_read_past)
{
    struct buffer file = {0};
    struct error err = {0};

    make_file(&file, '2', "\nXYZ-5\n");
    for (size_t length = 0; length < file.length; length++) {
        char *exact = malloc(length + 1);
        struct zone *zone = NULL;

        memcpy(exact, file.data, length);
        zone = zone_parse((struct text){exact, length}, &err);
        ck_assert_ptr_null(zone);
        free(exact);
    }
    buffer_finish(&file);
}
END_TEST

START_TEST(a_header_with_nothing_behind_is_refused)
{
    static const uint32_t nothing[6] = {0};
    struct buffer file = {0};
    struct error err = {0};

    append_header(&file, '\0', nothing);
    ck_assert_ptr_null(zone_parse(buffer_text(&file), &err));
    append_header(&file, '2', nothing);
    ck_assert_ptr_null(zone_parse(buffer_text(&file), &err));
    buffer_finish(&file);
}
END_TEST

/* Offsets in a version 1 file made above, and a byte that damages it. */
static const struct {
    size_t offset;
    char byte;
} damages[] = {
    {0, 't'},  /* not TZif */
    {28, 127}, /* leap seconds beyond the end */
    {31, 1},   /* a leap second */
    {32, 127}, /* changes beyond the end */
    {39, 0},   /* no type */
    {48, 2},   /* a type that is not there */
    {49, 127}, /* ahead by years */
};

START_TEST(damaged_files_are_refused)
{
    struct buffer file = {0};
    struct error err = {0};

    make_file(&file, '\0', "");
    for (unsigned i = 0; i < 16; i++)
        buffer_append_byte(&file, 0);
    file.data[damages[_i].offset] = damages[_i].byte;
    ck_assert_ptr_null(zone_parse(buffer_text(&file), &err));
    buffer_finish(&file);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("zone");
    TCase *cases = tcase_create("zone");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_loop_test(cases, readings_mean_known_instants, 0, sizeof readings / sizeof *readings);
    tcase_add_test(cases, a_reading_that_occurs_twice_means_the_first);
    tcase_add_test(cases, a_reading_that_never_occurs_moves_forward_by_the_gap);
    tcase_add_test(cases, no_zone_is_utc);
    tcase_add_test(cases, instants_no_calendar_shows_are_the_nearest);
    tcase_add_loop_test(cases, what_is_no_zone_is_refused_with_a_reason, 0,
                        sizeof no_zones / sizeof *no_zones);
    tcase_add_test(cases, a_name_with_a_nul_in_it_is_refused);
    tcase_add_test(cases, the_machine_has_a_zone);
    tcase_add_test(cases, old_files_have_no_rule);
    tcase_add_test(cases, the_rule_holds_behind_the_last_change);
    tcase_add_test(cases, no_file_cut_short_is_accepted_or_read_past);
    tcase_add_test(cases, a_header_with_nothing_behind_is_refused);
    tcase_add_loop_test(cases, damaged_files_are_refused, 0, sizeof damages / sizeof *damages);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
