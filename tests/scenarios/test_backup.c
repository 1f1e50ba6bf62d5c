/*
 * An admin makes backups while logs grow, and needs one.
 *
 * The daemon works through a log that does not stop growing; copies are made meanwhile,
 * each of them whole.  Later the state is lost and the newest copy is put in its place:
 * the daemon goes on from where that stands, reads again what came after, and in the
 * end each line has one alert, under the identifier it had before.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/identifier.h"
#include "support/suite.h"
#include "support/wait_until.h"
#include "support/workbench.h"

enum { LINES = 3000, COPIES = 5 };

static const char rule[] = "title: A login\n"
                           "id: 7e57ab1e-0000-4000-8000-0000000000bc\n"
                           "logsource: {product: linux, service: sshd}\n"
                           "detection:\n"
                           "  s: {event.action: ssh_login, user.name|startswith: 'odd'}\n"
                           "  condition: s\n"
                           "level: medium\n"
                           "amberd: {dedup: {by: [user.name], for: 1h}}\n";

static void add_lines(const struct path *log, unsigned from, unsigned to)
{
    struct buffer lines = {0};

    for (unsigned i = from; i < to; i++)
        buffer_printf(&lines,
                      "2026-11-03T02:%02u:%02uZ gw1 sshd[1]: Accepted password for %s%u from "
                      "203.0.113.7 port 4022 ssh2\n",
                      i / 60 % 60, i % 60, i % 30 == 0 ? "odd" : "even", i);
    file_append(log->text, lines.data, lines.length);
    buffer_finish(&lines);
}

static void run(const struct workbench *bench, int status, const char *const *words,
                struct buffer *said)
{
    buffer_clear(said);
    ck_assert_msg(workbench_command(bench, words, said) == status, "%s", buffer_string(said));
}

static void back_up(const struct workbench *bench, const char *path, int status,
                    struct buffer *said)
{
    run(bench, status, (const char *const[]){"backup", path, NULL}, said);
}

#define IDENTIFIER "\"id\":\""

/* The open alerts' identifiers, in no particular order. */
static void list(const struct workbench *bench, struct buffer *ids)
{
    struct buffer said = {0};
    struct text rest = {0};
    struct text line = {0};

    run(bench, 0, (const char *const[]){"alerts", "--json", NULL}, &said);
    rest = buffer_text(&said);
    while (text_cut(rest, TEXT("\n"), &line, &rest)) {
        size_t position = 0;

        ck_assert(text_find(line, TEXT(IDENTIFIER), &position));
        line = text_from(line, position + strlen(IDENTIFIER));
        buffer_append_text(ids, text_until(line, IDENTIFIER_TEXT_SIZE - 1));
        buffer_append_byte(ids, '\n');
    }
    buffer_finish(&said);
}

static void check_same(struct text before, struct text after)
{
    struct text line = {0};
    size_t position = 0;

    ck_assert_uint_eq(before.length, after.length);
    while (text_cut(before, TEXT("\n"), &line, &before))
        ck_assert_msg(text_find(after, line, &position), "%.*s is gone", TEXT_ARGS(line));
}

static bool has_all(void *cookie)
{
    return workbench_count(cookie, "alerts.amber_open") == LINES / 30;
}

START_TEST(a_lost_journal_is_put_back)
{
    struct workbench bench = workbench_create("backup", &(struct workbench_options){0});
    struct path log = workbench_log(&bench, "a.log");
    struct path copy = {""};
    struct path journal = path_print("%s/journal.db", bench.state.text);
    struct buffer said = {0};
    struct buffer before = {0};
    struct buffer after = {0};

    file_write(workbench_rule(&bench, "odd.yml").text, "%s", rule);
    workbench_start(&bench);
    for (unsigned i = 0; i < COPIES; i++) {
        add_lines(&log, i * LINES / COPIES, (i + 1) * LINES / COPIES);
        copy = path_print("%s/copy%u.db", bench.folder.text, i);
        back_up(&bench, copy.text, 0, &said);
        ck_assert_msg(strstr(buffer_string(&said), "verified") != NULL, "%s", buffer_string(&said));
    }
    back_up(&bench, copy.text, 4, &said);
    ck_assert_msg(strstr(buffer_string(&said), "is there already") != NULL, "%s",
                  buffer_string(&said));
    ck_assert(wait_until(has_all, &bench, PATIENCE_SECONDS));
    list(&bench, &before);
    workbench_kill(&bench);

    for (unsigned i = 0; i < 3; i++) {
        static const char *const endings[] = {"", "-wal", "-shm"};

        unlink(path_print("%s%s", journal.text, endings[i]).text);
    }
    file_copy(path_print("%s/copy1.db", bench.folder.text).text, journal.text);
    ck_assert_int_eq(chmod(journal.text, 0600), 0);
    workbench_start(&bench);
    ck_assert(wait_until(has_all, &bench, PATIENCE_SECONDS));
    list(&bench, &after);
    check_same(buffer_text(&before), buffer_text(&after));
    ck_assert_int_eq(workbench_stop(&bench), 0);
    workbench_verify(&bench);
    buffer_finish(&said);
    buffer_finish(&before);
    buffer_finish(&after);
    workbench_finish(&bench);
}
END_TEST

SUITE_MAIN("backup", a_lost_journal_is_put_back)
