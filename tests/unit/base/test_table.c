#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/table.h"

static int values[20000];

static struct text key_of(int i, char text[16])
{
    snprintf(text, 16, "key %d", i);
    return text_of(text);
}

START_TEST(finds_what_was_put)
{
    struct table *table = table_create();
    int a = 1;
    int b = 2;

    ck_assert_ptr_null(table_get(table, TEXT("a")));
    ck_assert_ptr_null(table_put(table, TEXT("a"), &a));
    ck_assert_ptr_null(table_put(table, TEXT(""), &b));
    ck_assert_ptr_null(table_put(table, TEXT("a\0"), &b));
    ck_assert_ptr_eq(table_get(table, TEXT("a")), &a);
    ck_assert_ptr_eq(table_get(table, (struct text){0}), &b);
    ck_assert_ptr_null(table_get(table, TEXT("A")));
    ck_assert_ptr_eq(table_put(table, TEXT("a"), &b), &a);
    ck_assert_uint_eq(table_count(table), 3);
    ck_assert_ptr_eq(table_remove(table, TEXT("a")), &b);
    ck_assert_ptr_null(table_remove(table, TEXT("a")));
    ck_assert_ptr_null(table_get(table, TEXT("a")));
    ck_assert_uint_eq(table_count(table), 2);
    ck_assert_ptr_null(table_put(table, TEXT("a"), &a));
    ck_assert_uint_eq(table_count(table), 3);
    table_destroy(table);
    table_destroy(NULL);
}
END_TEST

START_TEST(copies_its_keys)
{
    struct table *table = table_create();
    char key[16] = "";

    table_put(table, key_of(1, key), &values[1]);
    key_of(2, key);
    ck_assert_ptr_eq(table_get(table, TEXT("key 1")), &values[1]);
    ck_assert_ptr_null(table_get(table, TEXT("key 2")));
    table_destroy(table);
}
END_TEST

START_TEST(holds_many)
{
    struct table *table = table_create();
    char key[16] = "";

    for (int i = 0; i < 20000; i++)
        table_put(table, key_of(i, key), &values[i]);
    for (int i = 0; i < 20000; i += 2)
        ck_assert_ptr_eq(table_remove(table, key_of(i, key)), &values[i]);
    ck_assert_uint_eq(table_count(table), 10000);
    for (int i = 0; i < 20000; i++)
        ck_assert_ptr_eq(table_get(table, key_of(i, key)), i % 2 ? &values[i] : NULL);
    table_destroy(table);
}
END_TEST

/* Slots of removed keys must not fill the table, or a probe never ends. */
START_TEST(keys_that_come_and_go)
{
    struct table *table = table_create();
    char key[16] = "";

    for (int i = 0; i < 20000; i++) {
        table_put(table, key_of(i, key), &values[i]);
        if (i >= 3)
            ck_assert_ptr_eq(table_remove(table, key_of(i - 3, key)), &values[i - 3]);
    }
    ck_assert_uint_eq(table_count(table), 3);
    table_destroy(table);
}
END_TEST

START_TEST(steps_through_all_once)
{
    struct table *table = table_create();
    int seen[1000] = {0};
    char name[16] = "";
    size_t position = 0;
    struct text key = {0};
    void *value = NULL;

    for (int i = 0; i < 1000; i++)
        table_put(table, key_of(i, name), &values[i]);
    while (table_next(table, &position, &key, &value)) {
        int i = (int)((int *)value - values);

        ck_assert(text_equal(key, key_of(i, name)));
        seen[i]++;
        if (i % 3 == 0)
            table_remove(table, key);
    }
    for (int i = 0; i < 1000; i++)
        ck_assert_int_eq(seen[i], 1);
    ck_assert_uint_eq(table_count(table), 666);
    table_destroy(table);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("table");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tests, finds_what_was_put);
    tcase_add_test(tests, copies_its_keys);
    tcase_add_test(tests, holds_many);
    tcase_add_test(tests, keys_that_come_and_go);
    tcase_add_test(tests, steps_through_all_once);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
