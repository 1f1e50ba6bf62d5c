#include "store/verify.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "support/journal_fixture.h"

enum { RECORDS = 8 };

static struct fixture fixture;
static struct verify_result result;

/* Records 1 to 4 of one run, and four of a block further on. */
static void set_up(void)
{
    fixture_begin(&fixture);
    fixture_open(&fixture);
    for (uint64_t i = 1; i <= RECORDS; i++) {
        fixture_add(&fixture, i);
        fixture_commit(&fixture, false);
        if (i == RECORDS / 2) {
            fixture_close(&fixture, false);
            fixture_open(&fixture);
        }
    }
    fixture_close(&fixture, true);
}

static void tear_down(void)
{
    fixture_end(&fixture);
}

static uint64_t number_of(unsigned record)
{
    return record <= RECORDS / 2 ? record : (1 << 20) + record - RECORDS / 2 - 1;
}

static bool verify(const struct verify_anchor *anchor)
{
    fixture.err = (struct error){0};
    return verify_journal(fixture.directory, anchor, NULL, NULL, &result, &fixture.err);
}

/* Changes the file by SQL, with a database beside it to keep rows in: in the file itself
 * a table more would be damage. */
static void change(const char *sql)
{
    char *all = sqlite3_mprintf("ATTACH %Q AS beside; %s", fixture_path(&fixture, "beside"), sql);

    fixture_tamper(&fixture, all);
    sqlite3_free(all);
}

static void keep_rows(void)
{
    change("CREATE TABLE beside.kept AS SELECT * FROM journal;"
           "CREATE TABLE beside.kept_evidence AS SELECT * FROM evidence");
}

static void restore_rows(void)
{
    change("DELETE FROM journal; INSERT INTO journal SELECT * FROM kept;"
           "DELETE FROM evidence; INSERT INTO evidence SELECT * FROM kept_evidence");
}

static void tamper(const char *format, unsigned long long number)
{
    char *sql = sqlite3_mprintf(format, number);

    change(sql);
    sqlite3_free(sql);
}

/* Does something to each record from first to last in turn, undoes it, and asks
 * that verify names that record, or the one behind it. */
static void tamper_with_each(unsigned first, unsigned last, const char *format)
{
    for (unsigned record = first; record <= last; record++) {
        uint64_t number = number_of(record);
        /* The next one by its number, or where an edit has moved it. */
        uint64_t behind = number_of(record < RECORDS ? record + 1 : record) + 1000;

        tamper(format, number);
        ck_assert_msg(!verify(NULL), "record %u: %s", record, format);
        ck_assert_msg(result.first_bad >= number && result.first_bad <= behind,
                      "record %u, first bad %llu: %s", record, (unsigned long long)result.first_bad,
                      format);
        ck_assert_msg(strstr(fixture.err.text, "record "), "%s", fixture.err.text);
        restore_rows();
        ck_assert_msg(verify(NULL), "%s", fixture.err.text);
    }
}

START_TEST(what_was_written_verifies)
{
    ck_assert_msg(verify(NULL), "%s", fixture.err.text);
    ck_assert_uint_eq(result.records, RECORDS);
    ck_assert_uint_eq(result.erased, 0);
    ck_assert_uint_eq(result.oldest, 1);
    ck_assert_uint_eq(result.newest, number_of(RECORDS));
    ck_assert_uint_eq(result.first_bad, 0);
}
END_TEST

START_TEST(it_may_run_beside_the_daemon)
{
    fixture_open(&fixture);
    fixture_add(&fixture, 9);
    fixture_commit(&fixture, false);
    ck_assert_msg(verify(NULL), "%s", fixture.err.text);
    ck_assert_uint_eq(result.records, RECORDS + 1);
    fixture_add(&fixture, 10);
    fixture_commit(&fixture, true);
    ck_assert_msg(verify(NULL), "%s", fixture.err.text);
    ck_assert_uint_eq(result.records, RECORDS + 2);
}
END_TEST

START_TEST(an_edit_of_any_column_of_any_record_is_found)
{
    static const char *const edits[] = {
        "UPDATE journal SET number = number + 1000 WHERE number = %llu",
        "UPDATE journal SET kind = kind + 1 WHERE number = %llu",
        "UPDATE journal SET kind = kind + 4294967296 WHERE number = %llu",
        "UPDATE journal SET at = at + 1 WHERE number = %llu",
        "UPDATE journal SET at = at + 0.5 WHERE number = %llu",
        "UPDATE journal SET alert = randomblob(16) WHERE number = %llu",
        "UPDATE journal SET alert = randomblob(15) WHERE number = %llu",
        "UPDATE journal SET alert = NULL WHERE number = %llu",
        "UPDATE journal SET body = body || ' ' WHERE number = %llu",
        "UPDATE journal SET body = '' WHERE number = %llu",
        "UPDATE journal SET body_salt = randomblob(16) WHERE number = %llu",
        "UPDATE journal SET body_salt = x'' WHERE number = %llu",
        "UPDATE journal SET body_digest = randomblob(32) WHERE number = %llu",
        "UPDATE journal SET body_digest = x'00' WHERE number = %llu",
        "UPDATE journal SET evidence_digest = randomblob(32) WHERE number = %llu",
        "UPDATE journal SET hash = randomblob(32) WHERE number = %llu",
        "UPDATE journal SET hash = randomblob(33) WHERE number = %llu",
    };

    keep_rows();
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
        tamper_with_each(1, RECORDS, edits[i]);
}
END_TEST

START_TEST(a_record_put_before_the_first_is_found)
{
    fixture_tamper(&fixture, "UPDATE journal SET number = -number WHERE number = 2");
    ck_assert(!verify(NULL));
    ck_assert_uint_eq(result.first_bad, 1);
}
END_TEST

START_TEST(a_body_with_a_digest_to_match_is_found)
{
    keep_rows();
    tamper_with_each(1, RECORDS,
                     "UPDATE journal SET (body, body_salt, body_digest) ="
                     " (SELECT body, body_salt, body_digest FROM kept WHERE kept.number <>"
                     " journal.number LIMIT 1) WHERE number = %llu");
}
END_TEST

START_TEST(a_deleted_record_is_found)
{
    keep_rows();
    tamper_with_each(1, RECORDS - 1, "DELETE FROM journal WHERE number = %llu");
}
END_TEST

START_TEST(an_inserted_record_is_found)
{
    keep_rows();
    tamper_with_each(RECORDS, RECORDS,
                     "INSERT INTO journal SELECT number + 1, kind, at, alert, body, body_salt,"
                     " body_digest, evidence_digest, hash FROM kept WHERE number = %llu");
}
END_TEST

START_TEST(records_in_another_order_are_found)
{
    keep_rows();
    tamper_with_each(1, RECORDS / 2 - 1,
                     "CREATE TEMP TABLE two AS SELECT * FROM journal WHERE number >= %llu"
                     " ORDER BY number LIMIT 2;"
                     "DELETE FROM journal WHERE number IN (SELECT number FROM two);"
                     "INSERT INTO journal SELECT (SELECT sum(number) FROM two) - number, kind, at,"
                     " alert, body, body_salt, body_digest, evidence_digest, hash FROM two");
}
END_TEST

START_TEST(changed_evidence_is_found)
{
    static const char *const edits[] = {
        "UPDATE evidence SET text = text || ' ' WHERE number = %llu",
        "UPDATE evidence SET salt = randomblob(16) WHERE number = %llu",
        "UPDATE evidence SET salt = x'' WHERE number = %llu",
    };

    keep_rows();
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        for (unsigned record = 1; record <= RECORDS; record += 2)
            tamper_with_each(record, record, edits[i]);
    }
    tamper_with_each(2, 2, "INSERT INTO evidence VALUES(%llu, randomblob(16), 'planted')");
}
END_TEST

static void erase_before(timestamp before)
{
    size_t erased = 0;

    fixture_open(&fixture);
    ck_assert(journal_erase_evidence(fixture.journal, before, 100, &erased, &fixture.err));
    fixture_close(&fixture, true);
}

START_TEST(missing_evidence_is_damage_unless_it_was_due)
{
    keep_rows();
    tamper_with_each(3, 3, "DELETE FROM evidence WHERE number = %llu");
    erase_before(4 * SECOND);
    ck_assert_msg(verify(NULL), "%s", fixture.err.text);
    ck_assert_uint_eq(result.erased, 2);
    tamper("DELETE FROM evidence WHERE number = %llu", number_of(5));
    ck_assert(!verify(NULL));
    ck_assert_uint_eq(result.first_bad, number_of(5));
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "was not due to be erased"));
    /* An erasing that has less to do takes nothing back. */
    erase_before(2 * SECOND);
    ck_assert(!verify(NULL));
    ck_assert_uint_eq(result.first_bad, number_of(5));
}
END_TEST

START_TEST(the_time_of_erasing_is_sealed)
{
    fixture_tamper(&fixture, "DELETE FROM evidence;"
                             "UPDATE numbering SET erased_before = 9223372036854775807");
    ck_assert(!verify(NULL));
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "numbering is not as written"));
}
END_TEST

START_TEST(a_lost_end_is_found)
{
    struct verify_anchor anchor = {0};

    ck_assert(verify(NULL));
    anchor = (struct verify_anchor){result.newest, result.newest_hash};
    ck_assert(verify(&anchor));
    tamper("DELETE FROM journal WHERE number = %llu", anchor.number);
    ck_assert(!verify(NULL));
    ck_assert(result.is_damaged && !result.is_memory_damaged);
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "it holds 7 records where 8 were written"));
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "restore a backup"));
    ck_assert(!verify(&anchor));
    ck_assert_uint_eq(result.first_bad, anchor.number);
}
END_TEST

/* A start reads no records, and finds the same. */
START_TEST(no_daemon_starts_on_a_journal_without_its_end)
{
    static const struct {
        const char *sql;
        const char *what;
    } edits[] = {
        {"DELETE FROM journal", "it holds 0 records where 8 were written"},
        {"DELETE FROM journal WHERE number > 4", "it holds 4 records where 8 were written"},
        {"DELETE FROM journal WHERE number = (SELECT max(number) FROM journal)",
         "it holds 7 records where 8 were written"},
        {"UPDATE journal SET hash = zeroblob(32) WHERE number > 4",
         "its records are not the ones last written"},
        {"DELETE FROM inventory WHERE name = 'journal'", "the count of its records is missing"},
        {"UPDATE inventory SET rows = 0, sum = 0 WHERE name = 'journal'",
         "the count of its records is not as written"},
        {"DROP TABLE inventory", "table inventory is missing"},
    };

    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        tear_down();
        set_up();
        fixture_tamper(&fixture, edits[i].sql);
        ck_assert_msg(!fixture_try_open(&fixture), "%s", edits[i].sql);
        ck_assert_msg(strstr(fixture.err.text, edits[i].what), "%s", fixture.err.text);
        ck_assert_msg(!verify(NULL), "%s", edits[i].sql);
        ck_assert(result.is_damaged);
    }
}
END_TEST

START_TEST(a_run_that_was_killed_leaves_its_end_known)
{
    fixture_open(&fixture);
    fixture_add(&fixture, 9);
    fixture_commit(&fixture, false);
    fixture_close(&fixture, false);
    ck_assert_msg(verify(NULL), "%s", fixture.err.text);
    fixture_tamper(&fixture,
                   "DELETE FROM journal WHERE number = (SELECT max(number) FROM journal)");
    ck_assert(!verify(NULL));
}
END_TEST

START_TEST(evidence_without_its_record_is_found)
{
    static const uint64_t numbers[] = {6, 1000, (1 << 20) + 100};

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        tamper("INSERT INTO evidence VALUES(%llu, randomblob(16), 'planted')", numbers[i]);
        ck_assert(!verify(NULL));
        ck_assert_uint_eq(result.first_bad, numbers[i]);
        ck_assert_ptr_nonnull(strstr(fixture.err.text, "it is missing, and its evidence is not"));
        tamper("DELETE FROM evidence WHERE number = %llu", numbers[i]);
        ck_assert_msg(verify(NULL), "%s", fixture.err.text);
    }
}
END_TEST

START_TEST(an_older_file_put_back_and_continued_is_found_by_its_anchor)
{
    struct verify_anchor anchor = {0};

    ck_assert(verify(NULL));
    anchor = (struct verify_anchor){result.newest, result.newest_hash};
    anchor.hash.bytes[0] ^= 1;
    ck_assert(!verify(&anchor));
    ck_assert_uint_eq(result.first_bad, anchor.number);
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "anchor"));
}
END_TEST

START_TEST(another_journal_name_breaks_the_chain)
{
    fixture_tamper(&fixture, "UPDATE numbering SET instance = randomblob(16)");
    ck_assert(!verify(NULL));
}
END_TEST

static void note_progress(uint64_t done, uint64_t all, void *cookie)
{
    uint64_t *last = cookie;

    ck_assert_uint_le(done, all);
    *last = done;
}

START_TEST(progress_is_told_to_the_end)
{
    uint64_t last = 0;

    ck_assert(verify_journal(fixture.directory, NULL, note_progress, &last, &result, &fixture.err));
    ck_assert_uint_eq(last, RECORDS);
}
END_TEST

START_TEST(what_is_no_journal_is_refused)
{
    ck_assert(!verify_journal("/nonexistent", NULL, NULL, NULL, &result, &fixture.err));
    fixture_tamper(&fixture, "PRAGMA user_version = 99");
    ck_assert(!verify(NULL));
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "99"));
    ck_assert(!fixture_try_open(&fixture));
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "version 99"));
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "up to version 3"));
    fixture_tamper(&fixture, "PRAGMA application_id = 1");
    ck_assert(!verify(NULL));
    ck_assert(!fixture_try_open(&fixture));
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "no journal of amberd"));
}
END_TEST

static Suite *verify_suite(void)
{
    Suite *suite = suite_create("verify");
    TCase *cases = tcase_create("verify");

    tcase_set_timeout(cases, 120);
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, what_was_written_verifies);
    tcase_add_test(cases, it_may_run_beside_the_daemon);
    tcase_add_test(cases, an_edit_of_any_column_of_any_record_is_found);
    tcase_add_test(cases, a_record_put_before_the_first_is_found);
    tcase_add_test(cases, a_body_with_a_digest_to_match_is_found);
    tcase_add_test(cases, a_deleted_record_is_found);
    tcase_add_test(cases, an_inserted_record_is_found);
    tcase_add_test(cases, records_in_another_order_are_found);
    tcase_add_test(cases, changed_evidence_is_found);
    tcase_add_test(cases, missing_evidence_is_damage_unless_it_was_due);
    tcase_add_test(cases, the_time_of_erasing_is_sealed);
    tcase_add_test(cases, a_lost_end_is_found);
    tcase_add_test(cases, no_daemon_starts_on_a_journal_without_its_end);
    tcase_add_test(cases, a_run_that_was_killed_leaves_its_end_known);
    tcase_add_test(cases, evidence_without_its_record_is_found);
    tcase_add_test(cases, an_older_file_put_back_and_continued_is_found_by_its_anchor);
    tcase_add_test(cases, another_journal_name_breaks_the_chain);
    tcase_add_test(cases, progress_is_told_to_the_end);
    tcase_add_test(cases, what_is_no_journal_is_refused);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(verify_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
