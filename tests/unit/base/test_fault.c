#include <check.h>
#include <stdlib.h>

#include "base/fault.h"

START_TEST(nothing_fails_unarmed)
{
    ck_assert(!fault_point("store.commit"));
    ck_assert(!fault_disarm());
}
END_TEST

START_TEST(fails_as_armed)
{
    fault_arm("store.commit", 2, 1);
    ck_assert(!fault_point("store.commit"));
    ck_assert(!fault_point("store.open"));
    ck_assert(!fault_point("store.commit"));
    ck_assert(fault_point("store.commit"));
    ck_assert(!fault_point("store.commit"));
    ck_assert(fault_disarm());
    ck_assert(!fault_point("store.commit"));
}
END_TEST

/* The loop that tests of faults are: it must come to its end. */
START_TEST(counting_ends)
{
    unsigned rounds = 0;
    bool failed = true;

    for (; failed; rounds++) {
        fault_arm("x", rounds, 1);
        for (int call = 0; call < 5; call++)
            fault_point("x");
        failed = fault_disarm();
    }
    ck_assert_uint_eq(rounds, 6);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fault");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tests, nothing_fails_unarmed);
    tcase_add_test(tests, fails_as_armed);
    tcase_add_test(tests, counting_ends);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
