#include <check.h>
#include <stdlib.h>

#include "base/identifier.h"

START_TEST(new_ones_differ)
{
    struct identifier a = identifier_random();
    struct identifier b = identifier_random();

    ck_assert(!identifier_equal(a, b));
    ck_assert(identifier_equal(a, a));
    ck_assert(!identifier_is_none(a));
    ck_assert(identifier_is_none((struct identifier){{0}}));
}
END_TEST

START_TEST(written_and_read)
{
    struct identifier a = identifier_random();
    struct identifier b = {{0}};
    char text[IDENTIFIER_TEXT_SIZE] = "";

    ck_assert_uint_eq(text_of(identifier_write(a, text)).length, IDENTIFIER_TEXT_SIZE - 1);
    ck_assert(identifier_read(text_of(text), &b));
    ck_assert(identifier_equal(a, b));
    ck_assert(identifier_read(TEXT("00112233445566778899AABBCCDDEEFF"), &b));
    ck_assert_str_eq(identifier_write(b, text), "00112233445566778899aabbccddeeff");
}
END_TEST

START_TEST(refuses_other_texts)
{
    struct identifier identifier = {{0}};

    ck_assert(!identifier_read(TEXT(""), &identifier));
    ck_assert(!identifier_read(TEXT("00112233445566778899aabbccddeef"), &identifier));
    ck_assert(!identifier_read(TEXT("00112233445566778899aabbccddeeff0"), &identifier));
    ck_assert(!identifier_read(TEXT("00112233-4455-6677-8899-aabbccdd"), &identifier));
    ck_assert(!identifier_read(TEXT("0011223344556677 899aabbccddeeff"), &identifier));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("identifier");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tests, new_ones_differ);
    tcase_add_test(tests, written_and_read);
    tcase_add_test(tests, refuses_other_texts);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
