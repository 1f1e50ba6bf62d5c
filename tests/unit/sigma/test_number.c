#include "sigma/number.h"

#include <check.h>
#include <stdlib.h>

static struct number read_number(const char *text)
{
    struct number number = {0};

    ck_assert_msg(number_read(text_of(text), &number), "%s", text);
    return number;
}

static bool holds(const char *left, enum relation relation, const char *right)
{
    return number_holds(read_number(left), relation, read_number(right));
}

START_TEST(reads)
{
    ck_assert_int_eq(read_number("-12").integer, -12);
    ck_assert_int_eq(read_number("+7").integer, 7);
    ck_assert_int_eq(read_number("05").integer, 5);
    ck_assert_int_eq(read_number("9223372036854775807").integer, INT64_MAX);
    ck_assert_int_eq(read_number("-9223372036854775808").integer, INT64_MIN);
    ck_assert_int_eq(read_number("-0").integer, 0);
    ck_assert_double_eq(read_number("1.50").real, 1.5);
    ck_assert_double_eq(read_number(".5").real, 0.5);
    ck_assert_double_eq(read_number("-2.5e-3").real, -0.0025);
    ck_assert(read_number("1.").is_real);
    ck_assert(!read_number("1").is_real);
}
END_TEST

START_TEST(refuses)
{
    static const char *const wrong[] = {
        "",
        "-",
        "+",
        ".",
        "e",
        "1e3",
        "0x10",
        "1,5",
        " 1",
        "1 ",
        "1.5.2",
        "1.5e",
        "1.5e+-2",
        "--1",
        "nan",
        "inf",
        "1.0e999",
        "9223372036854775808",
        "-9223372036854775809",
        "+-1",
        "99999999999999999999",
        "1111111111111111111111111111111111111111111111111111111111111111.5"};
    struct number number = {0};

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(!number_read(text_of(wrong[i]), &number), "%s", wrong[i]);
    ck_assert(!number_read((struct text){"1\0", 2}, &number));
}
END_TEST

START_TEST(relations)
{
    ck_assert(holds("5", RELATION_EQUAL, "5.0"));
    ck_assert(!holds("5", RELATION_EQUAL, "5.5"));
    ck_assert(holds("5", RELATION_LESS, "5.5"));
    ck_assert(holds("-5", RELATION_MORE, "-5.5"));
    ck_assert(holds("5", RELATION_MOST, "5"));
    ck_assert(!holds("5", RELATION_LESS, "5"));
    ck_assert(holds("5", RELATION_LEAST, "5.0"));
    ck_assert(holds("6.5", RELATION_MORE, "6"));
}
END_TEST

/* Neighbours that a double cannot tell apart. */
START_TEST(integers_stay_exact)
{
    ck_assert(!holds("9007199254740993", RELATION_EQUAL, "9007199254740992"));
    ck_assert(!holds("9007199254740993", RELATION_EQUAL, "9007199254740992.0"));
    ck_assert(holds("9007199254740993", RELATION_MORE, "9007199254740992.0"));
    ck_assert(holds("9223372036854775807", RELATION_LESS, "9223372036854775808.0"));
    ck_assert(holds("-9223372036854775807", RELATION_MORE, "-9.3e18"));
}
END_TEST

START_TEST(values)
{
    struct number number = {0};
    const struct value text = {.kind = VALUE_TEXT, .text = TEXT("80")};
    const struct value word = {.kind = VALUE_TEXT, .text = TEXT("eighty")};
    const struct value truth = {.kind = VALUE_BOOLEAN, .integer = 1};
    const struct value real = {.kind = VALUE_REAL, .real = 0.5};
    const struct value none = {.kind = VALUE_NULL};

    ck_assert(number_of_value(&text, &number));
    ck_assert_int_eq(number.integer, 80);
    ck_assert(number_of_value(&real, &number));
    ck_assert(number.is_real);
    ck_assert(!number_of_value(&word, &number));
    ck_assert(!number_of_value(&truth, &number));
    ck_assert(!number_of_value(&none, &number));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("number");
    TCase *tests = tcase_create("number");
    SRunner *runner = srunner_create(suite);
    int failures = 0;

    tcase_add_test(tests, reads);
    tcase_add_test(tests, refuses);
    tcase_add_test(tests, relations);
    tcase_add_test(tests, integers_stay_exact);
    tcase_add_test(tests, values);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
