#include "source/resumption.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
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

/* One line evaluated and stored; nobody watches. */
static void stop_after_line(void)
{
    log_append(&folder, "app.log", "one\n");
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    log_folder_stop(&folder);
    log_folder_expect(&folder, "one\n");
    log_folder_expect_events(&folder, "found app.log\n");
}

static void start_and_drain(void)
{
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
}

START_TEST(goes_on_where_it_was)
{
    struct chunk chunk = {0};

    stop_after_line();
    log_append(&folder, "app.log", "two\n");
    log_folder_start(&folder, false);
    ck_assert(log_folder_take(&folder, &chunk));
    ck_assert_uint_eq(chunk.start.offset, 4);
    ck_assert_uint_eq(chunk.start.line, 1);
    log_folder_expect(&folder, "two\n");
    log_folder_expect_events(&folder, "");
}
END_TEST

START_TEST(what_was_not_stored_is_read_again)
{
    stop_after_line();
    log_append(&folder, "app.log", "two\n");
    start_and_drain();
    log_folder_kill(&folder);
    start_and_drain();
    log_folder_expect(&folder, "two\ntwo\n");
}
END_TEST

START_TEST(incarnation_stays_the_same)
{
    char before[IDENTIFIER_TEXT_SIZE] = {0};
    struct chunk chunk = {0};

    log_append(&folder, "app.log", "one\n");
    log_folder_start(&folder, false);
    ck_assert(log_folder_take(&folder, &chunk));
    (void)identifier_write(chunk.start.incarnation, before);
    log_folder_stop(&folder);
    log_append(&folder, "app.log", "two\n");
    log_folder_start(&folder, false);
    ck_assert(log_folder_take(&folder, &chunk));
    ck_assert_str_eq(identifier_write(chunk.start.incarnation, (char[IDENTIFIER_TEXT_SIZE]){0}),
                     before);
}
END_TEST

START_TEST(renamed_file_is_read_to_its_end_first)
{
    folder.from_beginning = false;
    folder.globs[0] = "app.log";
    log_append(&folder, "app.log", "");
    log_folder_start(&folder, false);
    log_append(&folder, "app.log", "one\n");
    log_folder_drain(&folder);
    log_folder_stop(&folder);
    log_append(&folder, "app.log", "two\n");
    log_rename(&folder, "app.log", "app.log.1");
    log_append(&folder, "app.log", "three\n");
    start_and_drain();
    log_folder_expect(&folder, "one\ntwo\nthree\n");
    log_folder_expect_events(&folder, "found app.log\nrenamed app.log\nfound app.log\n");
}
END_TEST

START_TEST(generations_in_between_are_read_in_order)
{
    stop_after_line();
    folder.from_beginning = false;
    log_append(&folder, "app.log", "two\n");
    log_rename(&folder, "app.log", "app.log.3");
    log_append(&folder, "app.log.2", "three\n");
    log_append(&folder, "app.log.1", "four\n");
    log_append(&folder, "app.log", "five\n");
    log_append(&folder, "app.log.9.gz", "compressed\n");
    log_append(&folder, "app.log.err", "another log\n");
    start_and_drain();
    ck_assert_uint_eq(folder.text.length, strlen("two\nthree\nfour\nfive\n"));
    ck_assert(text_starts_with(buffer_text(&folder.text), TEXT("two\n")));
    ck_assert(text_ends_with(buffer_text(&folder.text), TEXT("five\n")));
}
END_TEST

START_TEST(rotated_files_of_the_glob_are_not_read_twice)
{
    folder.globs[0] = "app.log*";
    stop_after_line();
    log_append(&folder, "app.log", "two\n");
    log_rename(&folder, "app.log", "app.log.1");
    log_append(&folder, "app.log", "three\n");
    start_and_drain();
    log_folder_expect(&folder, "two\nthree\n");
    ck_assert_uint_eq(source_set_counts(folder.set).files, 2);
}
END_TEST

START_TEST(vanished_file_is_a_gap_and_forgotten)
{
    stop_after_line();
    log_remove(&folder, "app.log");
    start_and_drain();
    log_folder_expect_events(&folder, "gap app.log\n");
    log_folder_stop(&folder);
    ck_assert_uint_eq(table_count(folder.state), 0);
    start_and_drain();
    log_folder_expect_events(&folder, "");
}
END_TEST

/* Follows from before a rotation to behind it. */
static void rotate_while_running(void)
{
    log_append(&folder, "app.log", "one\n");
    start_and_drain();
    log_rename(&folder, "app.log", "app.log.1");
    log_append(&folder, "app.log", "two\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\ntwo\n");
    buffer_clear(&folder.events);
}

START_TEST(removed_file_that_was_read_is_no_gap)
{
    log_append(&folder, "app.log", "one\n");
    start_and_drain();
    log_remove(&folder, "app.log");
    log_append(&folder, "app.log", "two\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\ntwo\n");
    buffer_clear(&folder.events);
    log_folder_stop(&folder);
    start_and_drain();
    log_folder_expect_events(&folder, "");
    log_folder_stop(&folder);
    ck_assert_uint_eq(table_count(folder.state), 1);
}
END_TEST

START_TEST(rotated_file_that_was_read_and_compressed_is_no_gap)
{
    rotate_while_running();
    log_rename(&folder, "app.log.1", "app.log.1.gz");
    log_remove(&folder, "app.log.1.gz");
    log_append(&folder, "app.log.1.gz", "compressed\n");
    log_folder_drain(&folder);
    log_folder_stop(&folder);
    start_and_drain();
    log_folder_expect(&folder, "");
    log_folder_expect_events(&folder, "");
}
END_TEST

START_TEST(rotated_file_compressed_while_stopped_is_no_gap)
{
    rotate_while_running();
    log_folder_stop(&folder);
    log_remove(&folder, "app.log.1");
    start_and_drain();
    log_folder_expect_events(&folder, "");
}
END_TEST

START_TEST(rotated_file_with_unread_text_is_a_gap)
{
    rotate_while_running();
    log_append(&folder, "app.log.1", "half a line");
    log_folder_drain(&folder);
    log_folder_stop(&folder);
    log_remove(&folder, "app.log.1");
    start_and_drain();
    log_folder_expect_events(&folder, "gap app.log\n");
}
END_TEST

START_TEST(rotated_file_that_grew_unread_is_a_gap)
{
    rotate_while_running();
    log_append(&folder, "app.log.1", "three\n");
    log_folder_notice(&folder);
    log_folder_stop(&folder);
    log_remove(&folder, "app.log.1");
    start_and_drain();
    log_folder_expect_events(&folder, "gap app.log\n");
}
END_TEST

START_TEST(rotated_file_that_is_there_is_read_on_and_told_no_more)
{
    rotate_while_running();
    log_folder_stop(&folder);
    log_append(&folder, "app.log.1", "three\n");
    start_and_drain();
    log_folder_expect(&folder, "three\n");
    log_folder_expect_events(&folder, "");
    ck_assert_uint_eq(source_set_counts(folder.set).rotations, 0);
}
END_TEST

START_TEST(former_target_of_a_link_is_no_gap)
{
    char old_target[PATH_MAX] = {0};
    char new_target[PATH_MAX] = {0};

    log_make_folder(&folder, "old");
    log_make_folder(&folder, "new");
    log_append(&folder, "old/app.log", "one\n");
    log_append(&folder, "new/app.log", "two\n");
    log_link(&folder, log_folder_path(&folder, "old/app.log", old_target), "app.log");
    start_and_drain();
    log_remove(&folder, "app.log");
    log_link(&folder, log_folder_path(&folder, "new/app.log", new_target), "app.log");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\ntwo\n");
    buffer_clear(&folder.events);
    log_folder_stop(&folder);
    start_and_drain();
    log_folder_expect_events(&folder, "");
}
END_TEST

START_TEST(successor_of_a_vanished_file_is_read_whole)
{
    folder.from_beginning = false;
    log_append(&folder, "app.log", "old\n");
    log_folder_start(&folder, false);
    log_folder_stop(&folder);
    log_append(&folder, "fresh", "new\n");
    log_rename(&folder, "fresh", "app.log");
    start_and_drain();
    log_folder_expect(&folder, "new\n");
}
END_TEST

START_TEST(same_inode_with_other_bytes_is_read_whole)
{
    stop_after_line();
    log_write(&folder, "app.log", "two\nthree\n");
    start_and_drain();
    log_folder_expect(&folder, "two\nthree\n");
    log_folder_expect_events(&folder, "gap app.log\nfound app.log\n");
}
END_TEST

START_TEST(cut_file_is_read_whole)
{
    stop_after_line();
    log_write(&folder, "app.log", "2\n");
    start_and_drain();
    log_folder_expect(&folder, "2\n");
    log_folder_expect_events(&folder, "gap app.log\nfound app.log\n");
}
END_TEST

START_TEST(after_a_crash_a_file_without_its_head_is_read_whole)
{
    log_append(&folder, "app.log", "one\ntwo\nthree\n");
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    log_folder_stop(&folder);
    buffer_clear(&folder.events);
    log_truncate(&folder, "app.log", 4);
    log_folder_start(&folder, true);
    log_folder_drain(&folder);
    /* Of the head of 14 bytes too little is left: nobody can tell. */
    log_folder_expect_events(&folder, "gap app.log\nfound app.log\n");
}
END_TEST

START_TEST(after_a_crash_the_same_head_is_enough)
{
    struct buffer lines = {0};

    for (unsigned i = 0; i < 100; i++)
        buffer_printf(&lines, "line %u\n", i);
    log_append(&folder, "app.log", buffer_string(&lines));
    buffer_finish(&lines);
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    log_folder_stop(&folder);
    buffer_clear(&folder.text);
    buffer_clear(&folder.events);
    log_truncate(&folder, "app.log", 500);
    log_folder_start(&folder, true);
    log_append(&folder, "app.log", "after\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "after\n");
    log_folder_expect_events(&folder, "gap app.log\n");
    log_folder_stop(&folder);
    log_append(&folder, "app.log", "more\n");
    start_and_drain();
    log_folder_expect(&folder, "more\n");
}
END_TEST

START_TEST(half_a_long_line_goes_on_inside)
{
    enum { LONG = 3 << 20 };
    char *line = mem_zero(LONG);
    struct chunk chunk = {0};
    uint64_t start = 0;

    memset(line, 'a', LONG - 1);
    line[LONG - 1] = '\n';
    log_append(&folder, "app.log", "one\n");
    log_append_bytes(&folder, "app.log", line, LONG);
    mem_free(line);
    log_folder_start(&folder, false);
    for (unsigned i = 0; i < 3; i++)
        ck_assert(log_folder_take(&folder, &chunk));
    start = chunk.start.offset + chunk.length - chunk.overlap;
    log_folder_stop(&folder);
    log_folder_start(&folder, false);
    ck_assert(log_folder_take(&folder, &chunk));
    ck_assert_uint_eq(chunk.start.offset, start);
    ck_assert_uint_eq(chunk.start.line_start, 4);
    ck_assert_uint_eq(chunk.start.line, 1);
    ck_assert_uint_eq(chunk.overlap, WINDOW_OVERLAP);
    log_folder_drain(&folder);
    ck_assert_uint_eq(folder.text.length, LONG + 4);
}
END_TEST

START_TEST(senseless_bytes_are_refused)
{
    struct error err = {0};

    log_folder_start(&folder, false);
    ck_assert(!source_set_restore(folder.set, TEXT("no identifier"), TEXT("1 2 3"), &err));
    ck_assert(!source_set_restore(folder.set, TEXT("00112233445566778899aabbccddeeff"),
                                  TEXT("1 2 3"), &err));
    ck_assert_uint_gt(strlen(err.text), 0);
}
END_TEST

static Suite *resumption_suite(void)
{
    Suite *suite = suite_create("resumption");
    TCase *tests = tcase_create("resumption");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, goes_on_where_it_was);
    tcase_add_test(tests, what_was_not_stored_is_read_again);
    tcase_add_test(tests, incarnation_stays_the_same);
    tcase_add_test(tests, renamed_file_is_read_to_its_end_first);
    tcase_add_test(tests, generations_in_between_are_read_in_order);
    tcase_add_test(tests, rotated_files_of_the_glob_are_not_read_twice);
    tcase_add_test(tests, vanished_file_is_a_gap_and_forgotten);
    tcase_add_test(tests, removed_file_that_was_read_is_no_gap);
    tcase_add_test(tests, rotated_file_that_was_read_and_compressed_is_no_gap);
    tcase_add_test(tests, rotated_file_compressed_while_stopped_is_no_gap);
    tcase_add_test(tests, rotated_file_with_unread_text_is_a_gap);
    tcase_add_test(tests, rotated_file_that_grew_unread_is_a_gap);
    tcase_add_test(tests, rotated_file_that_is_there_is_read_on_and_told_no_more);
    tcase_add_test(tests, former_target_of_a_link_is_no_gap);
    tcase_add_test(tests, successor_of_a_vanished_file_is_read_whole);
    tcase_add_test(tests, same_inode_with_other_bytes_is_read_whole);
    tcase_add_test(tests, cut_file_is_read_whole);
    tcase_add_test(tests, after_a_crash_a_file_without_its_head_is_read_whole);
    tcase_add_test(tests, after_a_crash_the_same_head_is_enough);
    tcase_add_test(tests, half_a_long_line_goes_on_inside);
    tcase_add_test(tests, senseless_bytes_are_refused);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(resumption_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
