/*
 * An admin and amberctl.
 *
 * An admin writes a rule with two mistakes and is told both, with line and column.
 * She mends it and tries it on a log: it matches the line it should.  She replays
 * a day and sees the alert that would have been raised.  Then the daemon runs: the
 * alert arrives, she looks at it, takes it on, tries to close it without saying
 * why, is told what is missing, and closes it.  The journal verifies, and an
 * anchor written down earlier still holds.
 */
#include <stdio.h>
#include <string.h>

#include "support/amberctl_run.h"
#include "support/program.h"
#include "support/suite.h"
#include "support/wait_until.h"
#include "support/workbench.h"

static const char rule_with_mistakes[] = "title: Night login\n"
                                         "id: 11111111-1111-4111-8111-111111111111\n"
                                         "logsource: {product: linux, service: sshd}\n"
                                         "detection:\n"
                                         "  s: {user.name|contans: night}\n"
                                         "  condition: s and nothing\n"
                                         "level: medium\n";

static struct buffer said;

#define RUN(bench, status, ...) \
    amberctl_run(bench, status, (const char *const[]){__VA_ARGS__, NULL}, &said)

START_TEST(mistakes_are_told_and_a_good_rule_is_tried)
{
    struct workbench bench = workbench_create("amberctl", &(struct workbench_options){0});
    struct path rule = workbench_rule(&bench, "night.yml");
    struct path log = workbench_log(&bench, "old.log");
    const char *got = NULL;

    file_write(rule.text, "%s", rule_with_mistakes);
    got = RUN(&bench, 2, "check", rule.text);
    ck_assert_msg(strstr(got, ":5:") && strstr(got, "did you mean 'contains'?"), "%s", got);
    ck_assert_msg(strstr(got, ":6:") && strstr(got, "nothing"), "%s", got);
    got = RUN(&bench, 2, "check", "--json", rule.text);
    ck_assert_msg(strstr(got, "\"errors\":2,\"warnings\":"), "%s", got);

    file_write(rule.text, "%s", NIGHT_RULE);
    file_append(log.text, NIGHT_LOGIN, sizeof NIGHT_LOGIN - 1);
    RUN(&bench, 0, "check", rule.text);
    got = RUN(&bench, 0, "match", "--rules", rule.text, "--format", "sshd", log.text);
    ck_assert_str_eq(got, "{\"line\":1,\"rule_id\":\"11111111-1111-4111-8111-111111111111\","
                          "\"title\":\"Night login\",\"level\":\"medium\"}\n");
    got = RUN(&bench, 0, "replay", "--rules", rule.text, "--format", "sshd", log.text);
    ck_assert_msg(strstr(got, "\"change\":\"created\"") && strstr(got, "nightowl"), "%s", got);
    got = RUN(&bench, 0, "decode", "--format", "sshd", log.text);
    ck_assert_msg(strstr(got, "\"user.name\":\"nightowl\""), "%s", got);
    workbench_finish(&bench);
}
END_TEST

static bool has_alert(void *cookie)
{
    return workbench_count(cookie, "alerts.amber_open") == 1;
}

/* Without blanks and line ends: where a line breaks hangs on how long a path is. */
static const char *unbroken(const char *shown)
{
    static char flat[8192];
    size_t length = 0;

    for (; *shown && length < sizeof flat - 1; shown++) {
        if (*shown != ' ' && *shown != '\n')
            flat[length++] = *shown;
    }
    flat[length] = '\0';
    return flat;
}

START_TEST(an_alert_lives_until_it_is_closed_properly)
{
    struct workbench bench = workbench_create("amberctl", &(struct workbench_options){0});
    struct path rule = workbench_rule(&bench, "night.yml");
    struct path log = workbench_log(&bench, "auth.log");
    char id[16] = "";
    const char *got = NULL;

    file_write(rule.text, "%s", NIGHT_RULE);
    workbench_start(&bench);
    file_append(log.text, NIGHT_LOGIN, sizeof NIGHT_LOGIN - 1);
    ck_assert(wait_until(has_alert, &bench, PATIENCE_SECONDS));

    got = RUN(&bench, 0, "alerts");
    ck_assert_msg(strstr(got, "nightowl") && strstr(got, "Night login"), "%s", got);
    got = strstr(RUN(&bench, 0, "--json", "alerts"), "\"id\":\"");
    ck_assert_ptr_nonnull(got);
    snprintf(id, sizeof id, "%.8s", got + strlen("\"id\":\""));
    got = RUN(&bench, 0, "show", id);
    ck_assert_msg(strstr(got, "203.0.113.7") && strstr(got, "next  "), "%s", got);
    ck_assert_msg(!strstr(got, "account ,") && !strstr(got, "site \n"), "%s", got);
    got = unbroken(got);
    ck_assert_msg(strstr(got, "logs/auth.log,atbyte0") && strstr(got, "rules/night.ymlnext"), "%s",
                  got);
    got =
        RUN(&bench, 3, "show", (const char[]){id[0], id[1], id[2] == '0' ? '1' : '0', id[3], '\0'});
    ck_assert_msg(strstr(got, "no alert begins with") && strstr(got, "nightowl"), "%s", got);
    got = RUN(&bench, 0, "ack", id, "--note", "on it");
    ck_assert_msg(strstr(got, "is acknowledged: Night login"), "%s", got);
    RUN(&bench, 5, "investigate", id, "beef0000", "--note", "who is it?");
    RUN(&bench, 3, "investigate", "beef0000", "beef0001");
    got = RUN(&bench, 3, "close", id);
    ck_assert_msg(strstr(got, "remediation") && strstr(got, "root cause"), "%s", got);
    RUN(&bench, 0, "close", id, "--remediation", "spoke to her", "--root-cause", "swap not filed");
    got = RUN(&bench, 0, "alerts");
    ck_assert_msg(strstr(got, "No open alerts."), "%s", got);
    got = RUN(&bench, 0, "show", id);
    ck_assert_msg(strstr(got, "swap not filed"), "%s", got);
    workbench_stop(&bench);
    workbench_verify(&bench);
    file_write(bench.config.text, "alert: {}\n");
    got = RUN(&bench, 3, "status");
    ck_assert_msg(strstr(got, ":1:1: ") && strstr(got, "did you mean 'alerts'"), "%s", got);
    workbench_finish(&bench);
}
END_TEST

START_TEST(an_anchor_shows_whether_the_end_was_cut_off)
{
    struct workbench bench = workbench_create("amberctl", &(struct workbench_options){0});
    char anchor[128] = "";
    const char *got = NULL;

    workbench_start(&bench);
    workbench_stop(&bench);
    got = strstr(RUN(&bench, 0, "verify"), "elsewhere: ");
    ck_assert_ptr_nonnull(got);
    snprintf(anchor, sizeof anchor, "%.*s", (int)strcspn(got + 11, "\n"), got + 11);
    RUN(&bench, 0, "verify", "--anchor", anchor);
    anchor[strlen(anchor) - 1] = anchor[strlen(anchor) - 1] == '0' ? '1' : '0';
    RUN(&bench, 1, "verify", "--anchor", anchor);
    RUN(&bench, 3, "verify", "--anchor", "nonsense");
    workbench_finish(&bench);
}
END_TEST

START_TEST(settings_without_a_source_are_told)
{
    struct workbench bench = workbench_create("amberctl", &(struct workbench_options){0});
    struct path config = path_print("%s/bare.yml", bench.folder.text);
    struct path daemon = path_print("%s/amberd", build_folder().text);
    const char *const words[] = {daemon.text, "--check", "-c", config.text, NULL};
    const char *got = NULL;

    file_write(config.text, "rules: {paths: [%s/rules]}\n", bench.folder.text);
    got = RUN(&bench, 0, "check", "-c", config.text);
    ck_assert_msg(strstr(got, "bare.yml: warning: no log is followed") &&
                      strstr(got, "1 warning\n"),
                  "%s", got);
    buffer_clear(&said);
    ck_assert_int_eq(program_run(words, &said), 0);
    ck_assert_msg(strstr(buffer_string(&said), "no log is followed"), "%s", buffer_string(&said));
    workbench_finish(&bench);
}
END_TEST

START_TEST(a_rule_that_can_never_match_is_told)
{
    struct workbench bench = workbench_create("amberctl", &(struct workbench_options){0});
    struct path rule = workbench_rule(&bench, "word.yml");
    struct path log = workbench_log(&bench, "app.log");
    const char *got = NULL;

    file_append(log.text, "a line with xyzzy in it\n", 24);
    file_write(rule.text, "title: Word\nid: 11111111-1111-4111-8111-111111111111\nlevel: medium\n"
                          "logsource: {product: tekst}\ndetection: {k: [xyzzy], condition: k}\n");
    got = RUN(&bench, 0, "check", rule.text);
    ck_assert_msg(strstr(got, ":1:1: note: ") && strstr(got, "never matches"), "%s", got);
    ck_assert_msg(strstr(got, "1 can never match here; 0 errors, 0 warnings"), "%s", got);
    got = RUN(&bench, 0, "match", "--rules", rule.text, "--format", "text", log.text);
    ck_assert_msg(strstr(got, "no rule has the log source of the format 'text'"), "%s", got);

    file_write(rule.text, "title: Word\nid: 11111111-1111-4111-8111-111111111111\nlevel: medium\n"
                          "logsource: {product: text}\ndetection: {k: [xyzzy], condition: k}\n");
    got = RUN(&bench, 0, "check", rule.text);
    ck_assert_msg(!strstr(got, "never matches"), "%s", got);
    got = RUN(&bench, 0, "match", "--rules", rule.text, "--format", "text", log.text);
    ck_assert_msg(strstr(got, "\"line\":1"), "%s", got);
    workbench_finish(&bench);
}
END_TEST

START_TEST(a_filter_that_nothing_fits_is_no_all_clear)
{
    struct workbench bench = workbench_create("amberctl", &(struct workbench_options){0});

    workbench_start(&bench);
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 3, "alerts", "--rag", "orange"), "amber or red"));
    ck_assert_ptr_nonnull(
        strstr(RUN(&bench, 3, "alerts", "--state", "clozed"), "did you mean 'closed'?"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 0, "alerts", "--rag", "red"), "No alert fits."));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 0, "alerts"), "No open alerts."));
    workbench_stop(&bench);
    workbench_finish(&bench);
}
END_TEST

START_TEST(what_cannot_be_printed_is_not_done)
{
    struct path client = path_print("%s/amberctl formats > /dev/full", build_folder().text);

    buffer_clear(&said);
    ck_assert_int_eq(program_run((const char *const[]){"sh", "-c", client.text, NULL}, &said), 5);
    ck_assert_ptr_nonnull(strstr(buffer_string(&said), "standard output"));
}
END_TEST

START_TEST(words_that_make_no_sense_are_explained)
{
    struct workbench bench = workbench_create("amberctl", &(struct workbench_options){0});

    ck_assert_ptr_nonnull(strstr(RUN(&bench, 3, "stauts"), "did you mean 'status'?"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 3, "show"), "usage: amberctl show ALERT"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 3, "status", "--rag", "red"), "takes no --rag"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 3, "formats", "--socket", "x"), "takes no --socket"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 3, "alerts", "--acount", "acme"),
                                 "alerts has no option --acount; did you mean --account?"));
    ck_assert_ptr_nonnull(
        strstr(RUN(&bench, 3, "alerts", "--ru", "x"), "no option --ru; did you mean --rule?"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 3, "alerts", "--account"),
                                 "--account needs a value: --account ACCOUNT"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 3, "alerts", "--json=3"), "--json takes no value"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 3, "alerts", "-x"), "there is no option -x"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 3, "alerts", "x"), "'x' is one word too many"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 3, "--json"), "which command?"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 3, "help", "shw"), "did you mean 'show'?"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 0, "help", "show"), "Usage: amberctl show"));
    ck_assert_ptr_null(strstr(RUN(&bench, 0, "decode", "--help"), "--socket"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 0, "tail", "--help"), "--socket"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 3, "match", "x.log"), "--format"));
    ck_assert_ptr_nonnull(
        strstr(RUN(&bench, 3, "match", "--format", "shd", "x"), "did you mean 'sshd'?"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 3, "alerts", "--rag", "yellow"),
                                 "there is no 'yellow'; it may be amber or red"));
    ck_assert_ptr_nonnull(
        strstr(RUN(&bench, 3, "alerts", "--state", "closd"), "did you mean 'closed'?"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 3, "verify", "--directory", "/nowhere/to/be/found"),
                                 "/nowhere/to/be/found: No such file"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 2, "check", bench.config.text), "amberctl check -c"));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 0, "-V"), "amberctl "));
    ck_assert_ptr_nonnull(strstr(RUN(&bench, 4, "status"), "is amberd running?"));
    workbench_finish(&bench);
}
END_TEST

START_TEST(a_rule_without_values_is_asleep)
{
    struct workbench bench = workbench_create("amberctl", &(struct workbench_options){0});
    struct path rule = workbench_rule(&bench, "admins.yml");
    struct path log = workbench_log(&bench, "old.log");
    const char *got = NULL;

    file_write(rule.text, "title: Admins\nid: 11111111-1111-4111-8111-111111111111\nlevel: medium\n"
                          "logsource: {product: linux, service: sshd}\n"
                          "detection: {s: {user.name|expand: '%%admins%%'}, condition: s}\n");
    got = RUN(&bench, 0, "check");
    ck_assert_msg(strstr(got, "admins.yml:5:35: warning: the placeholder 'admins' has no values"),
                  "%s", got);
    file_append(log.text, NIGHT_LOGIN, strlen(NIGHT_LOGIN));
    got = RUN(&bench, 0, "match", "--rules", rule.text, "--format", "sshd", "--any-logsource",
              log.text);
    ck_assert_msg(strstr(got, "'Admins' sleeps: a placeholder has no values"), "%s", got);
    ck_assert_msg(!strstr(got, "--any-logsource"), "%s", got);
    got = RUN(&bench, 0, "replay", "--rules", rule.text, "--format", "sshd", log.text);
    ck_assert_msg(strstr(got, "'Admins' sleeps"), "%s", got);
    workbench_start(&bench);
    got = RUN(&bench, 0, "rules");
    ck_assert_msg(strstr(got, "asleep"), "%s", got);
    workbench_finish(&bench);
}
END_TEST

/* The longest line of what amberctl said. */
static size_t widest_line(void)
{
    struct text rest = buffer_text(&said);
    size_t widest = 0;

    while (rest.length > 0) {
        struct text line = {0};

        text_cut(rest, TEXT("\n"), &line, &rest);
        widest = line.length > widest ? line.length : widest;
    }
    return widest;
}

START_TEST(what_it_says_fits_a_narrow_terminal)
{
    static const char *const commands[] = {
        "tail",      "alerts", "show",   "ack",     "isolate", "investigate", "remediate",
        "reinforce", "close",  "status", "sources", "rules",   "reload",      "check",
        "test",      "match",  "replay", "decode",  "formats", "verify",      "help"};
    struct workbench bench = workbench_create("amberctl", &(struct workbench_options){0});

    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        RUN(&bench, 0, commands[i], "--help");
        ck_assert_msg(widest_line() <= 80, "%s", buffer_string(&said));
        ck_assert_msg(strstr(buffer_string(&said), "\n  amberctl "), "%s", buffer_string(&said));
    }
    workbench_start(&bench);
    RUN(&bench, 0, "status");
    ck_assert_msg(widest_line() <= 80, "%s", buffer_string(&said));
    workbench_finish(&bench);
}
END_TEST

START_TEST(a_delete_in_a_log_never_reaches_the_terminal)
{
    struct workbench bench = workbench_create("amberctl", &(struct workbench_options){0});
    struct path log = workbench_log(&bench, "old.log");
    const char *got = NULL;

    file_append(log.text,
                "a\x7f"
                "b\n",
                4);
    got = RUN(&bench, 0, "decode", "--format", "text", log.text);
    ck_assert_msg(strstr(got, "a\\u007fb") && !strchr(got, 0x7f), "%s", got);
    workbench_finish(&bench);
}
END_TEST

START_TEST(one_is_said_as_one)
{
    struct workbench bench = workbench_create("amberctl", &(struct workbench_options){0});
    struct path rule = workbench_rule(&bench, "night.yml");
    struct path log = workbench_log(&bench, "old.log");
    const char *got = NULL;

    file_write(rule.text, "%s", NIGHT_RULE);
    file_append(log.text, NIGHT_LOGIN, strlen(NIGHT_LOGIN));
    got = RUN(&bench, 0, "check", rule.text);
    ck_assert_msg(strstr(got, "1 of 1 rule loads; 0 errors, 0 warnings"), "%s", got);
    got = RUN(&bench, 0, "replay", "--rules", rule.text, "--format", "sshd", log.text);
    ck_assert_msg(strstr(got, "1 record, 0 did not decode; 1 match, 1 alert, 0 findings joined"),
                  "%s", got);
    workbench_finish(&bench);
}
END_TEST

START_TEST(a_format_says_what_rules_can_ask_for)
{
    struct workbench bench = workbench_create("amberctl", &(struct workbench_options){0});
    const char *got = RUN(&bench, 0, "formats", "squid");

    ck_assert_msg(strstr(got, "{category: proxy") && strstr(got, "\n  user.name\n") &&
                      strstr(got, "Takes a layout"),
                  "%s", got);
    got = RUN(&bench, 0, "formats", "sshd", "--json");
    ck_assert_msg(strstr(got, "{\"product\":\"linux\",\"service\":\"sshd\"}") &&
                      strstr(got, "\"layout\":false") && strstr(got, "\"user.name\""),
                  "%s", got);
    got = RUN(&bench, 3, "formats", "shd");
    ck_assert_msg(strstr(got, "did you mean 'sshd'?"), "%s", got);
    workbench_finish(&bench);
}
END_TEST

START_TEST(rules_that_are_not_there_are_told_once)
{
    struct workbench bench = workbench_create("amberctl", &(struct workbench_options){0});
    struct path rule = workbench_rule(&bench, "empty.yml");
    struct path settings = path_print("%s/usual.yml", bench.folder.text);
    const char *got = NULL;

    file_write(rule.text, "# none yet\n");
    got = RUN(&bench, 2, "check", rule.text);
    ck_assert_msg(strstr(got, "warning: there is no rule in "), "%s", got);
    got = RUN(&bench, 2, "check", "/nonexistent/rules");
    ck_assert_msg(strstr(got, "error: ") && !strstr(got, "there is no rule in"), "%s", got);

    file_write(settings.text, "sources: [{name: a, paths: [/nonexistent], format: sshd}]\n");
    got = RUN(&bench, 0, "check", "-c", settings.text);
    ck_assert_msg(!strstr(got, "error:"), "%s", got);
    workbench_finish(&bench);
}
END_TEST

SUITE_MAIN("amberctl", mistakes_are_told_and_a_good_rule_is_tried,
           an_alert_lives_until_it_is_closed_properly, settings_without_a_source_are_told,
           an_anchor_shows_whether_the_end_was_cut_off, a_rule_that_can_never_match_is_told,
           a_rule_without_values_is_asleep, a_filter_that_nothing_fits_is_no_all_clear,
           what_cannot_be_printed_is_not_done, what_it_says_fits_a_narrow_terminal,
           a_delete_in_a_log_never_reaches_the_terminal,

           one_is_said_as_one, a_format_says_what_rules_can_ask_for,
           rules_that_are_not_there_are_told_once, words_that_make_no_sense_are_explained)
