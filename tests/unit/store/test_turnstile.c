#include "store/turnstile.h"

#include <check.h>
#include <pthread.h>
#include <stdlib.h>

enum { ROUNDS = 20000 };

static struct turnstile *turnstile;

/* Only ever touched inside the turnstile: any sanitizer or a lost count tells. */
static unsigned long inside;

static void *pass_second(void *cookie)
{
    for (int i = 0; i < ROUNDS; i++) {
        turnstile_enter_second(turnstile);
        inside++;
        turnstile_leave(turnstile);
    }
    return cookie;
}

START_TEST(one_at_a_time)
{
    pthread_t other = 0;

    turnstile = turnstile_create();
    ck_assert_int_eq(pthread_create(&other, NULL, pass_second, NULL), 0);
    for (int i = 0; i < ROUNDS; i++) {
        turnstile_enter_first(turnstile);
        inside++;
        turnstile_leave(turnstile);
    }
    pthread_join(other, NULL);
    ck_assert_uint_eq(inside, 2UL * ROUNDS);
    turnstile_destroy(turnstile);
    turnstile_destroy(NULL);
}
END_TEST

static Suite *turnstile_suite(void)
{
    Suite *suite = suite_create("turnstile");
    TCase *cases = tcase_create("turnstile");

    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, one_at_a_time);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(turnstile_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
