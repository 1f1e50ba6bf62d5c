#include "base/zone_rule.h"

#include <check.h>
#include <stdlib.h>

static timestamp at(int year, int month, int day, int hour)
{
    const struct civil civil = {year, month, day, hour, 0, 0, 0};

    return timestamp_from_civil(&civil);
}

static struct zone_rule read_rule(const char *text)
{
    struct zone_rule rule = {0};

    ck_assert_msg(zone_rule_read(text_of(text), &rule), "%s", text);
    return rule;
}

START_TEST(a_fixed_rule)
{
    struct zone_rule rule = read_rule("<+0545>-5:45");

    ck_assert(!rule.has_summer);
    ck_assert_int_eq(zone_rule_offset(&rule, at(2026, 7, 1, 0)), 5 * HOUR + 45 * MINUTE);
}
END_TEST

START_TEST(northern_summer)
{
    struct zone_rule rule = read_rule("CET-1CEST,M3.5.0,M10.5.0/3");

    ck_assert_int_eq(zone_rule_offset(&rule, at(2026, 3, 29, 1) - 1), HOUR);
    ck_assert_int_eq(zone_rule_offset(&rule, at(2026, 3, 29, 1)), 2 * HOUR);
    ck_assert_int_eq(zone_rule_offset(&rule, at(2026, 10, 25, 1) - 1), 2 * HOUR);
    ck_assert_int_eq(zone_rule_offset(&rule, at(2026, 10, 25, 1)), HOUR);
}
END_TEST

START_TEST(southern_summer_spans_new_year)
{
    struct zone_rule rule = read_rule("AEST-10AEDT,M10.1.0,M4.1.0/3");

    ck_assert_int_eq(zone_rule_offset(&rule, at(2026, 12, 31, 23)), 11 * HOUR);
    ck_assert_int_eq(zone_rule_offset(&rule, at(2027, 1, 1, 0)), 11 * HOUR);
    ck_assert_int_eq(zone_rule_offset(&rule, at(2026, 7, 1, 0)), 10 * HOUR);
}
END_TEST

START_TEST(hours_may_be_negative)
{
    struct zone_rule rule = read_rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");

    /* An hour before Sunday the 29th begins there, 01:00 UTC. */
    ck_assert_int_eq(zone_rule_offset(&rule, at(2026, 3, 29, 1) - 1), -2 * HOUR);
    ck_assert_int_eq(zone_rule_offset(&rule, at(2026, 3, 29, 1)), -HOUR);
}
END_TEST

START_TEST(days_by_number)
{
    struct zone_rule julian = read_rule("AAA0BBB,J60/0,J300/0");
    struct zone_rule plain = read_rule("AAA0BBB,59/0,300/0");

    /* J60 is 1 March in every year; day 59 from 0 is 29 February in a leap year. */
    ck_assert_int_eq(zone_rule_offset(&julian, at(2028, 2, 29, 23)), 0);
    ck_assert_int_eq(zone_rule_offset(&julian, at(2028, 3, 1, 0)), HOUR);
    ck_assert_int_eq(zone_rule_offset(&julian, at(2027, 3, 1, 0)), HOUR);
    ck_assert_int_eq(zone_rule_offset(&plain, at(2028, 2, 29, 0)), HOUR);
    ck_assert_int_eq(zone_rule_offset(&plain, at(2027, 2, 28, 23)), 0);
}
END_TEST

static const char *const no_rules[] = {
    "",
    "CE-1",
    "CET",
    "CET-",
    "CET-25",
    "CET-1:60",
    "CET-1CEST",
    "<CET-1",
    "CET-1CEST,",
    "CET-1CEST,M3.5.0",
    "CET-1CEST,M13.5.0,M10.5.0",
    "CET-1CEST,M3.6.0,M10.5.0",
    "CET-1CEST,M3.5.7,M10.5.0",
    "CET-1CEST,J0,J300",
    "CET-1CEST,J366,J300",
    "CET-1CEST,366,300",
    "CET-1CEST,M3.5.0/168,M10.5.0",
    "CET-1CEST,M3.5.0,M10.5.0 ",
    "CET-1CEST,M3.5.0,M10.5.0/3x",
};

START_TEST(what_is_no_rule_is_refused)
{
    struct zone_rule rule = {0};

    ck_assert_msg(!zone_rule_read(text_of(no_rules[_i]), &rule), "%s", no_rules[_i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("zone_rule");
    TCase *cases = tcase_create("zone_rule");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(cases, a_fixed_rule);
    tcase_add_test(cases, northern_summer);
    tcase_add_test(cases, southern_summer_spans_new_year);
    tcase_add_test(cases, hours_may_be_negative);
    tcase_add_test(cases, days_by_number);
    tcase_add_loop_test(cases, what_is_no_rule_is_refused, 0, sizeof no_rules / sizeof *no_rules);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
