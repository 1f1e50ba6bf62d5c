#include "model/field.h"

#include <check.h>
#include <stdlib.h>

START_TEST(every_field_is_found_by_its_name)
{
    for (int i = 0; i < FIELD_COUNT; i++) {
        enum field found = FIELD_COUNT;

        ck_assert(field_find(field_name((enum field)i), &found));
        ck_assert_int_eq(found, i);
    }
}
END_TEST

START_TEST(other_names_are_not_found)
{
    enum field found = FIELD_COUNT;

    ck_assert(!field_find(TEXT(""), &found));
    ck_assert(!field_find(TEXT("user"), &found));
    ck_assert(!field_find(TEXT("user.names"), &found));
    ck_assert(!field_find(TEXT("User.name"), &found));
}
END_TEST

START_TEST(exposure_is_by_name)
{
    ck_assert_int_eq(field_exposure(TEXT("user.name")), EXPOSE_PLAIN);
    ck_assert_int_eq(field_exposure(TEXT("url.full")), EXPOSE_WITHOUT_QUERY);
    ck_assert_int_eq(field_exposure(TEXT("url.query")), EXPOSE_MASKED);
    ck_assert_int_eq(field_exposure(TEXT("amberd.commands")), EXPOSE_NEVER);
    ck_assert_int_eq(field_exposure(TEXT("unheard.of")), EXPOSE_PLAIN);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("field");
    TCase *cases = tcase_create("field");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(cases, every_field_is_found_by_its_name);
    tcase_add_test(cases, other_names_are_not_found);
    tcase_add_test(cases, exposure_is_by_name);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
