#include "engine/trial.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "support/suite.h"
#include "support/temp_folder.h"

#define FAILED_LOGIN(time) \
    time " gw1 sshd[8]: Failed password for ann from 203.0.113.7 port 51022 ssh2"
#define FAILURE FAILED_LOGIN("Nov  3 08:05:01")
#define SUCCESS \
    "Nov  3 08:05:02 gw1 sshd[8]: Accepted password for ann from 203.0.113.7 port 5 ssh2"

#define HEAD        "title: Failed\nid: 7e57ab1e-0000-4000-8000-000000000001\n"
#define SSHD        "logsource: {product: linux, service: sshd}\n"
#define ON_FAILURE  "detection: {s: {event.outcome: failure}, condition: s}\n"
#define FAILED_RULE HEAD SSHD ON_FAILURE
#define ANOTHER     "title: Other\nname: other\n" SSHD ON_FAILURE "level: medium\n---\n"

/* A rule file, of which the last rule is tried. */
struct bench {
    struct path folder;
    struct generation *generation;
    struct trial *trial;
};

static struct bench open_bench(const char *yaml)
{
    struct bench bench = {.folder = temp_folder_create("trial")};
    struct path file = path_print("%s/rule.yml", bench.folder.text);
    struct buffer settings = {0};
    struct diagnostics diagnostics = {0};

    file_write(file.text, "%s", yaml);
    buffer_printf(&settings, "sources: []\nrules: {paths: [%s]}\n", file.text);
    bench.generation = generation_build(
        settings_parse("/test.yml", buffer_text(&settings), &diagnostics), false, &diagnostics);
    ck_assert_msg(bench.generation && diagnostics.errors == 0, "%s",
                  diagnostics.count > 0 ? diagnostics.items[0].message : "");
    bench.trial = trial_create(bench.generation);
    diagnostics_finish(&diagnostics);
    buffer_finish(&settings);
    return bench;
}

static void close_bench(struct bench *bench)
{
    trial_destroy(bench->trial);
    generation_destroy(bench->generation);
    temp_folder_remove(&bench->folder);
}

static const struct trial_result *run(const struct bench *bench, size_t test)
{
    const struct rule_set *rules = bench->generation->rules;
    size_t rule = rule_set_count(rules) - 1;
    size_t count = 0;
    const struct rule_example *examples = rule_set_examples(rules, rule, &count);

    ck_assert_uint_lt(test, count);
    return trial_run(bench->trial, rule, &examples[test]);
}

/* Runs the one test of a rule, which ends in what else stands under `amberd`: why is
 * how it fails, NULL = it holds. */
static void check(const char *rule, const char *test, const char *why)
{
    struct buffer yaml = {0};
    struct bench bench = {0};
    const struct trial_result *result = NULL;

    buffer_printf(&yaml, "%s tests: [%s]}\n", rule, test);
    bench = open_bench(buffer_string(&yaml));
    result = run(&bench, 0);
    ck_assert_msg((result->verdict == TRIAL_FAILED) == (why != NULL), "%s: %s", test,
                  result->why ? result->why : "holds");
    if (why)
        ck_assert_str_eq(result->why, why);
    close_bench(&bench);
    buffer_finish(&yaml);
}

#define AMBER FAILED_RULE "level: medium\namberd: {"
#define RED   AMBER "escalate: {after: 2, within: 1h, to: red},"

START_TEST(what_becomes_of_the_lines_is_compared)
{
    static const struct {
        const char *rule;
        const char *expect;
        const char *why;
    } rows[] = {
        {FAILED_RULE "level: low\namberd: {", "observation", NULL},
        {FAILED_RULE "level: low\namberd: {", "match", NULL},
        {FAILED_RULE "level: low\namberd: {", "none",
         "expected none, but the rule matched line 2: an observation, which alerts nobody"},
        {FAILED_RULE "level: low\namberd: {", "amber",
         "expected amber, but the rule matched line 2: an observation, which alerts nobody"},
        {FAILED_RULE "level: medium\namberd: {", "amber", NULL},
        {FAILED_RULE "level: medium\namberd: {", "match", NULL},
        {FAILED_RULE "level: critical\namberd: {", "red",
         "expected red, but the rule matched line 2 and raised amber"},
        {FAILED_RULE "level: medium\nstatus: experimental\namberd: {", "amber", NULL},
        {FAILED_RULE "level: low\namberd: {rag: red, ", "red", NULL},
        {FAILED_RULE "level: low\namberd: {rag: red, mode: shadow, ", "red", NULL},
        {HEAD SSHD "detection: {s: {user.name: bob}, condition: s}\nlevel: medium\namberd: {",
         "none", NULL},
        {HEAD SSHD "detection: {s: {user.name: bob}, condition: s}\nlevel: medium\namberd: {",
         "match", "expected match, but the rule matched no line"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char test[1024] = "";

        snprintf(test, sizeof test, "{source: sshd, expect: %s, lines: ['%s', '%s']}",
                 rows[i].expect, SUCCESS, FAILURE);
        check(rows[i].rule, test, rows[i].why);
    }
}
END_TEST

#define THREE(rest) "{source: sshd, lines: ['" FAILURE "', '" SUCCESS "', '" FAILURE "'], " rest "}"

START_TEST(where_and_how_often_is_compared_when_said)
{
    static const char amber[] = AMBER;
    static const char red[] = RED;
    static const char singly[] = FAILED_RULE "level: medium\namberd: {dedup: {by: [source.port]}, ";
    static const char two_ports[] =
        "{source: sshd, expect: amber, alerts: 2, lines: ['" FAILURE "', '"
        "Nov  3 08:05:03 gw1 sshd[8]: Failed password for ann from 203.0.113.7 port 7 ssh2']}";

    check(amber, THREE("expect: amber, at: [1, 3], alerts: 1"), NULL);
    check(amber, THREE("expect: match, at: [1, 3]"), NULL);
    check(amber, THREE("expect: match, at: [1]"),
          "expected at line 1, but the rule matched lines 1, 3");
    check(amber, THREE("expect: match, at: [1, 2, 3]"),
          "expected at lines 1, 2, 3, but the rule matched lines 1, 3");
    check(amber, THREE("expect: amber, alerts: 2"), "expected 2 alerts, but the rule raised 1");
    check(red, THREE("expect: red, alerts: 1"), NULL);
    check(singly, two_ports, NULL);
    check(amber, two_ports, "expected 2 alerts, but the rule raised 1");
}
END_TEST

/* Escalation within an hour shows that both lines are less than that apart. */
START_TEST(times_are_the_same_everywhere)
{
    static const char red[] = RED;

    check(red,
          "{source: sshd, expect: red, lines: ['" FAILED_LOGIN(
              "Jan  1 00:00:01") "', '" FAILED_LOGIN("2026-01-01T00:30:00Z") "']}",
          NULL);
    check(red,
          "{source: sshd, expect: red, lines: ['" FAILED_LOGIN(
              "2026-12-31T23:30:00+00:00") "', '" FAILED_LOGIN("Dec 31 23:59:59") "']}",
          NULL);
    check(red,
          "{source: sshd, expect: amber, lines: ['" FAILED_LOGIN(
              "Nov  3 08:05:01") "', '" FAILED_LOGIN("Nov  3 09:05:02") "']}",
          NULL);
    check(red,
          "{source: sshd, expect: amber, alerts: 1, lines: ['" FAILED_LOGIN(
              "2026-11-03T08:05:01Z") "', '" FAILED_LOGIN("2026-12-03T08:05:01Z") "']}",
          NULL);
}
END_TEST

START_TEST(records_are_made_as_the_format_makes_them)
{
    check("title: t\nname: n\nlogsource: {product: linux, service: apt}\n"
          "detection: {s: {package.name: nmap}, condition: s}\nlevel: medium\n"
          "amberd: {",
          "{source: apt-history, expect: match, at: [2], lines: ['', "
          "'Start-Date: 2026-11-03  08:05:01', 'Install: nmap:amd64 (7.93-1)']}",
          NULL);
    check("title: t\nname: n\nlogsource: {product: zeek}\n"
          "detection: {s: {dns.question.name: chat.example}, condition: s}\nlevel: medium\n"
          "amberd: {",
          "{source: zeek, expect: amber, at: [4], lines: [\"#separator \\\\x09\", \"#path\\tdns\", "
          "\"#fields\\tts\\tid.orig_h\\tquery\", \"1793577901.1\\t192.0.2.7\\tchat.example\"]}",
          NULL);
    check("title: t\nname: n\nlogsource: {product: json}\n"
          "detection: {s: {verdict: bad}, condition: s}\nlevel: medium\n"
          "amberd: {dedup: {by: [who]}, ",
          "{source: json, expect: amber, at: [1], alerts: 2, lines: "
          "['[{\"verdict\": \"bad\", \"who\": 1}, {\"verdict\": \"bad\", \"who\": 2}]', '{}']}",
          NULL);
    check("title: t\nname: n\nlogsource: {category: proxy}\n"
          "detection: {s: {user.name: ann}, condition: s}\nlevel: medium\n"
          "amberd: {",
          "{source: squid, layout: \"%ts %un %ru\", expect: amber, lines: "
          "['1793577901 ann http://chat.example/']}",
          NULL);
}
END_TEST

START_TEST(a_test_that_cannot_be_run_fails)
{
    static const char rule[] = AMBER;

    check(rule, "{source: sshdd, lines: [x], expect: none}",
          "unknown format 'sshdd'; did you mean 'sshd'?; `amberctl formats` lists them");
    check(rule, "{source: squid, lines: [x], expect: none}",
          "the rule is never tried on this source: its logsource is none of the format's");
    check(rule, "{source: sshd, layout: '%x', lines: [x], expect: none}",
          "layout: the format 'sshd' takes no layout");
    check(rule, "{source: postgresql, layout: '%é', lines: [x], expect: none}",
          "layout: '%\\xc3' is no escape of log_line_prefix, which are '%' and one of "
          "audrhLpPtmnsiecblvxqQ, and '%%'");
    check(rule, "{source: postgresql, layout: \"%\\e[2J\", lines: [x], expect: none}",
          "layout: '%\\x1b' is no escape of log_line_prefix, which are '%' and one of "
          "audrhLpPtmnsiecblvxqQ, and '%%'");
}
END_TEST

/* A regex that its step limit stops is no miss; that of another rule is not ours. */
START_TEST(a_regex_that_cannot_be_decided_is_a_failure)
{
#define BOMB "detection: {s: {message|re: '(a+)+$'}, condition: s}\nlevel: medium\n"
    static const char line[] =
        "{source: text, expect: none, lines: ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!']}";

    check("title: t\nname: n\nlogsource: {product: text}\n" BOMB "amberd: {", line,
          "a regex met a limit, which is neither a hit nor a miss");
    check("title: u\nname: u\nlogsource: {product: text}\n" BOMB
          "---\ntitle: t\nname: n\nlogsource: {product: text}\n"
          "detection: {s: {message: b}, condition: s}\nlevel: medium\namberd: {",
          line, NULL);
}
END_TEST

START_TEST(a_rule_that_sleeps_is_skipped)
{
    struct bench bench =
        open_bench("title: t\nname: n\n" SSHD
                   "detection: {s: {user.name|expand: '%none%'}, condition: s}\nlevel: medium\n"
                   "amberd: {tests: [{source: sshd, lines: [x], expect: amber}]}\n");

    ck_assert_int_eq(run(&bench, 0)->verdict, TRIAL_SKIPPED);
    ck_assert_str_eq(run(&bench, 0)->why, "the rule sleeps: a placeholder has no values");
    close_bench(&bench);
}
END_TEST

START_TEST(a_miss_that_proves_nothing_is_doubted)
{
    struct bench bench = open_bench(
        FAILED_RULE "level: medium\namberd: {tests: [{source: sshd, lines: [x], expect: none}, "
                    "{source: sshd, lines: [''], expect: none}, "
                    "{source: sshd, lines: [x, '" SUCCESS "'], expect: none}, "
                    "{source: sshd, lines: ['" FAILURE "'], expect: amber}]}\n");

    ck_assert_int_eq(run(&bench, 0)->verdict, TRIAL_HELD);
    ck_assert_str_eq(run(&bench, 0)->doubt, "no line fits the format, so it is no proof of a miss");
    ck_assert_str_eq(run(&bench, 1)->doubt,
                     "the lines hold no record, so it is no proof of a miss");
    ck_assert_ptr_null(run(&bench, 2)->doubt);
    ck_assert_ptr_null(run(&bench, 3)->doubt);
    close_bench(&bench);
}
END_TEST

static const char *value_of(const struct trial_record *record, const char *name)
{
    for (size_t i = 0; i < record->field_count; i++) {
        if (strcmp(record->fields[i].name, name) == 0)
            return record->fields[i].value;
    }
    return NULL;
}

START_TEST(what_was_decoded_is_kept)
{
    struct bench bench =
        open_bench(ANOTHER AMBER "tests: [{source: syslog, expect: amber, lines: [x, \""
                                 "Nov  3 08:05:01 gw1 dpkg: hello\\x7f\", '" FAILURE "']}]}\n");
    const struct trial_result *result = run(&bench, 0);

    ck_assert_int_eq(result->verdict, TRIAL_HELD);
    ck_assert_int_eq(result->outcome, EXPECT_AMBER);
    ck_assert_uint_eq(result->alerts, 1);
    ck_assert_uint_eq(result->record_count, 3);
    ck_assert(!result->records[0].decoded);
    ck_assert_uint_eq(result->records[1].line, 2);
    ck_assert_str_eq(value_of(&result->records[1], "message"), "hello\\x7f");
    ck_assert(!result->records[1].is_match);
    ck_assert_uint_eq(result->records[1].other_count, 0);
    ck_assert(result->records[2].decoded && result->records[2].is_match);
    ck_assert_str_eq(result->records[2].kind, "sshd");
    ck_assert_str_eq(value_of(&result->records[2], "user.name"), "ann");
    ck_assert_str_eq(result->records[2].others, "'Other'");
    close_bench(&bench);
}
END_TEST

/* 239 bytes and a character of two: it is not cut in half. */
START_TEST(what_is_kept_is_bounded)
{
    struct buffer yaml = {0};
    struct bench bench = {0};
    const struct trial_record *record = NULL;

    for (int i = 0; i < TRIAL_OTHERS_MOST + 2; i++)
        buffer_printf(&yaml,
                      "title: T%d\nname: n%d\nlogsource: {product: text}\n"
                      "detection: {s: ['x'], condition: s}\nlevel: low\n---\n",
                      i, i);
    buffer_append_text(&yaml, TEXT("title: t\nname: n\nlogsource: {product: text}\n"
                                   "detection: {s: ['x'], condition: s}\nlevel: low\namberd: "
                                   "{tests: [{source: text, expect: match, lines: ['"));
    for (int i = 0; i < 239; i++)
        buffer_append_byte(&yaml, 'x');
    buffer_append_text(&yaml, TEXT("éx']}]}\n"));
    bench = open_bench(buffer_string(&yaml));
    record = &run(&bench, 0)->records[0];
    ck_assert_uint_eq(strlen(value_of(record, "message")), 239 + strlen("…"));
    ck_assert_uint_eq(record->other_count, TRIAL_OTHERS_MOST + 2);
    ck_assert_ptr_nonnull(strstr(record->others, "'T7'"));
    ck_assert_ptr_null(strstr(record->others, "'T8'"));
    close_bench(&bench);
    buffer_finish(&yaml);
}
END_TEST

/* One source a format and layout, and no memory of the test before: an alert that was
 * raised is raised again, and a repetition has nothing to repeat. */
START_TEST(tests_know_nothing_of_each_other)
{
    struct bench bench = open_bench(
        FAILED_RULE
        "level: medium\namberd: {tests: ["
        "{source: sshd, expect: amber, alerts: 1, lines: ['" FAILURE "']}, "
        "{source: sshd, expect: amber, alerts: 1, lines: ['" FAILURE "']}, "
        "{source: sshd, expect: none, lines: ['Nov  3 08:05:09 gw1 last message repeated 2 "
        "times']}, {source: syslog, expect: none, lines: ['" SUCCESS "']}]}\n");

    for (size_t round = 0; round < 2; round++) {
        for (size_t i = 0; i < 4; i++)
            ck_assert_msg(run(&bench, i)->verdict == TRIAL_HELD, "%s", run(&bench, i)->why);
    }
    ck_assert_uint_eq(bench.generation->source_count, 2);
    close_bench(&bench);
}
END_TEST

SUITE_MAIN("trial", what_becomes_of_the_lines_is_compared,
           where_and_how_often_is_compared_when_said, times_are_the_same_everywhere,
           records_are_made_as_the_format_makes_them, a_test_that_cannot_be_run_fails,
           a_regex_that_cannot_be_decided_is_a_failure, a_rule_that_sleeps_is_skipped,
           a_miss_that_proves_nothing_is_doubted, what_was_decoded_is_kept, what_is_kept_is_bounded,
           tests_know_nothing_of_each_other)
