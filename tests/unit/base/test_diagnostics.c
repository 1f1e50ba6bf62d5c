#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/diagnostics.h"

static const struct place place = {"rules/a.yml", 12, 9};

START_TEST(keeps_what_it_is_told)
{
    struct diagnostics list = {0};

    ck_assert(!diagnostics_error(&list, place, "unknown modifier '%s'", "contans"));
    ck_assert(!diagnostics_warning(&list, (struct place){0}, "odd"));
    ck_assert_uint_eq(list.count, 2);
    ck_assert_uint_eq(list.errors, 1);
    ck_assert_uint_eq(list.warnings, 1);
    ck_assert_int_eq(list.items[0].kind, DIAGNOSTIC_ERROR);
    ck_assert_str_eq(list.items[0].path, "rules/a.yml");
    ck_assert_uint_eq(list.items[0].line, 12);
    ck_assert_uint_eq(list.items[0].column, 9);
    ck_assert_str_eq(list.items[0].message, "unknown modifier 'contans'");
    ck_assert_int_eq(list.items[1].kind, DIAGNOSTIC_WARNING);
    ck_assert_ptr_null(list.items[1].path);

    diagnostics_finish(&list);
    ck_assert_uint_eq(list.count, 0);
    ck_assert_uint_eq(list.errors, 0);
    ck_assert_ptr_null(list.items);
}
END_TEST

START_TEST(nobody_may_want_to_know)
{
    ck_assert(!diagnostics_error(NULL, place, "x"));
    ck_assert(!diagnostics_warning(NULL, place, "x"));
}
END_TEST

START_TEST(terminals_are_safe)
{
    struct diagnostics list = {0};

    diagnostics_error(&list, (struct place){"a\x1b[2J", 1, 1}, "key '%s'", "\x1b[31m\xffz\n");
    ck_assert_str_eq(list.items[0].message, "key '\\x1b[31m\\xffz\\x0a'");
    ck_assert_str_eq(list.items[0].path, "a\\x1b[2J");
    diagnostics_finish(&list);
}
END_TEST

START_TEST(messages_are_cut_between_characters)
{
    struct diagnostics list = {0};
    char huge[5000] = "";

    /* An odd start, so that a two-byte character straddles the cut. */
    for (size_t shift = 0; shift < 2; shift++) {
        memset(huge, 'x', shift);
        for (size_t i = shift; i + 2 < sizeof huge; i += 2)
            memcpy(huge + i, "\xC3\xA9", 3);
        diagnostics_error(&list, place, "%s", huge);
        ck_assert_uint_lt(strlen(list.items[shift].message), 1024);
        ck_assert_ptr_null(strstr(list.items[shift].message, "\\x"));
        ck_assert_str_eq(strrchr(list.items[shift].message, '.') - 2, "...");
    }
    diagnostics_finish(&list);
}
END_TEST

START_TEST(past_the_bound_only_counts_go_on)
{
    struct diagnostics list = {0};

    for (int i = 0; i < DIAGNOSTICS_MOST + 5; i++)
        diagnostics_error(&list, place, "%d", i);
    diagnostics_warning(&list, place, "late");
    ck_assert_uint_eq(list.count, DIAGNOSTICS_MOST);
    ck_assert_uint_eq(list.errors, DIAGNOSTICS_MOST + 5);
    ck_assert_uint_eq(list.warnings, 1);
    diagnostics_finish(&list);
}
END_TEST

START_TEST(suggestions_are_near)
{
    static const char *const names[] = {"contains", "startswith", "endswith", "re", "all", "cidr"};
    static const struct {
        const char *word;
        const char *expected;
    } cases[] = {
        {"contans", "contains"},
        {"cotnains", "contains"},
        {"Contains", "contains"},
        {"startwith", "startswith"},
        {"cird", "cidr"},
        {"al", NULL},
        {"alll", "all"},
        {"RE", "re"},
        {"xy", NULL},
        {"windash", NULL},
        {"", NULL},
        {"containsxxxxx", NULL},
        {"al\0", NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *found = diagnostics_suggest(text_of(cases[i].word), names, 6);

        if (cases[i].expected)
            ck_assert_pstr_eq(found, cases[i].expected);
        else
            ck_assert_ptr_null(found);
    }
    ck_assert_ptr_null(diagnostics_suggest(TEXT("contains"), NULL, 0));
}
END_TEST

START_TEST(long_words_have_no_suggestion)
{
    static const char *const names[] = {
        "a name that is far longer than any setting or modifier is"};
    char word[100000] = "";

    memset(word, 'a', sizeof word);
    ck_assert_ptr_null(diagnostics_suggest((struct text){word, sizeof word}, names, 1));
    ck_assert_ptr_null(diagnostics_suggest(text_of(names[0]), names, 1));
    ck_assert_ptr_null(diagnostics_suggest((struct text){word, 48}, names, 1));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("diagnostics");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tests, keeps_what_it_is_told);
    tcase_add_test(tests, nobody_may_want_to_know);
    tcase_add_test(tests, terminals_are_safe);
    tcase_add_test(tests, messages_are_cut_between_characters);
    tcase_add_test(tests, past_the_bound_only_counts_go_on);
    tcase_add_test(tests, suggestions_are_near);
    tcase_add_test(tests, long_words_have_no_suggestion);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
