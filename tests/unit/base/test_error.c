#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

START_TEST(told_from_the_inside_out)
{
    struct error err = {0};

    ck_assert(!error_set(&err, "unknown modifier '%s'", "contans"));
    ck_assert_str_eq(err.text, "unknown modifier 'contans'");
    ck_assert(!error_wrap(&err, "%s:%u", "a.yml", 12));
    ck_assert(!error_wrap(&err, "rules"));
    ck_assert_str_eq(err.text, "rules: a.yml:12: unknown modifier 'contans'");
}
END_TEST

START_TEST(says_what_the_system_said)
{
    struct error err = {0};

    errno = ENOENT;
    ck_assert(!error_set_errno(&err, "%s", "/no/such"));
    ck_assert_str_eq(err.text, "/no/such: No such file or directory");
}
END_TEST

START_TEST(long_messages_are_cut)
{
    struct error err = {0};
    char huge[4096] = "";

    memset(huge, 'x', sizeof huge - 1);
    error_set(&err, "%s", huge);
    ck_assert_uint_eq(strlen(err.text), ERROR_TEXT_SIZE - 1);
    error_wrap(&err, "in front");
    ck_assert_uint_eq(strlen(err.text), ERROR_TEXT_SIZE - 1);
    ck_assert_int_eq(strncmp(err.text, "in front: xxx", 13), 0);
    error_wrap(&err, "%s", huge);
    errno = EIO;
    error_set_errno(&err, "%s", huge);
    ck_assert_uint_eq(strlen(err.text), ERROR_TEXT_SIZE - 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("error");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tests, told_from_the_inside_out);
    tcase_add_test(tests, says_what_the_system_said);
    tcase_add_test(tests, long_messages_are_cut);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
