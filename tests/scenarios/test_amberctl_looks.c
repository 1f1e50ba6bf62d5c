/*
 * An operator looks at what the daemon has.
 *
 * Somebody logs in under a name that is made to take over the terminal of whoever looks:
 * no command shows it as it is.  Lists are an object a line for programs.  An alert that
 * stands for several clients is none of a single one's.
 */
#include <string.h>
#include <unistd.h>

#include "base/unicode.h"
#include "support/amberctl_run.h"
#include "support/program.h"
#include "support/suite.h"
#include "support/wait_until.h"
#include "support/workbench.h"

static struct buffer said;

#define RUN(bench, status, ...) \
    amberctl_run(bench, status, (const char *const[]){__VA_ARGS__, NULL}, &said)

static bool has_alert(void *cookie)
{
    return workbench_count(cookie, "alerts.amber_open") == 1;
}

/* The first byte of what amberctl said that no terminal should be sent; NULL = none. */
static const char *find_control(void)
{
    struct text text = buffer_text(&said);

    while (text.length > 0) {
        size_t length = text.data[0] == '\n' ? 1 : unicode_printable_length(text);

        if (length == 0)
            return text.data;
        text = text_from(text, length);
    }
    return NULL;
}

/* An escape sequence, DEL, a C1 introducer, an override of direction, no UTF-8. */
#define HOSTILE                   \
    "owl\x1b]0;t\x07\x7f\xc2\x9b" \
    "31m\xe2\x80\xae\xff"

START_TEST(what_attackers_write_never_controls_the_terminal)
{
    struct workbench bench = workbench_create("amberctl", &(struct workbench_options){0});
    struct path rule = workbench_rule(&bench, "night.yml");
    struct path log = workbench_log(&bench, "auth.log");
    struct path tail =
        path_print("timeout 2 %s/amberctl -c %s tail --from oldest; timeout 2 "
                   "%s/amberctl -c %s tail --from oldest --json",
                   build_folder().text, bench.config.text, build_folder().text, bench.config.text);
    static const char line[] = "2026-11-03T02:00:01Z gw1 sshd[1]: Accepted password for "
                               "night" HOSTILE " from 203.0.113.7 port 4022 ssh2\n";
    static const char *const commands[][3] = {
        {"alerts"}, {"alerts", "--json"}, {"show", ""}, {"show", "", "--json"},
        {"rules"},  {"rules", "--json"},  {"sources"},  {"status"},
        {"check"},  {"show", "\x1b[31m"}};

    file_write(rule.text,
               "title: \"Night \\e[31m \\x7f \\u009b \\u202e\"\n"
               "id: 11111111-1111-4111-8111-111111111111\n"
               "logsource: {product: linux, service: sshd}\n"
               "description: \"\\e[2J\\u202e\"\n"
               "detection: {s: {user.name|contains: night}, condition: s}\nlevel: medium\n");
    workbench_start(&bench);
    file_append(log.text, line, sizeof line - 1);
    ck_assert(wait_until(has_alert, &bench, PATIENCE_SECONDS));
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        buffer_clear(&said);
        workbench_command(
            &bench, (const char *const[]){commands[i][0], commands[i][1], commands[i][2], NULL},
            &said);
        ck_assert_msg(!find_control(), "%s: %s", commands[i][0], find_control());
    }
    buffer_clear(&said);
    program_run((const char *const[]){"sh", "-c", tail.text, NULL}, &said);
    ck_assert_msg(!find_control(), "%s", find_control());
    ck_assert_msg(strstr(buffer_string(&said), "nightowl\\x1b]0;t"), "%s", buffer_string(&said));
    workbench_finish(&bench);
}
END_TEST

START_TEST(lists_are_an_object_a_line)
{
    struct workbench bench = workbench_create("amberctl", &(struct workbench_options){0});
    struct path rule = workbench_rule(&bench, "night.yml");
    struct path log = workbench_log(&bench, "auth.log");
    const char *got = NULL;

    unlink(workbench_rule(&bench, "planted.yml").text);
    file_write(rule.text, "%s", NIGHT_RULE);
    file_append(log.text, NIGHT_LOGIN, strlen(NIGHT_LOGIN));
    workbench_start(&bench);
    ck_assert(wait_until(has_alert, &bench, PATIENCE_SECONDS));
    got = RUN(&bench, 0, "rules", "--json");
    ck_assert_msg(text_starts_with(text_of(got), TEXT("{\"rule\":\"11111111-")), "%s", got);
    got = RUN(&bench, 0, "sources", "--json");
    ck_assert_msg(strstr(got, "auth.log\"") && strstr(got, "\"format\":\"sshd\""), "%s", got);
    got = RUN(&bench, 0, "sources", "--account", "nobody");
    ck_assert_msg(strstr(got, "No source fits."), "%s", got);
    got = RUN(&bench, 0, "alerts", "--site", "nowhere");
    ck_assert_msg(strstr(got, "No alert fits."), "%s", got);
    got = RUN(&bench, 0, "reload");
    ck_assert_msg(strstr(got, "1 rule over 1 source is in effect"), "%s", got);
    workbench_finish(&bench);
}
END_TEST

static bool has_storm(void *cookie)
{
    return workbench_count(cookie, "alerts.stormed") > 0;
}

START_TEST(a_storm_over_accounts_is_of_none)
{
    struct workbench bench = workbench_create("amberctl", &(struct workbench_options){0});
    const char *folder = bench.folder.text;
    struct path logs[] = {workbench_log(&bench, "a.log"), workbench_log(&bench, "b.log")};
    const char *got = NULL;

    file_write(workbench_rule(&bench, "night.yml").text, "%s", NIGHT_RULE);
    file_write(bench.config.text,
               "sources:\n"
               "  - {name: a, paths: [%s], format: sshd, account: acme, start: beginning}\n"
               "  - {name: b, paths: [%s], format: sshd, account: globex, start: beginning}\n"
               "rules: {paths: [%s/rules]}\nstate: {directory: %s/state, reserve: 0B}\n"
               "feed: {socket: %s, group: ''}\ncontrol: {socket: %s, group: ''}\n"
               "syslog: {socket: ''}\nalerts: {storm_budget: 1, storm_window: 1h}\n",
               logs[0].text, logs[1].text, folder, folder, bench.feed.text, bench.control.text);
    for (int i = 0; i < 6; i++) {
        struct buffer line = {0};

        buffer_printf(&line,
                      "2026-11-03T02:00:01Z gw1 sshd[1]: Accepted password for night%d from "
                      "203.0.113.7 port 4022 ssh2\n",
                      i);
        file_append(logs[i % 2].text, buffer_string(&line), line.length);
        buffer_finish(&line);
    }
    workbench_start(&bench);
    ck_assert(wait_until(has_storm, &bench, PATIENCE_SECONDS));
    got = RUN(&bench, 0, "alerts", "--account", "acme", "--all");
    ck_assert_msg(!strstr(got, "several"), "%s", got);
    got = RUN(&bench, 0, "alerts", "--site", "nowhere");
    ck_assert_msg(strstr(got, "No alert fits.") && strstr(got, "no source has the site"), "%s",
                  got);
    got = RUN(&bench, 0, "alerts");
    ck_assert_msg(strstr(got, "several"), "%s", got);
    workbench_stop(&bench);
    workbench_finish(&bench);
}
END_TEST

SUITE_MAIN("amberctl_looks", what_attackers_write_never_controls_the_terminal,
           lists_are_an_object_a_line, a_storm_over_accounts_is_of_none)
