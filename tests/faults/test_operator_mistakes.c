/*
 * What goes wrong where amberd is set up: a log it may not read, a socket somebody
 * else has, a mistyped setting, a rule file with a mistake.  Each is told once, in
 * a message that says what and where, and where it can be, it heals by itself.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/give_up.h"
#include "support/oracle.h"
#include "support/planted_line.h"
#include "support/program.h"
#include "support/suite.h"
#include "support/wait_until.h"
#include "support/workbench.h"

enum { WRITER = 1, NOBODY = 65534, BAD_SETTINGS = 3, NOT_STARTED = 70 };

static void plant(const struct path *log, unsigned number)
{
    char line[PLANTED_LINE_SIZE] = "";
    size_t length = planted_line_write((struct planted_line){WRITER, number}, line);

    file_append(log->text, line, length);
}

/* The next change of that kind to an alert of a built-in rule; to be decref'd. */
static json_t *await_alert(struct feed_reader *reader, const char *rule, const char *change)
{
    json_t *record = NULL;

    while ((record = feed_reader_next_record(reader, PATIENCE_SECONDS))) {
        if (strcmp(record_text(json_object_get(record, "rule"), "key"), rule) == 0 &&
            strcmp(record_text(record, "change"), change) == 0)
            return record;
        json_decref(record);
    }
    give_up("%s is never %s", rule, change);
}

/* False, with a reason printed, where the test cannot give its folders away. */
static bool can_be_nobody(void)
{
    struct path build = build_folder();
    struct stat status = {0};

    if (geteuid() != 0) {
        skip("only root can run a daemon as somebody else");
        return false;
    }
    for (char *end = build.text + strlen(build.text); end > build.text;
         end = strrchr(build.text, '/')) {
        *end = '\0';
        if (build.text[0] == '\0' || stat(build.text, &status) < 0)
            break;
        if (!(status.st_mode & S_IXOTH)) {
            skip("%s cannot be entered by everybody", build.text);
            return false;
        }
    }
    return true;
}

static unsigned count_texts(const char *text, const char *wanted)
{
    unsigned count = 0;

    for (text = strstr(text, wanted); text; text = strstr(text + 1, wanted))
        count++;
    return count;
}

START_TEST(a_log_that_cannot_be_read_is_an_amber_until_it_can)
{
    struct workbench bench = {.daemon = NULL};
    struct path log = {{0}};
    struct feed_reader *reader = NULL;
    struct oracle *oracle = oracle_create();
    json_t *alert = NULL;

    if (!can_be_nobody())
        return;
    bench = workbench_create("secret", &(struct workbench_options){.user = NOBODY});
    log = workbench_log(&bench, "secret.log");
    plant(&log, 1);
    ck_assert_int_eq(chmod(log.text, 0600), 0);
    workbench_start(&bench);
    reader = workbench_read(&bench, "oldest");

    alert = await_alert(reader, "amberd-unreadable-log", "created");
    ck_assert_str_eq(record_text(alert, "rag"), "amber");
    ck_assert_msg(strstr(record_text(alert, "summary"), log.text) &&
                      strstr(record_text(alert, "summary"), "0600"),
                  "the alert names neither path nor right: %s", record_text(alert, "summary"));
    /* In front, and in the command that mends it. */
    ck_assert_uint_le(count_texts(record_text(alert, "summary"), log.text), 2);
    json_decref(alert);

    ck_assert_int_eq(chmod(log.text, 0644), 0);
    json_decref(await_alert(reader, "amberd-unreadable-log", "closed"));
    oracle_expect(oracle, WRITER, 1, 1);
    oracle_examine(oracle, &bench);

    oracle_destroy(oracle);
    feed_reader_close(reader);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
}
END_TEST

/* Starts a daemon that must end by itself, and gives what it said. */
static void fail_to_start(const struct workbench *bench, int status, struct buffer *said)
{
    struct workbench other = *bench;

    other.complaints = path_print("%s/refusal.txt", bench->folder.text);
    other.daemon = NULL;
    workbench_launch(&other, NULL);
    ck_assert_int_eq(daemon_process_wait(other.daemon), status);
    workbench_complaints(&other, said);
}

static unsigned count_lines(const struct buffer *said)
{
    unsigned lines = 0;

    for (size_t i = 0; i < said->length; i++)
        lines += said->data[i] == '\n';
    return lines;
}

START_TEST(a_second_daemon_is_told_what_is_taken)
{
    struct workbench bench = workbench_create("taken", &(struct workbench_options){0});
    struct path elsewhere = path_print("%s/other-state", bench.folder.text);
    struct path log = workbench_log(&bench, "a.log");
    struct oracle *oracle = oracle_create();
    struct buffer said = {0};

    workbench_start(&bench);
    fail_to_start(&bench, NOT_STARTED, &said);
    ck_assert_msg(strstr(buffer_string(&said), bench.state.text) &&
                      strstr(buffer_string(&said), "in use by another amberd"),
                  "%s", buffer_string(&said));
    ck_assert_uint_eq(count_lines(&said), 1);

    buffer_clear(&said);
    workbench_configure(&bench, &(struct workbench_options){.state = elsewhere.text});
    fail_to_start(&bench, NOT_STARTED, &said);
    ck_assert_msg(strstr(buffer_string(&said), bench.feed.text) &&
                      strstr(buffer_string(&said), "in use by another process"),
                  "%s", buffer_string(&said));

    plant(&log, 1);
    oracle_expect(oracle, WRITER, 1, 1);
    oracle_examine(oracle, &bench);
    oracle_destroy(oracle);
    buffer_finish(&said);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
}
END_TEST

START_TEST(a_socket_left_by_a_dead_daemon_is_replaced)
{
    struct workbench bench = workbench_create("left", &(struct workbench_options){0});

    workbench_start(&bench);
    workbench_kill(&bench);
    ck_assert_int_eq(access(bench.feed.text, F_OK), 0);
    workbench_start(&bench);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    ck_assert_int_ne(access(bench.feed.text, F_OK), 0);
    workbench_finish(&bench);
}
END_TEST

START_TEST(a_mistyped_setting_is_named_with_its_line)
{
    struct workbench bench =
        workbench_create("typo", &(struct workbench_options){.extra = "tail: {lingr: 10m}\n"});
    struct buffer said = {0};

    fail_to_start(&bench, BAD_SETTINGS, &said);
    ck_assert_msg(strstr(buffer_string(&said), path_print("%s:13:", bench.config.text).text) &&
                      strstr(buffer_string(&said), "lingr") &&
                      strstr(buffer_string(&said), "'linger'"),
                  "%s", buffer_string(&said));
    ck_assert_uint_eq(count_lines(&said), 1);
    buffer_finish(&said);
    workbench_finish(&bench);
}
END_TEST

START_TEST(settings_that_are_not_there_have_no_line)
{
    struct path program = path_print("%s/amberd", build_folder().text);
    const char *const words[] = {program.text, "-c", "/nowhere/amberd.yml", NULL};
    struct buffer said = {0};

    ck_assert_int_eq(program_run(words, &said), BAD_SETTINGS);
    ck_assert_str_eq(buffer_string(&said),
                     "amberd: /nowhere/amberd.yml: error: No such file or directory\n");
    buffer_finish(&said);
}
END_TEST

/* The others still watch; the broken one is an Amber until it is mended. */
START_TEST(a_broken_rule_file_is_an_amber_until_it_is_mended)
{
    struct workbench bench = workbench_create("broken", &(struct workbench_options){0});
    struct path rule = workbench_rule(&bench, "broken.yml");
    struct path log = workbench_log(&bench, "a.log");
    struct feed_reader *reader = NULL;
    struct oracle *oracle = oracle_create();
    struct buffer said = {0};
    json_t *alert = NULL;

    file_write(rule.text, "title: Broken\n"
                          "id: 0c0ffee0-5b1d-4f7e-8a52-3d1c9e6f7a77\n"
                          "logsource: {product: linux}\n"
                          "detection:\n"
                          "    one: {user.name: x}\n"
                          "    condition: one and two\n"
                          "level: low\n");
    workbench_start(&bench);
    workbench_complaints(&bench, &said);
    ck_assert_msg(strstr(buffer_string(&said), path_print("%s:6:", rule.text).text), "%s",
                  buffer_string(&said));
    reader = workbench_read(&bench, "oldest");
    alert = await_alert(reader, "amberd-rule-file", "created");
    ck_assert_msg(strstr(record_text(alert, "summary"), "broken.yml"), "%s",
                  record_text(alert, "summary"));
    json_decref(alert);

    plant(&log, 1);
    oracle_expect(oracle, WRITER, 1, 1);
    oracle_examine(oracle, &bench);
    ck_assert_int_eq(unlink(rule.text), 0);
    daemon_process_signal(bench.daemon, SIGHUP);
    json_decref(await_alert(reader, "amberd-rule-file", "closed"));

    feed_reader_close(reader);
    oracle_destroy(oracle);
    buffer_finish(&said);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
}
END_TEST

START_TEST(who_may_not_read_the_journal_is_told_who_may)
{
    struct workbench bench = {.daemon = NULL};
    struct path program = path_print("%s/amberctl", build_folder().text);
    struct buffer said = {0};

    if (!can_be_nobody())
        return;
    bench = workbench_create("barred", &(struct workbench_options){0});
    workbench_start(&bench);
    workbench_stop(&bench);
    ck_assert_int_eq(chmod(bench.folder.text, 0755), 0);
    ck_assert_int_eq(
        program_run((const char *const[]){"setpriv", "--reuid=65534", "--clear-groups",
                                          program.text, "-c", bench.config.text, "verify", NULL},
                    &said),
        4);
    ck_assert_msg(strstr(buffer_string(&said), "Permission denied; only its owner and root may"),
                  "%s", buffer_string(&said));
    buffer_finish(&said);
    workbench_finish(&bench);
}
END_TEST

SUITE_MAIN("operator_mistakes", a_log_that_cannot_be_read_is_an_amber_until_it_can,
           a_second_daemon_is_told_what_is_taken, a_socket_left_by_a_dead_daemon_is_replaced,
           a_mistyped_setting_is_named_with_its_line, settings_that_are_not_there_have_no_line,
           a_broken_rule_file_is_an_amber_until_it_is_mended,
           who_may_not_read_the_journal_is_told_who_may)
