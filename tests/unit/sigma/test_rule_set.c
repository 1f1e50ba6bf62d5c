#include "sigma/rule_set.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "sigma/placeholder.h"
#include "support/rule_case.h"
#include "support/suite.h"

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

/* A detection, loaded from a file with values for placeholders. */
static struct rule_case *load_with_values(const char *detection)
{
    static const char *const admins[] = {"ann", "adm_*"};
    static const char *const nets[] = {"10.0.0.0/8", "192.0.2.0/24"};
    static const char *const words[] = {"ping", "pong"};
    static const struct placeholder known[] = {
        {"admins", admins, 2}, {"nets", nets, 2}, {"words", words, 2}};
    struct rule_case *rule_case = mem_zero(sizeof *rule_case);
    char path[] = "/tmp/test_rule_set.XXXXXX.yml";
    const char *paths[] = {path};
    const struct rule_set_options options = {
        .paths = paths, .path_count = 1, .placeholders = known, .placeholder_count = 3};
    int file = mkstemps(path, 4);

    ck_assert_int_ge(file, 0);
    dprintf(file,
            "title: t\nname: n\nlevel: low\nlogsource: {product: p}\n"
            "detection: {s: {%s}, condition: s}\n",
            detection);
    close(file);
    rule_case->wanted = wanted_fields_create();
    rule_case->set = rule_set_load(&options, rule_case->wanted, &rule_case->diagnostics);
    rule_case->route = rule_set_route(rule_case->set, NULL, 0, true);
    unlink(path);
    return rule_case;
}

static enum rule_answer ask_with_values(const char *detection, const char *json)
{
    struct rule_case *rule_case = load_with_values(detection);
    enum rule_answer answer = ANSWER_NO;

    ck_assert_uint_eq(rule_route_count(rule_case->route), 1);
    answer = rule_case_ask(rule_case, json, "");
    rule_case_destroy(rule_case);
    return answer;
}

START_TEST(placeholders_have_values)
{
    static const struct {
        const char *detection;
        const char *json;
        enum rule_answer answer;
    } cases[] = {
        {"u|expand: '%admins%'", "{\"u\":\"ANN\"}", ANSWER_YES},
        {"u|expand: '%admins%'", "{\"u\":\"adm_bob\"}", ANSWER_YES},
        {"u|expand: '%admins%'", "{\"u\":\"bob\"}", ANSWER_NO},
        {"u|expand: '\\%admins%'", "{\"u\":\"%admins%\"}", ANSWER_YES},
        {"u|contains|expand: '(%words%)'", "{\"u\":\"a (pong) b\"}", ANSWER_YES},
        {"u|expand|contains|all: ['%words%', z]", "{\"u\":\"z pong\"}", ANSWER_YES},
        {"u|expand|contains|all: ['%words%', z]", "{\"u\":\"ping pong\"}", ANSWER_NO},
        {"u|re|expand: '^%words%$'", "{\"u\":\"pong\"}", ANSWER_YES},
        {"u|re|expand: '^%words%$'", "{\"u\":\"pongo\"}", ANSWER_NO},
        {"u|expand|re: '^(%words%)+$'", "{\"u\":\"pingping\"}", ANSWER_YES},
        {"i|expand|cidr: '%nets%'", "{\"i\":\"192.0.2.7\"}", ANSWER_YES},
        {"i|expand|cidr: '%nets%'", "{\"i\":\"192.0.3.7\"}", ANSWER_NO},
        {"u|expand|base64: '%words%'", "{\"u\":\"cG9uZw==\"}", ANSWER_YES},
        {"u|expand|neq: '%admins%'", "{\"u\":\"ann\"}", ANSWER_NO},
        {"'|expand': '%words%'", "{\"u\":\"a ping b\"}", ANSWER_YES},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(ask_with_values(cases[i].detection, cases[i].json) == cases[i].answer,
                      "%s, %s", cases[i].detection, cases[i].json);
}
END_TEST

START_TEST(values_must_fit_their_modifiers)
{
    struct rule_case *rule_case = load_with_values("i|expand|cidr: '%words%'");

    ck_assert_uint_eq(rule_set_count(rule_case->set), 0);
    ck_assert_uint_eq(rule_case->diagnostics.errors, 1);
    rule_case_destroy(rule_case);
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

SUITE_MAIN("rule_set", routes, the_second_of_a_key_is_refused, only_good_rules_want_fields,
           matches_come_in_order, trouble_is_told_where_it_decides, folders_and_settings,
           placeholders_have_values, values_must_fit_their_modifiers, nobody_needs_to_listen)
