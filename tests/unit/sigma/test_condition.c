#include "sigma/condition.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/rule_case.h"

/* a, b and c are true where the event has such a field. */
#define NAMES                                                                               \
    " a: {a: 1}\n b: {b: 1}\n c: {c: 1}\n sel_a: {a: 1}\n sel_b: {b: 1}\n _sel_c: {c: 1}\n" \
    " condition: "

static enum rule_answer ask(const char *condition, const char *json)
{
    char detection[2048] = "";

    snprintf(detection, sizeof detection, NAMES "%s\n", condition);
    return detection_ask(detection, json, "");
}

static bool refused(const char *condition, const char *text)
{
    char detection[2048] = "";

    snprintf(detection, sizeof detection, NAMES "%s\n", condition);
    return detection_is_refused(detection, text);
}

/* All eight combinations, against what C says. */
START_TEST(precedence)
{
    static const struct {
        const char *condition;
        unsigned truth; /* bit abc */
    } cases[] = {
#define ROW(condition, expression)                                                      \
    {condition, ROW_BIT(expression, 0, 0, 0, 0) | ROW_BIT(expression, 1, 0, 0, 1) |     \
                    ROW_BIT(expression, 2, 0, 1, 0) | ROW_BIT(expression, 3, 0, 1, 1) | \
                    ROW_BIT(expression, 4, 1, 0, 0) | ROW_BIT(expression, 5, 1, 0, 1) | \
                    ROW_BIT(expression, 6, 1, 1, 0) | ROW_BIT(expression, 7, 1, 1, 1)}
#define ROW_BIT(expression, bit, a, b, c) ((unsigned)(expression(a, b, c)) << (bit))
#define A_OR_B_AND_C(a, b, c)             ((a) || ((b) && (c)))
#define AND_NOT_OR(a, b, c)               (((a) && !(b)) || (c))
#define NOT_A_AND_B(a, b, c)              (!(a) && (b))
#define NOT_GROUP(a, b, c)                (!((a) && (b)) && (c))
#define GROUP_OR(a, b, c)                 (((a) || (b)) && (c))
#define DOUBLE_NOT(a, b, c)               (!!(a))
#define NONE_OF(a, b, c)                  ((c) && !((a) || (b)))
#define NOT_ALL_OF(a, b, c)               (!((a) && (b)))
        ROW("a or b and c", A_OR_B_AND_C),    ROW("a and not b or c", AND_NOT_OR),
        ROW("not a and b", NOT_A_AND_B),      ROW("not (a and b) and c", NOT_GROUP),
        ROW("(a or b) and (c)", GROUP_OR),    ROW("not not a", DOUBLE_NOT),
        ROW("c and not 1 of sel_*", NONE_OF), ROW("not all of sel_*", NOT_ALL_OF),
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (unsigned bits = 0; bits < 8; bits++) {
            char json[64] = "";

            snprintf(json, sizeof json, "{\"a\":%u,\"b\":%u,\"c\":%u}", bits >> 2 & 1,
                     bits >> 1 & 1, bits & 1);
            ck_assert_msg(ask(cases[i].condition, json) == (cases[i].truth >> bits & 1), "%s %s",
                          cases[i].condition, json);
        }
    }
}
END_TEST

START_TEST(patterns)
{
    ck_assert(ask("1 of sel_*", "{\"b\":1}"));
    ck_assert(ask("any of sel_*", "{\"b\":1}"));
    ck_assert(!ask("all of sel_*", "{\"b\":1}"));
    ck_assert(ask("all of sel_*", "{\"a\":1,\"b\":1}"));
    ck_assert(!ask("1 of sel*", "{\"c\":1}"));
    ck_assert(ask("1 of _sel*", "{\"c\":1}"));
    ck_assert(ask("1 of *_b", "{\"b\":1}"));
    ck_assert(ask("1 of sel_a", "{\"a\":1}"));
    ck_assert(ask("_sel_c", "{\"c\":1}"));
    ck_assert(refused("1 of *_c", "no search identifier fits '*_c'"));
    ck_assert(refused("1 of SEL_*", "no search identifier fits"));
}
END_TEST

START_TEST(them_passes_over_hidden_names)
{
    const char *detection = " x: {a: 1}\n _y: {b: 1}\n condition: all of them or _y\n";

    ck_assert(detection_ask(detection, "{\"a\":1}", ""));
    ck_assert(detection_is_doubted(" x: {a: 1}\n _y: {b: 1}\n condition: all of them\n",
                                   "'_y' is not used"));
}
END_TEST

START_TEST(names_may_be_keywords_of_quantity)
{
    ck_assert(detection_ask(" all: {a: 1}\n condition: all\n", "{\"a\":1}", ""));
    ck_assert(detection_ask(" any: {a: 1}\n condition: any and any of any\n", "{\"a\":1}", ""));
    ck_assert(detection_ask(" sel-1.x: {a: 1}\n condition: sel-1.x\n", "{\"a\":1}", ""));
}
END_TEST

START_TEST(capitals_are_doubted)
{
    ck_assert(ask("a AND NOT b", "{\"a\":1}"));
    ck_assert(detection_is_doubted(" x: {a: 1}\n condition: NOT x\n", "small letters"));
    ck_assert(detection_is_doubted(" x: {a: 1}\n condition: 1 of THEM\n", "small letters"));
}
END_TEST

START_TEST(lists_are_or)
{
    ck_assert(ask("[a and b, c]", "{\"c\":1}"));
    ck_assert(!ask("[a and b, c]", "{\"a\":1}"));
    ck_assert(refused("[]", "empty"));
    ck_assert(refused("[a, zz]", "'zz'"));
}
END_TEST

START_TEST(mistakes)
{
    ck_assert(refused("sel_x", "did you mean 'sel_"));
    ck_assert(refused("a and", "ends where a search identifier"));
    ck_assert(refused("''", "ends where"));
    ck_assert(refused("(a", "ends where ')'"));
    ck_assert(refused("a)", "')' stands where"));
    ck_assert(refused("a b", "'b' stands where 'and', 'or'"));
    ck_assert(refused("and a", "'and' stands where"));
    ck_assert(refused("2 of sel_*", "the only words in front of 'of'"));
    ck_assert(refused("1 of (a, b)", "'(' stands where 'them'"));
    ck_assert(refused("1 of", "ends where 'them'"));
    ck_assert(refused("a | count() > 5", "correlation"));
    ck_assert(refused("{a: b}", "a condition is text"));
    ck_assert(refused("(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((a",
                      "nested"));
}
END_TEST

/* A negation needs no depth, however often it is repeated. */
START_TEST(many_nots)
{
    char condition[1024] = "";
    size_t length = 0;

    for (size_t i = 0; i < 201; i++)
        length += (size_t)snprintf(condition + length, sizeof condition - length, "not ");
    snprintf(condition + length, sizeof condition - length, "a");
    ck_assert(!ask(condition, "{\"a\":1}"));
    ck_assert(ask(condition, "{}"));
}
END_TEST

START_TEST(places)
{
    struct rule_case *rule_case =
        rule_case_create(RULE_HEAD " a: {a: 1}\n\n condition: a and zz\n");
    const struct diagnostic *last = &rule_case->diagnostics.items[rule_case->diagnostics.count - 1];

    ck_assert_uint_eq(rule_case->diagnostics.errors, 1);
    ck_assert_ptr_nonnull(strstr(last->message, "'zz'"));
    ck_assert_uint_eq(last->line, 8);
    ck_assert_uint_eq(last->column, 19);
    rule_case_destroy(rule_case);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("condition");
    TCase *tests = tcase_create("condition");
    SRunner *runner = srunner_create(suite);
    int failures = 0;

    tcase_add_test(tests, precedence);
    tcase_add_test(tests, patterns);
    tcase_add_test(tests, them_passes_over_hidden_names);
    tcase_add_test(tests, names_may_be_keywords_of_quantity);
    tcase_add_test(tests, capitals_are_doubted);
    tcase_add_test(tests, lists_are_or);
    tcase_add_test(tests, mistakes);
    tcase_add_test(tests, many_nots);
    tcase_add_test(tests, places);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
