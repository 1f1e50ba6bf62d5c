#include "sigma/rule_example.h"

#include <stdio.h>
#include <string.h>

#include "support/rule_case.h"
#include "support/suite.h"

enum { FIRST_LINE = 9 }; /* of the tests in the file */

static struct rule_case *read_tests(const char *tests)
{
    char yaml[4096] = "";

    snprintf(yaml, sizeof yaml, "%s s: {f: x}\n condition: s\namberd:\n tests:%s%s\n", RULE_HEAD,
             strchr(tests, '\n') ? "\n" : " ", tests);
    return rule_case_create(yaml);
}

static const struct rule_example *examples_of(const struct rule_case *rule_case, size_t count)
{
    size_t found = 0;
    const struct rule_example *examples = NULL;

    ck_assert_msg(rule_set_count(rule_case->set) == 1, "%s",
                  rule_case->diagnostics.count > 0 ? rule_case->diagnostics.items[0].message : "");
    examples = rule_set_examples(rule_case->set, 0, &found);
    ck_assert_uint_eq(found, count);
    return examples;
}

START_TEST(all_that_may_be_said)
{
    struct rule_case *rule_case = read_tests("  - name: one\n"
                                             "    source: squid\n"
                                             "    layout: \" %ts\\t%un \"\n"
                                             "    lines: [a, b, c]\n"
                                             "    expect: amber\n"
                                             "    at: [1, 3]\n"
                                             "    alerts: 2\n"
                                             "  - {source: sshd, lines: [x], expect: none}\n");
    const struct rule_example *examples = examples_of(rule_case, 2);

    ck_assert_str_eq(examples[0].name, "one");
    ck_assert_str_eq(examples[0].source, "squid");
    ck_assert_str_eq(examples[0].layout, " %ts\t%un ");
    ck_assert_uint_eq(examples[0].line_count, 3);
    ck_assert(text_equal(examples[0].lines[2], TEXT("c")));
    ck_assert_int_eq(examples[0].expect, EXPECT_AMBER);
    ck_assert_uint_eq(examples[0].at_count, 2);
    ck_assert_uint_eq(examples[0].at[1], 3);
    ck_assert_uint_eq(examples[0].alerts, 2);
    ck_assert_uint_eq(examples[0].column, 5);
    ck_assert_uint_eq(examples[1].line, examples[0].line + 7);
    ck_assert_ptr_null(examples[1].name);
    ck_assert_str_eq(examples[1].layout, "");
    ck_assert_int_eq(examples[1].expect, EXPECT_NONE);
    ck_assert_uint_eq(examples[1].at_count, 0);
    ck_assert_uint_eq(examples[1].alerts, 0);
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(every_expectation_has_its_word)
{
    for (enum rule_expectation expect = EXPECT_NONE; expect <= EXPECT_RED; expect++) {
        char tests[128] = "";
        struct rule_case *rule_case = NULL;

        snprintf(tests, sizeof tests, "[{source: s, lines: [x], expect: %s}]",
                 rule_expectation_name(expect));
        rule_case = read_tests(tests);
        ck_assert_int_eq(examples_of(rule_case, 1)->expect, expect);
        rule_case_destroy(rule_case);
    }
}
END_TEST

START_TEST(lines_are_kept_byte_by_byte)
{
    struct rule_case *rule_case = read_tests("  - source: s\n"
                                             "    expect: none\n"
                                             "    lines:\n"
                                             "      - \" a\\0b\\t\\x1b \"\n"
                                             "      - ''\n"
                                             "      - |\n"
                                             "        it's \"quoted\" # and all\n"
                                             "      - |-\n"
                                             "        without\n"
                                             "      - 010\n");
    const struct rule_example *example = examples_of(rule_case, 1);

    ck_assert_uint_eq(example->line_count, 5);
    ck_assert(text_equal(example->lines[0], TEXT(" a\0b\t\x1b ")));
    ck_assert(text_equal(example->lines[1], TEXT("")));
    ck_assert(text_equal(example->lines[2], TEXT("it's \"quoted\" # and all")));
    ck_assert(text_equal(example->lines[3], TEXT("without")));
    ck_assert(text_equal(example->lines[4], TEXT("010")));
    rule_case_destroy(rule_case);
}
END_TEST

static const struct diagnostic *first_error(const struct rule_case *rule_case)
{
    const struct diagnostic *item = rule_case->diagnostics.items;

    ck_assert_uint_gt(rule_case->diagnostics.errors, 0);
    while (item->kind != DIAGNOSTIC_ERROR)
        item++;
    return item;
}

/* The tests begin at column 9 of a line: " tests: [{". */
START_TEST(mistakes_are_told_with_their_place)
{
    static const struct {
        const char *tests;
        const char *message;
        unsigned column;
    } rows[] = {
        {"{}", "'tests' is a list, not a map", 9},
        {"x", "'tests' is a list, not text", 9},
        {"[x]", "this must be a map, not text", 10},
        {"[{lines: [x], expect: red}]", "'source' is missing", 10},
        {"[{source: s, expect: red}]", "'lines' is missing", 10},
        {"[{source: s, lines: [x]}]", "'expect' is missing", 10},
        {"[{source: s, lines: [x], expekt: red}]", "unknown key 'expekt'; did you mean 'expect'?",
         34},
        {"[{name: [n], source: s, lines: [x], expect: red}]", "name must be text", 17},
        {"[{name: '', source: s, lines: [x], expect: red}]", "name is empty", 17},
        {"[{source: {}, lines: [x], expect: red}]", "source must be text", 19},
        {"[{source: s, layout: [], lines: [x], expect: red}]", "layout must be text", 30},
        {"[{source: s, layout: \"a\\0\", lines: [x], expect: red}]", "NUL", 30},
        {"[{source: s, lines: x, expect: red}]", "'lines' is a list of log lines", 29},
        {"[{source: s, lines: [], expect: red}]", "'lines' is a list of log lines", 29},
        {"[{source: s, lines: [x, [x]], expect: red}]", "a log line is text, not a list", 33},
        {"[{source: s, lines: [x, \"a\\nb\"], expect: red}]", "holds no newline", 33},
        {"[{source: s, lines: [\"a\\n\\n\"], expect: red}]", "holds no newline", 30},
        {"[{source: s, lines: [x], expect: Red}]", "unknown expectation 'Red'", 42},
        {"[{source: s, lines: [x], expect: nonee}]", "did you mean 'none'?", 42},
        {"[{source: s, lines: [x], expect: [red]}]", "expectation must be text", 42},
        {"[{source: s, lines: [x], expect: red, at: 1}]", "'at' is a list", 51},
        {"[{source: s, lines: [x], expect: red, at: []}]", "'at' is a list", 51},
        {"[{source: s, lines: [x], expect: red, at: [0]}]", "is 1, 2, 3", 52},
        {"[{source: s, lines: [x], expect: red, at: [-1]}]", "is 1, 2, 3", 52},
        {"[{source: s, lines: [x], expect: red, at: [[1]]}]", "is 1, 2, 3", 52},
        {"[{source: s, lines: [x], expect: red, at: [2]}]", "no such line, but 1 line", 52},
        {"[{source: s, lines: [x], expect: red, at: [99999999999999999999]}]", "is 1, 2, 3", 52},
        {"[{source: s, lines: [x, y], expect: red, at: [2, 1]}]", "rising order", 58},
        {"[{source: s, lines: [x, y], expect: red, at: [1, 1]}]", "rising order", 58},
        {"[{source: s, lines: [x], expect: none, at: [1]}]", "none is expected", 52},
        {"[{source: s, lines: [x], expect: red, alerts: 0}]", "from 1 to 1000", 55},
        {"[{source: s, lines: [x], expect: red, alerts: 1001}]", "from 1 to 1000", 55},
        {"[{source: s, lines: [x], expect: red, alerts: some}]", "from 1 to 1000", 55},
        {"[{source: s, lines: [x], expect: match, alerts: 1}]", "not with match", 57},
        {"[{source: s, lines: [x], expect: none, alerts: 1}]", "not with none", 56},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct rule_case *rule_case = read_tests(rows[i].tests);
        const struct diagnostic *first = first_error(rule_case);

        ck_assert_msg(rule_set_count(rule_case->set) == 0, "%s", rows[i].tests);
        ck_assert_msg(rule_case_says(rule_case, rows[i].message), "%s: %s", rows[i].tests,
                      first->message);
        ck_assert_msg(first->line == FIRST_LINE && first->column == rows[i].column, "%s: %u:%u: %s",
                      rows[i].tests, first->line, first->column, first->message);
        rule_case_destroy(rule_case);
    }
}
END_TEST

START_TEST(one_run_tells_all)
{
    struct rule_case *rule_case = read_tests("[{source: s}, {lines: [[x], [y]], expect: x}, 3]");

    ck_assert_uint_eq(rule_case->diagnostics.errors, 7);
    rule_case_destroy(rule_case);
}
END_TEST

SUITE_MAIN("rule_example", all_that_may_be_said, every_expectation_has_its_word,
           lines_are_kept_byte_by_byte, mistakes_are_told_with_their_place, one_run_tells_all)
