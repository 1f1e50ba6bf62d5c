#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/numbering.h"
#include "store/verify.h"
#include "support/journal_fixture.h"

static struct fixture fixture;

static void set_up(void)
{
    fixture_begin(&fixture);
}

static void tear_down(void)
{
    fixture_end(&fixture);
}

static struct journal_range range(void)
{
    struct journal_reader reader = journal_reader(fixture.journal);

    return reader.range(reader.cookie);
}

/* What a visit saw, and when it is to stop. */
struct seen {
    size_t count;
    size_t stop_after;
    uint64_t numbers[16];
    char evidence[64];
    char body[64];
};

static bool see(const struct journal_record *record, void *cookie)
{
    struct seen *seen = cookie;

    ck_assert_uint_lt(seen->count, sizeof seen->numbers / sizeof *seen->numbers);
    seen->numbers[seen->count++] = record->number;
    snprintf(seen->evidence, sizeof seen->evidence, "%.*s", TEXT_ARGS(record->evidence));
    snprintf(seen->body, sizeof seen->body, "%.*s", TEXT_ARGS(record->body));
    return seen->count != seen->stop_after;
}

START_TEST(a_new_journal_is_empty_and_clean)
{
    struct seen seen = {0};
    struct journal_reader reader = {0};

    fixture_open(&fixture);
    reader = journal_reader(fixture.journal);
    ck_assert(!journal_was_unclean(fixture.journal));
    ck_assert(!journal_was_reboot(fixture.journal));
    ck_assert_uint_eq(range().oldest, 0);
    ck_assert_uint_eq(range().newest, 0);
    ck_assert(reader.read(reader.cookie, 0, 10, see, &seen, &fixture.err));
    ck_assert_uint_eq(seen.count, 0);
    ck_assert(!identifier_is_none(reader.instance(reader.cookie)));
    ck_assert(!journal_find_alert(fixture.journal, fixture_alert(1), see, &seen));
}
END_TEST

START_TEST(records_are_numbered_from_one_and_read_back)
{
    struct seen seen = {0};
    struct journal_reader reader = {0};

    fixture_open(&fixture);
    reader = journal_reader(fixture.journal);
    for (uint64_t i = 1; i <= 5; i++)
        fixture_add(&fixture, i);
    ck_assert_uint_eq(journal_batch_records(fixture.batch), 5);
    ck_assert_uint_gt(journal_batch_bytes(fixture.batch), 5 * 20);
    fixture_commit(&fixture, false);
    ck_assert_uint_eq(journal_batch_records(fixture.batch), 0);
    ck_assert_uint_eq(journal_batch_bytes(fixture.batch), 0);
    ck_assert_uint_eq(range().oldest, 1);
    ck_assert_uint_eq(range().newest, 5);

    ck_assert(reader.read(reader.cookie, 2, 2, see, &seen, &fixture.err));
    ck_assert_uint_eq(seen.count, 2);
    ck_assert_uint_eq(seen.numbers[0], 3);
    ck_assert_uint_eq(seen.numbers[1], 4);
    ck_assert_str_eq(seen.body, "{\"type\":\"test\",\"n\":4}");
    ck_assert_str_eq(seen.evidence, "");

    seen = (struct seen){.stop_after = 3};
    ck_assert(reader.read(reader.cookie, 0, 10, see, &seen, &fixture.err));
    ck_assert_uint_eq(seen.count, 3);

    seen = (struct seen){0};
    ck_assert(reader.read(reader.cookie, UINT64_MAX, SIZE_MAX, see, &seen, &fixture.err));
    ck_assert_uint_eq(seen.count, 0);
}
END_TEST

START_TEST(an_empty_batch_commits_nothing)
{
    fixture_open(&fixture);
    fixture_commit(&fixture, false);
    fixture_commit(&fixture, true);
    ck_assert_uint_eq(journal_counts(fixture.journal).commits, 0);
}
END_TEST

START_TEST(a_durable_commit_waits_for_what_came_before)
{
    fixture_open(&fixture);
    fixture_add(&fixture, 1);
    fixture_commit(&fixture, false);
    fixture_commit(&fixture, true);
    ck_assert_uint_eq(journal_counts(fixture.journal).commits, 2);
    fixture_commit(&fixture, true);
    ck_assert_uint_eq(journal_counts(fixture.journal).commits, 2);
    ck_assert_uint_eq(journal_counts(fixture.journal).records, 1);
    ck_assert_uint_gt(journal_counts(fixture.journal).bytes, 4096);
}
END_TEST

START_TEST(any_bytes_come_back_as_they_were)
{
    static const char odd[] = "a\0b\xff\xfe'\"\n";
    struct journal_record record = {
        .kind = JOURNAL_HEALTH,
        .at = INT64_MIN,
        .body = {odd, sizeof odd - 1},
    };
    struct buffer lines = {0};

    fixture_open(&fixture);
    journal_batch_add(fixture.batch, &record);
    record = (struct journal_record){.kind = JOURNAL_GAP, .at = INT64_MAX};
    journal_batch_add(fixture.batch, &record);
    fixture_commit(&fixture, false);
    fixture_dump_records(&fixture, &lines);
    ck_assert_str_eq(buffer_string(&lines),
                     "1 4 -9223372036854775808 00000000000000000000000000000000 "
                     "a\\x00b\\xff\\xfe'\"\\x0a\n"
                     "2 3 9223372036854775807 00000000000000000000000000000000 \n");
    buffer_finish(&lines);
}
END_TEST

START_TEST(a_clean_end_keeps_counting)
{
    struct identifier instance = {{0}};
    struct journal_reader reader = {0};

    fixture_open(&fixture);
    fixture_add(&fixture, 1);
    fixture_commit(&fixture, false);
    reader = journal_reader(fixture.journal);
    instance = reader.instance(reader.cookie);
    fixture_close(&fixture, true);

    fixture_open(&fixture);
    ck_assert(!journal_was_unclean(fixture.journal));
    fixture_add(&fixture, 2);
    fixture_commit(&fixture, false);
    ck_assert_uint_eq(range().oldest, 1);
    ck_assert_uint_eq(range().newest, 2);
    reader = journal_reader(fixture.journal);
    ck_assert(identifier_equal(instance, reader.instance(reader.cookie)));
}
END_TEST

START_TEST(an_unclean_end_begins_a_new_block)
{
    struct verify_result result = {0};

    fixture_open(&fixture);
    fixture_add(&fixture, 1);
    fixture_commit(&fixture, false);
    for (uint64_t run = 1; run <= 3; run++) {
        fixture_close(&fixture, false);
        fixture_open(&fixture);
        ck_assert(journal_was_unclean(fixture.journal));
        ck_assert(!journal_was_reboot(fixture.journal));
        fixture_add(&fixture, run);
        fixture_commit(&fixture, false);
        ck_assert_uint_eq(range().newest, run * NUMBERING_BLOCK);
    }
    ck_assert_uint_eq(range().oldest, 1);
    ck_assert(verify_journal(fixture.directory, NULL, NULL, NULL, &result, &fixture.err));
    ck_assert_uint_eq(result.records, 4);
}
END_TEST

START_TEST(an_unclean_run_without_records_wastes_its_block_too)
{
    fixture_open(&fixture);
    fixture_close(&fixture, false);
    fixture_open(&fixture);
    fixture_close(&fixture, true);
    fixture_open(&fixture);
    ck_assert(!journal_was_unclean(fixture.journal));
    fixture_add(&fixture, 1);
    fixture_commit(&fixture, false);
    ck_assert_uint_eq(range().newest, NUMBERING_BLOCK);
}
END_TEST

START_TEST(an_alert_is_found_with_its_evidence)
{
    struct seen seen = {0};

    fixture_open(&fixture);
    fixture_add(&fixture, 7);
    fixture_add(&fixture, 8);
    fixture_add(&fixture, 7);
    fixture_commit(&fixture, false);
    ck_assert(journal_find_alert(fixture.journal, fixture_alert(7), see, &seen));
    ck_assert_uint_eq(seen.count, 1);
    ck_assert_uint_eq(seen.numbers[0], 3);
    ck_assert_str_eq(seen.evidence, "evidence 7");

    seen = (struct seen){0};
    ck_assert(journal_each_evidence(fixture.journal, fixture_alert(7), see, &seen));
    ck_assert_uint_eq(seen.count, 2);
    ck_assert_uint_eq(seen.numbers[0], 1);

    seen = (struct seen){0};
    ck_assert(journal_find_alert(fixture.journal, fixture_alert(8), see, &seen));
    ck_assert_str_eq(seen.evidence, "");
    ck_assert(!journal_each_evidence(fixture.journal, fixture_alert(8), see, &seen));
    ck_assert(!journal_find_alert(fixture.journal, fixture_alert(9), see, &seen));
}
END_TEST

START_TEST(erased_evidence_is_gone_and_the_chain_holds)
{
    struct verify_result result = {0};
    struct seen seen = {0};
    size_t erased = 0;

    fixture_open(&fixture);
    for (uint64_t i = 1; i <= 9; i++)
        fixture_add(&fixture, i);
    fixture_commit(&fixture, false);
    ck_assert(journal_erase_evidence(fixture.journal, 6 * SECOND, 2, &erased, &fixture.err));
    ck_assert_uint_eq(erased, 2);
    ck_assert(journal_erase_evidence(fixture.journal, 6 * SECOND, 100, &erased, &fixture.err));
    ck_assert_uint_eq(erased, 1);
    ck_assert(journal_erase_evidence(fixture.journal, 6 * SECOND, 100, &erased, &fixture.err));
    ck_assert_uint_eq(erased, 0);
    ck_assert(!journal_each_evidence(fixture.journal, fixture_alert(5), see, &seen));
    ck_assert(journal_each_evidence(fixture.journal, fixture_alert(7), see, &seen));
    ck_assert(verify_journal(fixture.directory, NULL, NULL, NULL, &result, &fixture.err));
    ck_assert_uint_eq(result.erased, 3);
    ck_assert_uint_eq(result.records, 9);
}
END_TEST

static bool read_again(const struct journal_record *record, void *cookie)
{
    struct journal_reader reader = journal_reader(cookie);
    struct seen seen = {0};

    (void)record;
    ck_assert(!reader.read(reader.cookie, 0, 10, see, &seen, &fixture.err));
    ck_assert_uint_eq(seen.count, 0);
    return true;
}

START_TEST(records_are_counted_and_not_the_numbers_that_were_skipped)
{
    struct journal_reader reader = {0};

    for (uint64_t run = 0; run < 4; run++) {
        fixture_open(&fixture);
        reader = journal_reader(fixture.journal);
        if (run == 0)
            ck_assert_uint_eq(reader.count(reader.cookie, 0), 0);
        for (uint64_t i = 0; i < 3; i++)
            fixture_add(&fixture, run * 3 + i);
        fixture_commit(&fixture, false);
        if (run < 3)
            fixture_close(&fixture, run == 2);
    }
    /* 1 to 3, a block of 3, and one of 6. */
    ck_assert_uint_eq(reader.count(reader.cookie, 0), 12);
    ck_assert_uint_eq(reader.count(reader.cookie, 1), 11);
    ck_assert_uint_eq(reader.count(reader.cookie, 3), 9);
    ck_assert_uint_eq(reader.count(reader.cookie, 1000), 9);
    ck_assert_uint_eq(reader.count(reader.cookie, NUMBERING_BLOCK - 1), 9);
    ck_assert_uint_eq(reader.count(reader.cookie, NUMBERING_BLOCK), 8);
    ck_assert_uint_eq(reader.count(reader.cookie, NUMBERING_BLOCK + 2), 6);
    ck_assert_uint_eq(reader.count(reader.cookie, 2 * NUMBERING_BLOCK + 4), 1);
    ck_assert_uint_eq(reader.count(reader.cookie, 2 * NUMBERING_BLOCK + 5), 0);
    ck_assert_uint_eq(reader.count(reader.cookie, UINT64_MAX), 0);
}
END_TEST

START_TEST(a_reading_inside_a_reading_is_refused)
{
    struct journal_reader reader = {0};

    fixture_open(&fixture);
    reader = journal_reader(fixture.journal);
    fixture_add(&fixture, 1);
    fixture_commit(&fixture, false);
    ck_assert(reader.read(reader.cookie, 0, 10, read_again, fixture.journal, &fixture.err));
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "from within"));
}
END_TEST

START_TEST(a_second_daemon_is_refused_with_the_pid_of_the_first)
{
    char pid[32] = {0};
    struct journal *first = NULL;

    fixture_open(&fixture);
    first = fixture.journal;
    ck_assert(!fixture_try_open(&fixture));
    snprintf(pid, sizeof pid, "pid %ld", (long)getpid());
    ck_assert_msg(strstr(fixture.err.text, pid), "%s", fixture.err.text);
    fixture.journal = first;
    fixture_close(&fixture, true);
    fixture_open(&fixture);
}
END_TEST

START_TEST(a_folder_open_to_others_is_refused)
{
    ck_assert_int_eq(mkdir(fixture.directory, 0700), 0);
    for (mode_t mode = 0701; mode <= 0777; mode++) {
        ck_assert_int_eq(chmod(fixture.directory, mode), 0);
        ck_assert(!fixture_try_open(&fixture));
        ck_assert_ptr_nonnull(strstr(fixture.err.text, "chmod 0700"));
    }
    ck_assert_int_eq(chmod(fixture.directory, 0700), 0);
    fixture_open(&fixture);
}
END_TEST

START_TEST(a_file_open_to_others_is_refused)
{
    struct stat status = {0};

    fixture_open(&fixture);
    ck_assert_int_eq(stat(fixture_path(&fixture, "journal.db"), &status), 0);
    ck_assert_uint_eq(status.st_mode & 07777, 0600);
    fixture_close(&fixture, true);
    ck_assert_int_eq(chmod(fixture_path(&fixture, "journal.db"), 0644), 0);
    ck_assert(!fixture_try_open(&fixture));
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "journal.db is open to others"));
}
END_TEST

START_TEST(a_link_in_place_of_the_file_is_refused)
{
    ck_assert_int_eq(mkdir(fixture.directory, 0700), 0);
    ck_assert_int_eq(symlink("/etc/passwd", fixture_path(&fixture, "journal.db")), 0);
    ck_assert(!fixture_try_open(&fixture));
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "no regular file"));
}
END_TEST

START_TEST(a_log_without_its_file_is_not_replayed_into_a_new_one)
{
    ck_assert_int_eq(mkdir(fixture.directory, 0700), 0);
    fclose(fopen(fixture_path(&fixture, "journal.db-wal"), "w"));
    ck_assert(!fixture_try_open(&fixture));
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "journal.db-wal is still there"));
}
END_TEST

START_TEST(another_boot_is_noticed)
{
    fixture_open(&fixture);
    fixture_close(&fixture, false);
    fixture_open(&fixture);
    ck_assert(!journal_was_reboot(fixture.journal));
    fixture_close(&fixture, false);
    fixture_tamper(&fixture, "DELETE FROM numbering");
    ck_assert(!fixture_try_open(&fixture));
    ck_assert_msg(strstr(fixture.err.text, "numbering is missing"), "%s", fixture.err.text);
}
END_TEST

static void add_block_of_records(void)
{
    struct journal_record record = {.kind = JOURNAL_HEALTH, .body = TEXT("x")};

    for (uint64_t i = 0; i < NUMBERING_BLOCK / 16; i++)
        journal_batch_add(fixture.batch, &record);
}

START_TEST(a_used_up_block_is_followed_by_the_next)
{
    struct verify_result result = {0};

    fixture_open(&fixture);
    for (int i = 0; i < 17; i++) {
        add_block_of_records();
        fixture_commit(&fixture, false);
    }
    ck_assert_uint_eq(range().newest, NUMBERING_BLOCK / 16 * 17);
    fixture_close(&fixture, false);
    fixture_open(&fixture);
    fixture_add(&fixture, 1);
    fixture_commit(&fixture, false);
    ck_assert_uint_eq(range().newest, NUMBERING_BLOCK * 2);
    ck_assert(verify_journal(fixture.directory, NULL, NULL, NULL, &result, &fixture.err));
    ck_assert_uint_eq(result.records, NUMBERING_BLOCK / 16 * 17 + 1);
}
END_TEST

static Suite *journal_suite(void)
{
    Suite *suite = suite_create("journal");
    TCase *cases = tcase_create("journal");

    tcase_set_timeout(cases, 120);
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, a_new_journal_is_empty_and_clean);
    tcase_add_test(cases, records_are_numbered_from_one_and_read_back);
    tcase_add_test(cases, an_empty_batch_commits_nothing);
    tcase_add_test(cases, a_durable_commit_waits_for_what_came_before);
    tcase_add_test(cases, any_bytes_come_back_as_they_were);
    tcase_add_test(cases, a_clean_end_keeps_counting);
    tcase_add_test(cases, an_unclean_end_begins_a_new_block);
    tcase_add_test(cases, an_unclean_run_without_records_wastes_its_block_too);
    tcase_add_test(cases, an_alert_is_found_with_its_evidence);
    tcase_add_test(cases, erased_evidence_is_gone_and_the_chain_holds);
    tcase_add_test(cases, records_are_counted_and_not_the_numbers_that_were_skipped);
    tcase_add_test(cases, a_reading_inside_a_reading_is_refused);
    tcase_add_test(cases, a_second_daemon_is_refused_with_the_pid_of_the_first);
    tcase_add_test(cases, a_folder_open_to_others_is_refused);
    tcase_add_test(cases, a_file_open_to_others_is_refused);
    tcase_add_test(cases, a_link_in_place_of_the_file_is_refused);
    tcase_add_test(cases, a_log_without_its_file_is_not_replayed_into_a_new_one);
    tcase_add_test(cases, another_boot_is_noticed);
    tcase_add_test(cases, a_used_up_block_is_followed_by_the_next);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(journal_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
