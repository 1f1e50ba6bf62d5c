/*
 * The daemon is killed at the entry of a system call: the n-th write, fsync,
 * rename ... of a life in which it starts, reads what came while it was down,
 * reads more, sees a log rotated, and ends.  Started again, it has everything
 * exactly once.
 *
 * The long form takes every call of every kind; the short form a random sample.
 * strace does the killing.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/give_up.h"
#include "support/oracle.h"
#include "support/planted_line.h"
#include "support/program.h"
#include "support/seeded_random.h"
#include "support/suite.h"
#include "support/wait_until.h"
#include "support/workbench.h"

enum { WRITER = 1, BURST = 5, SAMPLE = 60 };

static const char *const calls[] = {"write",     "pwrite64", "fsync",  "fdatasync",
                                    "ftruncate", "openat",   "rename", "unlink"};
enum { CALL_COUNT = sizeof calls / sizeof *calls };

/* The log under test: what was written, and how often it was rotated. */
struct history {
    struct workbench bench;
    unsigned written;
    unsigned rotations;
    unsigned lives;
};

static void write_burst(struct history *history)
{
    char line[PLANTED_LINE_SIZE] = "";
    struct path log = workbench_log(&history->bench, "a.log");

    for (unsigned i = 0; i < BURST; i++) {
        size_t length = planted_line_write((struct planted_line){WRITER, ++history->written}, line);

        file_append(log.text, line, length);
    }
}

static void rotate(struct history *history)
{
    struct path log = workbench_log(&history->bench, "a.log");
    struct path kept = path_print("%s.%u", log.text, ++history->rotations);

    if (rename(log.text, kept.text) < 0)
        give_up_errno("cannot rename %s", log.text);
}

/* True when everything written so far is in the journal; false when the daemon
 * ended before. */
static bool gather(struct history *history)
{
    struct feed_reader *reader = feed_reader_open(
        history->bench.feed.text, &(struct feed_subscription){.from = "oldest"}, 1.);
    struct oracle *oracle = oracle_create();
    bool complete = false;

    oracle_expect(oracle, WRITER, 1, history->written);
    if (reader)
        oracle_read(oracle, reader);
    complete = oracle_missing(oracle) == 0;
    oracle_destroy(oracle);
    feed_reader_close(reader);
    return complete;
}

/* A whole life under a tracer that may end it at any point. */
static int live(struct history *history, const char *const *tracer)
{
    struct workbench *bench = &history->bench;

    write_burst(history);
    workbench_launch(bench, tracer);
    if (daemon_process_await(bench->daemon))
        gather(history);
    write_burst(history);
    rotate(history);
    write_burst(history);
    if (daemon_process_is_running(bench->daemon))
        gather(history);
    history->lives++;
    return workbench_stop(bench);
}

/* The life after: everything must be there. */
static void recover(struct history *history, const char *point)
{
    workbench_start(&history->bench);
    if (!gather(history))
        give_up("killed at %s: lines are lost after the next start", point);
    ck_assert_int_eq(workbench_stop(&history->bench), EXIT_SUCCESS);
}

/* Lives through one kill.  False when the life ended before the call came. */
static bool kill_at(struct history *history, const char *call, unsigned count)
{
    char trace[64] = "";
    char inject[96] = "";
    char point[64] = "";
    const char *const tracer[] = {"strace", "-D",  "-f", "-qq",  "-o", "/dev/null",
                                  "-e",     trace, "-e", inject, NULL};
    int status = 0;

    snprintf(trace, sizeof trace, "trace=%s", call);
    snprintf(inject, sizeof inject, "inject=%s:signal=KILL:when=%u", call, count);
    snprintf(point, sizeof point, "%s %u", call, count);
    status = live(history, tracer);
    ck_assert_msg(status == EXIT_SUCCESS || status == 128 + SIGKILL, "%s: ended with %d", point,
                  status);
    recover(history, point);
    return status != EXIT_SUCCESS;
}

static const char traced[] = "trace=write,pwrite64,fsync,fdatasync,ftruncate,openat,rename,unlink";

/* How often each call is made in a life; threads counted together. */
static void survey(struct history *history, unsigned counts[CALL_COUNT])
{
    struct path trace = path_print("%s/trace.txt", history->bench.folder.text);
    const char *const tracer[] = {"strace",   "-D", "-f",   "-qq", "-o",
                                  trace.text, "-e", traced, NULL};
    char line[4096] = "";
    FILE *file = NULL;

    ck_assert_int_eq(live(history, tracer), EXIT_SUCCESS);
    file = fopen(trace.text, "re");
    if (!file)
        give_up_errno("no trace in %s", trace.text);
    while (fgets(line, sizeof line, file)) {
        for (size_t i = 0; i < CALL_COUNT; i++) {
            char called[32] = "";

            snprintf(called, sizeof called, " %s(", calls[i]);
            counts[i] += strstr(line, called) != NULL;
        }
    }
    fclose(file);
}

static void kill_everywhere(struct history *history)
{
    for (size_t i = 0; i < CALL_COUNT; i++) {
        unsigned count = 1;

        while (kill_at(history, calls[i], count))
            count++;
        printf("%s: killed at each of %u\n", calls[i], count - 1);
    }
}

static void kill_at_some(struct history *history, const unsigned counts[CALL_COUNT],
                         struct seeded_random *random)
{
    unsigned killed = 0;

    for (unsigned i = 0; i < SAMPLE; i++) {
        unsigned call = seeded_random_below(random, CALL_COUNT);

        while (counts[call] == 0)
            call = (call + 1) % CALL_COUNT;
        killed += kill_at(history, calls[call], 1 + seeded_random_below(random, counts[call]));
    }
    printf("killed at %u of %d points\n", killed, SAMPLE);
}

static bool may_trace(void)
{
    const char *const words[] = {"strace", "-o", "/dev/null", "true", NULL};
    struct buffer said = {0};
    int status = program_run(words, &said);

    if (status != 0)
        skip("strace cannot be used here: %s", buffer_string(&said));
    buffer_finish(&said);
    return status == 0;
}

/* No start took the journal for another's or an older copy. */
static void expect_no_surprise(const struct workbench *bench)
{
    struct buffer said = {0};

    workbench_complaints(bench, &said);
    ck_assert_msg(!strstr(buffer_string(&said), "not as the last run left it"), "%s",
                  buffer_string(&said));
    buffer_finish(&said);
}

START_TEST(killed_at_any_system_call_nothing_is_lost_or_doubled)
{
    struct seeded_random random = seeded_random_start("kill_syscall");
    struct history history = {.written = 0};
    struct oracle *oracle = oracle_create();
    unsigned counts[CALL_COUNT] = {0};

    if (!may_trace())
        return;
    setenv("ASAN_OPTIONS", "detect_leaks=0", 1); /* it would trace as well */
    history.bench = workbench_create("call", &(struct workbench_options){0});
    write_burst(&history);
    workbench_start(&history.bench);
    ck_assert(gather(&history));
    ck_assert_int_eq(workbench_stop(&history.bench), EXIT_SUCCESS);

    survey(&history, counts);
    if (test_is_long())
        kill_everywhere(&history);
    else
        kill_at_some(&history, counts, &random);

    workbench_start(&history.bench);
    oracle_expect(oracle, WRITER, 1, history.written);
    oracle_examine(oracle, &history.bench);
    expect_no_surprise(&history.bench);
    printf("%u lines over %u lives, each with exactly one alert\n", history.written, history.lives);
    oracle_destroy(oracle);
    workbench_finish(&history.bench);
}
END_TEST

SUITE_MAIN("kill_syscall", killed_at_any_system_call_nothing_is_lost_or_doubled)
