#include "store/numbering.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support/journal_fixture.h"

static struct fixture fixture;
static struct database *database;
static struct error err;

/* A journal that ended in order, with its file open. */
static void set_up(void)
{
    fixture_begin(&fixture);
    fixture_open(&fixture);
    fixture_close(&fixture, true);
    err = (struct error){0};
    database = database_open(fixture_path(&fixture, "journal.db"), DATABASE_WRITE, &err);
    ck_assert_ptr_nonnull(database);
}

static void tear_down(void)
{
    database_close(database);
    fixture_end(&fixture);
}

/* Writes the row as somebody else would have left it. */
static void leave(const struct numbering *numbering)
{
    ck_assert(database_begin(database, true, &err));
    ck_assert(numbering_touch(numbering, database, &err));
    ck_assert(database_commit(database, &err));
}

START_TEST(numbers_may_rise_by_one_or_to_a_block)
{
    ck_assert(numbering_may_follow(1, 2));
    ck_assert(numbering_may_follow(5, NUMBERING_BLOCK));
    ck_assert(numbering_may_follow(5, 3 * NUMBERING_BLOCK));
    ck_assert(numbering_may_follow(NUMBERING_BLOCK - 1, NUMBERING_BLOCK));
    ck_assert(!numbering_may_follow(1, 1));
    ck_assert(!numbering_may_follow(1, 3));
    ck_assert(!numbering_may_follow(2, 1));
    ck_assert(!numbering_may_follow(NUMBERING_BLOCK, NUMBERING_BLOCK));
    ck_assert(!numbering_may_follow(2 * NUMBERING_BLOCK, NUMBERING_BLOCK));
    ck_assert(!numbering_may_follow(5, NUMBERING_BLOCK + 1));
}
END_TEST

START_TEST(another_boot_is_noticed_after_an_unclean_end_only)
{
    struct numbering numbering = {0};

    ck_assert(numbering_begin(&numbering, database, 0, &err));
    ck_assert(!numbering.was_unclean && !numbering.was_reboot);
    ck_assert(numbering_begin(&numbering, database, 0, &err));
    ck_assert(numbering.was_unclean && !numbering.was_reboot);
    memset(numbering.boot, '0', sizeof numbering.boot);
    leave(&numbering);
    ck_assert(numbering_begin(&numbering, database, 0, &err));
    ck_assert(numbering.was_unclean && numbering.was_reboot);
    memset(numbering.boot, '0', sizeof numbering.boot);
    ck_assert(numbering_finish(&numbering, database, &err));
    ck_assert(numbering_begin(&numbering, database, 0, &err));
    ck_assert(!numbering.was_unclean && !numbering.was_reboot);
}
END_TEST

START_TEST(counting_goes_on_behind_the_newest_whatever_the_row_says)
{
    struct numbering numbering = {0};

    ck_assert(numbering_begin(&numbering, database, 5, &err));
    ck_assert_uint_eq(numbering.next, NUMBERING_BLOCK);
    ck_assert_uint_eq(numbering.reserved, 2 * NUMBERING_BLOCK);
    ck_assert(numbering_begin(&numbering, database, 9 * NUMBERING_BLOCK + 3, &err));
    ck_assert_uint_eq(numbering.next, 10 * NUMBERING_BLOCK);
    ck_assert(!numbering_begin(&numbering, database, UINT64_MAX, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "out of range"));
}
END_TEST

START_TEST(a_block_is_reserved_before_it_is_used)
{
    struct numbering numbering = {0};
    struct numbering stored = {0};

    ck_assert(numbering_begin(&numbering, database, 0, &err));
    numbering.next = NUMBERING_BLOCK - 3;
    ck_assert(numbering_ensure(&numbering, database, 3, &err));
    ck_assert_uint_eq(numbering.reserved, NUMBERING_BLOCK);
    ck_assert(numbering_ensure(&numbering, database, 4, &err));
    ck_assert_uint_eq(numbering.reserved, 2 * NUMBERING_BLOCK);
    ck_assert(numbering_ensure(&numbering, database, 5 * NUMBERING_BLOCK, &err));
    ck_assert_uint_eq(numbering.reserved, 6 * NUMBERING_BLOCK);
    ck_assert(numbering_read(&stored, database, &err));
    ck_assert_uint_eq(stored.reserved, 6 * NUMBERING_BLOCK);
}
END_TEST

START_TEST(a_changed_row_is_damage)
{
    static const char *const changes[] = {
        "UPDATE numbering SET next = next - 1",
        "UPDATE numbering SET clean = 1 - clean",
        "UPDATE numbering SET reserved = 0",
        "UPDATE numbering SET instance = zeroblob(16)",
        "UPDATE numbering SET instance = zeroblob(15)",
        "UPDATE numbering SET boot = 'elsewhere'",
        "UPDATE numbering SET seal = seal + 1",
        "DELETE FROM numbering",
    };
    struct numbering numbering = {0};

    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        ck_assert(database_begin(database, false, &err));
        ck_assert(database_execute(database, changes[i], &err));
        ck_assert_msg(!numbering_read(&numbering, database, &err), "%s", changes[i]);
        ck_assert_ptr_nonnull(strstr(err.text, "is damaged"));
        database_rollback(database);
    }
    ck_assert(numbering_read(&numbering, database, &err));
}
END_TEST

static Suite *numbering_suite(void)
{
    Suite *suite = suite_create("numbering");
    TCase *cases = tcase_create("numbering");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, numbers_may_rise_by_one_or_to_a_block);
    tcase_add_test(cases, another_boot_is_noticed_after_an_unclean_end_only);
    tcase_add_test(cases, counting_goes_on_behind_the_newest_whatever_the_row_says);
    tcase_add_test(cases, a_block_is_reserved_before_it_is_used);
    tcase_add_test(cases, a_changed_row_is_damage);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(numbering_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
