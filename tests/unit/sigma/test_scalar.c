#include "sigma/scalar.h"

#include "support/suite.h"

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
    ck_assert_int_eq(plain("+12").number.integer, 12);
    ck_assert_int_eq(plain("+0x17").number.integer, 23);
    ck_assert_int_eq(plain("0b101").number.integer, 5);
    ck_assert_int_eq(plain("0b101").kind, SCALAR_NUMBER);
    ck_assert_int_eq(plain("9223372036854775807").number.integer, INT64_MAX);
    ck_assert_int_eq(plain("-9223372036854775808").number.integer, INT64_MIN);
    ck_assert_int_eq(plain("9223372036854775808").kind, SCALAR_TEXT);
    ck_assert_int_eq(plain("1__0_").number.integer, 10);
}
END_TEST

START_TEST(reals)
{
    ck_assert(plain("0.5").number.is_real);
    ck_assert_double_eq(plain("-1.25").number.real, -1.25);
    ck_assert_double_eq(plain(".5").number.real, 0.5);
    ck_assert_double_eq(plain("1.0e+3").number.real, 1000.0);
    ck_assert_double_eq(plain("1.").number.real, 1.0);
    ck_assert_double_eq(plain("00.5").number.real, 0.5);
    ck_assert_double_eq(plain("1_0.5").number.real, 10.5);
}
END_TEST

START_TEST(by_sixties)
{
    ck_assert_int_eq(plain("12:30:45").number.integer, 45045);
    ck_assert_int_eq(plain("-1:5").number.integer, -65);
    ck_assert_int_eq(plain("190:20:30").number.integer, 685230);
    ck_assert(plain("22:30").is_text_too);
    ck_assert_ptr_nonnull(plain("22:30").doubt);
    ck_assert(!plain("2230").is_text_too);
}
END_TEST

START_TEST(dates_are_doubtful_texts)
{
    ck_assert_int_eq(plain("2024-01-01").kind, SCALAR_TEXT);
    ck_assert_ptr_nonnull(plain("2024-01-01").doubt);
    ck_assert_ptr_nonnull(plain("2024-01-01T10:00:00Z").doubt);
    ck_assert_ptr_null(plain("2024-01").doubt);
}
END_TEST

START_TEST(texts)
{
    static const char *const words[] = {"1e3",
                                        "2024-01-01",
                                        "12:60",
                                        "12:",
                                        "12:345",
                                        ":30",
                                        "012:30",
                                        "1.5e3",
                                        "1.5E3",
                                        "e+3",
                                        "08",
                                        "0x",
                                        "0xZZ",
                                        "_1",
                                        "1.2.3.4",
                                        "-",
                                        "0b2",
                                        "0b",
                                        "0o17",
                                        ".",
                                        "+",
                                        ".inf",
                                        "99999999999999999999",
                                        "0xFFFFFFFFFFFFFFFFFF"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ck_assert_msg(plain(words[i]).kind == SCALAR_TEXT, "%s", words[i]);
}
END_TEST

SUITE_MAIN("scalar", quotes_make_text, nulls, truth_values, integers, reals, by_sixties,
           dates_are_doubtful_texts, texts)
