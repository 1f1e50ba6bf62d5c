#include "output/feed_window.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

START_TEST(it_is_full_at_its_bound_and_opens_with_an_ack)
{
    struct feed_window window = {0};

    for (uint64_t n = 1; n <= FEED_WINDOW_MOST; n++) {
        ck_assert(!feed_window_is_full(&window));
        feed_window_add(&window, n * 3);
    }
    ck_assert(feed_window_is_full(&window));
    feed_window_acknowledge(&window, 2);
    ck_assert(feed_window_is_full(&window));
    feed_window_acknowledge(&window, 3);
    ck_assert(!feed_window_is_full(&window));
    feed_window_finish(&window);
}
END_TEST

START_TEST(it_stays_small_when_a_client_keeps_up)
{
    struct feed_window window = {0};

    for (uint64_t n = 1; n <= 100000; n++) {
        feed_window_add(&window, n);
        if (n > 5)
            feed_window_acknowledge(&window, n - 5);
    }
    ck_assert_uint_eq(window.count - window.first, 5);
    ck_assert_uint_lt(window.capacity, 1000);
    feed_window_acknowledge(&window, UINT64_MAX);
    ck_assert_uint_eq(window.count, 0);
    feed_window_finish(&window);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("feed_window");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tcase, it_is_full_at_its_bound_and_opens_with_an_ack);
    tcase_add_test(tcase, it_stays_small_when_a_client_keeps_up);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
