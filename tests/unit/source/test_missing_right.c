#include "source/missing_right.h"

#include <check.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/log_folder.h"

enum { ROOT = 0, ADM = 4, NOBODY = 65534 };

static struct log_folder folder;

static void set_up(void)
{
    log_folder_init(&folder);
}

static void tear_down(void)
{
    log_folder_finish(&folder);
}

/* Runs as nobody where the tests run as root, whom no mode keeps out.  A mode of 0 keeps
 * out the owner as well, who runs them elsewhere. */
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
    log_append(&folder, "app.log", "two\n");
    log_mode(&folder, "app.log", 0);
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
    log_mode(&folder, "logs", 0);
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
    log_append(&folder, "logs/app.log", "two\n");
    log_mode(&folder, "logs", 0);
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

/* What is said of app.log, with that mode and group, to nobody in own_group. */
static const char *mend_of(unsigned mode, gid_t file_group, gid_t own_group, struct error *err)
{
    char path[PATH_MAX] = {0};
    const char *mend = NULL;

    log_append(&folder, "app.log", "one\n");
    log_mode(&folder, "app.log", mode);
    (void)log_folder_path(&folder, "app.log", path);
    ck_assert_int_eq(chown(path, ROOT, file_group), 0);
    ck_assert_int_eq(setgroups(0, NULL), 0);
    ck_assert_int_eq(setegid(own_group), 0);
    become_nobody();
    ck_assert(!missing_right_check(path, R_OK, err));
    become_root();
    ck_assert_int_eq(setegid(ROOT), 0);
    mend = strstr(err->text, "; mend: ");
    ck_assert_msg(mend != NULL, "%s", err->text);
    return mend;
}

/* mend_of, for every kind of group.  contains NULL: nothing but setfacl. */
static const struct mend_case {
    unsigned mode;
    gid_t file_group;
    gid_t own_group;
    const char *contains;
} mend_cases[] = {
    {0640, ROOT, ADM, "mend: chgrp adm /"},
    {0600, ROOT, ADM, " && chmod g+r /"},
    {0640, ROOT, NOBODY, NULL},
    {0600, ROOT, NOBODY, NULL},
    {0640, ADM, NOBODY, "add the user to group adm, or setfacl"},
    {0600, ADM, ADM, "mend: chmod g+r /"},
};

START_TEST(mend_gives_no_more_than_the_right_to_read)
{
    const struct mend_case *given = &mend_cases[_i];
    struct error err = {0};
    const char *mend = NULL;

    if (geteuid() != 0)
        return;
    mend = mend_of(given->mode, given->file_group, given->own_group, &err);
    ck_assert_msg(!strstr(mend, "group root") && !strstr(mend, "nogroup"), "%s", mend);
    if (given->contains)
        ck_assert_msg(strstr(mend, given->contains) != NULL, "%s", mend);
    else
        ck_assert_msg(strncmp(mend, "; mend: setfacl -m u:", 21) == 0, "%s", mend);
}
END_TEST

static Suite *missing_right_suite(void)
{
    Suite *suite = suite_create("missing_right");
    TCase *tests = tcase_create("missing_right");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, file_without_rights_is_reported_once_and_heals);
    tcase_add_test(tests, rights_lost_while_reading_are_reported);
    tcase_add_test(tests, folder_without_rights_is_reported_once_and_heals);
    tcase_add_test(tests, folder_closed_while_running_loses_nothing);
    tcase_add_loop_test(tests, mend_gives_no_more_than_the_right_to_read, 0,
                        sizeof mend_cases / sizeof *mend_cases);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(missing_right_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
