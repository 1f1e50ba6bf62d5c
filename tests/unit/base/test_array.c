#include <check.h>
#include <signal.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/memory.h"

START_TEST(has_room_for_one_more)
{
    int *items = NULL;
    size_t count = 0;
    size_t capacity = 0;

    for (int i = 0; i < 10000; i++) {
        items = array_room(items, count, &capacity, sizeof *items);
        ck_assert_uint_gt(capacity, count);
        items[count++] = i;
    }
    for (int i = 0; i < 10000; i++)
        ck_assert_int_eq(items[i], i);
    mem_free(items);
}
END_TEST

START_TEST(stays_where_it_is_while_it_has_room)
{
    size_t capacity = 0;
    int *items = array_room(NULL, 0, &capacity, sizeof *items);
    size_t first = capacity;

    ck_assert_ptr_eq(array_room(items, first - 1, &capacity, sizeof *items), items);
    ck_assert_uint_eq(capacity, first);
    items = array_room(items, first, &capacity, sizeof *items);
    ck_assert_uint_gt(capacity, first);
    mem_free(items);
}
END_TEST

const char *__asan_default_options(void);

/* The address sanitizer would end the process before we do. */
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

START_TEST(what_nobody_has_ends_the_process)
{
    size_t capacity = SIZE_MAX / 4;

    array_room(NULL, 0, &capacity, 16);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("array");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tests, has_room_for_one_more);
    tcase_add_test(tests, stays_where_it_is_while_it_has_room);
    tcase_add_test_raise_signal(tests, what_nobody_has_ends_the_process, SIGABRT);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
