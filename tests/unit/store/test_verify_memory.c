#include "store/verify.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support/journal_fixture.h"

enum { RECORDS = 8 };

static struct fixture fixture;
static struct verify_result result;

static void set_up(void)
{
    fixture_begin(&fixture);
    fixture_open(&fixture);
    for (uint64_t i = 1; i <= RECORDS; i++)
        fixture_add(&fixture, i);
    fixture_commit(&fixture, false);
    fixture_close(&fixture, true);
}

static void tear_down(void)
{
    fixture_end(&fixture);
}

static bool verify(void)
{
    fixture.err = (struct error){0};
    return verify_journal(fixture.directory, NULL, NULL, NULL, &result, &fixture.err);
}

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
    ck_assert_msg(verify(), "%s", fixture.err.text);
    ck_assert(does_start());
    fixture_tamper(&fixture, sql);
    ck_assert_msg(!verify(), "%s", sql);
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
    };

    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
        tamper_with_memory(edits[i].sql, edits[i].what);
}
END_TEST

START_TEST(a_journal_of_the_first_schema_is_taken_as_it_is)
{
    remember();
    fixture_tamper(&fixture, first_version);
    ck_assert(!verify());
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "start the daemon once"));
    ck_assert(does_start());
    ck_assert_msg(verify(), "%s", fixture.err.text);
    remember();
    ck_assert_msg(verify(), "%s", fixture.err.text);
    ck_assert(does_start());
    fixture_tamper(&fixture, "DELETE FROM delta WHERE number = 1");
    ck_assert(!verify());
    ck_assert(!does_start());
    /* What an older journal lacks is not known; what it has is still sealed. */
    fixture_tamper(&fixture, first_version);
    ck_assert(does_start());
    fixture_tamper(&fixture, "UPDATE delta SET packed = x''");
    fixture_tamper(&fixture, first_version);
    ck_assert(!does_start());
}
END_TEST

/* As the second schema had it: the records were not counted. */
START_TEST(a_journal_of_the_second_schema_is_taken_as_it_is)
{
    static const char second_version[] =
        "DELETE FROM inventory WHERE name = 'journal'; PRAGMA user_version = 2";

    remember();
    fixture_tamper(&fixture, second_version);
    ck_assert(!verify());
    ck_assert(does_start());
    ck_assert_msg(verify(), "%s", fixture.err.text);
    fixture_tamper(&fixture, "DELETE FROM journal WHERE number = 8");
    ck_assert(!verify());
    ck_assert(!does_start());
}
END_TEST

static Suite *memory_suite(void)
{
    Suite *suite = suite_create("verify_memory");
    TCase *cases = tcase_create("verify_memory");

    tcase_set_timeout(cases, 120);
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, memory_that_the_daemon_refuses_is_found);
    tcase_add_test(cases, memory_that_is_missing_is_found);
    tcase_add_test(cases, a_journal_of_the_first_schema_is_taken_as_it_is);
    tcase_add_test(cases, a_journal_of_the_second_schema_is_taken_as_it_is);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(memory_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
