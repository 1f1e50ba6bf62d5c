#include "store/checkpoint.h"

#include <check.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "store/database.h"
#include "support/journal_fixture.h"

static struct fixture fixture;

static void set_up(void)
{
    fixture_begin(&fixture);
    fixture_open(&fixture);
}

static void tear_down(void)
{
    fixture_end(&fixture);
}

static int64_t size_of(const char *name)
{
    struct stat status = {0};

    return stat(fixture_path(&fixture, name), &status) == 0 ? status.st_size : 0;
}

static int64_t count_rows(const char *sql)
{
    struct database *database =
        database_open(fixture_path(&fixture, "journal.db"), DATABASE_READ, &fixture.err);
    int64_t count = 0;

    ck_assert(database_query_number(database, sql, &count, &fixture.err));
    database_close(database);
    return count;
}

START_TEST(the_log_stays_small_while_much_is_written)
{
    char value[4096] = {0};

    memset(value, 'v', sizeof value - 1);
    for (int i = 0; i < 20000; i++) {
        fixture_put(&fixture, i % 2 ? "odd" : "even", value);
        fixture_add(&fixture, (uint64_t)i);
        fixture_commit(&fixture, false);
    }
    ck_assert_int_lt(size_of("journal.db-wal"), 192 << 20); /* of some 400 written */
    ck_assert_uint_eq(journal_counts(fixture.journal).failures, 0);
}
END_TEST

static double seconds_now(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A reader of another process keeps the log from beginning anew, and nobody else
 * from anything: most commits over a large log take no time to speak of. */
START_TEST(a_foreign_reader_keeps_no_commit_waiting)
{
    enum { FEW = 60 };
    struct database *reader =
        database_open(fixture_path(&fixture, "journal.db"), DATABASE_READ, &fixture.err);
    char value[16384] = {0};
    int64_t count = 0;
    unsigned slow = 0;

    memset(value, 'v', sizeof value - 1);
    fixture_add(&fixture, 1);
    fixture_commit(&fixture, false);
    ck_assert(database_execute(reader, "BEGIN", &fixture.err));
    ck_assert(database_query_number(reader, "SELECT count(*) FROM journal", &count, &fixture.err));
    for (int i = 0; i < 20000; i++) {
        double begin = seconds_now();

        fixture_put(&fixture, i % 2 ? "odd" : "even", value);
        fixture_commit(&fixture, false);
        slow += seconds_now() - begin > 0.2;
    }
    ck_assert_uint_lt(slow, FEW);
    database_close(reader);
}
END_TEST

/* Commits until the thread has been seen to fold, however slow the machine. */
START_TEST(deltas_get_folded_without_being_asked)
{
    int rounds = 0;

    do {
        for (int i = 0; i < 300; i++) {
            fixture_put(&fixture, "key", "value");
            fixture_commit(&fixture, false);
        }
        sched_yield();
        ck_assert_int_lt(++rounds, 10000);
    } while (count_rows("SELECT count(*) FROM state") == 0);
    ck_assert_int_eq(count_rows("SELECT count(*) FROM state"), 1);
}
END_TEST

START_TEST(an_orderly_end_leaves_one_file_without_a_log)
{
    for (int i = 0; i < 1000; i++) {
        fixture_put(&fixture, "key", "value");
        fixture_commit(&fixture, false);
    }
    fixture_close(&fixture, true);
    ck_assert_int_eq(size_of("journal.db-wal"), 0);
    ck_assert_int_gt(size_of("journal.db"), 4096);
}
END_TEST

START_TEST(stopping_nothing_is_fine)
{
    checkpoint_stop(NULL);
    journal_close(NULL, true);
}
END_TEST

static Suite *checkpoint_suite(void)
{
    Suite *suite = suite_create("checkpoint");
    TCase *cases = tcase_create("checkpoint");

    tcase_set_timeout(cases, 300);
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, the_log_stays_small_while_much_is_written);
    tcase_add_test(cases, a_foreign_reader_keeps_no_commit_waiting);
    tcase_add_test(cases, deltas_get_folded_without_being_asked);
    tcase_add_test(cases, an_orderly_end_leaves_one_file_without_a_log);
    tcase_add_test(cases, stopping_nothing_is_fine);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(checkpoint_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
