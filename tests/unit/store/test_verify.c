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

static void keep_rows(void)
{
    fixture_tamper(&fixture, "CREATE TABLE kept AS SELECT * FROM journal;"
                             "CREATE TABLE kept_evidence AS SELECT * FROM evidence");
}

static void restore_rows(void)
{
    fixture_tamper(&fixture, "DELETE FROM journal; INSERT INTO journal SELECT * FROM kept;"
                             "DELETE FROM evidence;"
                             "INSERT INTO evidence SELECT * FROM kept_evidence");
}

static void tamper(const char *format, unsigned long long number)
{
    char *sql = sqlite3_mprintf(format, number);

    fixture_tamper(&fixture, sql);
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

START_TEST(a_lost_end_is_found_by_its_anchor_only)
{
    struct verify_anchor anchor = {0};

    ck_assert(verify(NULL));
    anchor = (struct verify_anchor){result.newest, result.newest_hash};
    ck_assert(verify(&anchor));
    tamper("DELETE FROM journal WHERE number = %llu", anchor.number);
    ck_assert(verify(NULL));
    ck_assert(!verify(&anchor));
    ck_assert_uint_eq(result.first_bad, anchor.number);
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

/* Adds to the journal what the daemon remembers beside the chain. */
static void remember(void)
{
    struct consumer consumer = {.user = 7, .acknowledged = 5};
    struct journal_reader reader = {0};

    fixture_open(&fixture);
    reader = journal_reader(fixture.journal);
    ck_assert(reader.save_consumer(reader.cookie, TEXT("so\033c"), &consumer, &fixture.err));
    fixture_put(&fixture, "cursor", "17");
    fixture_commit(&fixture, false);
    fixture_put(&fixture, "cursor", "18");
    fixture_commit(&fixture, false);
    fixture_close(&fixture, true);
}

/* True when the daemon would start on the journal as it is. */
static bool does_start(void)
{
    struct buffer state = {0};
    bool is_good = fixture_try_open(&fixture) && fixture_dump_state(&fixture, &state);

    fixture_close(&fixture, true);
    buffer_finish(&state);
    return is_good;
}

/* Does something to what is remembered: the daemon refuses it, verify says the
 * same, and that the records are good. */
static void tamper_with_memory(const char *sql, const char *what)
{
    tear_down();
    set_up();
    remember();
    ck_assert_msg(verify(NULL), "%s", fixture.err.text);
    ck_assert(does_start());
    fixture_tamper(&fixture, sql);
    ck_assert_msg(!verify(NULL), "%s", sql);
    ck_assert_msg(strstr(fixture.err.text, what), "%s: %s", sql, fixture.err.text);
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "restore a backup"));
    ck_assert(result.is_damaged && result.is_memory_damaged);
    ck_assert_uint_eq(result.first_bad, 0);
    ck_assert_uint_eq(result.records, RECORDS);
    ck_assert_msg(!does_start(), "%s", sql);
    ck_assert_msg(strstr(fixture.err.text, what), "%s: %s", sql, fixture.err.text);
}

START_TEST(memory_that_the_daemon_refuses_is_found)
{
    static const struct {
        const char *sql;
        const char *what;
    } edits[] = {
        {"UPDATE consumer SET acknowledged = 9999999", "how far reader \"so\\x1bc\" has come"},
        {"UPDATE consumer SET user = 8", "how far reader"},
        {"UPDATE consumer SET name = zeroblob(5000)", "how far reader"},
        {"UPDATE consumer SET seal = seal + 1", "how far reader"},
        {"UPDATE delta SET packed = zeroblob(5) WHERE number = 2", "a recent change of state"},
        {"UPDATE delta SET packed = x''", "a recent change of state"},
        {"UPDATE delta SET seal = seal + 1", "a recent change of state"},
        {"INSERT INTO state VALUES(1, 'key', zeroblob(5), 1)", "how far a log was read"},
        {"INSERT INTO state VALUES(3, 'key', 'value', 1)", "an open alert is not as written"},
        {"INSERT INTO state VALUES(9, 'key', 'value', 1)", "a statement that may be logged again"},
        {"INSERT INTO state VALUES(10, 'key', 'value', 1)", "a piece of state is not as written"},
        {"INSERT INTO state VALUES(259, 'key', 'value', 1)", "a piece of state is not as written"},
    };

    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
        tamper_with_memory(edits[i].sql, edits[i].what);
}
END_TEST

/* As the first schema had it: without inventories. */
static const char first_version[] = "DROP TABLE inventory; PRAGMA user_version = 1";

START_TEST(memory_that_is_missing_is_found)
{
    static const struct {
        const char *sql;
        const char *what;
    } edits[] = {
        {"DELETE FROM delta", "it holds 0 recent changes of state where 2 were written"},
        {"DELETE FROM delta WHERE number = 1", "it holds 1 recent changes of state where 2"},
        {"DELETE FROM delta WHERE number = 2", "it holds 1 recent changes of state where 2"},
        {"UPDATE delta SET (packed, seal) = (SELECT packed, seal FROM delta WHERE number = 1)",
         "its recent changes of state are not the ones last written"},
        {"INSERT INTO delta(packed, seal) SELECT packed, seal FROM delta",
         "it holds 4 recent changes of state where 2 were written"},
        {"DELETE FROM consumer", "it holds 0 places of readers where 1 were written"},
        {"UPDATE inventory SET rows = rows - 1 WHERE name = 'delta'",
         "the count of its recent changes of state is not as written"},
        {"UPDATE inventory SET sum = sum - 1 WHERE name = 'state'",
         "the count of its pieces of state is not as written"},
        {"UPDATE inventory SET seal = seal - 1 WHERE name = 'consumer'",
         "the count of its places of readers is not as written"},
        {"DELETE FROM inventory WHERE name = 'state'",
         "the count of its pieces of state is missing"},
        {"DROP TABLE inventory", "no such table: inventory"},
    };

    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
        tamper_with_memory(edits[i].sql, edits[i].what);
}
END_TEST

START_TEST(a_journal_of_the_first_schema_is_taken_as_it_is)
{
    remember();
    fixture_tamper(&fixture, first_version);
    ck_assert(!verify(NULL));
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "start the daemon once"));
    ck_assert(does_start());
    ck_assert_msg(verify(NULL), "%s", fixture.err.text);
    remember();
    ck_assert_msg(verify(NULL), "%s", fixture.err.text);
    ck_assert(does_start());
    fixture_tamper(&fixture, "DELETE FROM delta WHERE number = 1");
    ck_assert(!verify(NULL));
    ck_assert(!does_start());
    /* What an older journal lacks is not known; what it has is still sealed. */
    fixture_tamper(&fixture, first_version);
    ck_assert(does_start());
    fixture_tamper(&fixture, "UPDATE delta SET packed = x''");
    fixture_tamper(&fixture, first_version);
    ck_assert(!does_start());
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
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "up to version 2"));
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
    tcase_add_test(cases, a_lost_end_is_found_by_its_anchor_only);
    tcase_add_test(cases, an_older_file_put_back_and_continued_is_found_by_its_anchor);
    tcase_add_test(cases, another_journal_name_breaks_the_chain);
    tcase_add_test(cases, memory_that_the_daemon_refuses_is_found);
    tcase_add_test(cases, memory_that_is_missing_is_found);
    tcase_add_test(cases, a_journal_of_the_first_schema_is_taken_as_it_is);
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
