#include "alert/lifecycle.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>

/* A row a state, a column a state one might want: the whole table. */
static const char *const expected[LIFECYCLE_STATES] = {
    "-++++-++", /* open */
    "--+++-++", /* acknowledged */
    "---++-++", /* isolated */
    "----+-++", /* investigated */
    "-----+++", /* remediated */
    "------++", /* reinforced */
    "--------", /* closed */
    "--------", /* false positive */
};

START_TEST(every_move_is_as_the_table_says)
{
    for (int from = 0; from < LIFECYCLE_STATES; from++) {
        for (int to = 0; to < LIFECYCLE_STATES; to++) {
            struct error err = {0};
            bool allowed = lifecycle_allows((enum alert_state)from, (enum alert_state)to, &err);

            ck_assert_msg(allowed == (expected[from][to] == '+'), "%d to %d", from, to);
            ck_assert_int_eq(allowed, err.text[0] == '\0');
        }
    }
}
END_TEST

START_TEST(a_refusal_says_what_is_possible)
{
    struct error err = {0};

    ck_assert(!lifecycle_allows(ALERT_REMEDIATED, ALERT_ISOLATED, &err));
    ck_assert_str_eq(err.text, "it is remediated and cannot become isolated; it can become "
                               "reinforced, closed or false-positive");
    ck_assert(!lifecycle_allows(ALERT_CLOSED, ALERT_OPEN, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "it is closed"));
    ck_assert_ptr_nonnull(strstr(err.text, "new finding"));
    ck_assert(!lifecycle_allows(ALERT_FALSE_POSITIVE, ALERT_OPEN, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "only counted until dedup_for"));
    ck_assert_ptr_null(strstr(err.text, "reopen"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("lifecycle");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(all, every_move_is_as_the_table_says);
    tcase_add_test(all, a_refusal_says_what_is_possible);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
