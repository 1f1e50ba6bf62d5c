#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const struct text none = {0};

START_TEST(compares)
{
    ck_assert(text_equal(none, TEXT("")));
    ck_assert(text_equal(text_of(NULL), none));
    ck_assert(text_equal(TEXT("a\0b"), TEXT("a\0b")));
    ck_assert(!text_equal(TEXT("a\0b"), TEXT("a\0c")));
    ck_assert(!text_equal(TEXT("a"), TEXT("ab")));
    ck_assert(text_equal_caseless(TEXT("AbZ["), TEXT("aBz[")));
    ck_assert(!text_equal_caseless(TEXT("@"), TEXT("`")));
    ck_assert(!text_equal_caseless(TEXT("\xC3\x89"), TEXT("\xC3\xA9")));
    ck_assert(!text_equal_caseless(TEXT("a"), TEXT("ab")));

    ck_assert_int_eq(text_compare(none, TEXT("")), 0);
    ck_assert_int_lt(text_compare(none, TEXT("a")), 0);
    ck_assert_int_lt(text_compare(TEXT("ab"), TEXT("abc")), 0);
    ck_assert_int_gt(text_compare(TEXT("b"), TEXT("abc")), 0);
    ck_assert_int_gt(text_compare(TEXT("\xFF"), TEXT("a")), 0);
}
END_TEST

START_TEST(looks_at_ends)
{
    ck_assert(text_starts_with(TEXT("abc"), TEXT("ab")));
    ck_assert(text_starts_with(none, none));
    ck_assert(!text_starts_with(TEXT("a"), TEXT("ab")));
    ck_assert(text_ends_with(TEXT("abc"), TEXT("bc")));
    ck_assert(text_ends_with(TEXT("abc"), none));
    ck_assert(!text_ends_with(TEXT("c"), TEXT("bc")));
    ck_assert(!text_ends_with(none, TEXT("c")));
}
END_TEST

START_TEST(parts)
{
    ck_assert(text_equal(text_from(TEXT("abc"), 1), TEXT("bc")));
    ck_assert(text_equal(text_from(TEXT("abc"), 3), none));
    ck_assert(text_equal(text_from(TEXT("abc"), SIZE_MAX), none));
    ck_assert(text_equal(text_until(TEXT("abc"), 2), TEXT("ab")));
    ck_assert(text_equal(text_until(TEXT("abc"), SIZE_MAX), TEXT("abc")));
    ck_assert(text_equal(text_until(none, 5), none));
}
END_TEST

START_TEST(finds)
{
    size_t position = 99;

    ck_assert(text_find(TEXT("a--b--c"), TEXT("--"), &position));
    ck_assert_uint_eq(position, 1);
    ck_assert(text_find_last(TEXT("a--b--c"), TEXT("--"), &position));
    ck_assert_uint_eq(position, 4);
    ck_assert(text_find(TEXT("x\0y"), TEXT("y"), &position));
    ck_assert_uint_eq(position, 2);
    ck_assert(text_find_last(TEXT("a.b.c"), TEXT("."), &position));
    ck_assert_uint_eq(position, 3);
    ck_assert(text_find_last(TEXT(".\0b"), TEXT("."), &position));
    ck_assert_uint_eq(position, 0);
    ck_assert(text_find_last(TEXT("aa"), TEXT("aa"), &position));
    ck_assert_uint_eq(position, 0);

    position = 99;
    ck_assert(!text_find(TEXT("abc"), TEXT("abcd"), &position));
    ck_assert(!text_find_last(TEXT("abc"), TEXT("x"), &position));
    ck_assert(!text_find(TEXT("abc"), none, &position));
    ck_assert(!text_find_last(none, none, &position));
    ck_assert(!text_find(none, TEXT("a"), &position));
    ck_assert_uint_eq(position, 99);
}
END_TEST

START_TEST(cuts_and_takes)
{
    struct text head = none;
    struct text rest = none;

    ck_assert(text_cut(TEXT("k=v=w"), TEXT("="), &head, &rest));
    ck_assert(text_equal(head, TEXT("k")) && text_equal(rest, TEXT("v=w")));
    ck_assert(text_cut(rest, TEXT("=w"), &head, &rest));
    ck_assert(text_equal(head, TEXT("v")) && rest.length == 0);
    ck_assert(!text_cut(TEXT("kv"), TEXT("="), &head, &rest));
    ck_assert(text_equal(head, TEXT("kv")) && rest.length == 0);

    rest = TEXT("sshd[1]: x");
    ck_assert(text_take(&rest, TEXT("sshd")));
    ck_assert(!text_take(&rest, TEXT("]")));
    ck_assert(text_equal(rest, TEXT("[1]: x")));

    rest = TEXT("  one  two");
    ck_assert(text_equal(text_take_word(&rest), TEXT("one")));
    ck_assert(text_equal(text_take_word(&rest), TEXT("two")));
    ck_assert_uint_eq(text_take_word(&rest).length, 0);
    rest = TEXT("one  ");
    ck_assert(text_equal(text_take_word(&rest), TEXT("one")));
    ck_assert_uint_eq(rest.length, 2);
    ck_assert_uint_eq(text_take_word(&rest).length, 0);
    ck_assert_uint_eq(rest.length, 0);
    ck_assert(text_equal(text_trim(TEXT(" \t a b\r\n")), TEXT("a b")));
    ck_assert_uint_eq(text_trim(TEXT(" \n ")).length, 0);
    ck_assert(text_equal(text_skip_spaces(TEXT("  \ta ")), TEXT("\ta ")));
    ck_assert_uint_eq(text_skip_spaces(TEXT("  ")).length, 0);
    ck_assert_uint_eq(text_skip_spaces((struct text){0}).length, 0);
    ck_assert_uint_eq(text_count_digits(TEXT("019/:a1")), 3);
    ck_assert_uint_eq(text_count_digits(TEXT("a1")), 0);
    ck_assert_uint_eq(text_count_digits((struct text){0}), 0);
}
END_TEST

START_TEST(numbers)
{
    uint64_t number = 7;
    int64_t with_sign = 7;

    ck_assert(text_to_unsigned(TEXT("18446744073709551615"), &number));
    ck_assert_uint_eq(number, UINT64_MAX);
    ck_assert(text_to_unsigned(TEXT("007"), &number) && number == 7);
    ck_assert(!text_to_unsigned(TEXT("18446744073709551616"), &number));
    ck_assert(!text_to_unsigned(TEXT("99999999999999999999"), &number));
    ck_assert(!text_to_unsigned(none, &number));
    ck_assert(!text_to_unsigned(TEXT("+1"), &number));
    ck_assert(!text_to_unsigned(TEXT("1 "), &number));
    ck_assert_uint_eq(number, 7);

    ck_assert(text_to_signed(TEXT("-9223372036854775808"), &with_sign));
    ck_assert_int_eq(with_sign, INT64_MIN);
    ck_assert(text_to_signed(TEXT("9223372036854775807"), &with_sign));
    ck_assert_int_eq(with_sign, INT64_MAX);
    ck_assert(text_to_signed(TEXT("-0"), &with_sign) && with_sign == 0);
    ck_assert(!text_to_signed(TEXT("9223372036854775808"), &with_sign));
    ck_assert(!text_to_signed(TEXT("-9223372036854775809"), &with_sign));
    ck_assert(!text_to_signed(TEXT("--1"), &with_sign));
    ck_assert(!text_to_signed(TEXT("-"), &with_sign));
}
END_TEST

START_TEST(hashes)
{
    static const char zeros[32] = "";

    ck_assert_uint_eq(text_hash(TEXT("abc")), text_hash((struct text){"abcd", 3}));
    ck_assert_uint_ne(text_hash(TEXT("abc")), text_hash(TEXT("abd")));
    for (size_t a = 0; a < sizeof zeros; a++) {
        for (size_t b = 0; b < a; b++)
            ck_assert_uint_ne(text_hash((struct text){zeros, a}),
                              text_hash((struct text){zeros, b}));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("text");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tests, compares);
    tcase_add_test(tests, looks_at_ends);
    tcase_add_test(tests, parts);
    tcase_add_test(tests, finds);
    tcase_add_test(tests, cuts_and_takes);
    tcase_add_test(tests, numbers);
    tcase_add_test(tests, hashes);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
