#include "output/complaint.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

START_TEST(once_a_minute_with_the_count_of_what_was_swallowed)
{
    struct complaint complaint = {0};
    uint64_t before = 9;

    ck_assert(complaint_is_due(&complaint, HOUR, &before));
    ck_assert_uint_eq(before, 0);
    ck_assert(!complaint_is_due(&complaint, HOUR + 1, &before));
    ck_assert(!complaint_is_due(&complaint, HOUR + MINUTE - 1, &before));
    ck_assert(complaint_is_due(&complaint, HOUR + MINUTE, &before));
    ck_assert_uint_eq(before, 2);
}
END_TEST

START_TEST(a_clock_set_back_does_not_silence)
{
    struct complaint complaint = {0};
    uint64_t before = 0;

    ck_assert(complaint_is_due(&complaint, DAY, &before));
    ck_assert(complaint_is_due(&complaint, HOUR, &before));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("complaint");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tcase, once_a_minute_with_the_count_of_what_was_swallowed);
    tcase_add_test(tcase, a_clock_set_back_does_not_silence);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
