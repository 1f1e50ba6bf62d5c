#include "output/record_cache.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

START_TEST(the_same_record_is_parsed_once)
{
    struct record_cache *cache = record_cache_create();
    struct journal_record record = {.number = 5, .body = TEXT("{\"a\":1}")};
    const json_t *first = record_cache_get(cache, &record);

    ck_assert_ptr_nonnull(first);
    ck_assert_ptr_eq(record_cache_get(cache, &record), first);
    record_cache_destroy(cache);
    record_cache_destroy(NULL);
}
END_TEST

START_TEST(records_that_share_a_place_are_told_apart)
{
    struct record_cache *cache = record_cache_create();

    for (uint64_t n = 1; n < 1000; n++) {
        struct journal_record record = {.number = n * 64, .body = TEXT("{\"a\":1}")};
        char body[32] = {0};

        snprintf(body, sizeof body, "{\"a\":%u}", (unsigned)n);
        record.body = text_of(body);
        ck_assert_int_eq(json_integer_value(json_object_get(record_cache_get(cache, &record), "a")),
                         (json_int_t)n);
    }
    record_cache_destroy(cache);
}
END_TEST

START_TEST(what_is_no_object_is_none_each_time)
{
    struct record_cache *cache = record_cache_create();
    struct journal_record record = {.number = 5, .body = TEXT("[1]")};

    ck_assert_ptr_null(record_cache_get(cache, &record));
    ck_assert_ptr_null(record_cache_get(cache, &record));
    record_cache_destroy(cache);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("record_cache");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tcase, the_same_record_is_parsed_once);
    tcase_add_test(tcase, records_that_share_a_place_are_told_apart);
    tcase_add_test(tcase, what_is_no_object_is_none_each_time);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
