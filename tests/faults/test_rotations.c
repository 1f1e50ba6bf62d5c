/*
 * Four logs are rotated all the time while four programs write them, in each of
 * the ways in which logs are rotated.  Every line has exactly one alert.
 *
 * What no program could read is not asked for: a deleted log was opened before by
 * the daemon, and a log is only cut to nothing when all of it was read.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "support/give_up.h"
#include "support/log_rotation.h"
#include "support/planted_line.h"
#include "support/suite.h"
#include "support/wait_until.h"
#include "support/writer_crew.h"

enum { WRITERS = 4 };

/* The crew at work, and what the daemon has said of it so far. */
struct stage {
    struct workbench bench;
    struct writer_crew crew;
    struct seeded_random random;
    struct oracle *seen;
    struct feed_reader *reader;
};

static struct stage stage_create(const char *name)
{
    struct stage stage = {.bench = workbench_create(name, &(struct workbench_options){0}),
                          .random = seeded_random_start(name),
                          .seen = oracle_create()};

    workbench_start(&stage.bench);
    stage.reader = workbench_read(&stage.bench, "oldest");
    writer_crew_start(&stage.crew, &(struct writer_crew_options){.bench = &stage.bench,
                                                                 .count = WRITERS,
                                                                 .noise = 3,
                                                                 .most_idle = 10000,
                                                                 .random = &stage.random});
    return stage;
}

static void stage_finish(struct stage *stage)
{
    feed_reader_close(stage->reader);
    oracle_destroy(stage->seen);
    writer_crew_examine(&stage->crew, &stage->bench);
    ck_assert_int_eq(workbench_stop(&stage->bench), EXIT_SUCCESS);
    workbench_finish(&stage->bench);
}

/* Reads the feed until a line of that writer has come with this number, or a
 * higher one. */
static void await_line(struct stage *stage, const struct log_writer *writer, unsigned number)
{
    while (oracle_highest(stage->seen, log_writer_number(writer)) < number) {
        json_t *record = feed_reader_next_record(stage->reader, PATIENCE_SECONDS);

        if (!record)
            give_up("line %u-%u was not found", log_writer_number(writer), number);
        oracle_take(stage->seen, record);
        json_decref(record);
    }
}

static bool has_reopened(void *cookie)
{
    return log_writer_has_reopened(cookie);
}

/* Waits until the daemon has found a line in the file that now has the name: from
 * then on it has that file open. */
static void await_new_file(struct stage *stage, struct log_writer *writer)
{
    if (!wait_until(has_reopened, writer, PATIENCE_SECONDS))
        give_up("a writer does not open its log anew");
    await_line(stage, writer, log_writer_written(writer) + 1);
}

static struct log_writer *choose(struct stage *stage)
{
    return stage->crew.writers[seeded_random_below(&stage->random, WRITERS)];
}

START_TEST(renamed_logs_are_read_to_their_end)
{
    struct stage stage = stage_create("rename");
    unsigned rounds = test_rounds(200, 10000);

    for (unsigned i = 0; i < rounds; i++) {
        struct log_writer *writer = choose(&stage);

        await_new_file(&stage, writer);
        log_rotation_rename(writer, path_print("%s.%u", log_writer_path(writer), i).text);
    }
    stage_finish(&stage);
}
END_TEST

/* Without any regard for the daemon: a log may have been renamed away before it
 * could be opened, and is then found by its new name. */
START_TEST(logs_renamed_in_a_storm_are_read_to_their_end)
{
    struct stage stage = {.reader = NULL};
    unsigned rounds = 10000;

    if (!test_is_long()) {
        skip("a storm of renamings is for the long form");
        return;
    }
    stage = stage_create("storm");
    for (unsigned i = 0; i < rounds; i++) {
        struct log_writer *writer = choose(&stage);

        wait_idle(seeded_random_below(&stage.random, 2000));
        if (log_writer_has_reopened(writer))
            log_rotation_rename(writer, path_print("%s.%u", log_writer_path(writer), i).text);
    }
    stage_finish(&stage);
}
END_TEST

START_TEST(deleted_logs_are_read_to_their_end)
{
    struct stage stage = stage_create("delete");
    unsigned rounds = test_rounds(200, 10000);

    for (unsigned i = 0; i < rounds; i++) {
        struct log_writer *writer = choose(&stage);

        await_new_file(&stage, writer);
        log_rotation_delete(writer);
    }
    stage_finish(&stage);
}
END_TEST

/* The log is cut and has grown beyond its old length before the daemon looks:
 * only what stands in it tells. */
static void cut_unseen(struct stage *stage, const char *path, const char *kept)
{
    char line[PLANTED_LINE_SIZE] = "";
    struct stat status = {0};
    off_t grown = 0;

    if (stat(path, &status) < 0)
        give_up_errno("%s", path);
    daemon_process_signal(stage->bench.daemon, SIGSTOP);
    log_rotation_copy_truncate(path, kept);
    for (unsigned i = 0; grown <= status.st_size; i++) {
        size_t length = planted_line_noise(i, line);

        file_append(path, line, length);
        grown += (off_t)length;
    }
    daemon_process_signal(stage->bench.daemon, SIGCONT);
}

START_TEST(truncated_logs_are_begun_anew)
{
    struct stage stage = stage_create("truncate");
    unsigned rounds = test_rounds(200, 2000);

    for (unsigned i = 0; i < rounds; i++) {
        struct log_writer *writer = choose(&stage);
        struct path kept = path_print("%s.%u", log_writer_path(writer), i);

        await_line(&stage, writer, oracle_highest(stage.seen, log_writer_number(writer)) + 1);
        log_writer_pause(writer);
        await_line(&stage, writer, log_writer_written(writer));
        if (i % 4 == 0)
            cut_unseen(&stage, log_writer_path(writer), kept.text);
        else
            log_rotation_copy_truncate(log_writer_path(writer), kept.text);
        log_writer_resume(writer);
    }
    stage_finish(&stage);
}
END_TEST

SUITE_MAIN("rotations", renamed_logs_are_read_to_their_end,
           logs_renamed_in_a_storm_are_read_to_their_end, deleted_logs_are_read_to_their_end,
           truncated_logs_are_begun_anew)
