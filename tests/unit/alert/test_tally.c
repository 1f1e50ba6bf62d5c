#include "alert/tally.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>

static void carry(const struct state_change *change, void *cookie)
{
    struct error err = {0};

    ck_assert_int_eq(change->owner, STATE_OBSERVATION);
    ck_assert_msg(tally_restore(cookie, change, &err), "%s", err.text);
}

static void refuse(const struct state_change *change, void *cookie)
{
    (void)change;
    (void)cookie;
    ck_abort_msg("nothing has changed");
}

START_TEST(counts_by_rule_and_in_all)
{
    struct tally *tally = tally_create();

    tally_observation(tally, TEXT("a"));
    tally_observation(tally, TEXT("a"));
    tally_observation(tally, TEXT("b"));
    tally_shadowed(tally, TEXT("b"));
    ck_assert_uint_eq(tally_of(tally, TEXT("a")).observations, 2);
    ck_assert_uint_eq(tally_of(tally, TEXT("b")).shadowed, 1);
    ck_assert_uint_eq(tally_of(tally, TEXT("c")).observations, 0);
    ck_assert_uint_eq(tally_total(tally).observations, 3);
    ck_assert_uint_eq(tally_total(tally).shadowed, 1);
    tally_destroy(tally);
}
END_TEST

START_TEST(comes_back_and_is_no_change_then)
{
    struct tally *tally = tally_create();
    struct tally *back = tally_create();

    tally_observation(tally, TEXT("a"));
    tally_shadowed(tally, TEXT("b"));
    tally_changes(tally, carry, back);
    tally_changes(tally, refuse, NULL);
    tally_changes(back, refuse, NULL);
    ck_assert_uint_eq(tally_of(back, TEXT("a")).observations, 1);
    ck_assert_uint_eq(tally_total(back).shadowed, 1);
    tally_destroy(tally);
    tally_destroy(back);
    tally_destroy(NULL);
}
END_TEST

START_TEST(broken_state_is_refused)
{
    static const char *const broken[] = {"", "{}", "{\"observations\":1}",
                                         "{\"observations\":-1,\"shadowed\":0}",
                                         "{\"observations\":1,\"shadowed\":\"0\"}"};
    struct tally *tally = tally_create();

    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct state_change piece = {STATE_OBSERVATION, TEXT("rule"), text_of(broken[i])};
        struct error err = {0};

        ck_assert_msg(!tally_restore(tally, &piece, &err), "%s", broken[i]);
        ck_assert_ptr_nonnull(strstr(err.text, "stored observation"));
    }
    ck_assert_uint_eq(tally_total(tally).observations, 0);
    tally_destroy(tally);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tally");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(all, counts_by_rule_and_in_all);
    tcase_add_test(all, comes_back_and_is_no_change_then);
    tcase_add_test(all, broken_state_is_refused);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
