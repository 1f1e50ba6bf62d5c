#include "source/rotation.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/memory.h"
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

/* Starts on a file with one evaluated line. */
static void start_with_line(void)
{
    log_write(&folder, "app.log", "one\n");
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\n");
    log_folder_expect_events(&folder, "found app.log\n");
}

START_TEST(old_file_is_read_to_its_end_before_the_new_one)
{
    start_with_line();
    log_append(&folder, "app.log", "two\n");
    log_rename(&folder, "app.log", "app.log.1");
    log_write(&folder, "app.log", "four\n");
    log_append(&folder, "app.log.1", "three\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "two\nthree\nfour\n");
    log_folder_expect_events(&folder, "renamed app.log\nfound app.log\n");
    ck_assert(text_ends_with(buffer_text(&folder.last), TEXT("/app.log.1")));
}
END_TEST

START_TEST(rename_alone_is_followed_until_the_new_file_appears)
{
    start_with_line();
    log_rename(&folder, "app.log", "app.log.1");
    log_folder_drain(&folder);
    log_append(&folder, "app.log.1", "two\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "two\n");
    log_append(&folder, "app.log", "three\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "three\n");
}
END_TEST

START_TEST(renamed_file_is_finished_after_linger)
{
    start_with_line();
    log_rename(&folder, "app.log", "app.log.1");
    log_append(&folder, "app.log.1", "half");
    log_folder_drain(&folder);
    folder.now += folder.linger - 1;
    log_folder_drain(&folder);
    log_folder_expect(&folder, "");
    log_folder_expect_events(&folder, "renamed app.log\n");
    folder.now += 1;
    log_folder_drain(&folder);
    log_folder_expect(&folder, "half");
    log_folder_expect_events(&folder, "finished app.log\n");
    ck_assert_uint_eq(source_set_counts(folder.set).files, 0);
    log_folder_store(&folder);
    ck_assert_uint_eq(table_count(folder.state), 0);
}
END_TEST

START_TEST(last_line_without_newline_is_marked_final)
{
    struct chunk chunk = {0};

    start_with_line();
    log_append(&folder, "app.log", "two\nhalf");
    log_rename(&folder, "app.log", "gone");
    folder.linger = 0;
    log_folder_start(&folder, false);
    log_folder_notice(&folder);
    ck_assert(log_folder_take(&folder, &chunk));
    ck_assert(!chunk.final);
    ck_assert(log_folder_take(&folder, &chunk));
    ck_assert(chunk.final);
    ck_assert(!log_folder_take(&folder, &chunk));
    log_folder_expect(&folder, "two\nhalf");
}
END_TEST

START_TEST(half_line_waits_for_its_newline)
{
    struct chunk chunk = {0};

    start_with_line();
    for (size_t i = 0; i < 5; i++) {
        log_append(&folder, "app.log", "ab");
        log_folder_drain(&folder);
        log_folder_expect(&folder, "");
    }
    log_append(&folder, "app.log", "\nnext");
    log_folder_notice(&folder);
    ck_assert(log_folder_take(&folder, &chunk));
    ck_assert_uint_eq(chunk.start.offset, 4);
    ck_assert_uint_eq(chunk.start.line, 1);
    log_folder_expect(&folder, "ababababab\n");
}
END_TEST

START_TEST(deleted_file_with_unread_bytes_is_read)
{
    start_with_line();
    log_append(&folder, "app.log", "two\n");
    log_remove(&folder, "app.log");
    log_write(&folder, "app.log", "one\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "two\none\n");
}
END_TEST

START_TEST(file_moved_over_the_log_replaces_it)
{
    start_with_line();
    log_append(&folder, "app.log", "two\n");
    log_write(&folder, "fresh", "three\n");
    log_rename(&folder, "fresh", "app.log");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "two\nthree\n");
}
END_TEST

START_TEST(truncation_begins_a_new_incarnation)
{
    struct source_counts counts = {0};

    start_with_line();
    log_copy(&folder, "app.log", "app.log.1");
    log_truncate(&folder, "app.log", 0);
    log_folder_drain(&folder);
    log_folder_expect_events(&folder, "found app.log\n");
    log_append(&folder, "app.log", "2\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "2\n");
    log_folder_expect_events(&folder, "");
    counts = source_set_counts(folder.set);
    ck_assert_uint_eq(counts.truncations, 1);
    ck_assert_uint_eq(counts.gaps, 0);
    log_folder_store(&folder);
    ck_assert_uint_eq(table_count(folder.state), 1);
}
END_TEST

START_TEST(regrowth_past_the_old_position_is_noticed)
{
    start_with_line();
    log_write(&folder, "app.log", "other\nlines\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "other\nlines\n");
    log_folder_expect_events(&folder, "found app.log\n");
}
END_TEST

START_TEST(regrowth_to_the_same_size_is_noticed)
{
    start_with_line();
    log_write(&folder, "app.log", "two\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "two\n");
}
END_TEST

START_TEST(bytes_cut_off_before_they_were_read_are_a_gap)
{
    start_with_line();
    log_append(&folder, "app.log", "lost\n");
    log_folder_notice(&folder);
    log_truncate(&folder, "app.log", 0);
    log_append(&folder, "app.log", "new\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "new\n");
    log_folder_expect_events(&folder, "gap app.log\nfound app.log\n");
    ck_assert_uint_eq(folder.lost, 5);
}
END_TEST

START_TEST(lost_half_line_is_a_gap)
{
    start_with_line();
    log_append(&folder, "app.log", "half");
    log_folder_drain(&folder);
    log_write(&folder, "app.log", "whole new line\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "whole new line\n");
    ck_assert_uint_eq(folder.lost, 4);
}
END_TEST

START_TEST(writer_that_does_not_append_leaves_nuls_which_are_passed_over)
{
    char path[PATH_MAX] = {0};
    int writer = -1;

    log_write(&folder, "app.log", "");
    writer = open(log_folder_path(&folder, "app.log", path), O_WRONLY);
    log_folder_start(&folder, false);
    for (size_t i = 0; i < 3000; i++)
        ck_assert_int_eq(write(writer, "filling\n", 8), 8);
    log_folder_drain(&folder);
    buffer_clear(&folder.text);
    log_truncate(&folder, "app.log", 0);
    ck_assert_int_eq(write(writer, "after\n", 6), 6);
    close(writer);
    log_folder_drain(&folder);
    log_folder_expect(&folder, "after\n");
    ck_assert_uint_eq(source_set_counts(folder.set).nul_bytes, 24000);
    ck_assert_uint_eq(source_set_counts(folder.set).truncations, 1);
}
END_TEST

START_TEST(switched_link_is_a_rotation)
{
    log_write(&folder, "first", "one\n");
    log_write(&folder, "second", "two\n");
    log_link(&folder, "first", "app.log");
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    log_append(&folder, "first", "more\n");
    log_remove(&folder, "app.log");
    log_link(&folder, "second", "app.log");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\nmore\ntwo\n");
    log_folder_expect_events(&folder, "found app.log\nrenamed app.log\nfound app.log\n");
}
END_TEST

START_TEST(glob_that_names_rotated_files_keeps_one_incarnation)
{
    folder.globs[0] = "app.log*";
    start_with_line();
    for (char number = '1'; number <= '3'; number++) {
        log_append(&folder, "app.log", "x\n");
        if (number > '1')
            log_rename(&folder, "app.log.1", "app.log.2");
        log_rename(&folder, "app.log", "app.log.1");
        log_append(&folder, "app.log", "y\n");
        log_folder_drain(&folder);
        log_folder_expect(&folder, "x\ny\n");
    }
    log_append(&folder, "app.log.2", "late\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "late\n");
}
END_TEST

START_TEST(compressed_files_are_no_logs)
{
    folder.globs[0] = "app.log*";
    start_with_line();
    log_rename(&folder, "app.log", "app.log.1");
    log_append(&folder, "app.log", "y\n");
    log_append(&folder, "app.log.1.gz", "\x1f\x8b packed\n");
    log_remove(&folder, "app.log.1");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "y\n");
    source_set_rescan(folder.set, folder.now);
    log_folder_stop(&folder);
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    log_folder_expect(&folder, "");
}
END_TEST

START_TEST(closed_file_is_found_under_its_new_name)
{
    folder.globs[0] = "*.log";
    folder.most_descriptors = 1;
    start_with_line();
    log_append(&folder, "other.log", "-\n");
    log_folder_drain(&folder);
    log_append(&folder, "app.log", "two\n");
    log_rename(&folder, "app.log", "app.old");
    log_append(&folder, "app.log", "three\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "-\ntwo\nthree\n");
}
END_TEST

START_TEST(many_closed_files_are_rotated_at_once)
{
    enum { COUNT = 300 };
    char name[32] = "";
    char kept[32] = "";

    folder.globs[0] = "*.log";
    folder.most_descriptors = 1;
    for (unsigned i = 0; i < COUNT; i++) {
        (void)snprintf(name, sizeof name, "%u.log", i);
        log_append(&folder, name, "one\n");
    }
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    ck_assert_uint_eq(folder.text.length, COUNT * strlen("one\n"));
    for (unsigned i = 0; i < COUNT; i++) {
        (void)snprintf(name, sizeof name, "%u.log", i);
        (void)snprintf(kept, sizeof kept, "%u.log.1", i);
        log_append(&folder, name, "two\n");
        log_rename(&folder, name, kept);
        log_append(&folder, name, "three\n");
    }
    log_folder_drain(&folder);
    ck_assert_uint_eq(folder.text.length, COUNT * strlen("one\ntwo\nthree\n"));
    ck_assert_uint_eq(source_set_counts(folder.set).gaps, 0);
    ck_assert_uint_eq(source_set_counts(folder.set).files, 2 * COUNT);
}
END_TEST

/* As when there are no descriptors left, for a moment. */
static void rotate_what_cannot_be_opened(unsigned times)
{
    folder.globs[0] = "*.log";
    folder.most_descriptors = 1;
    start_with_line();
    log_append(&folder, "other.log", "-\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "-\n");
    buffer_clear(&folder.events);
    log_append(&folder, "app.log", "two\n");
    log_rename(&folder, "app.log", "app.old");
    fault_arm("opener.open", 0, times);
    log_folder_drain(&folder);
    log_folder_expect(&folder, "");
}

START_TEST(closed_file_that_cannot_be_opened_is_tried_again)
{
    rotate_what_cannot_be_opened(2);
    source_set_rescan(folder.set, folder.now + MINUTE - 1);
    log_folder_drain(&folder);
    log_folder_expect(&folder, "two\n");
    log_folder_expect_events(&folder, "unreadable app.log\nrenamed app.log\nreadable app.log\n");
}
END_TEST

START_TEST(closed_file_that_moves_on_is_found_again)
{
    rotate_what_cannot_be_opened(2);
    log_rename(&folder, "app.old", "app.older");
    source_set_rescan(folder.set, folder.now + MINUTE - 1);
    log_folder_drain(&folder);
    log_folder_expect(&folder, "two\n");
}
END_TEST

START_TEST(closed_file_that_cannot_be_opened_is_a_gap_in_the_end)
{
    rotate_what_cannot_be_opened(1000);
    folder.now += MINUTE;
    source_set_rescan(folder.set, folder.now);
    log_folder_drain(&folder);
    log_folder_expect(&folder, "");
    log_folder_expect_events(
        &folder, "unreadable app.log\nrenamed app.log\ngap app.log\nfinished app.log\n");
}
END_TEST

START_TEST(closed_and_deleted_file_is_a_gap)
{
    folder.globs[0] = "*.log";
    folder.most_descriptors = 1;
    start_with_line();
    log_append(&folder, "other.log", "-\n");
    log_folder_drain(&folder);
    log_append(&folder, "app.log", "two\n");
    log_folder_expect_events(&folder, "found other.log\n");
    log_remove(&folder, "app.log");
    log_append(&folder, "app.log", "three\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "-\nthree\n");
    log_folder_expect_events(&folder, "gap app.log\nfinished app.log\nfound app.log\n");
}
END_TEST

/* No notice has come yet when the file is to be read. */
START_TEST(file_deleted_before_it_was_opened_is_a_gap)
{
    struct chunk chunk = {0};

    folder.globs[0] = "*.log";
    folder.most_descriptors = 1;
    log_write(&folder, "app.log", "one\n");
    log_write(&folder, "other.log", "-\n");
    log_folder_start(&folder, false);
    log_remove(&folder, "app.log");
    while (log_folder_take(&folder, &chunk))
        continue;
    log_folder_expect(&folder, "-\n");
    log_folder_expect_events(&folder, "found app.log\nfound other.log\n"
                                      "gap app.log\nfinished app.log\n");
    ck_assert_uint_eq(folder.lost, 4);
}
END_TEST

static Suite *rotation_suite(void)
{
    Suite *suite = suite_create("rotation");
    TCase *names = tcase_create("names");
    TCase *bytes = tcase_create("bytes");

    tcase_add_checked_fixture(names, set_up, tear_down);
    tcase_add_test(names, old_file_is_read_to_its_end_before_the_new_one);
    tcase_add_test(names, rename_alone_is_followed_until_the_new_file_appears);
    tcase_add_test(names, renamed_file_is_finished_after_linger);
    tcase_add_test(names, last_line_without_newline_is_marked_final);
    tcase_add_test(names, deleted_file_with_unread_bytes_is_read);
    tcase_add_test(names, file_moved_over_the_log_replaces_it);
    tcase_add_test(names, switched_link_is_a_rotation);
    tcase_add_test(names, glob_that_names_rotated_files_keeps_one_incarnation);
    tcase_add_test(names, compressed_files_are_no_logs);
    tcase_add_test(names, closed_file_is_found_under_its_new_name);
    tcase_add_test(names, many_closed_files_are_rotated_at_once);
    tcase_add_test(names, closed_file_that_cannot_be_opened_is_tried_again);
    tcase_add_test(names, closed_file_that_moves_on_is_found_again);
    tcase_add_test(names, closed_file_that_cannot_be_opened_is_a_gap_in_the_end);
    tcase_add_test(names, closed_and_deleted_file_is_a_gap);
    tcase_add_test(names, file_deleted_before_it_was_opened_is_a_gap);
    suite_add_tcase(suite, names);

    tcase_add_checked_fixture(bytes, set_up, tear_down);
    tcase_add_test(bytes, half_line_waits_for_its_newline);
    tcase_add_test(bytes, truncation_begins_a_new_incarnation);
    tcase_add_test(bytes, regrowth_past_the_old_position_is_noticed);
    tcase_add_test(bytes, regrowth_to_the_same_size_is_noticed);
    tcase_add_test(bytes, bytes_cut_off_before_they_were_read_are_a_gap);
    tcase_add_test(bytes, lost_half_line_is_a_gap);
    tcase_add_test(bytes, writer_that_does_not_append_leaves_nuls_which_are_passed_over);
    suite_add_tcase(suite, bytes);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(rotation_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
