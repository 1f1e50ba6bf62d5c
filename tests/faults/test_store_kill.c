/*
 * The daemon is killed at each call that changes the disk, with that call not
 * made or half made.  Afterwards: what a commit had reported is there; the last
 * transaction is there whole or not at all, records and state alike; the chain
 * verifies; no number is used twice; no row is missing, at whatever point the second thread's
 * folding was; and nobody takes the journal for an older copy.
 */
#include <check.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/verify.h"
#include "support/journal_fixture.h"
#include "support/weak_disk.h"

enum { COMMITS = 6, KILLS = 300, LONG_KILLS = 10000, CALLS_MOST = 400 };

/* Enough for the second thread to fold, over and over. */
enum { FOLDED_COMMITS = 1200, FOLDED_KEYS = 40, FOLDED_KILLS = 40, FOLDED_CALLS = 5000 };

static struct fixture fixture;

static void set_up(void)
{
    fixture_begin(&fixture);
}

static void tear_down(void)
{
    fixture_end(&fixture);
}

/* What is known about the journal: the last record's seed, its number. */
struct known {
    uint64_t records;
    uint64_t last_seed;
    uint64_t last_number;
};

static bool take_last(const struct journal_record *record, void *cookie)
{
    struct known *known = cookie;
    uint64_t seed = 0;

    ck_assert_int_eq(sscanf(record->body.data, "{\"type\":\"test\",\"n\":%" SCNu64 "}", &seed), 1);
    ck_assert_uint_eq(seed, known->last_seed + 1);
    ck_assert_uint_gt(record->number, known->last_number);
    *known = (struct known){known->records + 1, seed, record->number};
    return true;
}

static void check_state(const struct known *known)
{
    struct buffer state = {0};
    char wanted[64] = {0};

    if (known->last_seed > 0)
        snprintf(wanted, sizeof wanted, "1 seed=%" PRIu64 "\n", known->last_seed);
    ck_assert_msg(fixture_dump_state(&fixture, &state), "%s", fixture.err.text);
    ck_assert_str_eq(buffer_string(&state), wanted);
    buffer_finish(&state);
}

/* Looks at the journal as the next start finds it, told being the last seed that
 * a commit had reported. */
static struct known look(uint64_t told)
{
    struct known known = {0};
    struct verify_result result = {0};
    struct journal_reader reader = {0};

    fixture_open(&fixture);
    ck_assert_ptr_null(journal_surprise(fixture.journal));
    reader = journal_reader(fixture.journal);
    ck_assert(reader.read(reader.cookie, 0, SIZE_MAX, take_last, &known, &fixture.err));
    ck_assert_uint_ge(known.last_seed, told);
    ck_assert_uint_le(known.last_seed, told + 2);
    ck_assert_uint_eq(known.last_seed % 2, 0);
    check_state(&known);
    ck_assert_msg(verify_journal(fixture.directory, NULL, NULL, NULL, &result, &fixture.err), "%s",
                  fixture.err.text);
    ck_assert_uint_eq(result.records, known.records);
    fixture_close(&fixture, known.last_seed % 4 == 0);
    return known;
}

/* The child: commits two records and a piece of state at a time, and reports. */
static void write_until_killed(enum weakness weakness, unsigned calls, uint64_t seed, int report)
{
    weak_disk_install();
    weak_disk_arm(weakness, calls);
    fixture_open(&fixture);
    for (int i = 0; i < COMMITS; i++) {
        char value[24] = {0};

        fixture_add(&fixture, seed + 1);
        fixture_add(&fixture, seed + 2);
        seed += 2;
        snprintf(value, sizeof value, "%" PRIu64, seed);
        fixture_put(&fixture, "seed", value);
        fixture_commit(&fixture, i % 2 == 0);
        if (write(report, &seed, sizeof seed) != sizeof seed)
            _exit(EXIT_FAILURE);
    }
    fixture_close(&fixture, true);
    _exit(EXIT_SUCCESS);
}

/* What a child does; it does not return. */
typedef void child_work(enum weakness weakness, unsigned calls, uint64_t seed, int report);

/* Runs a child that is to be killed.  Returns whether it was; *told is the last
 * seed it reported. */
static bool run_child(child_work *work, enum weakness weakness, unsigned calls, uint64_t *told)
{
    int ends[2] = {-1, -1};
    uint64_t seed = 0;
    int status = 0;
    pid_t child = 0;

    ck_assert_int_eq(pipe(ends), 0);
    child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        close(ends[0]);
        work(weakness, calls, *told, ends[1]);
    }
    close(ends[1]);
    while (read(ends[0], &seed, sizeof seed) == sizeof seed)
        *told = seed;
    close(ends[0]);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status)) {
        ck_assert_int_eq(WTERMSIG(status), SIGKILL);
        return true;
    }
    ck_assert_int_eq(WEXITSTATUS(status), EXIT_SUCCESS);
    return false;
}

/* A new journal each time, so that its making is killed at each call as well. */
static void kill_at_each_call(enum weakness weakness)
{
    bool was_killed = true;
    unsigned calls = 0;

    for (; was_killed; calls++) {
        uint64_t told = 0;

        ck_assert_uint_lt(calls, CALLS_MOST);
        was_killed = run_child(write_until_killed, weakness, calls, &told);
        look(told);
        tear_down();
        set_up();
    }
    ck_assert_uint_gt(calls, 3 * COMMITS);
}

START_TEST(killed_before_each_call)
{
    kill_at_each_call(WEAK_KILL);
}
END_TEST

START_TEST(killed_in_the_middle_of_each_write)
{
    kill_at_each_call(WEAK_TEAR);
}
END_TEST

/* One journal all the time. */
START_TEST(killed_again_and_again)
{
    unsigned kills = getenv("LONG") ? LONG_KILLS : KILLS;
    uint64_t seed = 2026;
    uint64_t told = 0;
    uint64_t last_number = 0;

    for (unsigned i = 0; i < kills; i++) {
        enum weakness weakness = fixture_random(&seed) % 2 ? WEAK_KILL : WEAK_TEAR;
        struct known known = {0};

        run_child(write_until_killed, weakness, (unsigned)(fixture_random(&seed) % 90), &told);
        known = look(told);
        ck_assert_uint_ge(known.last_number, last_number);
        last_number = known.last_number;
        told = known.last_seed;
    }
}
END_TEST

/* The child: commits two pieces of state at a time, and reports. */
static void fold_until_killed(enum weakness weakness, unsigned calls, uint64_t seed, int report)
{
    weak_disk_install();
    weak_disk_arm(weakness, calls);
    fixture_open(&fixture);
    for (int i = 0; i < FOLDED_COMMITS; i++) {
        char key[24] = {0};
        char value[24] = {0};

        seed++;
        snprintf(key, sizeof key, "%02" PRIu64, seed % FOLDED_KEYS);
        snprintf(value, sizeof value, "%" PRIu64, seed);
        fixture_put(&fixture, key, seed % 3 ? value : "");
        fixture_put(&fixture, "seed", value);
        fixture_commit(&fixture, false);
        if (write(report, &seed, sizeof seed) != sizeof seed)
            _exit(EXIT_FAILURE);
    }
    fixture_close(&fixture, true);
    _exit(EXIT_SUCCESS);
}

/* What the state must be after all commits up to seed. */
static void write_wanted(uint64_t seed, struct buffer *wanted)
{
    for (uint64_t key = 0; key < FOLDED_KEYS; key++) {
        uint64_t back = (seed + FOLDED_KEYS - key) % FOLDED_KEYS;
        uint64_t value = back < seed ? seed - back : 0;

        if (value % 3)
            buffer_printf(wanted, "1 %02" PRIu64 "=%" PRIu64 "\n", key, value);
    }
    if (seed > 0)
        buffer_printf(wanted, "1 seed=%" PRIu64 "\n", seed);
}

/* Returns the last seed that is stored: told, or the one behind it. */
static uint64_t look_at_state(uint64_t told)
{
    struct buffer state = {0};
    struct buffer wanted = {0};
    struct verify_result result = {0};
    uint64_t seed = told;

    fixture_open(&fixture);
    ck_assert_msg(fixture_dump_state(&fixture, &state), "%s", fixture.err.text);
    write_wanted(seed, &wanted);
    if (strcmp(buffer_string(&state), buffer_string(&wanted)) != 0) {
        buffer_clear(&wanted);
        write_wanted(++seed, &wanted);
    }
    ck_assert_str_eq(buffer_string(&state), buffer_string(&wanted));
    ck_assert_msg(verify_journal(fixture.directory, NULL, NULL, NULL, &result, &fixture.err), "%s",
                  fixture.err.text);
    fixture_close(&fixture, seed % 2 == 0);
    buffer_finish(&state);
    buffer_finish(&wanted);
    return seed;
}

START_TEST(killed_while_folding)
{
    unsigned kills = getenv("LONG") ? LONG_KILLS : FOLDED_KILLS;
    uint64_t seed = 2027;
    uint64_t told = 0;
    unsigned killed = 0;

    for (unsigned i = 0; i < kills; i++) {
        enum weakness weakness = fixture_random(&seed) % 2 ? WEAK_KILL : WEAK_TEAR;

        killed += run_child(fold_until_killed, weakness,
                            (unsigned)(fixture_random(&seed) % FOLDED_CALLS), &told);
        told = look_at_state(told);
    }
    ck_assert_uint_gt(killed, kills / 2);
}
END_TEST

static Suite *store_kill_suite(void)
{
    Suite *suite = suite_create("store_kill");
    TCase *cases = tcase_create("store_kill");

    tcase_set_timeout(cases, 900);
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, killed_before_each_call);
    tcase_add_test(cases, killed_in_the_middle_of_each_write);
    tcase_add_test(cases, killed_again_and_again);
    tcase_add_test(cases, killed_while_folding);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(store_kill_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
