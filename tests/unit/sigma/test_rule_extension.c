#include "sigma/rule_extension.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/rule_case.h"

static struct rule_case *extend(const char *extension)
{
    char yaml[2048] = "";

    snprintf(yaml, sizeof yaml, "%s s: {f: x}\n condition: s\namberd: %s\n", RULE_HEAD, extension);
    return rule_case_create(yaml);
}

static bool refused(const char *extension, const char *text)
{
    struct rule_case *rule_case = extend(extension);
    bool good = rule_set_count(rule_case->set) == 0 && rule_case_says(rule_case, text);

    rule_case_destroy(rule_case);
    return good;
}

START_TEST(everything)
{
    struct rule_case *rule_case =
        extend("\n rag: red\n mode: shadow\n control: daily-ai-usage\n"
               " next_steps: [ask, 'lock it']\n"
               " dedup: {by: [user.name, f], for: 1h}\n remediate_within: 8h\n"
               " escalate: {after: 3, within: 8h, to: red}\n"
               " tests:\n  - {name: n, source: squid, lines: ['a', ''], expect: amber}\n"
               "  - {source: squid, lines: [b], expect: none}\n");
    const struct rule_facts *facts = NULL;

    ck_assert_uint_eq(rule_set_count(rule_case->set), 1);
    facts = rule_set_facts(rule_case->set, 0);
    ck_assert_int_eq(facts->severity, SEVERITY_RED);
    ck_assert(facts->shadow);
    ck_assert_str_eq(facts->control, "daily-ai-usage");
    ck_assert_uint_eq(facts->next_step_count, 2);
    ck_assert_str_eq(facts->next_steps[1], "lock it");
    ck_assert_uint_eq(facts->dedup_count, 2);
    ck_assert_int_eq(facts->dedup_slots[0],
                     wanted_fields_find(rule_case->wanted, TEXT("user.name")));
    ck_assert_int_eq(facts->dedup_slots[1], wanted_fields_find(rule_case->wanted, TEXT("f")));
    ck_assert_int_ge(facts->dedup_slots[0], 0);
    ck_assert_int_eq(facts->dedup_for, HOUR);
    ck_assert_int_eq(facts->remediate_within, 8 * HOUR);
    ck_assert_uint_eq(facts->escalate_after, 3);
    ck_assert_int_eq(facts->escalate_within, 8 * HOUR);
    ck_assert_int_eq(facts->escalate_to, SEVERITY_RED);
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(nothing)
{
    struct rule_case *rule_case = extend("{}");
    const struct rule_facts *facts = rule_set_facts(rule_case->set, 0);

    ck_assert_int_eq(facts->severity, SEVERITY_AMBER);
    ck_assert_uint_eq(facts->dedup_count, 0);
    ck_assert_uint_eq(facts->escalate_after, 0);
    ck_assert_ptr_null(facts->control);
    ck_assert_uint_eq(facts->next_step_count, 0);
    rule_case_destroy(rule_case);
}
END_TEST

/* The slot of the field under both of its names. */
static int fed_by(const struct rule_case *rule_case, enum field field)
{
    int slot = wanted_fields_slot(rule_case->wanted, field);

    ck_assert_int_ne(slot, SLOT_NONE);
    return wanted_fields_fed(rule_case->wanted, slot)->slot;
}

/* Else no record would have the field, and all findings were one alert. */
START_TEST(dedup_takes_the_names_of_the_detection)
{
    struct rule_case *rule_case =
        rule_case_create("title: t\nname: n\nlevel: high\nlogsource: {category: proxy}\n"
                         "detection:\n s: {cs-host: x}\n condition: s\n"
                         "amberd: {dedup: {by: [cs-host, cs-username, url.path]}}\n");
    const struct rule_facts *facts = rule_set_facts(rule_case->set, 0);

    ck_assert_uint_eq(facts->dedup_count, 3);
    ck_assert_int_eq(facts->dedup_slots[0], fed_by(rule_case, FIELD_URL_DOMAIN));
    ck_assert_int_eq(facts->dedup_slots[1], fed_by(rule_case, FIELD_USER_NAME));
    ck_assert_int_eq(facts->dedup_slots[2], wanted_fields_slot(rule_case->wanted, FIELD_URL_PATH));
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(fields_nearly_known_are_doubted)
{
    struct rule_case *rule_case = extend("{dedup: {by: [usr.name, user.name, cs-host, own.name]}}");

    ck_assert_uint_eq(rule_set_count(rule_case->set), 1);
    ck_assert(rule_case_says(rule_case, "field 'usr.name'; did you mean 'user.name'?"));
    ck_assert(!rule_case_says(rule_case, "field 'user.name'"));
    ck_assert(!rule_case_says(rule_case, "field 'cs-host'"));
    rule_case_destroy(rule_case);
    rule_case = extend("{dedup: {by: usr.name}}");
    ck_assert(rule_case_says(rule_case, "field 'usr.name'"));
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(controls_nearly_known_are_doubted)
{
    struct rule_case *rule_case = extend("{control: daily-acces}");

    ck_assert(rule_case_says(rule_case, "no control 'daily-acces'; did you mean 'daily-access'?"));
    rule_case_destroy(rule_case);
    rule_case = extend("{control: daily-access}");
    ck_assert(!rule_case_says(rule_case, "control"));
    rule_case_destroy(rule_case);
    rule_case = extend("{control: night-shift-of-ours}");
    ck_assert(!rule_case_says(rule_case, "control"));
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(mistakes)
{
    ck_assert(refused("red", "must be a map"));
    ck_assert(refused("{rags: red}", "unknown key 'rags'; did you mean 'rag'?"));
    ck_assert(refused("{rag: green}", "unknown rag 'green'"));
    ck_assert(refused("{rag: observation}", "unknown rag"));
    ck_assert(refused("{rag: [red]}", "rag must be text"));
    ck_assert(refused("{mode: shadw}", "did you mean 'shadow'?"));
    ck_assert(refused("{mode: {}}", "mode must be text"));
    ck_assert(refused("{control: ''}", "control is empty"));
    ck_assert(refused("{next_steps: {a: b}}", "list of texts"));
    ck_assert(refused("{dedup: {bye: x}}", "unknown key 'bye'; did you mean 'by'?"));
    ck_assert(refused("{dedup: {for: soon}}", "a length of time"));
    ck_assert(refused("{dedup: {by: {a: b}}}", "list of texts"));
    ck_assert(refused("{remediate_within: [1h]}", "a length of time"));
    ck_assert(refused("{dedup: {for: 0}}", "from 1s to 365d"));
    ck_assert(refused("{remediate_within: 0s}", "from 1s to 365d"));
    ck_assert(refused("{remediate_within: 10000000w}", "from 1s to 365d"));
    ck_assert(refused("{escalate: {after: 3, within: 0, to: red}}", "from 1s to 365d"));
    ck_assert(refused("{escalate: {after: 3, within: 8h}}", "'to' is missing"));
    ck_assert(refused("{escalate: {after: 0, within: 8h, to: red}}", "from 1"));
    ck_assert(refused("{escalate: {after: 99999999999, within: 8h, to: red}}", "from 1"));
    ck_assert(refused("{escalate: 3}", "must be a map"));
}
END_TEST

START_TEST(examples)
{
    ck_assert(refused("{tests: {}}", "'tests' is a list"));
    ck_assert(refused("{tests: [x]}", "must be a map"));
    ck_assert(refused("{tests: [{source: s, lines: [x]}]}", "'expect' is missing"));
    ck_assert(refused("{tests: [{lines: [x], expect: red}]}", "'source' is missing"));
    ck_assert(refused("{tests: [{source: s, lines: x, expect: red}]}", "list of log lines"));
    ck_assert(refused("{tests: [{source: s, lines: [], expect: red}]}", "list of log lines"));
    ck_assert(refused("{tests: [{source: s, lines: [[x]], expect: red}]}", "a log line is text"));
    ck_assert(refused("{tests: [{source: s, lines: [x], expect: Red}]}", "unknown expectation"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("rule_extension");
    TCase *tests = tcase_create("rule_extension");
    SRunner *runner = srunner_create(suite);
    int failures = 0;

    tcase_add_test(tests, everything);
    tcase_add_test(tests, nothing);
    tcase_add_test(tests, dedup_takes_the_names_of_the_detection);
    tcase_add_test(tests, fields_nearly_known_are_doubted);
    tcase_add_test(tests, controls_nearly_known_are_doubted);
    tcase_add_test(tests, mistakes);
    tcase_add_test(tests, examples);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
