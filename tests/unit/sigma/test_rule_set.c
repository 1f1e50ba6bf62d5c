#include "sigma/rule_set.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/rule_case.h"

#define DETECT "detection: {s: {f: x}, condition: s}\n"
#define RULE(name, source) \
    "title: t\nname: " name "\nlevel: low\nlogsource: " source "\n" DETECT "---\n"

static size_t routed(struct rule_case *rule_case, const struct log_source *tags, size_t count)
{
    return rule_route_count(rule_set_route(rule_case->set, tags, count, false));
}

START_TEST(routes)
{
    struct rule_case *rule_case =
        rule_case_create(RULE("a", "{product: linux}") RULE("b", "{product: linux, service: sshd}")
                             RULE("c", "{category: proxy}") RULE("d", "{product: Linux}"));
    const struct log_source sshd = {.product = "linux", .service = "sshd"};
    const struct log_source linux_only = {.product = "linux"};
    const struct log_source squid = {.category = "proxy", .product = "squid"};
    const struct log_source split[] = {{.product = "linux"}, {.service = "sshd"}};
    const struct log_source both[] = {sshd, squid};

    ck_assert_uint_eq(rule_set_count(rule_case->set), 4);
    ck_assert_uint_eq(routed(rule_case, &sshd, 1), 2);
    ck_assert_uint_eq(routed(rule_case, &linux_only, 1), 1);
    ck_assert_uint_eq(routed(rule_case, &squid, 1), 1);
    ck_assert_uint_eq(routed(rule_case, split, 2), 1);
    ck_assert_uint_eq(routed(rule_case, both, 2), 3);
    ck_assert_uint_eq(routed(rule_case, NULL, 0), 0);
    ck_assert_uint_eq(rule_route_count(rule_case->route), 4);
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(the_second_of_a_key_is_refused)
{
    struct rule_case *rule_case =
        rule_case_create(RULE("same", "{product: a}") RULE("same", "{product: b}"));

    ck_assert_uint_eq(rule_set_count(rule_case->set), 1);
    ck_assert(rule_case_says(rule_case, "the rule 'same' is there already, at case.yml:1"));
    ck_assert_uint_eq(rule_case_line_of(rule_case, "there already"), 7);
    rule_case_destroy(rule_case);
}
END_TEST

/* A decoder must not work for a rule that was refused. */
START_TEST(only_good_rules_want_fields)
{
    struct rule_case *rule_case = rule_case_create(
        RULE("a", "{product: a}") "title: t\nname: b\nlevel: low\nlogsource: {product: a}\n"
                                  "detection: {s: {other: x}, condition: zz}\n");

    ck_assert_uint_eq(wanted_fields_count(rule_case->wanted), 1);
    ck_assert_int_eq(wanted_fields_find(rule_case->wanted, TEXT("other")), SLOT_NONE);
    rule_case_destroy(rule_case);
}
END_TEST

struct seen {
    size_t indexes[8];
    size_t count;
};

static void see(const struct rule_match *match, void *cookie)
{
    struct seen *seen = cookie;

    ck_assert_ptr_null(match->trouble);
    seen->indexes[seen->count++] = match->index;
}

START_TEST(matches_come_in_order)
{
    struct rule_case *rule_case = rule_case_create(
        RULE("a", "{product: p}") RULE("b", "{product: q}") RULE("c", "{product: p}"));
    const struct log_source tag = {.product = "p"};
    const struct record record = {.line = 1};
    struct arena *arena = arena_create(1024);
    struct event *event = event_create(arena, &record, rule_case->wanted, false);
    const struct value value = {.kind = VALUE_TEXT, .text = TEXT("X")};
    struct seen seen = {.count = 0};

    event_put_value(event, TEXT("f"), &value);
    rule_route_match(rule_set_route(rule_case->set, &tag, 1, false), event, see, &seen);
    ck_assert_uint_eq(seen.count, 2);
    ck_assert_uint_eq(seen.indexes[0], 0);
    ck_assert_uint_eq(seen.indexes[1], 2);
    arena_destroy(arena);
    rule_case_destroy(rule_case);
}
END_TEST

/* sel cannot be answered for f = aaa...!: the limit is met before the end. */
START_TEST(trouble_is_told_where_it_decides)
{
#define HEAD " bad: {f|re: '^(a+)+$'}\n good: {g: 1}\n condition: "
    static const char json[] =
        "{\"f\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"}";
    static const char with[] =
        "{\"f\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\",\"g\":1}";

    ck_assert_int_eq(detection_ask(HEAD "bad\n", json, ""), ANSWER_TROUBLE);
    ck_assert_int_eq(detection_ask(HEAD "not bad\n", json, ""), ANSWER_TROUBLE);
    ck_assert_int_eq(detection_ask(HEAD "bad or good\n", json, ""), ANSWER_TROUBLE);
    ck_assert_int_eq(detection_ask(HEAD "bad or good\n", with, ""), ANSWER_YES);
    ck_assert_int_eq(detection_ask(HEAD "bad and good\n", json, ""), ANSWER_NO);
    ck_assert_int_eq(detection_ask(HEAD "bad and good\n", with, ""), ANSWER_TROUBLE);
    ck_assert_int_eq(detection_ask(HEAD "bad\n", "{\"f\":\"aaa\"}", ""), ANSWER_YES);
    ck_assert_int_eq(detection_ask(HEAD "bad\n", "{\"f\":\"b\"}", ""), ANSWER_NO);
}
END_TEST

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[512] = "";
    FILE *file = NULL;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static void remove_file(const char *folder, const char *name)
{
    char path[512] = "";

    snprintf(path, sizeof path, "%s/%s", folder, name);
    ck_assert_int_eq(unlink(path), 0);
}

START_TEST(folders_and_settings)
{
    char folder[] = "/tmp/test_rule_set.XX"
                    "XX"
                    "XX";
    char missing[64] = "";
    const char *paths[] = {NULL, NULL};
    static const char *const names[] = {"1.yml", "2.yml", "3.yml", "notes.txt", NULL};
    static const char *const red[] = {"b", "nobody"};
    const struct rule_set_options options = {
        .paths = paths, .path_count = 2, .red = red, .red_count = 2};
    struct wanted_fields *wanted = wanted_fields_create();
    struct diagnostics diagnostics = {0};
    struct rule_set *set = NULL;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(missing, sizeof missing, "%s/none.yml", folder);
    write_file(folder, "2.yml", RULE("b", "{product: p}"));
    write_file(folder, "1.yml", RULE("a", "{product: p}"));
    write_file(folder, "3.yml", "title: [\n");
    write_file(folder, "notes.txt", "not a rule");
    paths[0] = missing;
    paths[1] = folder;
    set = rule_set_load(&options, wanted, &diagnostics);

    ck_assert_uint_eq(rule_set_count(set), 2);
    ck_assert_str_eq(rule_set_facts(set, 0)->key, "a");
    ck_assert_int_eq(rule_set_facts(set, 0)->severity, SEVERITY_OBSERVATION);
    ck_assert_int_eq(rule_set_facts(set, 1)->severity, SEVERITY_RED);
    ck_assert_uint_ge(diagnostics.errors, 2);
    ck_assert_uint_eq(diagnostics.items[diagnostics.count - 1].kind, DIAGNOSTIC_WARNING);
    ck_assert_ptr_nonnull(strstr(diagnostics.items[diagnostics.count - 1].message, "'nobody'"));

    for (const char *const *name = names; *name; name++)
        remove_file(folder, *name);
    ck_assert_int_eq(rmdir(folder), 0);
    rule_set_destroy(set);
    rule_set_destroy(NULL);
    diagnostics_finish(&diagnostics);
    wanted_fields_destroy(wanted);
}
END_TEST

START_TEST(nobody_needs_to_listen)
{
    struct wanted_fields *wanted = wanted_fields_create();
    struct rule_set *set = rule_set_parse("x.yml", TEXT("title: 5\n---\nlevel: x\n"), wanted, NULL);

    ck_assert_uint_eq(rule_set_count(set), 0);
    rule_set_destroy(set);
    wanted_fields_destroy(wanted);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("rule_set");
    TCase *tests = tcase_create("rule_set");
    SRunner *runner = srunner_create(suite);
    int failures = 0;

    tcase_add_test(tests, routes);
    tcase_add_test(tests, the_second_of_a_key_is_refused);
    tcase_add_test(tests, only_good_rules_want_fields);
    tcase_add_test(tests, matches_come_in_order);
    tcase_add_test(tests, trouble_is_told_where_it_decides);
    tcase_add_test(tests, folders_and_settings);
    tcase_add_test(tests, nobody_needs_to_listen);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
