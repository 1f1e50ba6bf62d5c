/*
 * Records of several lines are written piece by piece, while the daemon is killed,
 * stopped and told to reload at any of them.  Each record has exactly one alert, and
 * by a rule that asks for what its first and its last line say: so none came apart,
 * and none was taken twice.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/give_up.h"
#include "support/oracle.h"
#include "support/planted_line.h"
#include "support/seeded_random.h"
#include "support/suite.h"
#include "support/wait_until.h"

enum { LONGEST_PIECE = 60, LONGEST_IDLE = 3000 /* microseconds */, WRITER = 1 };

/* A log that is written in pieces. */
struct stanza_log {
    int descriptor;
    struct buffer unwritten;
    unsigned stanzas; /* begun so far */
};

/* Puts replacement where word stands. */
static void replace_all(struct buffer *rules, const char *word, const char *replacement)
{
    struct buffer made = {0};
    struct text rest = buffer_text(rules);
    struct text head = {0};

    while (text_cut(rest, text_of(word), &head, &rest)) {
        buffer_append_text(&made, head);
        buffer_append_text(&made, text_of(replacement));
    }
    buffer_append_text(&made, head);
    buffer_finish(rules);
    *rules = made;
}

/* The planted line's rules, about another log source and with more to ask for. */
static void write_rules(const struct workbench *bench, const char *log_source, const char *more)
{
    struct buffer rules = {0};

    planted_line_rules(&rules);
    replace_all(&rules, "{product: linux, service: sshd}", log_source);
    replace_all(&rules, "user.name|startswith: planted-\n", more);
    file_write(workbench_rule(bench, "planted.yml").text, "%s", buffer_string(&rules));
    buffer_finish(&rules);
}

/* One run of apt: found, or without an end and so nothing to the rule. */
static void begin_stanza(struct stanza_log *log, bool is_planted)
{
    char token[PLANTED_TOKEN_SIZE] = "";

    if (is_planted)
        log->stanzas++;
    planted_line_token((struct planted_line){WRITER, log->stanzas}, token);
    buffer_printf(&log->unwritten,
                  "\nStart-Date: 2026-11-03  08:05:01\nCommandline: apt install planted\n"
                  "Requested-By: %s (1000)\nInstall: nmap:amd64 (7.93-1)\n",
                  is_planted ? token : "planted-nobody");
    if (is_planted)
        buffer_append_text(&log->unwritten, TEXT("End-Date: 2026-11-03  08:05:09\n"));
}

static void write_piece(struct stanza_log *log, struct seeded_random *random)
{
    size_t length = seeded_random_below(random, LONGEST_PIECE) + 1;

    if (log->unwritten.length == 0)
        begin_stanza(log, !seeded_random_once_in(random, 5));
    if (length > log->unwritten.length)
        length = log->unwritten.length;
    if (write(log->descriptor, log->unwritten.data, length) != (ssize_t)length)
        give_up_errno("a log cannot be written");
    buffer_consume(&log->unwritten, length);
}

static void write_rest(struct stanza_log *log)
{
    size_t length = log->unwritten.length;

    if (length > 0 && write(log->descriptor, log->unwritten.data, length) != (ssize_t)length)
        give_up_errno("a log cannot be written");
    close(log->descriptor);
    buffer_finish(&log->unwritten);
}

/* What happens to the daemon in the middle of a record. */
static void disturb(struct workbench *bench, struct seeded_random *random)
{
    static const char *const reload[] = {"reload", NULL};
    struct buffer said = {0};

    switch (seeded_random_below(random, 3)) {
    case 0:
        ck_assert_int_eq(workbench_command(bench, reload, &said), 0);
        break;
    case 1:
        ck_assert_int_eq(workbench_stop(bench), EXIT_SUCCESS);
        workbench_start(bench);
        break;
    default:
        workbench_kill(bench);
        workbench_start(bench);
    }
    buffer_finish(&said);
}

START_TEST(records_are_whole_whatever_happens)
{
    struct seeded_random random = seeded_random_start("records of lines");
    struct workbench bench =
        workbench_create("records", &(struct workbench_options){.format = "apt-history"});
    struct stanza_log log = {.descriptor = open(workbench_log(&bench, "history.log").text,
                                                O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600)};
    struct oracle *oracle = oracle_create();
    struct error err = {0};
    unsigned rounds = test_rounds(60, 2000);

    ck_assert_int_ge(log.descriptor, 0);
    write_rules(&bench, "{product: linux, service: apt}",
                "user.name|startswith: planted-\n"
                "        process.command_line: apt install planted\n"
                "        event.outcome: success\n");
    workbench_start(&bench);
    for (unsigned i = 0; i < rounds; i++) {
        for (unsigned pieces = seeded_random_below(&random, 20); pieces > 0; pieces--) {
            write_piece(&log, &random);
            wait_idle(seeded_random_below(&random, LONGEST_IDLE));
        }
        disturb(&bench, &random);
    }
    write_rest(&log);
    ck_assert_uint_gt(log.stanzas, rounds / 2);
    oracle_expect(oracle, WRITER, 1, log.stanzas);
    oracle_gather(oracle, &bench);
    ck_assert_msg(oracle_check(oracle, &err), "%s", err.text);
    oracle_destroy(oracle);
    workbench_verify(&bench);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
}
END_TEST

/* Each line of PostgreSQL waits for the next, and the last one for nobody. */
START_TEST(the_last_line_of_a_log_is_taken)
{
    struct workbench bench =
        workbench_create("last line", &(struct workbench_options){.format = "postgresql"});
    struct oracle *oracle = oracle_create();
    char token[PLANTED_TOKEN_SIZE] = "";
    struct error err = {0};
    struct path log = workbench_log(&bench, "postgresql.log");
    struct buffer line = {0};

    write_rules(&bench, "{product: postgresql}",
                "user.name|startswith: planted-\n"
                "        db.query.text|contains: secret\n");
    workbench_start(&bench);
    planted_line_token((struct planted_line){WRITER, 1}, token);
    buffer_printf(&line,
                  "2026-11-03 08:05:01.123 UTC [4711] %s@sales LOG:  statement: select 1\n"
                  "\tfrom secret\n",
                  token);
    file_append(log.text, line.data, line.length);
    oracle_expect(oracle, WRITER, 1, 1);
    oracle_gather(oracle, &bench);
    ck_assert_msg(oracle_check(oracle, &err), "%s", err.text);
    oracle_destroy(oracle);
    buffer_finish(&line);
    ck_assert_int_eq(workbench_stop(&bench), EXIT_SUCCESS);
    workbench_finish(&bench);
}
END_TEST

SUITE_MAIN("records_of_lines", records_are_whole_whatever_happens, the_last_line_of_a_log_is_taken)
