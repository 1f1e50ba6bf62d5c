/*
 * The n-th step fails, for n = 1, 2, 3 ... until the story passes untouched.
 * The caller does what the daemon does: it opens again, it commits again.  In
 * the end nothing is lost, nothing is there twice, and the chain verifies.
 */
#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "store/verify.h"
#include "support/journal_fixture.h"
#include "support/weak_disk.h"

enum { COMMITS = 5, TRIES = 4, STEPS_MOST = 1000 };

static struct fixture fixture;

static void set_up(void)
{
    fixture_begin(&fixture);
    fixture.reserve_bytes = 64 << 10;
}

static void tear_down(void)
{
    fixture_end(&fixture);
}

static void open_at_last(void)
{
    for (int i = 0; i < TRIES && !fixture.journal; i++) {
        if (!fixture_try_open(&fixture))
            ck_assert_uint_gt(strlen(fixture.err.text), 0);
    }
    ck_assert_msg(fixture.journal, "%s", fixture.err.text);
}

static void commit_at_last(bool durable)
{
    size_t records = journal_batch_records(fixture.batch);

    for (int i = 0; i < TRIES; i++) {
        enum journal_result result = JOURNAL_FAILED;

        fixture.err = (struct error){0};
        result = journal_commit(fixture.journal, fixture.batch, durable, &fixture.err);
        if (result == JOURNAL_COMMITTED)
            return;
        ck_assert_uint_gt(strlen(fixture.err.text), 0);
        ck_assert_uint_eq(journal_batch_records(fixture.batch), records);
    }
    ck_abort_msg("%s", fixture.err.text);
}

static void tell_story(void)
{
    struct journal_reader reader = {0};
    struct consumer consumer = {0};

    open_at_last();
    reader = journal_reader(fixture.journal);
    for (uint64_t i = 1; i <= COMMITS; i++) {
        char value[24] = {0};

        fixture_add(&fixture, i);
        snprintf(value, sizeof value, "%" PRIu64, i);
        fixture_put(&fixture, "seed", value);
        consumer.acknowledged = i;
        ck_assert(reader.save_consumer(reader.cookie, TEXT("soc"), &consumer, &fixture.err));
        commit_at_last(i % 2 == 0);
    }
    fixture_close(&fixture, true);
}

static bool check_seed(const struct journal_record *record, void *cookie)
{
    uint64_t *seed = cookie;
    uint64_t found = 0;

    ck_assert_int_eq(sscanf(record->body.data, "{\"type\":\"test\",\"n\":%" SCNu64 "}", &found), 1);
    ck_assert_uint_eq(found, ++*seed);
    return true;
}

static void check_outcome(void)
{
    struct buffer state = {0};
    struct verify_result result = {0};
    struct journal_reader reader = {0};
    struct consumer consumer = {0};
    uint64_t seed = 0;

    fixture_open(&fixture);
    reader = journal_reader(fixture.journal);
    ck_assert(reader.read(reader.cookie, 0, SIZE_MAX, check_seed, &seed, &fixture.err));
    ck_assert_uint_eq(seed, COMMITS);
    ck_assert(reader.find_consumer(reader.cookie, TEXT("soc"), &consumer));
    ck_assert_uint_eq(consumer.acknowledged, COMMITS);
    ck_assert(fixture_dump_state(&fixture, &state));
    ck_assert_str_eq(buffer_string(&state), "1 seed=5\n");
    ck_assert_msg(verify_journal(fixture.directory, NULL, NULL, NULL, &result, &fixture.err), "%s",
                  fixture.err.text);
    buffer_finish(&state);
}

static void fail_each(const char *name)
{
    bool has_failed = true;
    unsigned steps = 0;

    for (; has_failed; steps++) {
        ck_assert_uint_lt(steps, STEPS_MOST);
        fault_arm(name, steps, 1);
        tell_story();
        has_failed = fault_disarm();
        check_outcome();
        tear_down();
        set_up();
    }
    ck_assert_uint_ge(steps, 2);
}

START_TEST(each_step_fails_once)
{
    fail_each("store.step");
}
END_TEST

START_TEST(each_commit_fails_once)
{
    fail_each("store.commit");
}
END_TEST

START_TEST(the_disk_is_full_at_each_step)
{
    fail_each("store.full");
}
END_TEST

START_TEST(the_reserve_cannot_be_taken)
{
    fail_each("store.reserve");
}
END_TEST

static void weaken_each(enum weakness weakness)
{
    bool has_struck = true;

    weak_disk_install();
    for (unsigned calls = 0; has_struck; calls++) {
        ck_assert_uint_lt(calls, STEPS_MOST);
        weak_disk_arm(weakness, calls);
        tell_story();
        has_struck = weak_disk_struck() > 0;
        weak_disk_arm(WEAK_NOT, 0);
        check_outcome();
        tear_down();
        set_up();
    }
}

START_TEST(each_call_to_the_disk_fails_once)
{
    weaken_each(WEAK_FAIL);
}
END_TEST

/* A full disk is no other failure: the batch waits, the reserve is given up. */
START_TEST(a_full_disk_is_told_from_other_failures)
{
    fixture_open(&fixture);
    ck_assert(!journal_reserve_is_spent(fixture.journal));
    fixture_add(&fixture, 1);
    fault_arm("store.full", 0, 1);
    fixture_commit(&fixture, false);
    ck_assert(fault_disarm());
    ck_assert(journal_reserve_is_spent(fixture.journal));

    fixture_add(&fixture, 2);
    fault_arm("store.full", 0, 1);
    ck_assert_int_eq(journal_commit(fixture.journal, fixture.batch, false, &fixture.err),
                     JOURNAL_FULL);
    fault_arm("store.step", 0, 1);
    ck_assert_int_eq(journal_commit(fixture.journal, fixture.batch, false, &fixture.err),
                     JOURNAL_FAILED);
    ck_assert(fault_disarm());
    ck_assert_uint_eq(journal_counts(fixture.journal).failures, 2);
    ck_assert_uint_eq(journal_batch_records(fixture.batch), 1);
    fixture_commit(&fixture, false);
    journal_rebuild_reserve(fixture.journal);
    ck_assert(!journal_reserve_is_spent(fixture.journal));
}
END_TEST

static Suite *store_failures_suite(void)
{
    Suite *suite = suite_create("store_failures");
    TCase *cases = tcase_create("store_failures");

    tcase_set_timeout(cases, 600);
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, each_step_fails_once);
    tcase_add_test(cases, each_commit_fails_once);
    tcase_add_test(cases, the_disk_is_full_at_each_step);
    tcase_add_test(cases, the_reserve_cannot_be_taken);
    tcase_add_test(cases, each_call_to_the_disk_fails_once);
    tcase_add_test(cases, a_full_disk_is_told_from_other_failures);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(store_failures_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
