#include "store/inventory.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support/journal_fixture.h"

static struct fixture fixture;
static struct database *database;
static struct inventory_book *book;
static struct error err;

/* An empty journal with its file open, in a transaction. */
static void set_up(void)
{
    fixture_begin(&fixture);
    fixture_open(&fixture);
    fixture_close(&fixture, true);
    err = (struct error){0};
    database = database_open(fixture_path(&fixture, "journal.db"), DATABASE_WRITE, &err);
    ck_assert_ptr_nonnull(database);
    book = inventory_open(database, &err);
    ck_assert_ptr_nonnull(book);
    ck_assert(database_begin(database, false, &err));
}

static void tear_down(void)
{
    inventory_close(book);
    database_close(database);
    fixture_end(&fixture);
}

static struct inventory inventory_of(const int64_t *seals, size_t count)
{
    struct inventory inventory = {0};

    for (size_t i = 0; i < count; i++)
        inventory_add(&inventory, seals[i]);
    return inventory;
}

START_TEST(the_order_of_rows_is_nothing_to_it)
{
    static const int64_t some[] = {INT64_MAX, -1, INT64_MIN, 7};
    static const int64_t others[] = {7, INT64_MIN, INT64_MAX, -1};
    struct inventory first = inventory_of(some, 4);
    struct inventory second = inventory_of(others, 4);

    ck_assert_uint_eq(first.rows, 4);
    ck_assert_uint_eq(first.sum, second.sum);
    for (size_t i = 0; i < 4; i++)
        inventory_remove(&first, others[i]);
    ck_assert_uint_eq(first.rows, 0);
    ck_assert_uint_eq(first.sum, 0);
}
END_TEST

START_TEST(a_pair_of_equal_rows_does_not_cancel_out)
{
    static const int64_t pair[] = {7, 7};

    ck_assert_uint_ne(inventory_of(pair, 2).sum, 0);
}
END_TEST

START_TEST(changes_add_up_and_may_take_away)
{
    static const int64_t seals[] = {INT64_MIN, INT64_MAX, 7};
    struct inventory change = {0};

    ck_assert(inventory_change(book, INVENTORY_STATE, inventory_of(seals, 3), &err));
    ck_assert(inventory_check(database, INVENTORY_STATE, inventory_of(seals, 3), &err));
    inventory_remove(&change, 7);
    ck_assert(inventory_change(book, INVENTORY_STATE, change, &err));
    ck_assert(inventory_check(database, INVENTORY_STATE, inventory_of(seals, 2), &err));
    ck_assert(inventory_write(book, INVENTORY_STATE, inventory_of(seals, 1), &err));
    ck_assert(inventory_check(database, INVENTORY_STATE, inventory_of(seals, 1), &err));
    ck_assert(inventory_check(database, INVENTORY_DELTA, (struct inventory){0}, &err));
}
END_TEST

START_TEST(a_rollback_takes_it_back_as_well)
{
    ck_assert(inventory_change(book, INVENTORY_DELTA, (struct inventory){1, 7}, &err));
    database_rollback(database);
    ck_assert(inventory_check(database, INVENTORY_DELTA, (struct inventory){0}, &err));
    ck_assert(database_begin(database, false, &err));
    ck_assert(inventory_change(book, INVENTORY_DELTA, (struct inventory){1, 8}, &err));
    ck_assert(inventory_check(database, INVENTORY_DELTA, (struct inventory){1, 8}, &err));
}
END_TEST

START_TEST(what_differs_is_told)
{
    ck_assert(inventory_write(book, INVENTORY_STATE, (struct inventory){5, 7}, &err));
    ck_assert(!inventory_check(database, INVENTORY_STATE, (struct inventory){4, 7}, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "it holds 4 pieces of state where 5 were written"));
    ck_assert(!inventory_check(database, INVENTORY_STATE, (struct inventory){5, 8}, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "its pieces of state are not the ones last written"));
}
END_TEST

/* A count that is not known is not written anew, as if it were. */
START_TEST(nothing_is_added_to_a_damaged_count)
{
    ck_assert(database_execute(database, "UPDATE inventory SET rows = rows + 1", &err));
    ck_assert(!inventory_change(book, INVENTORY_DELTA, (struct inventory){1, 7}, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "is not as written"));
    ck_assert(database_execute(database, "DELETE FROM inventory", &err));
    ck_assert(!inventory_change(book, INVENTORY_DELTA, (struct inventory){1, 7}, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "is missing"));
}
END_TEST

START_TEST(one_is_made_of_what_is_there)
{
    ck_assert(database_execute(database,
                               "DELETE FROM inventory;"
                               "INSERT INTO delta(packed, seal) VALUES('a', 9223372036854775807),"
                               " ('b', 9223372036854775807), ('c', -3)",
                               &err));
    ck_assert(inventory_create(database, &err));
    ck_assert(inventory_check(database, INVENTORY_DELTA,
                              (struct inventory){3, 2 * (uint64_t)INT64_MAX - 3}, &err));
    ck_assert(inventory_check(database, INVENTORY_CONSUMER, (struct inventory){0}, &err));
}
END_TEST

static Suite *inventory_suite(void)
{
    Suite *suite = suite_create("inventory");
    TCase *cases = tcase_create("inventory");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, the_order_of_rows_is_nothing_to_it);
    tcase_add_test(cases, a_pair_of_equal_rows_does_not_cancel_out);
    tcase_add_test(cases, changes_add_up_and_may_take_away);
    tcase_add_test(cases, a_rollback_takes_it_back_as_well);
    tcase_add_test(cases, what_differs_is_told);
    tcase_add_test(cases, nothing_is_added_to_a_damaged_count);
    tcase_add_test(cases, one_is_made_of_what_is_there);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(inventory_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
