#include "source/source_set.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/memory.h"
#include "base/table.h"
#include "support/log_folder.h"

enum { NOBODY = 65534 };

static struct log_folder folder;

static void set_up(void)
{
    log_folder_init(&folder);
}

static void tear_down(void)
{
    log_folder_finish(&folder);
}

START_TEST(files_that_appear_later_are_read_from_the_beginning)
{
    folder.globs[0] = "*.log";
    folder.from_beginning = false;
    log_folder_start(&folder, false);
    log_append(&folder, "b.log", "one\n");
    log_append(&folder, "not-a-log", "x\n");
    log_append(&folder, ".hidden.log", "x\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\n");
    log_folder_expect_events(&folder, "found b.log\n");
}
END_TEST

START_TEST(folders_that_appear_later_are_entered)
{
    folder.globs[0] = "deep/*/logs/*.log";
    log_folder_start(&folder, false);
    log_make_folder(&folder, "deep");
    log_make_folder(&folder, "deep/a");
    log_make_folder(&folder, "deep/a/logs");
    log_append(&folder, "deep/a/logs/x.log", "one\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\n");
    log_make_folder(&folder, "deep/b");
    log_folder_drain(&folder);
    log_make_folder(&folder, "deep/b/logs");
    log_folder_drain(&folder);
    log_append(&folder, "deep/b/logs/y.log", "two\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "two\n");
}
END_TEST

START_TEST(replaced_folder_is_watched_anew)
{
    folder.globs[0] = "logs/app.log";
    log_make_folder(&folder, "logs");
    log_append(&folder, "logs/app.log", "one\n");
    log_folder_start(&folder, false);
    log_rename(&folder, "logs", "old");
    log_make_folder(&folder, "logs");
    log_folder_drain(&folder);
    log_append(&folder, "logs/app.log", "two\n");
    log_append(&folder, "old/app.log", "late\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\nlate\ntwo\n");
}
END_TEST

START_TEST(end_is_behind_the_last_newline)
{
    struct chunk chunk = {0};

    folder.from_beginning = false;
    log_append(&folder, "app.log", "old\nhalf");
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    log_folder_expect(&folder, "");
    log_append(&folder, "app.log", " line\n");
    log_folder_notice(&folder);
    ck_assert(log_folder_take(&folder, &chunk));
    ck_assert_uint_eq(chunk.start.offset, 4);
    ck_assert_uint_eq(chunk.start.line, 0);
    log_folder_expect(&folder, "half line\n");
}
END_TEST

START_TEST(new_source_of_a_reload_starts_as_it_says)
{
    folder.from_beginning = false;
    log_append(&folder, "app.log", "old\n");
    log_append(&folder, "other.log", "old\n");
    log_folder_start(&folder, false);
    folder.globs[1] = "other.log";
    log_folder_start(&folder, false);
    log_append(&folder, "other.log", "new\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "new\n");
}
END_TEST

START_TEST(file_that_no_glob_names_any_more_is_let_go)
{
    folder.globs[1] = "other.log";
    log_append(&folder, "app.log", "one\n");
    log_append(&folder, "other.log", "two\n");
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    folder.globs[1] = NULL;
    log_folder_start(&folder, false);
    log_append(&folder, "app.log", "three\n");
    log_append(&folder, "other.log", "four\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\ntwo\nthree\n");
    log_folder_store(&folder);
    ck_assert_uint_eq(table_count(folder.state), 1);
}
END_TEST

START_TEST(one_file_by_several_names_is_followed_once)
{
    char path[PATH_MAX] = {0};
    char linked[PATH_MAX] = {0};

    folder.globs[0] = "*.log";
    folder.globs[1] = "app.*";
    log_append(&folder, "app.log", "one\n");
    log_link(&folder, "app.log", "linked.log");
    ck_assert_int_eq(link(log_folder_path(&folder, "app.log", path),
                          log_folder_path(&folder, "hard.log", linked)),
                     0);
    log_folder_start(&folder, false);
    log_append(&folder, "hard.log", "two\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\ntwo\n");
    ck_assert_uint_eq(source_set_counts(folder.set).files, 1);

    log_remove(&folder, "app.log");
    log_folder_drain(&folder);
    source_set_rescan(folder.set, folder.now);
    log_append(&folder, "hard.log", "three\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "three\n");
    ck_assert_uint_eq(source_set_counts(folder.set).files, 1);
}
END_TEST

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
    folder.event_time = 40;
    while (log_folder_take(&folder, &chunk))
        continue;
    log_folder_expect(&folder, "b\nc\na\n");
}
END_TEST

START_TEST(what_is_no_file_is_reported_once_and_heals)
{
    char path[PATH_MAX] = {0};

    log_folder_path(&folder, "app.log", path);
    log_append(&folder, "app.log", "one\n");
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    log_remove(&folder, "app.log");
    ck_assert_int_eq(mkfifo(path, 0644), 0);
    log_folder_drain(&folder);
    source_set_rescan(folder.set, folder.now);
    log_folder_expect_events(&folder, "found app.log\nunreadable app.log\nrenamed app.log\n");
    ck_assert(text_ends_with(buffer_text(&folder.last), TEXT("a pipe, not a regular file")) ||
              folder.last.length > 0);
    ck_assert_uint_eq(source_set_counts(folder.set).unreadable, 1);
    log_remove(&folder, "app.log");
    log_append(&folder, "app.log", "two\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\ntwo\n");
    ck_assert_uint_eq(source_set_counts(folder.set).unreadable, 0);
}
END_TEST

START_TEST(folder_under_a_literal_name_is_reported)
{
    log_make_folder(&folder, "app.log");
    log_folder_start(&folder, false);
    log_folder_expect_events(&folder, "unreadable app.log\n");
    ck_assert(text_ends_with(buffer_text(&folder.last), TEXT("a folder, not a regular file")));
    log_remove(&folder, "app.log");
    log_folder_drain(&folder);
    log_folder_expect_events(&folder, "readable app.log\n");
}
END_TEST

/* Runs as nobody where the tests run as root, whom no mode keeps out. */
static void become_nobody(void)
{
    if (geteuid() == 0)
        ck_assert_int_eq(seteuid(NOBODY), 0);
}

static void become_root(void)
{
    if (getuid() == 0)
        ck_assert_int_eq(seteuid(0), 0);
}

START_TEST(file_without_rights_is_reported_once_and_heals)
{
    log_append(&folder, "app.log", "one\n");
    log_mode(&folder, "app.log", 0);
    become_nobody();
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    source_set_rescan(folder.set, folder.now);
    log_folder_drain(&folder);
    log_folder_expect_events(&folder, "unreadable app.log\nfound app.log\n");
    ck_assert_ptr_nonnull(strstr(buffer_string(&folder.last), "may not read it: mode 0000"));
    become_root();
    log_mode(&folder, "app.log", 0644);
    become_nobody();
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\n");
    log_folder_expect_events(&folder, "readable app.log\n");
    become_root();
}
END_TEST

START_TEST(rights_lost_while_reading_are_reported)
{
    log_append(&folder, "app.log", "one\n");
    become_nobody();
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    become_root();
    log_mode(&folder, "app.log", 0);
    log_append(&folder, "app.log", "two\n");
    become_nobody();
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\ntwo\n");
    log_folder_expect_events(&folder, "found app.log\nunreadable app.log\n");
    become_root();
    log_mode(&folder, "app.log", 0644);
    become_nobody();
    log_folder_drain(&folder);
    log_folder_expect_events(&folder, "readable app.log\n");
    become_root();
}
END_TEST

START_TEST(folder_without_rights_is_reported_once_and_heals)
{
    folder.globs[0] = "logs/*.log";
    log_make_folder(&folder, "logs");
    log_append(&folder, "logs/app.log", "one\n");
    log_mode(&folder, "logs", 0700);
    become_nobody();
    log_folder_start(&folder, false);
    source_set_rescan(folder.set, folder.now);
    log_folder_expect_events(&folder, "unreadable logs/*.log\n");
    ck_assert_ptr_nonnull(strstr(buffer_string(&folder.last), "/logs: user "));
    become_root();
    log_mode(&folder, "logs", 0755);
    become_nobody();
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\n");
    log_folder_expect_events(&folder, "found logs/app.log\nreadable logs/*.log\n");
    become_root();
}
END_TEST

START_TEST(folder_closed_while_running_loses_nothing)
{
    folder.globs[0] = "logs/app.log";
    log_make_folder(&folder, "logs");
    log_append(&folder, "logs/app.log", "one\n");
    become_nobody();
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    become_root();
    log_mode(&folder, "logs", 0700);
    log_append(&folder, "logs/app.log", "two\n");
    become_nobody();
    log_folder_drain(&folder);
    source_set_rescan(folder.set, folder.now);
    log_folder_expect(&folder, "one\ntwo\n");
    ck_assert_uint_gt(source_set_counts(folder.set).unreadable, 0);
    become_root();
    log_mode(&folder, "logs", 0755);
    become_nobody();
    source_set_rescan(folder.set, folder.now);
    ck_assert_uint_eq(source_set_counts(folder.set).unreadable, 0);
    ck_assert_uint_eq(source_set_counts(folder.set).rotations, 0);
    become_root();
}
END_TEST

START_TEST(overflow_of_notices_loses_nothing)
{
    char name[32] = {0};

    folder.globs[0] = "*.log";
    log_append(&folder, "app.log", "one\n");
    log_folder_start(&folder, false);
    for (unsigned i = 0; i < 9000; i++) {
        (void)snprintf(name, sizeof name, "noise%u", i);
        log_append(&folder, name, "");
        log_remove(&folder, name);
    }
    log_append(&folder, "app.log", "two\n");
    log_rename(&folder, "app.log", "app.log.1");
    log_append(&folder, "app.log", "three\n");
    log_append(&folder, "more.log", "four\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\ntwo\nfour\nthree\n");
    ck_assert_uint_eq(source_set_counts(folder.set).overflows, 1);
    ck_assert_ptr_nonnull(strstr(buffer_string(&folder.events), "overflow \n"));
}
END_TEST

static size_t count_descriptors(void)
{
    size_t count = 0;

    for (int i = 0; i < 1024; i++)
        count += fcntl(i, F_GETFD) >= 0 ? 1 : 0;
    return count;
}

START_TEST(many_files_need_few_descriptors)
{
    enum { FILES = 300, BOUND = 8 };
    char name[32] = {0};
    size_t before = count_descriptors();

    folder.globs[0] = "*.log";
    folder.most_descriptors = BOUND;
    for (unsigned i = 0; i < FILES; i++) {
        (void)snprintf(name, sizeof name, "%03u.log", i);
        log_append(&folder, name, "x\n");
    }
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    ck_assert_uint_eq(folder.text.length, 2 * FILES);
    for (unsigned i = 0; i < FILES; i += 7) {
        (void)snprintf(name, sizeof name, "%03u.log", i);
        log_append(&folder, name, "y\n");
    }
    log_folder_drain(&folder);
    ck_assert_uint_eq(folder.text.length, 2 * FILES + 2 * (FILES / 7 + 1));
    ck_assert_uint_le(count_descriptors(), before + BOUND + 1);
}
END_TEST

START_TEST(too_many_files_are_told_once)
{
    folder.globs[0] = "*.log";
    folder.most_files = 1;
    log_append(&folder, "a.log", "a\n");
    log_append(&folder, "b.log", "b\n");
    log_append(&folder, "c.log", "c\n");
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    log_folder_expect(&folder, "a\n");
    log_folder_expect_events(&folder, "found a.log\nlimit b.log\n");
}
END_TEST

START_TEST(without_watches_a_rescan_finds_what_is_new)
{
    fault_arm("opener.watch", 0, 1000);
    log_append(&folder, "app.log", "one\n");
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    log_append(&folder, "app.log", "two\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\n");
    ck_assert_ptr_nonnull(strstr(buffer_string(&folder.events), "limit"));
    source_set_rescan(folder.set, folder.now);
    log_folder_drain(&folder);
    log_folder_expect(&folder, "two\n");
    ck_assert(fault_disarm());
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

static void add_all(TCase *tests, const TTest *const *list, size_t count)
{
    tcase_add_checked_fixture(tests, set_up, tear_down);
    for (size_t i = 0; i < count; i++)
        tcase_add_test(tests, list[i]);
}

static Suite *source_set_suite(void)
{
    Suite *suite = suite_create("source_set");
    TCase *finding = tcase_create("finding");
    TCase *rights = tcase_create("rights");
    TCase *bounds = tcase_create("bounds");
    const TTest *const finding_tests[] = {files_that_appear_later_are_read_from_the_beginning,
                                          folders_that_appear_later_are_entered,
                                          replaced_folder_is_watched_anew,
                                          end_is_behind_the_last_newline,
                                          new_source_of_a_reload_starts_as_it_says,
                                          file_that_no_glob_names_any_more_is_let_go,
                                          one_file_by_several_names_is_followed_once,
                                          refused_chunk_comes_again,
                                          oldest_event_comes_first,
                                          status_tells_position_and_lag};
    const TTest *const rights_tests[] = {what_is_no_file_is_reported_once_and_heals,
                                         folder_under_a_literal_name_is_reported,
                                         file_without_rights_is_reported_once_and_heals,
                                         rights_lost_while_reading_are_reported,
                                         folder_without_rights_is_reported_once_and_heals,
                                         folder_closed_while_running_loses_nothing};
    const TTest *const bounds_tests[] = {
        overflow_of_notices_loses_nothing, many_files_need_few_descriptors,
        too_many_files_are_told_once, without_watches_a_rescan_finds_what_is_new};

    add_all(finding, finding_tests, sizeof finding_tests / sizeof *finding_tests);
    add_all(rights, rights_tests, sizeof rights_tests / sizeof *rights_tests);
    add_all(bounds, bounds_tests, sizeof bounds_tests / sizeof *bounds_tests);
    tcase_add_loop_test(bounds, failures_lose_nothing, 0, 5);
    tcase_set_timeout(bounds, 60);
    suite_add_tcase(suite, finding);
    suite_add_tcase(suite, rights);
    suite_add_tcase(suite, bounds);
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
