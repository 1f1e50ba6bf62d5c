#include "engine/replay.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "support/suite.h"
#include "support/temp_folder.h"

/* Two logs of interleaved times, one rule that matches every line. */
static struct path folder;
static struct buffer told;

static struct path write_file(const char *name, const char *bytes)
{
    struct path path = path_print("%s/%s", folder.text, name);

    file_write(path.text, "%s", bytes);
    return path;
}

static struct generation *load(void)
{
    struct path rules = {0};
    struct buffer yaml = {0};
    struct diagnostics diagnostics = {0};
    struct settings *settings = NULL;
    struct generation *generation = NULL;

    rules = write_file("rules.yml",
                       "title: Any\nid: 11111111-1111-4111-8111-111111111111\nlevel: medium\n"
                       "logsource: {product: linux}\n"
                       "detection: {k: [line], condition: k}\n"
                       "amberd: {dedup: {by: [message], for: 1h}, remediate_within: 1h}\n");
    buffer_printf(&yaml,
                  "sources: [{name: a, path: /a, format: text, zone: UTC}]\n"
                  "rules: {paths: [%s]}\n",
                  rules.text);
    settings = settings_parse("test.yml", buffer_text(&yaml), &diagnostics);
    ck_assert_ptr_nonnull(settings);
    generation = generation_build(settings, true, &diagnostics);
    ck_assert_uint_eq(diagnostics.errors, 0);
    buffer_finish(&yaml);
    diagnostics_finish(&diagnostics);
    return generation;
}

static void tell(const struct alert_entry *entry, void *cookie)
{
    char raised[TIMESTAMP_TEXT_SIZE] = "";

    (void)cookie;
    timestamp_write(entry->alert->raised_at, raised);
    buffer_printf(&told, "%s %.8s; ", alert_change_name(entry->change), raised + 11);
}

static struct replay_result replay(const char *const *logs, size_t count, bool expected)
{
    struct generation *generation = NULL;
    struct replay_log list[4] = {{0}};
    struct replay_result result = {0};
    struct error err = {0};

    generation = load();
    for (size_t i = 0; i < count; i++)
        list[i].path = logs[i];
    buffer_clear(&told);
    ck_assert_int_eq(replay_run(&(struct replay_options){.generation = generation,
                                                         .logs = list,
                                                         .log_count = count,
                                                         .alerts = true,
                                                         .report = tell},
                                &result, &err),
                     expected);
    generation_destroy(generation);
    return result;
}

struct reports {
    unsigned count;
    uint64_t done;
    uint64_t all;
};

static void note_progress(uint64_t done, uint64_t all, void *cookie)
{
    struct reports *reports = cookie;

    ck_assert_uint_gt(done, reports->done);
    ck_assert_uint_ge(all, done);
    if (reports->count++ > 0)
        ck_assert_uint_eq(all, reports->all);
    *reports = (struct reports){reports->count, done, all};
}

static void start(void)
{
    folder = temp_folder_create("replay");
}

static void finish(void)
{
    buffer_finish(&told);
    temp_folder_remove(&folder);
}

START_TEST(logs_merge_by_time_and_clocks_follow_them)
{
    struct path a = {0};
    struct path b = {0};

    start();
    a = write_file("a.log", "2026-11-03T08:00:01Z line 1\n2026-11-03T08:00:03Z line 3\n");
    b = write_file("b.log", "2026-11-03T08:00:02Z line 2\n2026-11-03T09:30:04Z line 4\n");
    replay((const char *const[]){a.text, b.text}, 2, true);
    ck_assert_str_eq(buffer_string(&told),
                     "created 08:00:01; created 08:00:02; created 08:00:03; created 09:30:04; "
                     "escalated 08:00:01; escalated 08:00:02; escalated 08:00:03; ");
    finish();
}
END_TEST

START_TEST(a_log_that_is_ahead_lets_no_deadline_pass)
{
    struct path a = {0};
    struct path b = {0};

    start();
    a = write_file("a.log", "2026-11-03T08:00:01Z line 1\n2026-11-05T08:00:00Z line 3\n");
    b = write_file("b.log", "2026-11-03T08:00:02Z line 2\n2026-11-03T08:00:03Z line 2\n"
                            "2026-11-05T08:00:01Z line 4\n");
    replay((const char *const[]){a.text, b.text}, 2, true);
    ck_assert_str_eq(buffer_string(&told),
                     "created 08:00:01; created 08:00:02; created 08:00:00; created 08:00:03; "
                     "created 08:00:01; escalated 08:00:01; escalated 08:00:02; "
                     "escalated 08:00:03; ");
    finish();
}
END_TEST

START_TEST(a_log_that_cannot_be_read_does_not_stop_the_others)
{
    struct path a = {0};
    struct replay_result result = {0};

    start();
    a = write_file("a.log", "2026-11-03T08:00:01Z line 1\n");
    result = replay((const char *const[]){"/nowhere.log", a.text}, 2, false);
    ck_assert_uint_eq(result.alerts.created, 1);
    finish();
}
END_TEST

/* Of logs read one by one and of many lines at a time, one of which ends long before
 * the other. */
START_TEST(progress_is_of_all_logs)
{
    const size_t line = 50;
    const size_t lines = 100000;
    const size_t few = 70000;
    struct path a = {0};
    struct path b = {0};
    struct buffer log = {0};
    struct generation *generation = NULL;

    start();
    for (unsigned i = 0; i < lines; i++)
        buffer_printf(&log, "2026-11-03T08:00:01Z %0*u\n", (int)line - 22, i);
    a = write_file("a.log", buffer_string(&log));
    log.length = line * few;
    b = write_file("b.log", buffer_string(&log));
    generation = load();
    for (unsigned logs = 1; logs <= 2; logs++) {
        const struct replay_log list[] = {{a.text, 0}, {b.text, 0}};
        struct reports reports = {0};
        struct replay_result result = {0};
        struct error err = {0};

        ck_assert(replay_run(&(struct replay_options){.generation = generation,
                                                      .logs = list,
                                                      .log_count = logs,
                                                      .progress = note_progress,
                                                      .cookie = &reports},
                             &result, &err));
        ck_assert_uint_eq(reports.all, line * (logs == 1 ? lines : lines + few));
        ck_assert_uint_ge(reports.count, logs);
    }
    generation_destroy(generation);
    buffer_finish(&log);
    finish();
}
END_TEST

SUITE_MAIN("replay", progress_is_of_all_logs, logs_merge_by_time_and_clocks_follow_them,
           a_log_that_is_ahead_lets_no_deadline_pass,
           a_log_that_cannot_be_read_does_not_stop_the_others)
