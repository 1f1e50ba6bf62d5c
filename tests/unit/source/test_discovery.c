#include "source/discovery.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/table.h"
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

static void check_name(const struct source_file *file, void *cookie)
{
    ck_assert_str_eq(strrchr(file->path, '/') + 1, cookie);
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

START_TEST(link_takes_no_file_away_from_its_own_name)
{
    char name[] = "auth.log";

    folder.globs[0] = "a/*.log";
    folder.globs[1] = "auth.log";
    log_make_folder(&folder, "a");
    log_link(&folder, "../auth.log", "a/mine.log");
    log_append(&folder, "auth.log", "one\n");
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\n");
    log_folder_expect_events(&folder, "found auth.log\n");
    log_folder_stop(&folder);
    log_append(&folder, "auth.log", "two\n");
    log_folder_start(&folder, false);
    source_set_each(folder.set, check_name, name);
    log_folder_drain(&folder);
    log_folder_expect(&folder, "two\n");
    log_rename(&folder, "auth.log", "auth.log.1");
    log_append(&folder, "auth.log", "three\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "three\n");
    log_folder_expect_events(&folder, "renamed auth.log\nfound auth.log\n");
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
    ck_assert(text_ends_with(buffer_text(&folder.last), TEXT("a pipe, not a regular file")));
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

static Suite *discovery_suite(void)
{
    Suite *suite = suite_create("discovery");
    TCase *tests = tcase_create("discovery");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_set_timeout(tests, 30);
    tcase_add_test(tests, files_that_appear_later_are_read_from_the_beginning);
    tcase_add_test(tests, folders_that_appear_later_are_entered);
    tcase_add_test(tests, replaced_folder_is_watched_anew);
    tcase_add_test(tests, end_is_behind_the_last_newline);
    tcase_add_test(tests, new_source_of_a_reload_starts_as_it_says);
    tcase_add_test(tests, file_that_no_glob_names_any_more_is_let_go);
    tcase_add_test(tests, one_file_by_several_names_is_followed_once);
    tcase_add_test(tests, link_takes_no_file_away_from_its_own_name);
    tcase_add_test(tests, what_is_no_file_is_reported_once_and_heals);
    tcase_add_test(tests, folder_under_a_literal_name_is_reported);
    tcase_add_test(tests, overflow_of_notices_loses_nothing);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(discovery_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
