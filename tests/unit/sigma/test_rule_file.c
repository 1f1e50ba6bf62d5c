#include "sigma/rule_file.h"

#include <string.h>

#include "support/rule_case.h"
#include "support/suite.h"

#define UUID   "5d0b1c7e-0000-4000-8000-0123456789ab"
#define SOURCE "logsource: {product: linux}\n"
#define DETECT "detection: {s: {f: x}, condition: s}\n"

static const struct rule_facts *facts(const struct rule_case *rule_case)
{
    ck_assert_uint_eq(rule_set_count(rule_case->set), 1);
    return rule_set_facts(rule_case->set, 0);
}

/* The severity of a rule with some lines more; -1 when it is refused. */
static int severity_with(const char *lines)
{
    char yaml[1024] = "title: t\nid: " UUID "\n" SOURCE DETECT;
    struct rule_case *rule_case = NULL;
    int severity = -1;

    strncat(yaml, lines, sizeof yaml - strlen(yaml) - 1);
    rule_case = rule_case_create(yaml);
    if (rule_set_count(rule_case->set) == 1)
        severity = (int)facts(rule_case)->severity;
    rule_case_destroy(rule_case);
    return severity;
}

START_TEST(facts_are_kept)
{
    struct rule_case *rule_case =
        rule_case_create("# first\ntitle: \"A title\\e[2J\n  of two lines\"\nid: " UUID
                         "\nname: handle\ndescription: |\n  Why\n  so.\n"
                         "level: high\nstatus: test\ntags: [attack.t1059, car.x]\n"
                         "falsepositives:\n  - admins\ncustom: {a: b}\n" SOURCE DETECT);
    const struct rule_facts *rule = facts(rule_case);

    ck_assert_uint_eq(rule_case->diagnostics.count, 0);
    ck_assert_str_eq(rule->title, "A title [2J of two lines");
    ck_assert_str_eq(rule->key, UUID);
    ck_assert_str_eq(rule->id, UUID);
    ck_assert_str_eq(rule->name, "handle");
    ck_assert_str_eq(rule->description, "Why so.");
    ck_assert_str_eq(rule->level, "high");
    ck_assert_str_eq(rule->path, "case.yml");
    ck_assert_uint_eq(rule->line, 2);
    ck_assert_uint_eq(rule->tag_count, 2);
    ck_assert_str_eq(rule->tags[1], "car.x");
    ck_assert_uint_eq(rule->false_positive_count, 1);
    ck_assert(!rule->shadow);
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(levels_never_make_red)
{
    ck_assert_int_eq(severity_with("level: informational\n"), SEVERITY_OBSERVATION);
    ck_assert_int_eq(severity_with("level: low\n"), SEVERITY_OBSERVATION);
    ck_assert_int_eq(severity_with("level: medium\n"), SEVERITY_AMBER);
    ck_assert_int_eq(severity_with("level: high\n"), SEVERITY_AMBER);
    ck_assert_int_eq(severity_with("level: critical\n"), SEVERITY_AMBER);
    ck_assert_int_eq(severity_with(""), SEVERITY_AMBER);
    ck_assert_int_eq(severity_with("level: severe\n"), -1);
    ck_assert_int_eq(severity_with("level: low\namberd: {rag: red}\n"), SEVERITY_RED);
    ck_assert_int_eq(severity_with("level: low\namberd: {rag: amber}\n"), SEVERITY_AMBER);
}
END_TEST

static bool is_shadow(const char *lines)
{
    char yaml[1024] = "title: t\nlevel: high\nid: " UUID "\n" SOURCE DETECT;
    struct rule_case *rule_case = NULL;
    bool shadow = false;

    strncat(yaml, lines, sizeof yaml - strlen(yaml) - 1);
    rule_case = rule_case_create(yaml);
    shadow = facts(rule_case)->shadow;
    rule_case_destroy(rule_case);
    return shadow;
}

START_TEST(shadow_rules)
{
    ck_assert(is_shadow("status: experimental\n"));
    ck_assert(is_shadow("status: stable\namberd: {mode: shadow}\n"));
    ck_assert(!is_shadow("status: experimental\namberd: {mode: live}\n"));
    ck_assert(!is_shadow("status: stable\n"));
    ck_assert(!is_shadow(""));
}
END_TEST

START_TEST(retired_rules_stay_out)
{
    struct rule_case *rule_case =
        rule_case_create("title: a\nname: a\nstatus: deprecated\n" SOURCE DETECT "---\n"
                         "title: b\nname: b\nstatus: unsupported\n" SOURCE DETECT "---\n"
                         "title: c\nname: c\nlevel: low\n" SOURCE DETECT "---\n");

    ck_assert_str_eq(facts(rule_case)->key, "c");
    ck_assert(rule_case_says(rule_case, "the rule is deprecated"));
    ck_assert(rule_case_says(rule_case, "the rule is unsupported"));
    ck_assert_uint_eq(rule_case->diagnostics.errors, 0);
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(one_bad_rule_leaves_the_others)
{
    struct rule_case *rule_case = rule_case_create(
        "title: a\nname: a\nlevel: low\n" SOURCE "detection: {s: {f|contans: x}, condition: s}\n"
        "---\n"
        "title: b\nname: b\nlevel: low\n" SOURCE DETECT "---\n- a list\n---\ntext\n---\n"
        "correlation: {type: event_count}\n---\n"
        "title: f\nfilter: {rules: any}\n---\n"
        "title: c\nname: c\nlevel: low\n" SOURCE DETECT);

    ck_assert_uint_eq(rule_set_count(rule_case->set), 2);
    ck_assert_str_eq(rule_set_facts(rule_case->set, 0)->key, "b");
    ck_assert_str_eq(rule_set_facts(rule_case->set, 1)->key, "c");
    ck_assert_uint_eq(rule_case_line_of(rule_case, "contans"), 5);
    ck_assert(rule_case_says(rule_case, "a rule is a map, not a list"));
    ck_assert(rule_case_says(rule_case, "correlation rules are not supported yet"));
    ck_assert(rule_case_says(rule_case, "filters are not supported yet"));
    ck_assert_uint_eq(rule_case->diagnostics.errors, 5);
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(all_mistakes_in_one_run)
{
    struct rule_case *rule_case = rule_case_create(
        "level: hi\nstatus: tst\ntags: {a: b}\ndescription: [x]\namberd: {rga: red}\n"
        "logsource: {}\n"
        "detection: {s: {f|contans: x}, t: [], condition: s and u}\n");

    ck_assert_uint_eq(rule_set_count(rule_case->set), 0);
    ck_assert(rule_case_says(rule_case, "no title"));
    ck_assert(rule_case_says(rule_case, "unknown level 'hi'"));
    ck_assert(rule_case_says(rule_case, "unknown status 'tst'; did you mean 'test'?"));
    ck_assert(rule_case_says(rule_case, "tags must be"));
    ck_assert(rule_case_says(rule_case, "description must be"));
    ck_assert(rule_case_says(rule_case, "unknown key 'rga'; did you mean 'rag'?"));
    ck_assert(rule_case_says(rule_case, "names none of category"));
    ck_assert(rule_case_says(rule_case, "contans"));
    ck_assert(rule_case_says(rule_case, "an empty list"));
    ck_assert(rule_case_says(rule_case, "called 'u'"));
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(missing_parts)
{
    struct rule_case *rule_case =
        rule_case_create("title: t\nname: n\n---\ntitle: ''\nname: m\n"
                         "logsource: linux\ndetection: x\n---\n"
                         "title: v\nname: v\n" SOURCE "detection: {s: {f: x}}\n");

    ck_assert_uint_eq(rule_set_count(rule_case->set), 0);
    ck_assert(rule_case_says(rule_case, "the rule has no logsource"));
    ck_assert(rule_case_says(rule_case, "the rule has no detection"));
    ck_assert(rule_case_says(rule_case, "title is empty"));
    ck_assert(rule_case_says(rule_case, "logsource must be a map"));
    ck_assert(rule_case_says(rule_case, "detection must be a map"));
    ck_assert(rule_case_says(rule_case, "detection has no condition"));
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(doubts)
{
    struct rule_case *rule_case =
        rule_case_create("title: t\nid: not-a-uuid\n" SOURCE
                         "detection: {s: {f: x}, t: {f: y}, timeframe: 5m, condition: s}\n---\n"
                         "title: t\nname: n\n" SOURCE DETECT);

    ck_assert_uint_eq(rule_set_count(rule_case->set), 2);
    ck_assert_uint_eq(rule_case->diagnostics.errors, 0);
    ck_assert(rule_case_says(rule_case, "no level"));
    ck_assert(rule_case_says(rule_case, "the id is no UUID"));
    ck_assert(rule_case_says(rule_case, "'t' is not used"));
    ck_assert(rule_case_says(rule_case, "timeframe"));
    ck_assert(rule_case_says(rule_case, "the rule has no id"));
    rule_case_destroy(rule_case);
    rule_case = rule_case_create("title: t\nid: " UUID "\nlevle: high\n" SOURCE DETECT);
    ck_assert(rule_case_says(rule_case, "no level"));
    ck_assert(rule_case_says(rule_case, "no key 'levle'; did you mean 'level'?"));
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(a_title_may_stand_for_the_id)
{
    struct rule_case *rule_case =
        rule_case_create("title: A title\nlevel: low\n" SOURCE DETECT "---\n"
                         "title: A title\nlevel: low\n" SOURCE DETECT);

    ck_assert_str_eq(facts(rule_case)->key, "A title");
    ck_assert(rule_case_says(rule_case, "its title stands for it"));
    ck_assert(rule_case_says(rule_case, "'A title' is there already"));
    rule_case_destroy(rule_case);
}
END_TEST

/* What a rule with some lines more is warned of. */
static bool doubts_lines(const char *lines, const char *text)
{
    char yaml[1024] = "title: t\nlevel: high\nid: " UUID "\n" SOURCE DETECT;
    struct rule_case *rule_case = NULL;
    bool said = false;

    strncat(yaml, lines, sizeof yaml - strlen(yaml) - 1);
    rule_case = rule_case_create(yaml);
    ck_assert_uint_eq(rule_set_count(rule_case->set), 1);
    ck_assert_uint_eq(rule_case->diagnostics.errors, 0);
    said = rule_case_says(rule_case, text);
    ck_assert_uint_eq(rule_case->diagnostics.count, said ? 1 : 0);
    rule_case_destroy(rule_case);
    return said;
}

START_TEST(metadata_of_other_forms)
{
    ck_assert(doubts_lines("tags: [attack.t1059, Attack.T2]\n", "the tag 'Attack.T2'"));
    ck_assert(doubts_lines("tags: nodot\n", "namespace.value"));
    ck_assert(doubts_lines("tags: .x\n", "namespace.value"));
    ck_assert(!doubts_lines("tags: [cve.2024-1.2, attack.initial_access]\n", "namespace"));
    ck_assert(doubts_lines("tags: attack.t105\n", "no technique"));
    ck_assert(doubts_lines("tags: attack.t1059.1\n", "no technique"));
    ck_assert(doubts_lines("tags: attack.t1059.0012\n", "no technique"));
    ck_assert(doubts_lines("tags: attack.t1059x\n", "no technique"));
    ck_assert(
        !doubts_lines("tags: [attack.t9999, attack.t1059.001, attack.ta0001]\n", "technique"));
    ck_assert(!doubts_lines("levle: high\n", "no key")); /* the level is there */
    ck_assert(doubts_lines("moddified: 2026-11-03\n", "no key 'moddified'; did you mean 'modif"));
    ck_assert(doubts_lines("tag: x.y\n", "no key 'tag'; did you mean 'tags'?"));
    ck_assert(!doubts_lines("tag: x.y\ntags: x.y\n", "no key"));
    ck_assert(!doubts_lines("runbook: x\n", "no key"));
    ck_assert(doubts_lines("date: 3 Nov 2026\n", "a date is written"));
    ck_assert(doubts_lines("modified: 2026-11/03\n", "a date is written"));
    ck_assert(!doubts_lines("date: 2026-11-03\nmodified: 2026/11/03\n", "date"));
    ck_assert(doubts_lines("taxonomy: other\n", "taxonom"));
    ck_assert(!doubts_lines("taxonomy: sigma\n", "taxonom"));
    ck_assert(!doubts_lines("author: x\nrelated: [{id: a, type: derived}]\nown: {a: b}\n", "x"));
}
END_TEST

SUITE_MAIN("rule_file", facts_are_kept, levels_never_make_red, shadow_rules, retired_rules_stay_out,
           one_bad_rule_leaves_the_others, all_mistakes_in_one_run, missing_parts, doubts,
           a_title_may_stand_for_the_id, metadata_of_other_forms)
