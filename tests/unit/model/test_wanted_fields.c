#include "model/wanted_fields.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

START_TEST(the_same_name_has_the_same_slot)
{
    struct wanted_fields *wanted = wanted_fields_create();
    int user = wanted_fields_add(wanted, TEXT("user.name"));
    int other = wanted_fields_add(wanted, TEXT("gen_ai.tool.name"));

    ck_assert_int_ne(user, other);
    ck_assert_int_eq(wanted_fields_add(wanted, TEXT("user.name")), user);
    ck_assert_int_eq(wanted_fields_slot(wanted, FIELD_USER_NAME), user);
    ck_assert_int_eq(wanted_fields_find(wanted, TEXT("gen_ai.tool.name")), other);
    ck_assert_uint_eq(wanted_fields_count(wanted), 2);
    ck_assert(text_equal(wanted_fields_name(wanted, other), TEXT("gen_ai.tool.name")));
    wanted_fields_destroy(wanted);
}
END_TEST

START_TEST(nobody_asked_is_no_slot)
{
    struct wanted_fields *wanted = wanted_fields_create();

    ck_assert_int_eq(wanted_fields_slot(wanted, FIELD_USER_NAME), SLOT_NONE);
    ck_assert_int_eq(wanted_fields_find(wanted, TEXT("user.name")), SLOT_NONE);
    ck_assert_uint_eq(wanted_fields_count(wanted), 0);
    wanted_fields_destroy(wanted);
    wanted_fields_destroy(NULL);
}
END_TEST

START_TEST(names_are_copied)
{
    struct wanted_fields *wanted = wanted_fields_create();
    char name[16] = "";

    for (int i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "x.%04d", i);
        ck_assert_int_eq(wanted_fields_add(wanted, text_of(name)), i);
    }
    ck_assert(text_equal(wanted_fields_name(wanted, 7), TEXT("x.0007")));
    ck_assert_int_eq(wanted_fields_find(wanted, TEXT("x.0999")), 999);
    wanted_fields_destroy(wanted);
}
END_TEST

START_TEST(either_name_feeds_one_slot)
{
    struct wanted_fields *wanted = wanted_fields_create();
    int own = wanted_fields_add(wanted, TEXT("user.name"));
    int pair = wanted_fields_add_either(wanted, TEXT("user.name"), TEXT("User"));
    int other = wanted_fields_add_either(wanted, TEXT("user.name"), TEXT("username"));

    ck_assert_int_ne(pair, own);
    ck_assert_int_ne(pair, other);
    ck_assert_int_eq(wanted_fields_add_either(wanted, TEXT("user.name"), TEXT("User")), pair);
    ck_assert_int_eq(wanted_fields_add_either(wanted, TEXT("x"), TEXT("x")),
                     wanted_fields_find(wanted, TEXT("x")));
    ck_assert_int_eq(wanted_fields_slot(wanted, FIELD_USER_NAME), own);
    ck_assert_int_eq(wanted_fields_fed(wanted, own)->slot, other);
    ck_assert_int_eq(wanted_fields_fed(wanted, own)->next->slot, pair);
    ck_assert_int_eq(wanted_fields_fed(wanted, wanted_fields_find(wanted, TEXT("User")))->slot,
                     pair);
    ck_assert_ptr_null(wanted_fields_fed(wanted, pair));
    ck_assert(text_equal(wanted_fields_name(wanted, pair), TEXT("user.name")));
    wanted_fields_destroy(wanted);
}
END_TEST

START_TEST(all_values_are_asked_for)
{
    struct wanted_fields *wanted = wanted_fields_create();

    ck_assert(!wanted_fields_has_all_values(wanted));
    wanted_fields_add_all_values(wanted);
    ck_assert(wanted_fields_has_all_values(wanted));
    ck_assert_uint_eq(wanted_fields_count(wanted), 0);
    wanted_fields_destroy(wanted);
}
END_TEST

START_TEST(paths_are_sorted_and_no_reserved_name)
{
    static const char *const names[] = {"b",   "a.b",       "user.role",     "a",
                                        "a-b", "amberd.xy", "raw.user.role", "raw.x"};
    static const char *const paths[] = {"a", "a-b", "a.b", "b", "user.role"};
    struct wanted_fields *wanted = wanted_fields_create();
    const struct wanted_path *rows = NULL;
    size_t count = 0;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        wanted_fields_add(wanted, text_of(names[i]));
        wanted_fields_add(wanted, text_of(names[i]));
    }
    rows = wanted_fields_paths(wanted, &count);
    ck_assert_uint_eq(count, sizeof paths / sizeof *paths);
    for (size_t i = 0; i < count; i++)
        ck_assert_str_eq(rows[i].path, paths[i]);
    ck_assert_int_eq(rows[4].slot, wanted_fields_find(wanted, TEXT("raw.user.role")));
    wanted_fields_destroy(wanted);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("wanted_fields");
    TCase *cases = tcase_create("wanted_fields");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(cases, the_same_name_has_the_same_slot);
    tcase_add_test(cases, nobody_asked_is_no_slot);
    tcase_add_test(cases, names_are_copied);
    tcase_add_test(cases, either_name_feeds_one_slot);
    tcase_add_test(cases, all_values_are_asked_for);
    tcase_add_test(cases, paths_are_sorted_and_no_reserved_name);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
