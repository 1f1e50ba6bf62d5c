#include "source/file_book.h"

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

START_TEST(file_there_was_no_room_for_keeps_its_position)
{
    folder.globs[0] = "*.log";
    log_append(&folder, "a.log", "a\n");
    log_append(&folder, "b.log", "b\n");
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    log_folder_expect(&folder, "a\nb\n");
    log_folder_stop(&folder);
    folder.most_files = 1;
    log_folder_start(&folder, false);
    folder.most_files = 2;
    log_append(&folder, "b.log", "more\n");
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    log_folder_expect(&folder, "more\n");
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

static Suite *file_book_suite(void)
{
    Suite *suite = suite_create("file_book");
    TCase *tests = tcase_create("file_book");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, many_files_need_few_descriptors);
    tcase_add_test(tests, too_many_files_are_told_once);
    tcase_add_test(tests, file_there_was_no_room_for_keeps_its_position);
    tcase_add_test(tests, without_watches_a_rescan_finds_what_is_new);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(file_book_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
