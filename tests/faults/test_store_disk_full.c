/*
 * A disk of its own that somebody else fills and empties again.  Commits go on
 * until the reserve is spent; then they wait, and when there is room again they
 * are written, each once; the reserve comes back.
 */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "store/verify.h"
#include "support/journal_fixture.h"

enum { CYCLES = 20, LONG_CYCLES = 1000, RESERVE = 1 << 20, COMMITS_MOST = 100000 };

static struct fixture fixture;
static bool has_disk;

/* A small tmpfs that only this process sees. */
static bool mount_disk(const char *path)
{
    return unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("amberd-test", path, "tmpfs", 0, "size=32m,mode=0700") == 0;
}

static void set_up(void)
{
    fixture_begin(&fixture);
    fixture.reserve_bytes = RESERVE;
    has_disk = mount_disk(fixture.root);
    if (!has_disk)
        printf("skipped: cannot mount a disk to fill: %s\n", strerror(errno));
}

static void tear_down(void)
{
    fixture_end(&fixture);
    if (has_disk) {
        umount(fixture.root);
        rmdir(fixture.root);
    }
}

/* Writes until there is no room for another byte. */
static void fill_disk(const char *path)
{
    static const char block[4096];
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    ck_assert_int_ge(file, 0);
    while (write(file, block, sizeof block) > 0)
        continue;
    ck_assert_int_eq(errno, ENOSPC);
    close(file);
}

static enum journal_result try_commit(void)
{
    fixture.err = (struct error){0};
    return journal_commit(fixture.journal, fixture.batch, false, &fixture.err);
}

/* Commits records with state until the disk is full for good; the last one stays
 * in the batch.  Returns the last seed. */
static uint64_t commit_until_full(uint64_t seed)
{
    char value[2000] = {0};
    enum journal_result result = JOURNAL_COMMITTED;

    memset(value, 'v', sizeof value - 1);
    for (int i = 0; i < COMMITS_MOST && result == JOURNAL_COMMITTED; i++) {
        fixture_add(&fixture, ++seed);
        fixture_put(&fixture, "state", value);
        result = try_commit();
    }
    ck_assert_msg(result == JOURNAL_FULL, "%s", fixture.err.text);
    ck_assert_ptr_nonnull(strstr(fixture.err.text, "full"));
    return seed;
}

static bool check_seed(const struct journal_record *record, void *cookie)
{
    uint64_t *seed = cookie;
    uint64_t found = 0;

    ck_assert_int_eq(sscanf(record->body.data, "{\"type\":\"test\",\"n\":%" SCNu64 "}", &found), 1);
    ck_assert_uint_eq(found, ++*seed);
    return true;
}

static void check_records(uint64_t wanted)
{
    struct verify_result result = {0};
    struct journal_reader reader = journal_reader(fixture.journal);
    uint64_t seed = 0;

    ck_assert(reader.read(reader.cookie, 0, SIZE_MAX, check_seed, &seed, &fixture.err));
    ck_assert_uint_eq(seed, wanted);
    ck_assert_msg(verify_journal(fixture.directory, NULL, NULL, NULL, &result, &fixture.err), "%s",
                  fixture.err.text);
}

START_TEST(nothing_is_lost_over_many_full_disks)
{
    unsigned cycles = getenv("LONG") ? LONG_CYCLES : CYCLES;
    char filler[96] = {0};
    uint64_t seed = 0;

    if (!has_disk)
        return;
    snprintf(filler, sizeof filler, "%s/filler", fixture.root);
    fixture_open(&fixture);
    for (unsigned i = 0; i < cycles; i++) {
        uint64_t before = seed;

        ck_assert(!journal_reserve_is_spent(fixture.journal));
        fill_disk(filler);
        seed = commit_until_full(seed);
        ck_assert_uint_gt(seed, before + 20);
        ck_assert(journal_reserve_is_spent(fixture.journal));
        ck_assert_int_ne(try_commit(), JOURNAL_FAILED);
        journal_rebuild_reserve(fixture.journal);
        ck_assert(journal_reserve_is_spent(fixture.journal));
        ck_assert_int_eq(unlink(filler), 0);
        ck_assert_msg(try_commit() == JOURNAL_COMMITTED, "%s", fixture.err.text);
        journal_rebuild_reserve(fixture.journal);
        if (i % 5 == 4) {
            fixture_close(&fixture, i % 2 == 0);
            fixture_open(&fixture);
        }
    }
    check_records(seed);
}
END_TEST

START_TEST(a_start_on_a_full_disk_uses_the_reserve)
{
    char filler[96] = {0};

    if (!has_disk)
        return;
    snprintf(filler, sizeof filler, "%s/filler", fixture.root);
    fixture_open(&fixture);
    fixture_add(&fixture, 1);
    fixture_commit(&fixture, false);
    fixture_close(&fixture, true);
    fill_disk(filler);
    fixture_open(&fixture);
    ck_assert(journal_reserve_is_spent(fixture.journal));
    fixture_add(&fixture, 2);
    fixture_commit(&fixture, true);
    check_records(2);
}
END_TEST

START_TEST(a_start_on_a_full_disk_without_a_reserve_says_what_is_wrong)
{
    char filler[96] = {0};

    if (!has_disk)
        return;
    snprintf(filler, sizeof filler, "%s/filler", fixture.root);
    fixture.reserve_bytes = 0;
    fixture_open(&fixture);
    fixture_add(&fixture, 1);
    fixture_commit(&fixture, false);
    fixture_close(&fixture, true);
    fill_disk(filler);
    ck_assert(!fixture_try_open(&fixture));
    ck_assert_msg(strstr(fixture.err.text, "the disk is full"), "%s", fixture.err.text);
}
END_TEST

static Suite *store_disk_full_suite(void)
{
    Suite *suite = suite_create("store_disk_full");
    TCase *cases = tcase_create("store_disk_full");

    tcase_set_timeout(cases, 600);
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, nothing_is_lost_over_many_full_disks);
    tcase_add_test(cases, a_start_on_a_full_disk_uses_the_reserve);
    tcase_add_test(cases, a_start_on_a_full_disk_without_a_reserve_says_what_is_wrong);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(store_disk_full_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
