/*
 * suite -- one test program: a list of tests and a main.
 *
 *     SUITE_MAIN("watermark", never_goes_back, stands_at_the_backlog)
 */
#ifndef SUPPORT_SUITE_H
#define SUPPORT_SUITE_H

#include <check.h>
#include <stdlib.h>

/* Runs the tests; the exit status says whether all passed. */
static inline int suite_run(const char *name, const TTest *const *tests, size_t count)
{
    Suite *suite = suite_create(name);
    TCase *all = tcase_create("all");
    SRunner *runner = NULL;
    int failures = 0;

    tcase_set_timeout(all, getenv("LONG") ? 0 : 900);
    for (size_t i = 0; i < count; i++)
        tcase_add_test(all, tests[i]);
    suite_add_tcase(suite, all);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}

#define SUITE_MAIN(name, ...)                                     \
    int main(void)                                                \
    {                                                             \
        const TTest *list[] = {__VA_ARGS__};                      \
                                                                  \
        return suite_run(name, list, sizeof list / sizeof *list); \
    }

#endif
