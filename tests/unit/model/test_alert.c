#include "model/alert.h"

#include <stdlib.h>

#include <check.h>

#include "base/memory.h"

START_TEST(states_have_names_that_are_found_again)
{
    enum alert_state found = ALERT_OPEN;

    for (int state = ALERT_OPEN; state <= ALERT_FALSE_POSITIVE; state++) {
        const char *name = alert_state_name((enum alert_state)state);

        ck_assert(alert_state_find(text_of(name), &found));
        ck_assert_int_eq(found, state);
    }
    ck_assert_str_eq(alert_state_name(ALERT_FALSE_POSITIVE), "false-positive");
    ck_assert(!alert_state_find(TEXT("Open"), &found));
    ck_assert(!alert_state_find(TEXT(""), &found));
    ck_assert(!alert_state_find(TEXT("openx"), &found));
}
END_TEST

START_TEST(changes_have_names)
{
    ck_assert_str_eq(alert_change_name(CHANGE_CREATED), "created");
    ck_assert_str_eq(alert_change_name(CHANGE_UPDATED), "updated");
    ck_assert_str_eq(alert_change_name(CHANGE_MOVED), "moved");
    ck_assert_str_eq(alert_change_name(CHANGE_ESCALATED), "escalated");
    ck_assert_str_eq(alert_change_name(CHANGE_REOPENED), "reopened");
    ck_assert_str_eq(alert_change_name(CHANGE_CLOSED), "closed");
}
END_TEST

START_TEST(only_the_last_two_states_are_closed)
{
    struct alert alert = {0};

    for (int state = ALERT_OPEN; state <= ALERT_FALSE_POSITIVE; state++) {
        alert.state = (enum alert_state)state;
        ck_assert_int_eq(alert_is_open(&alert), state < ALERT_CLOSED);
    }
}
END_TEST

START_TEST(destroying_takes_half_an_alert_and_none)
{
    struct alert *alert = mem_zero(sizeof *alert);

    alert->note = mem_copy_string("x");
    alert->closure.waiver = mem_copy_string("y");
    alert_destroy(alert);
    alert_destroy(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("alert");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(all, states_have_names_that_are_found_again);
    tcase_add_test(all, changes_have_names);
    tcase_add_test(all, only_the_last_two_states_are_closed);
    tcase_add_test(all, destroying_takes_half_an_alert_and_none);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
