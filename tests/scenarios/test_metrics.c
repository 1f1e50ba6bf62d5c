/*
 * Prometheus and an amberd at work.
 *
 * Metrics are asked for over the control socket and read from the textfile: strictly
 * written, the numbers those of what happened, and no counter lower after a reload
 * that adds a rule, takes it away again and renames the source.  The textfile is for
 * everybody to read, is replaced whole, and is gone when the daemon ends.
 */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "support/exposition_check.h"
#include "support/program.h"
#include "support/suite.h"
#include "support/wait_until.h"
#include "support/workbench.h"

/* An identifier with all that a label must escape. */
static const char odd_rule[] = "title: Odd\n"
                               "id: \"o\\\"dd\\\\ {x}\"\n"
                               "logsource: {product: linux, service: sshd}\n"
                               "detection:\n"
                               "  s: {user.name: night, event.outcome: success}\n"
                               "  condition: s\n"
                               "level: medium\n";

static const char line[] = "2026-11-03T02:00:01Z gw1 sshd[1]: Accepted password for "
                           "night from 203.0.113.7 port 4022 ssh2\n";

static struct buffer before;
static struct buffer after;

static struct text ask(const struct workbench *bench, struct buffer *said)
{
    const char *const words[] = {"metrics", NULL};

    buffer_clear(said);
    ck_assert_msg(workbench_command(bench, words, said) == 0, "%s", buffer_string(said));
    exposition_check(buffer_text(said));
    return buffer_text(said);
}

static void reload(const struct workbench *bench)
{
    const char *const words[] = {"reload", NULL};
    struct buffer said = {0};

    ck_assert_msg(workbench_command(bench, words, &said) == 0, "%s", buffer_string(&said));
    buffer_finish(&said);
}

static bool has_two_matches(void *cookie)
{
    return workbench_count(cookie, "records.matches") == 2;
}

START_TEST(counters_outlast_reloads)
{
    static const char series[] = "amberd_rule_matches_total{rule=\"o\\\"dd\\\\\\\\ {x}\"}";
    struct workbench bench = workbench_create("metrics", &(struct workbench_options){0});
    struct path rule = workbench_rule(&bench, "odd.yml");
    struct path log = workbench_log(&bench, "a.log");

    file_write(rule.text, "%s", odd_rule);
    file_append(log.text, line, sizeof line - 1);
    file_append(log.text, line, sizeof line - 1);
    workbench_start(&bench);
    ck_assert(wait_until(has_two_matches, &bench, PATIENCE_SECONDS));
    ask(&bench, &before);
    ck_assert(exposition_value(buffer_text(&before), series) == 2);
    ck_assert(
        exposition_value(buffer_text(&before), "amberd_source_lines_total{source=\"gate\"}") == 2);
    ck_assert(
        exposition_value(buffer_text(&before), "amberd_source_bytes_total{source=\"gate\"}") ==
        2 * (sizeof line - 1));
    ck_assert(exposition_value(buffer_text(&before), "amberd_alerts_total{rag=\"amber\"}") == 1);
    ck_assert(exposition_value(buffer_text(&before), "amberd_alerts_open{rag=\"amber\"}") == 1);
    ck_assert(
        exposition_value(buffer_text(&before), "amberd_suppressed_total{reason=\"joined\"}") == 1);
    ck_assert(exposition_value(buffer_text(&before), "amberd_journal_commit_seconds_count") > 0);
    ck_assert(exposition_value(buffer_text(&before), "amberd_alert_deadline_seconds") <= 86400);
    ck_assert(exposition_value(buffer_text(&before),
                               "amberd_source_last_event_timestamp_seconds{source=\"gate\"}") ==
              1793671201.);

    reload(&bench);
    exposition_check_rise(buffer_text(&before), ask(&bench, &after));
    ck_assert(remove(rule.text) == 0);
    reload(&bench);
    exposition_check_rise(buffer_text(&before), ask(&bench, &after));
    ck_assert(exposition_value(buffer_text(&after), "amberd_reloads_total{result=\"success\"}") ==
              2);
    workbench_finish(&bench);
}
END_TEST

static bool is_there(void *cookie)
{
    struct stat status = {0};

    return stat(cookie, &status) == 0;
}

/* Labels come out as they are, values as numbers, and nothing is lost. */
START_TEST(json_has_a_sample_a_line)
{
    struct workbench bench = workbench_create("metrics", &(struct workbench_options){0});
    const char *const words[] = {"metrics", "--json", NULL};
    struct text rest = {0};
    size_t samples = 0;
    size_t lines = 0;

    workbench_start(&bench);
    for (rest = ask(&bench, &before); rest.length > 0;) {
        struct text one = {0};

        text_cut(rest, TEXT("\n"), &one, &rest);
        samples += one.length > 0 && one.data[0] != '#';
    }
    buffer_clear(&after);
    ck_assert_int_eq(workbench_command(&bench, words, &after), 0);
    for (rest = buffer_text(&after); rest.length > 0; lines++) {
        struct text one = {0};
        json_t *sample = NULL;

        text_cut(rest, TEXT("\n"), &one, &rest);
        sample = json_loadb(one.data, one.length, 0, NULL);
        ck_assert_msg(sample && json_is_string(json_object_get(sample, "metric")) &&
                          json_is_object(json_object_get(sample, "labels")) &&
                          json_is_number(json_object_get(sample, "value")),
                      "%.*s", TEXT_ARGS(one));
        json_decref(sample);
    }
    ck_assert_uint_gt(samples, 0);
    ck_assert_uint_eq(lines, samples);
    ck_assert_msg(strstr(buffer_string(&after), "{\"metric\":\"amberd_alerts_open\",\"labels\":"
                                                "{\"rag\":\"red\"},\"value\":0}\n"),
                  "%s", buffer_string(&after));
    workbench_finish(&bench);
}
END_TEST

START_TEST(the_textfile_comes_and_goes)
{
    struct workbench bench = workbench_create("metrics", &(struct workbench_options){0});
    struct path file = path_print("%s/amberd.prom", bench.folder.text);
    struct path extra = path_print("metrics: {textfile: \"%s\", interval: 1s}\n", file.text);
    struct stat status = {0};
    struct buffer text = {0};
    struct error err = {0};

    workbench_configure(&bench, &(struct workbench_options){.extra = extra.text});
    workbench_start(&bench);
    ck_assert(wait_until(is_there, file.text, PATIENCE_SECONDS));
    ck_assert_int_eq(stat(file.text, &status), 0);
    ck_assert_uint_eq(status.st_mode & 07777U, 0644);
    ck_assert_msg(file_read(file.text, 1 << 20, &text, &err), "%s", err.text);
    exposition_check(buffer_text(&text));
    ck_assert(exposition_value(buffer_text(&text), "amberd_build_info{version=\"" VERSION "\"}") ==
              1);

    /* Written again and again: gone, it comes back. */
    ck_assert_int_eq(remove(file.text), 0);
    ck_assert(wait_until(is_there, file.text, PATIENCE_SECONDS));
    ck_assert_int_eq(workbench_stop(&bench), 0);
    ck_assert(!is_there(file.text));
    buffer_finish(&text);
    workbench_finish(&bench);
}
END_TEST

START_TEST(a_textfile_that_cannot_be_written_is_told_once)
{
    struct workbench bench = workbench_create("metrics", &(struct workbench_options){0});
    struct path extra =
        path_print("metrics: {textfile: \"%s/none/x.prom\", interval: 1s}\n", bench.folder.text);
    struct buffer said = {0};
    struct path folder = path_print("%s/none", bench.folder.text);
    struct path file = path_print("%s/x.prom", folder.text);
    size_t first = 0;
    size_t last = 0;

    workbench_configure(&bench, &(struct workbench_options){.extra = extra.text});
    workbench_start(&bench);
    folder_create(folder.text);
    ck_assert(wait_until(is_there, file.text, PATIENCE_SECONDS));
    ck_assert_int_eq(workbench_stop(&bench), 0);
    workbench_complaints(&bench, &said);
    ck_assert(text_find(buffer_text(&said), TEXT("metrics.textfile cannot be written"), &first));
    ck_assert(
        text_find_last(buffer_text(&said), TEXT("metrics.textfile cannot be written"), &last));
    ck_assert_uint_eq(first, last);
    buffer_finish(&said);
    workbench_finish(&bench);
}
END_TEST

/* Answers the first request on a socket, as who is not amberd might. */
static pid_t answer_with(const struct path *path, const char *reply)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    char request[4096] = "";
    pid_t child = 0;
    int peer = -1;

    ck_assert_uint_lt(strlen(path->text), sizeof address.sun_path);
    memcpy(address.sun_path, path->text, strlen(path->text));
    ck_assert_int_eq(bind(listener, (const struct sockaddr *)&address, sizeof address), 0);
    ck_assert_int_eq(listen(listener, 1), 0);
    child = fork();
    if (child == 0) {
        peer = accept(listener, NULL, NULL);
        if (read(peer, request, sizeof request) > 0)
            dprintf(peer, "%s\n", reply);
        _exit(0);
    }
    close(listener);
    return child;
}

START_TEST(an_answer_without_metrics_is_no_success)
{
    struct path folder = temp_folder_create("metrics");
    struct path path = path_print("%s/control.sock", folder.text);
    struct path amberctl = path_print("%s/amberctl", build_folder().text);
    const char *const words[] = {amberctl.text, "metrics", "--socket", path.text, NULL};
    struct buffer said = {0};
    pid_t child = answer_with(&path, "{\"ok\":true,\"data\":{}}");

    ck_assert_int_eq(program_run(words, &said), 70);
    ck_assert_str_eq(buffer_string(&said), "amberctl: the daemon's answer has no metrics in it\n");
    waitpid(child, NULL, 0);
    buffer_finish(&said);
    temp_folder_remove(&folder);
}
END_TEST

SUITE_MAIN("metrics", counters_outlast_reloads, json_has_a_sample_a_line,
           the_textfile_comes_and_goes, a_textfile_that_cannot_be_written_is_told_once,
           an_answer_without_metrics_is_no_success)
