/*
 * amberd-notify at work: commands that fail and hang, alerts that are closed, escalate
 * and come in storms, text that means harm, a daemon that dies, and a notifier that is
 * killed: nobody is left out, and what is over is said to be.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "support/child.h"
#include "support/give_up.h"
#include "support/planted_line.h"
#include "support/program.h"
#include "support/seeded_random.h"
#include "support/suite.h"
#include "support/wait_until.h"
#include "support/workbench.h"

/* Writes its environment between marks, then says one line in pages.txt, once it is
 * told of something; fails as often as the file "fail" has lines. */
static const char command[] =
    "#!/bin/sh\n"
    "cd '%s' || exit 1\n"
    "if [ -s fail ]; then sed -i 1d fail; echo tried >>tries.txt; exit 7; fi\n"
    "{ echo '<<'; env | grep ^AMBERD_ ; echo \"arguments: $*\"; cat; echo '>>'; } >>details.txt\n"
    "echo \"$AMBERD_CONTACT $AMBERD_KIND $AMBERD_EVENT $AMBERD_KEY; \" >>pages.txt\n";

/* Each planted line is a Red of its own. */
static const char rule[] = "title: A planted line\n"
                           "id: 7e57ab1e-0000-4000-8000-000000000001\n"
                           "logsource: {product: linux, service: sshd}\n"
                           "detection: {s: {user.name|startswith: planted-}, condition: s}\n"
                           "level: critical\n"
                           "amberd: {rag: red, dedup: {by: [user.name], for: 1h}}\n";

struct scene {
    struct workbench bench;
    struct path config;
    struct path pages;
    struct path details;
    struct path complaints;
    pid_t process;
};

static struct path in_folder(const struct scene *scene, const char *name)
{
    return path_print("%s/%s", scene->bench.folder.text, name);
}

static void configure(struct scene *scene, const char *settings)
{
    const char *folder = scene->bench.folder.text;

    file_write(scene->config.text,
               "feed: \"%s\"\n"
               "state: \"%s/notify.state\"\n"
               "command: [\"%s/page.sh\", one, \"two words\"]\n"
               "retry: 20ms\n"
               "%s",
               scene->bench.feed.text, folder, folder, settings);
}

static void start(struct scene *scene)
{
    struct path program = path_print("%s/amberd-notify", build_folder().text);
    const char *const words[] = {program.text, "-c", scene->config.text, "oncall", NULL};
    size_t before = file_count(scene->complaints.text, "connected to the feed");

    scene->process = child_start(words, scene->complaints.text);
    if (scene->bench.daemon)
        file_await(scene->complaints.text, "connected to the feed", before + 1);
}

static void begin(struct scene *scene, const char *name, const char *settings)
{
    struct path script;

    *scene = (struct scene){.bench = workbench_create(name, &(struct workbench_options){0})};
    scene->config = in_folder(scene, "oncall.yml");
    scene->pages = in_folder(scene, "pages.txt");
    scene->details = in_folder(scene, "details.txt");
    scene->complaints = in_folder(scene, "notify.txt");
    script = in_folder(scene, "page.sh");
    file_write(script.text, command, scene->bench.folder.text);
    ck_assert_int_eq(chmod(script.text, 0755), 0);
    file_write(workbench_rule(&scene->bench, "planted.yml").text, "%s", rule);
    configure(scene, settings);
    workbench_start(&scene->bench);
    start(scene);
}

static void end(struct scene *scene)
{
    ck_assert_int_eq(child_end(scene->process, SIGTERM), 0);
    workbench_finish(&scene->bench);
}

static void raise_alert(struct scene *scene, unsigned number)
{
    char line[PLANTED_LINE_SIZE] = "";
    size_t length = planted_line_write((struct planted_line){.writer = 1, .number = number}, line);

    file_append(workbench_log(&scene->bench, "gate.log").text, line, length);
}

/* The id of the alert paged about last. */
static struct path paged_id(const struct scene *scene)
{
    struct buffer bytes = {0};
    struct error err = {0};
    struct path id;
    size_t position = 0;

    ck_assert_msg(file_read(scene->details.text, 1 << 24, &bytes, &err), "%s", err.text);
    ck_assert(text_find_last(buffer_text(&bytes), TEXT("AMBERD_ID="), &position));
    id = path_print("%.32s", bytes.data + position + strlen("AMBERD_ID="));
    buffer_finish(&bytes);
    return id;
}

static void command_alert(struct scene *scene, const char *verb, const char *id)
{
    const char *const acknowledge[] = {"ack", id, NULL};
    const char *const close_it[] = {"close", id, "--false-positive", "--reason", "a test", NULL};
    struct buffer said = {0};

    ck_assert_msg(workbench_command(&scene->bench,
                                    strcmp(verb, "ack") == 0 ? acknowledge : close_it, &said) == 0,
                  "%s", buffer_string(&said));
    buffer_finish(&said);
}

START_TEST(a_command_that_fails_is_tried_again_and_what_is_over_is_told)
{
    struct scene scene;
    struct path id;

    begin(&scene, "notify", "");
    file_write(in_folder(&scene, "fail").text, "one\ntwo\n");
    raise_alert(&scene, 1);
    file_await(scene.pages.text, "first alert trigger", 1);
    ck_assert_uint_eq(file_count(in_folder(&scene, "tries.txt").text, "tried"), 2);
    ck_assert_uint_eq(file_count(scene.complaints.text, "failed, trying again: exit status 7"), 2);
    ck_assert_uint_eq(file_count(scene.details.text, "arguments: one two words\n"), 1);
    id = paged_id(&scene);
    ck_assert_uint_eq(file_count(scene.details.text, path_print("AMBERD_KEY=%s\n", id.text).text),
                      1);
    command_alert(&scene, "close", id.text);
    file_await(scene.pages.text, path_print("first alert resolve %s", id.text).text, 1);
    ck_assert_uint_eq(file_count(scene.pages.text, "; "), 2);
    end(&scene);
}
END_TEST

START_TEST(one_that_hangs_is_killed_with_all_it_started_and_given_up)
{
    struct scene scene;
    struct path settings;
    struct path second;

    begin(&scene, "notifyhang", "");
    ck_assert_int_eq(child_end(scene.process, SIGTERM), 0);
    second = in_folder(&scene, "second.sh");
    file_copy(in_folder(&scene, "page.sh").text, second.text);
    ck_assert_int_eq(chmod(second.text, 0755), 0);
    settings = path_print("timeout: 300ms\nattempts: 2\nsecond: {command: [\"%s\"], after: 24h}\n",
                          second.text);
    configure(&scene, settings.text);
    start(&scene);
    file_write(in_folder(&scene, "page.sh").text,
               "#!/bin/sh\ncd '%s'\nsleep 600 &\necho $! >>sleepers.txt\nwait\n",
               scene.bench.folder.text);
    raise_alert(&scene, 1);
    file_await(scene.complaints.text, "given up, nobody was told: it took too long", 1);
    file_await(in_folder(&scene, "sleepers.txt").text, "\n", 2);
    file_await(scene.pages.text, "second alert trigger", 1); /* it need not wait for a day */
    for (unsigned i = 0; i < 2; i++) {
        struct buffer bytes = {0};
        struct error err = {0};
        struct path process;

        ck_assert(file_read(in_folder(&scene, "sleepers.txt").text, 1 << 10, &bytes, &err));
        process = path_print("/proc/%ld/cwd", strtol(buffer_string(&bytes), NULL, 10));
        ck_assert_int_ne(access(process.text, F_OK), 0);
        buffer_finish(&bytes);
    }
    end(&scene);
}
END_TEST

START_TEST(a_red_that_nobody_acknowledges_goes_to_the_second_contact)
{
    struct scene scene;
    struct path settings;
    struct path id;

    begin(&scene, "notifysecond", "");
    ck_assert_int_eq(child_end(scene.process, SIGTERM), 0);
    settings =
        path_print("second: {command: [\"%s/page.sh\"], after: 500ms}\n", scene.bench.folder.text);
    configure(&scene, settings.text);
    start(&scene);
    raise_alert(&scene, 1);
    file_await(scene.pages.text, "second alert trigger", 1);
    id = paged_id(&scene);
    command_alert(&scene, "close", id.text);
    file_await(scene.pages.text, path_print("second alert resolve %s", id.text).text, 1);
    file_await(scene.pages.text, path_print("first alert resolve %s", id.text).text, 1);

    /* Killed while one waits: its clock goes on. */
    raise_alert(&scene, 2);
    file_await(scene.pages.text, "first alert trigger", 2);
    ck_assert_int_eq(child_end(scene.process, SIGKILL), 128 + SIGKILL);
    start(&scene);
    file_await(scene.pages.text, "second alert trigger", 2);
    end(&scene);
}
END_TEST

START_TEST(what_somebody_has_taken_up_does_not_escalate)
{
    struct scene scene;
    struct path settings;
    struct path id;

    begin(&scene, "notifyack", "");
    ck_assert_int_eq(child_end(scene.process, SIGTERM), 0);
    settings =
        path_print("second: {command: [\"%s/page.sh\"], after: 8s}\n", scene.bench.folder.text);
    configure(&scene, settings.text);
    start(&scene);
    raise_alert(&scene, 1);
    file_await(scene.pages.text, "first alert trigger", 1);
    id = paged_id(&scene);
    command_alert(&scene, "ack", id.text);
    raise_alert(&scene, 2);
    file_await(scene.pages.text, "second alert trigger", 1);
    ck_assert_uint_eq(
        file_count(scene.pages.text, path_print("second alert trigger %s", id.text).text), 0);
    end(&scene);
}
END_TEST

START_TEST(a_daemon_that_is_not_there_is_told_of)
{
    struct scene scene;

    begin(&scene, "notifywatch", "watch: {after: 500ms}\n");
    workbench_kill(&scene.bench);
    file_await(scene.pages.text, "first watch trigger amberd-watch-oncall", 1);
    file_await(in_folder(&scene, "notify.state").text, "{\"watch\":2}", 1);
    ck_assert_int_eq(child_end(scene.process, SIGKILL), 128 + SIGKILL);
    start(&scene); /* it does not tell twice */
    workbench_start(&scene.bench);
    file_await(scene.pages.text, "first watch resolve amberd-watch-oncall", 1);
    ck_assert_uint_eq(file_count(scene.pages.text, "; "), 2);
    ck_assert_uint_eq(file_count(scene.details.text, "\"there\":false"), 1);
    end(&scene);
}
END_TEST

START_TEST(a_storm_is_summed_up)
{
    struct scene scene;

    begin(&scene, "notifystorm", "limit: {pages: 3, per: 2s}\n");
    for (unsigned i = 1; i <= 20; i++)
        raise_alert(&scene, i);
    file_await(scene.pages.text, "first summary trigger", 1);
    ck_assert_uint_eq(file_count(scene.pages.text, "first alert trigger"), 3);
    ck_assert_uint_eq(file_count(scene.details.text, "and 17 more Red alerts: A planted line ("),
                      2);
    end(&scene);
}
END_TEST

START_TEST(no_number_of_ambers_holds_back_a_red)
{
    static const char *const reload[] = {"reload", NULL};
    struct buffer lines = {0};
    struct buffer said = {0};
    char red[PLANTED_LINE_SIZE] = "";
    struct scene scene;

    begin(&scene, "notifyambers", "limit: {pages: 5, per: 1h}\n");
    file_write(workbench_rule(&scene.bench, "amber.yml").text,
               "title: An odd user\n"
               "id: 7e57ab1e-0000-4000-8000-0000000000fe\n"
               "logsource: {product: linux, service: sshd}\n"
               "detection: {s: {user.name|startswith: odd-}, condition: s}\n"
               "level: medium\n"
               "amberd: {rag: amber, dedup: {by: [user.name], for: 1h}}\n");
    ck_assert_msg(workbench_command(&scene.bench, reload, &said) == 0, "%s", buffer_string(&said));
    for (unsigned i = 1; i <= 40; i++)
        buffer_printf(&lines,
                      "Nov 20 08:00:00 gate sshd[77]: Failed password for invalid user odd-%u "
                      "from 192.0.2.7 port 4022 ssh2\n",
                      i);
    buffer_append(&lines, red,
                  planted_line_write((struct planted_line){.writer = 1, .number = 1}, red));
    file_append(workbench_log(&scene.bench, "gate.log").text, lines.data, lines.length);
    file_await(scene.details.text, "AMBERD_TITLE=A planted line", 1);
    file_await(scene.pages.text, "first alert trigger", 6);
    ck_assert_uint_eq(file_count(scene.details.text, "AMBERD_TITLE=An odd user"), 5);
    buffer_finish(&lines);
    buffer_finish(&said);
    end(&scene);
}
END_TEST

/* A user name that would be a command, a variable, a line of its own, and a terminal's. */
START_TEST(text_of_an_alert_is_never_more_than_text)
{
    static const char line[] =
        "Nov 20 08:00:00 gate sshd[77]: Failed password for invalid user "
        "$(touch owned)`touch owned`;touch owned;\\nAMBERD_RAG=green\x1b[2J from 192.0.2.7 port "
        "4022 ssh2\n";
    static const char *const reload[] = {"reload", NULL};
    struct buffer said = {0};
    struct scene scene;

    begin(&scene, "notifyhostile", "");
    file_write(workbench_rule(&scene.bench, "any.yml").text,
               "title: \"Any failure\\u2028$(touch owned)\\nAMBERD_RAG=green\"\n"
               "id: 7e57ab1e-0000-4000-8000-0000000000ff\n"
               "logsource: {product: linux, service: sshd}\n"
               "detection: {s: {event.outcome: failure}, condition: s}\n"
               "level: critical\n");
    ck_assert_msg(workbench_command(&scene.bench, reload, &said) == 0, "%s", buffer_string(&said));
    buffer_finish(&said);
    file_append(workbench_log(&scene.bench, "gate.log").text, line, strlen(line));
    file_await(scene.pages.text, "first alert trigger", 1);
    ck_assert_uint_eq(file_count(scene.details.text, "\nAMBERD_RAG=green"), 0);
    ck_assert_uint_eq(file_count(scene.details.text, "\x1b"), 0);
    ck_assert_uint_eq(file_count(scene.details.text, "AMBERD_SUBJECT=$(touch owned)"), 1);
    ck_assert_int_ne(access(in_folder(&scene, "owned").text, F_OK), 0);
    end(&scene);
}
END_TEST

/* Each alert is told of at least once, and again only with the same key. */
START_TEST(killed_at_random_nobody_is_left_out)
{
    struct seeded_random random = seeded_random_start("notify");
    unsigned rounds = test_rounds(12, 500);
    struct scene scene;

    begin(&scene, "notifykill", "limit: {pages: 10000, per: 1s}\n");
    for (unsigned i = 1; i <= rounds; i++) {
        for (unsigned k = 0; k < 5; k++)
            raise_alert(&scene, 5 * i + k);
        wait_idle(seeded_random_below(&random, 150000));
        child_end(scene.process, SIGKILL);
        start(&scene);
    }
    for (unsigned i = 5; i < 5 * rounds + 5; i++) {
        char token[PLANTED_TOKEN_SIZE] = "";
        struct path subject = path_print("AMBERD_SUBJECT=%s\n",
                                         planted_line_token((struct planted_line){1, i}, token));

        file_await(scene.details.text, subject.text, 1);
    }
    printf("%u alerts over %u kills, %zu pages\n", 5 * rounds, rounds,
           file_count(scene.pages.text, "; "));
    end(&scene);
}
END_TEST

START_TEST(mistakes_are_told)
{
    static const struct {
        const char *settings;
        const char *said;
    } rows[] = {
        {"", "there is no `command`"},
        {"comand: [page]\n", ":1:1: there is no setting 'comand'; did you mean 'command'?"},
        {"command: page\nsecond: {comand: x}\n", "did you mean 'command'?"},
        {"command: page\nlimit: {per: soon}\n", "per: 'soon' is not a length of time"},
        {"command: page\nfilter: {rag: Red}\n",
         ":2:15: rag: there is no 'Red'; did you mean 'red'?"},
        {"command: page\nfilter:\n    rag: [red, purple]\n",
         ":3:16: rag: there is no 'purple'; it may be one of amber, red"},
        {"command: page\nfilter: {rag: ''}\n", ":2:15: rag: it must not be empty"},
    };
    static const struct {
        const char *settings;
        const char *said;
    } doubts[] = {
        {"command: sh me\n", "warning: command: there is no program 'sh me' that can be run"},
        {"command: [/nonexistent]\n", "warning: command: there is no program '/nonexistent'"},
        {"command: sh\nsecond: {command: /tmp}\n", "second.command: there is no program '/tmp'"},
        {"command: sh\nsecond: {after: 1m}\n", "warning: `second` has no `command`"},
    };
    struct path folder = temp_folder_create("notifysettings");
    struct path config = path_print("%s/oncall.yml", folder.text);
    struct path program = path_print("%s/amberd-notify", build_folder().text);
    const char *const words[] = {program.text, "--check", "-c", config.text, "oncall", NULL};
    struct buffer said = {0};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buffer_clear(&said);
        file_write(config.text, "%s", rows[i].settings);
        ck_assert_int_eq(program_run(words, &said), 3);
        ck_assert_msg(strstr(buffer_string(&said), rows[i].said) != NULL, "%s",
                      buffer_string(&said));
    }
    file_write(config.text, "command: [page, oncall]\nfilter: {rag: red}\n");
    ck_assert_msg(program_run(words, &said) == 0, "%s", buffer_string(&said));
    buffer_clear(&said);
    file_write(config.text, "command: sh\nsecond: {command: [/bin/sh], after: 1m}\n");
    ck_assert_int_eq(program_run(words, &said), 0);
    ck_assert_msg(!strstr(buffer_string(&said), "warning"), "%s", buffer_string(&said));
    for (size_t i = 0; i < sizeof doubts / sizeof *doubts; i++) {
        buffer_clear(&said);
        file_write(config.text, "%s", doubts[i].settings);
        ck_assert_int_eq(program_run(words, &said), 0);
        ck_assert_msg(strstr(buffer_string(&said), doubts[i].said) != NULL, "%s",
                      buffer_string(&said));
    }
    buffer_finish(&said);
    temp_folder_remove(&folder);
}
END_TEST

SUITE_MAIN("notify", a_command_that_fails_is_tried_again_and_what_is_over_is_told,
           one_that_hangs_is_killed_with_all_it_started_and_given_up,
           a_red_that_nobody_acknowledges_goes_to_the_second_contact,
           what_somebody_has_taken_up_does_not_escalate, a_daemon_that_is_not_there_is_told_of,
           a_storm_is_summed_up, no_number_of_ambers_holds_back_a_red,
           text_of_an_alert_is_never_more_than_text, killed_at_random_nobody_is_left_out,
           mistakes_are_told)
