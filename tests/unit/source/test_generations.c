#include "source/generations.h"

#include <check.h>
#include <stdlib.h>

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

static const char *const rotated[] = {"app.log.1",          "app.log.12",       "app.log-20261103",
                                      "app.log_2026-11-03", "app-20261103.log", "app.1.log",
                                      "app.log.old"};

START_TEST(rotated_names)
{
    ck_assert(generations_is_rotated_name("app.log", rotated[_i]));
}
END_TEST

static const char *const others[] = {
    "app.log",       "app.log.gz",  "app.log.1.gz", "app.log.2.zst", "app.log.err", "app2.log",
    "app-admin.log", "app.log.",    "other.log.1",  "app.log1",      "app",         "",
    "app-20261103",  "app.1.log.xz"};

START_TEST(other_names)
{
    ck_assert_msg(!generations_is_rotated_name("app.log", others[_i]), "%s", others[_i]);
}
END_TEST

START_TEST(names_without_extension)
{
    ck_assert(generations_is_rotated_name("syslog", "syslog.1"));
    ck_assert(!generations_is_rotated_name("syslog", "syslog"));
    ck_assert(!generations_is_rotated_name(".log", "-1.log"));
}
END_TEST

START_TEST(rotations_nobody_noticed_are_read)
{
    log_append(&folder, "app.log", "one\n");
    log_folder_start(&folder, false);
    log_rename(&folder, "app.log", "app.log.4");
    log_append(&folder, "app.log.3", "two\n");
    log_append(&folder, "app.log", "five\n");
    log_append(&folder, "app.log.4.gz", "no\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\ntwo\nfive\n");
    ck_assert_uint_eq(source_set_counts(folder.set).gaps, 0);
}
END_TEST

/* Until a new file is born later than name: births tick every few milliseconds. */
static void await_later_birth(const char *name)
{
    struct error err = {0};
    struct opener *opener = opener_create(&err);
    struct file_facts first = {0};
    struct file_facts second = {0};
    char path[PATH_MAX] = {0};

    ck_assert_ptr_nonnull(opener);
    log_folder_path(&folder, name, path);
    ck_assert_int_eq(opener_look_path(opener, path, &first), LOOK_FILE);
    log_folder_path(&folder, "tick", path);
    do {
        log_append(&folder, "tick", "");
        ck_assert_int_eq(opener_look_path(opener, path, &second), LOOK_FILE);
        log_remove(&folder, "tick");
    } while (second.born <= first.born);
    opener_destroy(opener);
}

START_TEST(older_files_are_left_alone)
{
    log_append(&folder, "app.log.1", "old\n");
    await_later_birth("app.log.1");
    log_append(&folder, "app.log", "one\n");
    log_folder_start(&folder, false);
    log_folder_drain(&folder);
    log_rename(&folder, "app.log.1", "app.log.2");
    log_rename(&folder, "app.log", "app.log.1");
    log_append(&folder, "app.log", "two\n");
    log_folder_drain(&folder);
    log_folder_expect(&folder, "one\ntwo\n");
}
END_TEST

static Suite *generations_suite(void)
{
    Suite *suite = suite_create("generations");
    TCase *tests = tcase_create("generations");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, rotated_names, 0, sizeof rotated / sizeof *rotated);
    tcase_add_loop_test(tests, other_names, 0, sizeof others / sizeof *others);
    tcase_add_test(tests, names_without_extension);
    tcase_add_test(tests, rotations_nobody_noticed_are_read);
    tcase_add_test(tests, older_files_are_left_alone);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(generations_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
