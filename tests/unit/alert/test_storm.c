#include "alert/storm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

static const struct storm_limits limits = {.budget = 3, .window = 10};

static bool admits(struct storm_watch *watch, timestamp when)
{
    return storm_admits(watch, TEXT("rule"), &limits, when);
}

START_TEST(the_budget_is_spent_to_the_last)
{
    struct storm_watch *watch = storm_create();

    ck_assert(admits(watch, 100));
    ck_assert(admits(watch, 100));
    ck_assert(admits(watch, 100));
    ck_assert(!admits(watch, 100));
    ck_assert(storm_admits(watch, TEXT("another"), &limits, 100));
    storm_destroy(watch);
}
END_TEST

START_TEST(the_edge_of_the_window_counts)
{
    struct storm_watch *inside = storm_create();
    struct storm_watch *outside = storm_create();

    for (timestamp when = 100; when < 103; when++) {
        ck_assert(admits(inside, when));
        ck_assert(admits(outside, when));
    }
    ck_assert(!admits(inside, 110));
    ck_assert(admits(outside, 111));
    storm_destroy(inside);
    storm_destroy(outside);
}
END_TEST

START_TEST(it_ends_after_a_whole_window_within_the_budget)
{
    struct storm_watch *watch = storm_create();

    for (int i = 0; i < 3; i++)
        ck_assert(admits(watch, 100));
    ck_assert(!admits(watch, 105));
    ck_assert(!admits(watch, 115));
    ck_assert(admits(watch, 116));
    ck_assert(admits(watch, 117));
    storm_destroy(watch);
}
END_TEST

START_TEST(a_rate_above_the_budget_keeps_it_going)
{
    struct storm_watch *watch = storm_create();
    unsigned admitted = 0;

    for (timestamp when = 0; when < 1000; when++)
        admitted += admits(watch, when);
    ck_assert_uint_eq(admitted, 3);
    storm_destroy(watch);
}
END_TEST

START_TEST(a_slow_rule_never_storms)
{
    struct storm_watch *watch = storm_create();

    for (timestamp when = 0; when < 1000; when += 4)
        ck_assert(admits(watch, when));
    storm_destroy(watch);
}
END_TEST

/* Two logs a week apart, read by turns: neither hides the other's flood. */
START_TEST(old_backlog_and_fresh_lines_storm_each_for_itself)
{
    struct storm_watch *watch = storm_create();
    unsigned admitted = 0;

    for (int i = 0; i < 1000; i++)
        admitted += admits(watch, i % 2 ? 100 : 1000000);
    ck_assert_uint_le(admitted, 6);
    storm_destroy(watch);
}
END_TEST

START_TEST(no_budget_means_all_are_storms)
{
    struct storm_watch *watch = storm_create();
    const struct storm_limits none = {.budget = 0, .window = 0};

    ck_assert(!storm_admits(watch, TEXT("rule"), &none, 5));
    storm_destroy(watch);
}
END_TEST

/* Carries each change over to another watch. */
static void carry(const struct state_change *change, void *cookie)
{
    struct error err = {0};

    ck_assert_int_eq(change->owner, STATE_STORM);
    ck_assert_msg(storm_restore(cookie, change, &err), "%s", err.text);
}

START_TEST(goes_on_after_a_restart_as_if_there_had_been_none)
{
    struct storm_watch *plain = storm_create();
    struct storm_watch *restarted = storm_create();
    unsigned state = 99;

    for (timestamp when = 0; when < 3000;) {
        struct storm_watch *next = NULL;

        state = state * 1103515245u + 12345u;
        when += (state >> 16) % 7;
        ck_assert_int_eq(admits(plain, when), admits(restarted, when));
        next = storm_create();
        storm_changes(restarted, carry, next);
        storm_destroy(restarted);
        restarted = next;
    }
    storm_destroy(plain);
    storm_destroy(restarted);
}
END_TEST

static void count_kinds(const struct state_change *change, void *cookie)
{
    unsigned *kinds = cookie;

    kinds[change->value.length > 0]++;
}

START_TEST(the_quiet_are_forgotten_once)
{
    struct storm_watch *watch = storm_create();
    unsigned kinds[2] = {0};

    ck_assert(admits(watch, 100));
    storm_changes(watch, count_kinds, kinds);
    ck_assert_uint_eq(kinds[1], 1);
    storm_changes(watch, count_kinds, kinds);
    ck_assert_uint_eq(kinds[1], 1);
    storm_expire(watch, 10, 120);
    storm_changes(watch, count_kinds, kinds);
    ck_assert_uint_eq(kinds[0], 0);
    storm_expire(watch, 10, 131);
    storm_changes(watch, count_kinds, kinds);
    storm_changes(watch, count_kinds, kinds);
    ck_assert_uint_eq(kinds[0], 1);
    ck_assert(admits(watch, 131));
    storm_destroy(watch);
}
END_TEST

START_TEST(broken_state_is_refused)
{
    static const char *const broken[] = {"",
                                         "{}",
                                         "[]",
                                         "{\"last\":1}",
                                         "{\"last\":-1,\"wanted\":[]}",
                                         "{\"last\":1,\"over\":\"x\",\"wanted\":[]}",
                                         "{\"last\":1,\"wanted\":[\"x\"]}"};
    struct storm_watch *watch = storm_create();

    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct state_change piece = {STATE_STORM, TEXT("rule"), text_of(broken[i])};
        struct error err = {0};

        ck_assert_msg(!storm_restore(watch, &piece, &err), "%s", broken[i]);
        ck_assert_ptr_nonnull(strstr(err.text, "stored storm"));
    }
    storm_destroy(watch);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("storm");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(all, the_budget_is_spent_to_the_last);
    tcase_add_test(all, the_edge_of_the_window_counts);
    tcase_add_test(all, it_ends_after_a_whole_window_within_the_budget);
    tcase_add_test(all, a_rate_above_the_budget_keeps_it_going);
    tcase_add_test(all, a_slow_rule_never_storms);
    tcase_add_test(all, old_backlog_and_fresh_lines_storm_each_for_itself);
    tcase_add_test(all, no_budget_means_all_are_storms);
    tcase_add_test(all, goes_on_after_a_restart_as_if_there_had_been_none);
    tcase_add_test(all, the_quiet_are_forgotten_once);
    tcase_add_test(all, broken_state_is_refused);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
