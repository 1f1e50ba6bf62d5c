#include "store/snapshot.h"

#include <check.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/journal_fixture.h"

enum { KEYS = 700, COMMITS = 3000, CHANGES_MOST = 12 };

static struct fixture fixture;

/* What the state must be: 0 is a key that is not there. */
static uint64_t model[KEYS];

static void set_up(void)
{
    fixture_begin(&fixture);
    fixture_open(&fixture);
    memset(model, 0, sizeof model);
}

static void tear_down(void)
{
    fixture_end(&fixture);
}

static void change_one(uint64_t *seed)
{
    uint64_t key = fixture_random(seed) % KEYS;
    char name[16] = {0};
    char value[24] = {0};

    model[key] = fixture_random(seed) % 5 == 0 ? 0 : fixture_random(seed) | 1;
    snprintf(name, sizeof name, "%03" PRIu64, key);
    if (model[key] > 0)
        snprintf(value, sizeof value, "%" PRIu64, model[key]);
    fixture_put(&fixture, name, value);
}

static void compare_with_model(void)
{
    struct buffer stored = {0};
    struct buffer wanted = {0};

    for (size_t i = 0; i < KEYS; i++) {
        if (model[i] > 0)
            buffer_printf(&wanted, "%d %03zu=%" PRIu64 "\n", STATE_CURSOR, i, model[i]);
    }
    ck_assert_msg(fixture_dump_state(&fixture, &stored), "%s", fixture.err.text);
    ck_assert_str_eq(buffer_string(&stored), buffer_string(&wanted));
    buffer_finish(&stored);
    buffer_finish(&wanted);
}

/* While the second thread folds, at whatever point it is. */
START_TEST(state_is_what_was_put_over_any_number_of_restarts)
{
    uint64_t seed = 42;

    for (unsigned i = 0; i < COMMITS; i++) {
        for (uint64_t n = fixture_random(&seed) % CHANGES_MOST; n > 0; n--)
            change_one(&seed);
        fixture_commit(&fixture, false);
        if (fixture_random(&seed) % 100 == 0) {
            fixture_close(&fixture, fixture_random(&seed) % 2 == 0);
            fixture_open(&fixture);
            compare_with_model();
        }
        if (fixture_random(&seed) % 50 == 0)
            compare_with_model();
    }
    compare_with_model();
    ck_assert_uint_eq(journal_counts(fixture.journal).failures, 0);
}
END_TEST

START_TEST(owners_and_odd_keys_are_kept_apart)
{
    static const char odd[] = "k\0\xff";
    struct state_change change = {STATE_ALERT, {odd, 3}, {odd, 2}};
    struct buffer lines = {0};

    journal_batch_put(fixture.batch, &change);
    change = (struct state_change){STATE_STORM, {NULL, 0}, TEXT("empty key")};
    journal_batch_put(fixture.batch, &change);
    fixture_put(&fixture, "k", "v");
    fixture_commit(&fixture, false);
    fixture_close(&fixture, true);
    fixture_open(&fixture);
    ck_assert(fixture_dump_state(&fixture, &lines));
    ck_assert_str_eq(buffer_string(&lines), "1 k=v\n3 k\\x00\\xff=k\\x00\n4 =empty key\n");
    buffer_finish(&lines);
}
END_TEST

/* The steps of a fold, stopped after each; the journal is closed meanwhile. */
struct folding {
    struct database *database;
    struct snapshot *snapshot;
    struct fold *fold;
    uint64_t last;
    const struct state_change *changes;
    size_t count;
    bool is_forgotten;
};

static void begin_folding(struct folding *folding, uint64_t keep)
{
    size_t room = SIZE_MAX;

    *folding = (struct folding){.fold = fold_create()};
    folding->database =
        database_open(fixture_path(&fixture, "journal.db"), DATABASE_WRITE, &fixture.err);
    ck_assert_ptr_nonnull(folding->database);
    folding->snapshot = snapshot_open(folding->database, &fixture.err);
    ck_assert_ptr_nonnull(folding->snapshot);
    ck_assert(snapshot_collect(folding->snapshot, keep, &room, folding->fold, &folding->last,
                               &fixture.err));
    folding->changes = fold_sort(folding->fold, &folding->count);
}

static void take_step(struct folding *folding)
{
    ck_assert(database_begin(folding->database, false, &fixture.err));
    if (folding->count > 0) {
        size_t written =
            snapshot_write(folding->snapshot, folding->changes, folding->count, &fixture.err);

        ck_assert_uint_gt(written, 0);
        folding->changes += written;
        folding->count -= written;
    } else {
        ck_assert(snapshot_forget(folding->snapshot, folding->last, &folding->is_forgotten,
                                  &fixture.err));
    }
    ck_assert(database_commit(folding->database, &fixture.err));
}

static void end_folding(struct folding *folding)
{
    fold_destroy(folding->fold);
    snapshot_close(folding->snapshot);
    database_close(folding->database);
}

START_TEST(a_fold_may_stop_after_any_step)
{
    uint64_t seed = 7;

    for (unsigned steps = 0; steps < 24; steps++) {
        struct folding folding = {0};

        for (unsigned i = 0; i < 200; i++) {
            change_one(&seed);
            change_one(&seed);
            fixture_commit(&fixture, false);
        }
        fixture_close(&fixture, true);
        begin_folding(&folding, steps % 3);
        for (unsigned i = 0; i < steps && !folding.is_forgotten; i++)
            take_step(&folding);
        end_folding(&folding);
        fixture_open(&fixture);
        compare_with_model();
    }
}
END_TEST

START_TEST(a_fold_leaves_the_newest_deltas_and_the_rest_is_gone)
{
    struct folding folding = {0};
    int64_t deltas = 0;
    int64_t rows = 0;

    for (unsigned i = 0; i < 150; i++) {
        fixture_put(&fixture, "key", "value");
        fixture_put(&fixture, i % 2 ? "odd" : "even", "value");
        fixture_commit(&fixture, false);
    }
    fixture_close(&fixture, true);
    begin_folding(&folding, 16);
    ck_assert_uint_eq(fold_count(folding.fold), 3);
    while (!folding.is_forgotten)
        take_step(&folding);
    ck_assert(database_query_number(folding.database, "SELECT count(*) FROM delta", &deltas,
                                    &fixture.err));
    ck_assert(
        database_query_number(folding.database, "SELECT count(*) FROM state", &rows, &fixture.err));
    ck_assert_int_eq(deltas, 16);
    ck_assert_int_eq(rows, 3);
    end_folding(&folding);
}
END_TEST

/* Whether the sums of the tables are kept through every step of a fold shows in
 * compare_with_model, which reads as a start does; here it is that they bite. */
START_TEST(a_row_that_is_missing_is_damage)
{
    static const char *const losses[] = {
        "DELETE FROM state WHERE key = CAST('even' AS BLOB)",
        "DELETE FROM state",
        "DELETE FROM delta",
        "DELETE FROM delta WHERE number = (SELECT min(number) FROM delta)",
        "DELETE FROM delta WHERE number = (SELECT max(number) FROM delta)",
    };

    for (size_t i = 0; i < sizeof losses / sizeof *losses; i++) {
        struct folding folding = {0};
        struct buffer lines = {0};

        tear_down();
        set_up();
        for (unsigned n = 0; n < 150; n++) {
            fixture_put(&fixture, n % 2 ? "odd" : "even", "value");
            fixture_put(&fixture, "gone", n < 100 ? "value" : "");
            fixture_commit(&fixture, false);
        }
        fixture_close(&fixture, true);
        begin_folding(&folding, 16);
        while (!folding.is_forgotten)
            take_step(&folding);
        end_folding(&folding);
        fixture_open(&fixture);
        ck_assert_msg(fixture_dump_state(&fixture, &lines), "%s", fixture.err.text);
        fixture_close(&fixture, true);
        fixture_tamper(&fixture, losses[i]);
        fixture_open(&fixture);
        ck_assert_msg(!fixture_dump_state(&fixture, &lines), "%s", losses[i]);
        ck_assert_msg(strstr(fixture.err.text, "it holds"), "%s", fixture.err.text);
        buffer_finish(&lines);
    }
}
END_TEST

START_TEST(changed_state_is_damage)
{
    static const char *const changes[] = {
        "UPDATE delta SET packed = x'0101016b77'",
        "UPDATE delta SET packed = x''",
        "UPDATE delta SET seal = seal + 1",
        "INSERT INTO state VALUES(1, 'other', 'value', 1)",
    };
    struct buffer lines = {0};

    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        fixture_put(&fixture, "k", "v");
        fixture_commit(&fixture, false);
        fixture_close(&fixture, true);
        fixture_tamper(&fixture, changes[i]);
        fixture_open(&fixture);
        ck_assert(!fixture_dump_state(&fixture, &lines));
        ck_assert_ptr_nonnull(strstr(fixture.err.text, "is damaged"));
        fixture_close(&fixture, true);
        fixture_tamper(&fixture, "DELETE FROM delta; DELETE FROM state;"
                                 "DROP TABLE inventory; PRAGMA user_version = 1");
        fixture_open(&fixture);
    }
    buffer_finish(&lines);
}
END_TEST

static Suite *snapshot_suite(void)
{
    Suite *suite = suite_create("snapshot");
    TCase *cases = tcase_create("snapshot");

    tcase_set_timeout(cases, 300);
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, state_is_what_was_put_over_any_number_of_restarts);
    tcase_add_test(cases, owners_and_odd_keys_are_kept_apart);
    tcase_add_test(cases, a_fold_may_stop_after_any_step);
    tcase_add_test(cases, a_fold_leaves_the_newest_deltas_and_the_rest_is_gone);
    tcase_add_test(cases, a_row_that_is_missing_is_damage);
    tcase_add_test(cases, changed_state_is_damage);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(snapshot_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
