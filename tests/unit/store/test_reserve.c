#include "store/reserve.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/identifier.h"

enum { BYTES = 256 << 10 };

static char folder[64];
static struct reserve reserve;

static void set_up(void)
{
    char name[IDENTIFIER_TEXT_SIZE];

    snprintf(folder, sizeof folder, "/tmp/amberd-%s", identifier_write(identifier_random(), name));
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    reserve_init(&reserve, folder, BYTES);
}

static void tear_down(void)
{
    unlink(reserve.path);
    reserve_finish(&reserve);
    rmdir(folder);
}

START_TEST(the_space_is_really_taken_and_given)
{
    struct stat status = {0};

    ck_assert(reserve_is_spent(&reserve));
    ck_assert(reserve_take(&reserve));
    ck_assert(!reserve_is_spent(&reserve));
    ck_assert_int_eq(stat(reserve.path, &status), 0);
    ck_assert_int_ge(status.st_blocks * 512, BYTES);
    ck_assert_uint_eq(status.st_mode & 07777, 0600);
    ck_assert(reserve_take(&reserve));
    ck_assert(reserve_give_up(&reserve));
    ck_assert(reserve_is_spent(&reserve));
    ck_assert_int_ne(stat(reserve.path, &status), 0);
    ck_assert(!reserve_give_up(&reserve));
}
END_TEST

START_TEST(it_is_found_again_by_the_next_run)
{
    ck_assert(reserve_take(&reserve));
    reserve_finish(&reserve);
    reserve_init(&reserve, folder, BYTES);
    ck_assert(!reserve_is_spent(&reserve));
}
END_TEST

START_TEST(a_hole_reserves_nothing)
{
    ck_assert(reserve_take(&reserve));
    ck_assert_int_eq(truncate(reserve.path, 0), 0);
    ck_assert_int_eq(truncate(reserve.path, BYTES), 0);
    reserve_finish(&reserve);
    reserve_init(&reserve, folder, BYTES);
    ck_assert(reserve_is_spent(&reserve));
    ck_assert(reserve_take(&reserve));
}
END_TEST

START_TEST(another_size_is_another_reserve)
{
    ck_assert(reserve_take(&reserve));
    reserve_finish(&reserve);
    reserve_init(&reserve, folder, 0);
    ck_assert(!reserve_is_spent(&reserve));
    ck_assert(!reserve_take(&reserve));
    ck_assert(!reserve_give_up(&reserve));
    ck_assert_int_ne(access(reserve.path, F_OK), 0);
}
END_TEST

START_TEST(more_than_the_disk_has_is_not_taken)
{
    reserve_finish(&reserve);
    reserve_init(&reserve, folder, UINT64_MAX);
    ck_assert(!reserve_take(&reserve));
    reserve_finish(&reserve);
    reserve_init(&reserve, folder, (uint64_t)1 << 60);
    ck_assert(!reserve_take(&reserve));
    ck_assert(reserve_is_spent(&reserve));
    ck_assert_int_ne(access(reserve.path, F_OK), 0);
}
END_TEST

static Suite *reserve_suite(void)
{
    Suite *suite = suite_create("reserve");
    TCase *cases = tcase_create("reserve");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, the_space_is_really_taken_and_given);
    tcase_add_test(cases, it_is_found_again_by_the_next_run);
    tcase_add_test(cases, a_hole_reserves_nothing);
    tcase_add_test(cases, another_size_is_another_reserve);
    tcase_add_test(cases, more_than_the_disk_has_is_not_taken);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(reserve_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
