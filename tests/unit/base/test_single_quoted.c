#include <check.h>
#include <stdlib.h>

#include "base/single_quoted.h"

static void reads(struct text raw, struct text meant)
{
    struct arena *arena = arena_create(64);
    struct text result = single_quoted_read(arena, raw);

    ck_assert_msg(text_equal(result, meant), "'%s' instead of '%s'", result.data, meant.data);
    ck_assert_int_eq(result.data[result.length], '\0');
    arena_destroy(arena);
}

START_TEST(quotation_marks)
{
    reads((struct text){0}, TEXT(""));
    reads(TEXT("''"), TEXT("'"));
    reads(TEXT("a''''b"), TEXT("a''b"));
    reads(TEXT("\\n \""), TEXT("\\n \""));
    /* No parser lets a lone one through; it must still stay in bounds. */
    reads(TEXT("a'"), TEXT("a'"));
}
END_TEST

START_TEST(line_breaks)
{
    reads(TEXT(" a  b "), TEXT(" a  b "));
    reads(TEXT("a \n\t b"), TEXT("a b"));
    reads(TEXT("a\r\nb\rc\nd"), TEXT("a b c d"));
    reads(TEXT("a\n \n\n  b"), TEXT("a\n\nb"));
    reads(TEXT("a\r\n\r\nb"), TEXT("a\nb"));
    reads(TEXT("\r\r"), TEXT("\n"));
    reads(TEXT("\n"), TEXT(" "));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("single_quoted");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tests, quotation_marks);
    tcase_add_test(tests, line_breaks);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
