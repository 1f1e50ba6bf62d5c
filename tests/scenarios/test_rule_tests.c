/*
 * An author of rules and `amberctl test`.
 *
 * He writes a rule with a hit and a miss, and both hold.  He loosens the rule: the miss
 * fails, and he is shown the line and what it was decoded to, in the terminal, in the
 * XML and the TAP that his CI reads, and as JSON.  He forgets the miss of another rule
 * and is reminded.  His tests may use the formats and the placeholders of his settings.
 */
#include <string.h>

#include "support/amberctl_run.h"
#include "support/program.h"
#include "support/suite.h"
#include "support/workbench.h"

#define HIT \
    "Nov  3 02:00:01 gw1 sshd[1]: Accepted password for nightowl from 203.0.113.7 port 4022 ssh2"
#define MISS \
    "Nov  3 02:00:01 gw1 sshd[1]: Failed password for nightowl from 203.0.113.7 port 4022 ssh2"

#define RULE(selection)                                             \
    "title: Night login\n"                                          \
    "id: 11111111-1111-4111-8111-111111111111\n"                    \
    "logsource: {product: linux, service: sshd}\n"                  \
    "detection: {s: {" selection "}, condition: s}\n"               \
    "level: medium\n"                                               \
    "amberd:\n"                                                     \
    "  tests:\n"                                                    \
    "    - {name: she is in, source: sshd, expect: amber,\n"        \
    "       lines: ['" HIT "']}\n"                                  \
    "    - {name: 'she is <not> #1', source: sshd, expect: none,\n" \
    "       lines: ['" MISS "']}\n"

static const char tight[] = RULE("user.name: nightowl, event.outcome: success");
static const char loose[] = RULE("user.name: nightowl");

static struct buffer said;

#define RUN(bench, status, ...) \
    amberctl_run(bench, status, (const char *const[]){__VA_ARGS__, NULL}, &said)

static void says(const char *words)
{
    ck_assert_msg(strstr(buffer_string(&said), words), "no \"%s\" in: %s", words,
                  buffer_string(&said));
}

START_TEST(tests_that_hold_are_a_line_a_file)
{
    struct workbench bench = workbench_create("rule-tests", &(struct workbench_options){0});
    struct path rule = workbench_rule(&bench, "night.yml");

    file_write(rule.text, "%s", tight);
    RUN(&bench, 0, "test", rule.text);
    says("night.yml: 2 tests\n\n1 rule, 2 tests: 2 held\n");
    ck_assert_str_eq(RUN(&bench, 0, "test", "--quiet", rule.text), "");
    RUN(&bench, 0, "test", "--tap", rule.text);
    says("TAP version 13\nok 1 - ");
    says("night.yml:10: she is <not> \\#1\n1..2\n");
    RUN(&bench, 0, "test", "--junit", rule.text);
    says("tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"0\">\n");
    says("<testcase classname=\"Night login\" name=\"she is &lt;not&gt; #1\"");
    RUN(&bench, 0, "test", "--json", rule.text);
    says("{\"rules\":1,\"weak_rules\":0,\"tests\":2,\"held\":2,\"failed\":0,\"skipped\":0,"
         "\"doubtful\":0}\n");
    workbench_finish(&bench);
}
END_TEST

START_TEST(a_test_that_fails_is_shown_with_what_was_decoded)
{
    struct workbench bench = workbench_create("rule-tests", &(struct workbench_options){0});
    struct path rule = workbench_rule(&bench, "night.yml");

    file_write(rule.text, "%s", loose);
    RUN(&bench, 1, "test", rule.text);
    says("night.yml: 1 failed of 2 tests\n");
    says("night.yml:10:7: she is <not> #1\n"
         "        expected none, but the rule matched line 1 and raised amber\n"
         "        line 1: " MISS "\n"
         "          decoded as sshd, matched\n");
    says("            event.outcome: failure\n");
    says("\n1 rule, 2 tests: 1 held, 1 failed\n");
    RUN(&bench, 1, "test", "--quiet", rule.text);
    says("expected none");
    RUN(&bench, 1, "test", "--tap", rule.text);
    says("ok 1 - ");
    says("\nnot ok 2 - ");
    says("\n  expected: \"none\"\n  outcome: \"amber\"\n");
    RUN(&bench, 1, "test", "--junit", rule.text);
    says("tests=\"2\" failures=\"1\"");
    says("<failure message=\"expected none, but the rule matched line 1 and raised amber\">line 1");
    RUN(&bench, 1, "test", "--json", rule.text);
    says("\"verdict\":\"failed\"");
    says("\"fields\":{\"host.name\":\"gw1\"");
    says("\"tests\":2,\"held\":1,\"failed\":1,");
    workbench_finish(&bench);
}
END_TEST

/* What a path or a line is like does not turn a failure into something else. */
START_TEST(no_name_or_line_breaks_a_report)
{
    struct workbench bench = workbench_create("rule-tests", &(struct workbench_options){0});
    struct path rule = workbench_rule(&bench, "late # SKIP later.yml");

    file_write(rule.text,
               "title: Odd\nid: 11111111-1111-4111-8111-111111111114\nlevel: medium\n"
               "logsource: {product: text}\ndetection: {k: [a], condition: k}\n"
               "amberd: {tests: [{source: text, lines: [\"\\uFFFE \\uFFFF \\uFFFD\"], expect: "
               "amber}]}\n");
    RUN(&bench, 1, "test", "--tap", rule.text);
    says("/late \\# SKIP later.yml:6: test 1\n");
    RUN(&bench, 1, "test", "--junit", rule.text);
    says(">line 1: \xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD\n");
    workbench_finish(&bench);
}
END_TEST

START_TEST(what_tests_leave_open_is_noted)
{
    struct workbench bench = workbench_create("rule-tests", &(struct workbench_options){0});
    struct path rule = workbench_rule(&bench, "night.yml");

    file_write(rule.text, "%s---\n%s---\n%s", tight,
               "title: None\nid: 11111111-1111-4111-8111-111111111112\nlevel: low\n"
               "logsource: {product: text}\ndetection: {k: [a], condition: k}\n",
               "title: Half\nid: 11111111-1111-4111-8111-111111111113\nlevel: low\n"
               "logsource: {product: linux, service: sshd}\ndetection: {k: [a], condition: k}\n"
               "amberd: {tests: [{source: sshd, lines: [x], expect: none}]}\n");
    RUN(&bench, 0, "test", rule.text);
    says("'None': it has no tests\n");
    says("'Half': no test says what it must match\n");
    says("note: no line fits the format, so it is no proof of a miss\n");
    says("3 rules, 3 tests: 3 held; 1 proves nothing; 2 rules without a hit or a miss\n");
    RUN(&bench, 0, "test", "--json", rule.text);
    says("{\"severity\":\"note\",\"message\":\"it has no tests\"");
    RUN(&bench, 0, "test", "--tap", rule.text);
    says("# no line fits the format");
    says("'None': it has no tests\n");
    workbench_finish(&bench);
}
END_TEST

START_TEST(formats_and_placeholders_are_those_of_the_settings)
{
    static const char settings[] = "formats:\n"
                                   "  - name: gate\n"
                                   "    kind: regex\n"
                                   "    pattern: '^(?<who>\\w+) came (?<how>\\w+)$'\n"
                                   "    fields: {who: user.name, how: event.reason}\n"
                                   "    logsource: {product: gate}\n";
    static const char rule_text[] =
        "title: Guest\nid: 11111111-1111-4111-8111-111111111111\nlevel: medium\n"
        "logsource: {product: gate}\n"
        "detection: {s: {user.name: ann, event.reason: late}, condition: s}\n"
        "amberd: {tests: [{source: gate, lines: [ann came late, bob came late], expect: amber, "
        "at: [1]}, {source: gate, lines: [ann came early], expect: none}]}\n"
        "---\ntitle: Sleeper\nid: 11111111-1111-4111-8111-111111111112\nlevel: medium\n"
        "logsource: {product: gate}\ndetection: {s: {user.name|expand: '%guests%'}, condition: s}\n"
        "amberd: {tests: [{source: gate, lines: [ann came late], expect: amber}, "
        "{source: gate, lines: [bob came late], expect: none}]}\n";
    struct workbench bench =
        workbench_create("rule-tests", &(struct workbench_options){.extra = settings});
    struct path rule = workbench_rule(&bench, "gate.yml");

    file_write(rule.text, "%s", rule_text);
    RUN(&bench, 0, "test", rule.text);
    says("4 tests, 2 skipped\n");
    says("'Sleeper': its tests are skipped: it sleeps, for a placeholder has no values\n");
    RUN(&bench, 0, "test", "--tap", rule.text);
    says(" # SKIP the rule sleeps");
    RUN(&bench, 0, "test", "--junit", rule.text);
    says("<skipped message=\"the rule sleeps");
    workbench_finish(&bench);
}
END_TEST

START_TEST(what_cannot_be_tested_is_no_success)
{
    struct workbench bench = workbench_create("rule-tests", &(struct workbench_options){0});
    struct path rule = workbench_rule(&bench, "night.yml");
    struct path empty = path_print("%s/empty", bench.folder.text);

    file_write(rule.text, "%samberds: 1\n---\n%s", tight, "title: x\n");
    RUN(&bench, 2, "test", rule.text);
    says("error: the rule has no detection");
    says("1 rule, 2 tests: 2 held\n");
    file_write(rule.text, "%s  testz: []\n", tight);
    RUN(&bench, 2, "test", rule.text);
    says("unknown key 'testz'; did you mean 'tests'?");
    folder_create(empty.text);
    RUN(&bench, 2, "test", empty.text);
    says("there is no rule in these files");
    RUN(&bench, 2, "test", "/nowhere/at/all");
    says("/nowhere/at/all");
    RUN(&bench, 3, "test");
    says("usage: amberctl test RULES...");
    RUN(&bench, 3, "test", "--tap", "--json", rule.text);
    says("exclude each other");
    workbench_finish(&bench);
}
END_TEST

SUITE_MAIN("rule_tests", tests_that_hold_are_a_line_a_file,
           a_test_that_fails_is_shown_with_what_was_decoded, no_name_or_line_breaks_a_report,
           what_tests_leave_open_is_noted, formats_and_placeholders_are_those_of_the_settings,
           what_cannot_be_tested_is_no_success)
