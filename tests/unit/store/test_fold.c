#include "store/fold.h"

#include <check.h>
#include <stdlib.h>

#include "base/error.h"

static void put(struct fold *fold, enum state_owner owner, struct text key, struct text value)
{
    struct state_change change = {owner, key, value};

    fold_put(&change, fold);
}

START_TEST(the_last_change_of_a_key_stays)
{
    struct fold *fold = fold_create();
    struct state_change change = {0};
    size_t position = 0;

    put(fold, STATE_CURSOR, TEXT("a"), TEXT("1"));
    put(fold, STATE_CURSOR, TEXT("a"), TEXT("22"));
    ck_assert_uint_eq(fold_count(fold), 1);
    ck_assert(fold_next(fold, &position, &change));
    ck_assert_int_eq(change.owner, STATE_CURSOR);
    ck_assert(text_equal(change.key, TEXT("a")));
    ck_assert(text_equal(change.value, TEXT("22")));
    ck_assert(!fold_next(fold, &position, &change));
    fold_destroy(fold);
}
END_TEST

START_TEST(owners_keep_their_keys_apart)
{
    struct fold *fold = fold_create();

    put(fold, STATE_CURSOR, TEXT("a"), TEXT("1"));
    put(fold, STATE_ALERT, TEXT("a"), TEXT("2"));
    put(fold, STATE_ALERT, TEXT(""), TEXT("3"));
    ck_assert_uint_eq(fold_count(fold), 3);
    ck_assert(fold_has(fold, STATE_ALERT, TEXT("")));
    ck_assert(!fold_has(fold, STATE_CURSOR, TEXT("")));
    ck_assert(!fold_has(fold, STATE_CURSOR, TEXT("b")));
    fold_destroy(fold);
}
END_TEST

START_TEST(forgetting_is_a_change_as_well)
{
    struct fold *fold = fold_create();
    struct state_change change = {0};
    size_t position = 0;

    put(fold, STATE_CURSOR, TEXT("a"), TEXT("1"));
    put(fold, STATE_CURSOR, TEXT("a"), TEXT(""));
    ck_assert(fold_has(fold, STATE_CURSOR, TEXT("a")));
    ck_assert(fold_next(fold, &position, &change));
    ck_assert_uint_eq(change.value.length, 0);
    fold_destroy(fold);
    fold_destroy(NULL);
}
END_TEST

START_TEST(sorted_it_is_in_the_order_of_the_rows)
{
    struct fold *fold = fold_create();
    const struct state_change *sorted = NULL;
    size_t count = 0;

    fold_sort(fold, &count);
    ck_assert_uint_eq(count, 0);
    put(fold, STATE_ALERT, TEXT("a"), TEXT("1"));
    put(fold, STATE_CURSOR, TEXT("b"), TEXT("2"));
    put(fold, STATE_CURSOR, TEXT("\xff"), TEXT("3"));
    put(fold, STATE_CURSOR, TEXT("ab"), TEXT(""));
    sorted = fold_sort(fold, &count);
    ck_assert_uint_eq(count, 4);
    ck_assert(text_equal(sorted[0].key, TEXT("ab")));
    ck_assert(text_equal(sorted[1].key, TEXT("b")));
    ck_assert(text_equal(sorted[2].key, TEXT("\xff")));
    ck_assert_int_eq(sorted[3].owner, STATE_ALERT);
    fold_destroy(fold);
}
END_TEST

static Suite *fold_suite(void)
{
    Suite *suite = suite_create("fold");
    TCase *cases = tcase_create("fold");

    tcase_add_test(cases, the_last_change_of_a_key_stays);
    tcase_add_test(cases, owners_keep_their_keys_apart);
    tcase_add_test(cases, forgetting_is_a_change_as_well);
    tcase_add_test(cases, sorted_it_is_in_the_order_of_the_rows);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(fold_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
