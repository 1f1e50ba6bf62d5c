#include "store/backup.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/fault.h"
#include "support/journal_fixture.h"
#include "support/temp_folder.h"

static struct fixture fixture;
static struct path copy;
static struct verify_result result;

static void set_up(void)
{
    fixture_begin(&fixture);
    fixture_open(&fixture);
    for (uint64_t i = 1; i <= 5; i++) {
        fixture_add(&fixture, i);
        fixture_put(&fixture, "where", "there");
        fixture_commit(&fixture, false);
    }
    copy = path_print("%s/copy.db", fixture.root);
}

static void tear_down(void)
{
    fixture_end(&fixture);
}

static bool back_up(void)
{
    fixture.err = (struct error){0};
    return backup_journal(fixture.directory, copy.text, NULL, NULL, &result, &fixture.err);
}

/* Puts the copy in the place of the journal, as the manual says. */
static void put_back(void)
{
    ck_assert_int_eq(remove(fixture_path(&fixture, "journal.db")), 0);
    remove(fixture_path(&fixture, "journal.db-wal"));
    remove(fixture_path(&fixture, "journal.db-shm"));
    ck_assert_int_eq(rename(copy.text, fixture_path(&fixture, "journal.db")), 0);
}

/* The same records and the same state, and numbers that nobody has seen. */
static void check_put_back(bool was_clean)
{
    struct buffer records = {0};
    struct buffer state = {0};
    struct buffer later = {0};
    struct text rest = {0};

    fixture_dump_records(&fixture, &records);
    ck_assert_msg(back_up(), "%s", fixture.err.text);
    ck_assert_uint_eq(result.records, 5);
    fixture_add(&fixture, 6); /* forgotten again */
    fixture_commit(&fixture, false);
    fixture_close(&fixture, was_clean);

    put_back();
    fixture_open(&fixture);
    ck_assert(fixture_dump_state(&fixture, &state));
    ck_assert_msg(strstr(buffer_string(&state), "where=there") != NULL, "%s",
                  buffer_string(&state));
    fixture_add(&fixture, 7);
    fixture_commit(&fixture, false);
    fixture_dump_records(&fixture, &later);
    ck_assert(text_starts_with(buffer_text(&later), buffer_text(&records)));
    rest = text_from(buffer_text(&later), records.length);
    ck_assert_uint_ge(strtoull(rest.data, NULL, 10), BACKUP_LEAP);
    fixture_close(&fixture, true);
    ck_assert(verify_journal(fixture.directory, NULL, NULL, NULL, &result, &fixture.err));
    ck_assert_uint_eq(result.records, 6);
    buffer_finish(&records);
    buffer_finish(&state);
    buffer_finish(&later);
}

START_TEST(is_put_back_after_an_orderly_end)
{
    check_put_back(true);
}
END_TEST

START_TEST(is_put_back_after_a_crash)
{
    check_put_back(false);
}
END_TEST

START_TEST(is_one_file_for_its_owner)
{
    struct stat status = {0};

    ck_assert_msg(back_up(), "%s", fixture.err.text);
    ck_assert_int_eq(stat(copy.text, &status), 0);
    ck_assert_uint_eq(status.st_mode & 07777U, 0600);
    for (size_t i = 0; i < 4; i++) {
        static const char *const endings[] = {"-wal", "-shm", "-journal", ".partial"};

        ck_assert_int_ne(access(path_print("%s%s", copy.text, endings[i]).text, F_OK), 0);
    }
}
END_TEST

/* As on NFS. */
START_TEST(is_made_where_a_name_cannot_be_taken_by_renaming)
{
    fault_arm("backup.rename", 0, 2);
    ck_assert_msg(back_up(), "%s", fixture.err.text);
    ck_assert(verify_file(copy.text, NULL, NULL, NULL, &result, &fixture.err));
    ck_assert_int_ne(access(path_print("%s.partial", copy.text).text, F_OK), 0);
    fault_disarm();
}
END_TEST

START_TEST(overwrites_nothing)
{
    ck_assert_msg(back_up(), "%s", fixture.err.text);
    ck_assert(!back_up());
    ck_assert_msg(strstr(fixture.err.text, "is there already") != NULL, "%s", fixture.err.text);
    ck_assert(verify_file(copy.text, NULL, NULL, NULL, &result, &fixture.err));

    ck_assert_int_eq(rename(copy.text, path_print("%s.partial", copy.text).text), 0);
    ck_assert(!back_up());
    ck_assert_msg(strstr(fixture.err.text, "another backup") != NULL, "%s", fixture.err.text);
    ck_assert_int_eq(access(path_print("%s.partial", copy.text).text, F_OK), 0);
}
END_TEST

START_TEST(a_damaged_journal_makes_no_backup)
{
    fixture_close(&fixture, true);
    fixture_tamper(&fixture, "UPDATE journal SET body = '{}' WHERE number = 3");
    ck_assert(!back_up());
    ck_assert(result.is_damaged);
    ck_assert_uint_eq(result.first_bad, 3);
    ck_assert_int_ne(access(copy.text, F_OK), 0);
    ck_assert_int_ne(access(path_print("%s.partial", copy.text).text, F_OK), 0);
}
END_TEST

START_TEST(tells_what_is_not_there)
{
    ck_assert(!backup_journal("/nonexistent", copy.text, NULL, NULL, &result, &fixture.err));
    ck_assert_int_ne(access(path_print("%s.partial", copy.text).text, F_OK), 0);
    ck_assert(
        !backup_journal(fixture.directory, "/nonexistent/copy", NULL, NULL, &result, &fixture.err));
    ck_assert_msg(strstr(fixture.err.text, "/nonexistent/copy") != NULL, "%s", fixture.err.text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("backup");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, is_put_back_after_an_orderly_end);
    tcase_add_test(tests, is_put_back_after_a_crash);
    tcase_add_test(tests, is_one_file_for_its_owner);
    tcase_add_test(tests, is_made_where_a_name_cannot_be_taken_by_renaming);
    tcase_add_test(tests, overwrites_nothing);
    tcase_add_test(tests, a_damaged_journal_makes_no_backup);
    tcase_add_test(tests, tells_what_is_not_there);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
