#include "sigma/prospect.h"

#include <stdio.h>

#include "support/rule_case.h"
#include "support/suite.h"

/* Fields with a capital are said by nobody. */
static bool says(struct text field, void *cookie)
{
    (void)cookie;
    return field.data[0] < 'A' || field.data[0] > 'Z';
}

/* Asserts what is in the way of a rule of two selections; NULL = nothing. */
static void lacks(const char *a, const char *b, const char *condition, const char *missing)
{
    char yaml[1024] = "";
    struct rule_case *rule_case = NULL;
    struct text got = {0};
    bool open = false;

    snprintf(yaml, sizeof yaml, RULE_HEAD " a: %s\n b: %s\n condition: %s\n", a, b, condition);
    rule_case = rule_case_create(yaml);
    ck_assert_uint_eq(rule_set_count(rule_case->set), 1);
    open = prospect_is_open(rule_set_expression(rule_case->set, 0), says, NULL, &got);
    ck_assert_msg(open == !missing, "%s", yaml);
    ck_assert_msg(text_equal(got, text_of(missing)), "%s: %.*s", yaml, TEXT_ARGS(got));
    rule_case_destroy(rule_case);
}

START_TEST(all_and_any)
{
    lacks("{f: x, g: y}", "{h: x}", "a and b", NULL);
    lacks("{f: x, G: y}", "{h: x}", "a and b", "G");
    lacks("{f: x, G: y}", "{h: x}", "a or b", NULL);
    lacks("{F: x}", "{G: y}", "a or b", "F");
    lacks("[{F: x}, {g: y}]", "{h: x}", "a and b", NULL);
    lacks("{F: [x, y]}", "{h: x}", "a and b", "F");
    lacks("[word]", "{G: x}", "a or b", NULL);
    lacks("[word]", "{G: x}", "a and b", "G");
}
END_TEST

START_TEST(negation)
{
    lacks("{f: x}", "{G: y}", "a and not b", NULL);
    lacks("{F: x}", "{g: y}", "not (a and b)", NULL);
    lacks("{F: x}", "{g: y}", "not (not a or b)", "F");
    lacks("{f: x}", "{G: null}", "a and not b", "G");
    lacks("{f: x}", "{G|neq: y}", "a and b", NULL);
    lacks("{f: x}", "{G|exists: false}", "a and not b", "G");
}
END_TEST

START_TEST(absence_is_no_lack)
{
    lacks("{F: null}", "{G|exists: false}", "a and b", NULL);
    lacks("{f: null}", "{g: x}", "a and b", NULL);
    lacks("{F|exists: true}", "{g: x}", "a and b", "F");
}
END_TEST

START_TEST(other_fields)
{
    lacks("{f|fieldref: g}", "{h: x}", "a and b", NULL);
    lacks("{f|fieldref: G}", "{h: x}", "a and b", "G");
    lacks("{F|fieldref: g}", "{h: x}", "a and b", "F");
}
END_TEST

SUITE_MAIN("prospect", all_and_any, negation, absence_is_no_lack, other_fields)
