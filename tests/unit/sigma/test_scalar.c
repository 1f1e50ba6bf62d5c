#include "sigma/scalar.h"

#include <check.h>
#include <stdlib.h>

static struct scalar plain(const char *text)
{
    const struct node node = {.kind = NODE_SCALAR, .scalar = text_of(text)};

    return scalar_read(&node);
}

START_TEST(quotes_make_text)
{
    const struct node node = {.kind = NODE_SCALAR, .scalar = TEXT("010"), .quoted = true};

    ck_assert_int_eq(scalar_read(&node).kind, SCALAR_TEXT);
}
END_TEST

START_TEST(nulls)
{
    ck_assert_int_eq(plain("").kind, SCALAR_NULL);
    ck_assert_int_eq(plain("~").kind, SCALAR_NULL);
    ck_assert_int_eq(plain("null").kind, SCALAR_NULL);
    ck_assert_int_eq(plain("nuLL").kind, SCALAR_TEXT);
}
END_TEST

START_TEST(truth_values)
{
    ck_assert_int_eq(plain("true").kind, SCALAR_BOOLEAN);
    ck_assert(plain("TRUE").boolean);
    ck_assert(!plain("False").boolean);
    ck_assert_ptr_null(plain("true").doubt);
    ck_assert_int_eq(plain("yes").kind, SCALAR_BOOLEAN);
    ck_assert_ptr_nonnull(plain("no").doubt);
    ck_assert(!plain("off").boolean);
    ck_assert_int_eq(plain("y").kind, SCALAR_TEXT);
    ck_assert_int_eq(plain("tRUE").kind, SCALAR_TEXT);
}
END_TEST

START_TEST(integers)
{
    ck_assert_int_eq(plain("42").number.integer, 42);
    ck_assert_int_eq(plain("-42").number.integer, -42);
    ck_assert_int_eq(plain("0").number.integer, 0);
    ck_assert_int_eq(plain("1_000").number.integer, 1000);
    ck_assert_int_eq(plain("0x17").number.integer, 23);
    ck_assert_int_eq(plain("-0xFf").number.integer, -255);
    ck_assert_int_eq(plain("010").number.integer, 8);
    ck_assert_ptr_nonnull(plain("010").doubt);
    ck_assert_ptr_null(plain("10").doubt);
    ck_assert_int_eq(plain("0x17").kind, SCALAR_NUMBER);
}
END_TEST

START_TEST(reals)
{
    ck_assert(plain("0.5").number.is_real);
    ck_assert_double_eq(plain("-1.25").number.real, -1.25);
    ck_assert_double_eq(plain(".5").number.real, 0.5);
    ck_assert_double_eq(plain("1.0e+3").number.real, 1000.0);
}
END_TEST

START_TEST(texts)
{
    static const char *const words[] = {"1e3",
                                        "2024-01-01",
                                        "12:30:45",
                                        "08",
                                        "0x",
                                        "0xZZ",
                                        "_1",
                                        "1.2.3.4",
                                        "-",
                                        "0b1",
                                        "99999999999999999999",
                                        "0xFFFFFFFFFFFFFFFFFF"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ck_assert_msg(plain(words[i]).kind == SCALAR_TEXT, "%s", words[i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("scalar");
    TCase *tests = tcase_create("scalar");
    SRunner *runner = srunner_create(suite);
    int failures = 0;

    tcase_add_test(tests, quotes_make_text);
    tcase_add_test(tests, nulls);
    tcase_add_test(tests, truth_values);
    tcase_add_test(tests, integers);
    tcase_add_test(tests, reals);
    tcase_add_test(tests, texts);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
