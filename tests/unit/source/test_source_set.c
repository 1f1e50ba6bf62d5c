#include "source/source_set.h"

#include <check.h>
#include <stdlib.h>

#include "base/fault.h"
#include "support/log_folder.h"

static struct log_folder folder;

static void set_up(void)
{
    log_folder_init(&folder);
}

static void tear_down(void)
{
    log_folder_finish(&folder);
}

START_TEST(refused_chunk_comes_again)
{
    struct chunk chunk = {0};

    log_append(&folder, "app.log", "one\n");
    log_folder_start(&folder, false);
    for (size_t i = 0; i < 3; i++) {
        ck_assert(source_set_next(folder.set, &chunk));
        ck_assert_uint_eq(chunk.start.offset, 0);
        ck_assert(text_equal((struct text){chunk.data, chunk.length}, TEXT("one\n")));
        source_set_refused(folder.set);
        source_set_taken(folder.set, 5);
    }
    ck_assert(log_folder_take(&folder, &chunk));
    ck_assert(!source_set_next(folder.set, &chunk));
}
END_TEST

START_TEST(chunks_behind_the_head_bring_it_along)
{
    struct chunk chunk = {0};

    folder.has_head = true;
    log_append(&folder, "app.log", "#fields\none\n");
    log_folder_start(&folder, false);
    ck_assert(log_folder_take(&folder, &chunk));
    ck_assert_uint_eq(chunk.head.length, 0);
    log_append(&folder, "app.log", "two\n");
    log_folder_notice(&folder);
    ck_assert(source_set_next(folder.set, &chunk));
    ck_assert_uint_eq(chunk.start.offset, 12);
    ck_assert(text_equal(chunk.head, TEXT("#fields\none\ntwo\n")));
    source_set_taken(folder.set, 1);

    folder.has_head = false;
    log_folder_start(&folder, false);
    log_append(&folder, "app.log", "three\n");
    log_folder_notice(&folder);
    ck_assert(source_set_next(folder.set, &chunk));
    ck_assert_uint_eq(chunk.head.length, 0);
}
END_TEST

START_TEST(oldest_event_comes_first)
{
    struct chunk chunk = {0};

    folder.globs[0] = "*.log";
    log_folder_start(&folder, false);
    log_append(&folder, "a.log", "a\n");
    folder.event_time = 30;
    log_folder_drain(&folder);
    log_append(&folder, "b.log", "b\n");
    folder.event_time = 10;
    log_folder_drain(&folder);
    log_append(&folder, "c.log", "c\n");
    folder.event_time = 20;
    log_folder_drain(&folder);
    buffer_clear(&folder.text);

    log_append(&folder, "a.log", "a\n");
    log_append(&folder, "b.log", "b\n");
    log_append(&folder, "c.log", "c\n");
    log_folder_notice(&folder);
    ck_assert_int_eq(source_set_backlog(folder.set), 10);
    folder.event_time = 40;
    while (log_folder_take(&folder, &chunk))
        continue;
    log_folder_expect(&folder, "b\nc\na\n");
}
END_TEST

START_TEST(unread_file_is_furthest_behind)
{
    struct chunk chunk = {0};

    folder.globs[0] = "*.log";
    log_append(&folder, "a.log", "a\n");
    log_append(&folder, "b.log", "b\n");
    log_folder_start(&folder, false);
    ck_assert_int_eq(source_set_backlog(folder.set), SOURCE_BACKLOG_UNKNOWN);
    folder.event_time = 30;
    ck_assert(log_folder_take(&folder, &chunk));
    ck_assert_int_eq(source_set_backlog(folder.set), SOURCE_BACKLOG_UNKNOWN);
    log_folder_drain(&folder);
    ck_assert_int_eq(source_set_backlog(folder.set), TIMESTAMP_NONE);
}
END_TEST

START_TEST(file_without_times_comes_behind_older_events)
{
    struct chunk chunk = {0};

    folder.globs[0] = "*.log";
    log_folder_start(&folder, false);
    log_append(&folder, "a.log", "a\n");
    log_folder_drain(&folder);
    log_append(&folder, "b.log", "b\n");
    folder.event_time = 10;
    log_folder_drain(&folder);
    buffer_clear(&folder.text);

    log_append(&folder, "a.log", "a\n");
    log_append(&folder, "b.log", "b\n");
    log_folder_notice(&folder);
    ck_assert_int_eq(source_set_backlog(folder.set), 10);
    while (log_folder_take(&folder, &chunk))
        continue;
    log_folder_expect(&folder, "b\na\n");
}
END_TEST

/* Fails the first, the second, the third ... call until none fails: whatever it
 * hits, everything is read in the end, and once. */
static void fail_each(const char *point)
{
    bool has_failed = true;

    for (unsigned calls = 0; has_failed && calls < 200; calls++) {
        tear_down();
        set_up();
        log_append(&folder, "app.log", "one\n");
        fault_arm(point, calls, 1);
        log_folder_start(&folder, false);
        log_folder_drain(&folder);
        log_append(&folder, "app.log", "two\n");
        log_folder_drain(&folder);
        log_rename(&folder, "app.log", "app.log.1");
        log_append(&folder, "app.log", "three\n");
        log_folder_drain(&folder);
        has_failed = fault_disarm();
        for (size_t i = 0; i < 3; i++) {
            source_set_rescan(folder.set, folder.now);
            log_folder_drain(&folder);
        }
        log_folder_expect(&folder, "one\ntwo\nthree\n");
        ck_assert_uint_eq(source_set_counts(folder.set).unreadable, 0);
    }
    ck_assert(!has_failed);
}

START_TEST(failures_lose_nothing)
{
    static const char *const points[] = {"file_tail.read", "opener.open", "opener.look",
                                         "opener.look_path", "opener.watch"};

    fail_each(points[_i]);
}
END_TEST

static void find_file(const struct source_file *file, void *cookie)
{
    *(struct source_file *)cookie = *file;
}

START_TEST(status_tells_position_and_lag)
{
    struct source_file file = {0};

    log_append(&folder, "app.log", "one\ntwo\nhalf");
    log_folder_start(&folder, false);
    folder.event_time = 77;
    log_folder_drain(&folder);
    source_set_each(folder.set, find_file, &file);
    ck_assert_uint_eq(file.cursor.offset, 8);
    ck_assert_uint_eq(file.cursor.line, 2);
    ck_assert_uint_eq(file.size, 12);
    ck_assert_uint_eq(file.lag, 4);
    ck_assert_int_eq(file.last_event, 77);
    ck_assert_int_eq(file.last_read, folder.now);
    ck_assert(file.readable && !file.renamed);
    ck_assert_uint_eq(source_set_counts(folder.set).bytes, 8);
    ck_assert_uint_eq(source_set_counts(folder.set).chunks, 1);
}
END_TEST

static Suite *source_set_suite(void)
{
    Suite *suite = suite_create("source_set");
    TCase *tests = tcase_create("source_set");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, refused_chunk_comes_again);
    tcase_add_test(tests, chunks_behind_the_head_bring_it_along);
    tcase_add_test(tests, oldest_event_comes_first);
    tcase_add_test(tests, unread_file_is_furthest_behind);
    tcase_add_test(tests, file_without_times_comes_behind_older_events);
    tcase_add_test(tests, status_tells_position_and_lag);
    tcase_add_loop_test(tests, failures_lose_nothing, 0, 5);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(source_set_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
