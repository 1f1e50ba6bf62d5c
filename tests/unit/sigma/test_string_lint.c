#include "sigma/string_lint.h"

#include <check.h>
#include <stdlib.h>

static bool is_doubted(const char *text, bool block)
{
    const struct node node = {
        .kind = NODE_SCALAR, .scalar = text_of(text), .quoted = true, .block = block};

    return string_lint(&node) != NULL;
}

START_TEST(doubted)
{
    ck_assert(is_doubted("\\\\srv", false));
    ck_assert(is_doubted("dir\\*", false));
    ck_assert(is_doubted("text\n", true));
}
END_TEST

START_TEST(fine)
{
    ck_assert(!is_doubted("\\\\\\\\srv", false));
    ck_assert(!is_doubted("\\srv", false));
    ck_assert(!is_doubted("\\\\", false));
    ck_assert(!is_doubted("\\\\*", false));
    ck_assert(!is_doubted("dir\\\\*", false));
    ck_assert(!is_doubted("\\*", false));
    ck_assert(!is_doubted("dir\\", false));
    ck_assert(!is_doubted("text\n", false));
    ck_assert(!is_doubted("text", true));
    ck_assert(!is_doubted("", false));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("string_lint");
    TCase *tests = tcase_create("string_lint");
    SRunner *runner = srunner_create(suite);
    int failures = 0;

    tcase_add_test(tests, doubted);
    tcase_add_test(tests, fine);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
