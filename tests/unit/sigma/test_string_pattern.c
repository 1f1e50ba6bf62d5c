#include "sigma/string_pattern.h"

#include <check.h>
#include <stdlib.h>

#include "base/case_fold.h"

static bool fits_shape(const char *source, struct string_shape shape, struct text text)
{
    struct arena *arena = arena_create(1024);
    const struct string_pattern *pattern = string_pattern_create(arena, text_of(source), shape);
    struct text folded = shape.cased ? text : case_fold_text(arena, text);
    bool answer = string_pattern_matches(pattern, folded);

    ck_assert(string_pattern_is_cased(pattern) == shape.cased);
    arena_destroy(arena);
    return answer;
}

static bool fits(const char *source, const char *text)
{
    return fits_shape(source, (struct string_shape){0}, text_of(text));
}

static bool contains(const char *source, const char *text)
{
    return fits_shape(source, (struct string_shape){.open_start = true, .open_end = true},
                      text_of(text));
}

START_TEST(whole_text)
{
    ck_assert(fits("abc", "abc"));
    ck_assert(fits("abc", "ABC"));
    ck_assert(!fits("abc", "abcd"));
    ck_assert(!fits("abc", "xabc"));
    ck_assert(!fits("abc", "ab"));
    ck_assert(fits("", ""));
    ck_assert(!fits("", " "));
    ck_assert(!fits("a", ""));
    ck_assert(fits("[a]{b}.+", "[A]{B}.+"));
    ck_assert(!fits("[a]", "a"));
}
END_TEST

START_TEST(stars)
{
    ck_assert(fits("*", ""));
    ck_assert(fits("*", "any\nthing"));
    ck_assert(fits("**", ""));
    ck_assert(fits("a*", "a"));
    ck_assert(fits("a*c", "abbbc"));
    ck_assert(fits("a*c", "a\nc"));
    ck_assert(!fits("a*c", "abbb"));
    ck_assert(!fits("ab*ba", "aba"));
    ck_assert(fits("ab*ba", "abba"));
    ck_assert(fits("*a*b*c*", "xxaxxbxxcxx"));
    ck_assert(!fits("*a*b*c*", "xxcxxbxxaxx"));
    ck_assert(fits("*ab*ab", "abab"));
    ck_assert(!fits("*ab*ab", "xab"));
    ck_assert(fits("*aab", "aaab"));
}
END_TEST

START_TEST(question_marks)
{
    ck_assert(fits("w?rm", "worm"));
    ck_assert(!fits("w?rm", "wrm"));
    ck_assert(!fits("w?rm", "woorm"));
    ck_assert(fits("?", "\xC3\xA9"));
    ck_assert(fits("?", "\xF0\x9F\x98\x80"));
    ck_assert(!fits("?", "\xC3\xA9\xC3\xA9"));
    ck_assert(fits("?", "\xFF"));
    ck_assert(!fits("?", ""));
    ck_assert(fits("*?", "\xC3\xA9"));
    ck_assert(!fits("?*?", "\xC3\xA9"));
    ck_assert(!fits("?*?r", "\xC3\xA9r"));
    ck_assert(fits("*?r*", "\xC3\xA9rx"));
    ck_assert(fits("*a?c*", "abbaxc"));
    ck_assert(fits("*??", "ab"));
    ck_assert(!fits("*??", "a"));
    ck_assert(fits("*x?", "ax\xE2\x82\xAC"));
    ck_assert(!fits("*x?", "x\xE2\x82\xAC."));
    ck_assert(fits("?r", "\xC3r"));
}
END_TEST

START_TEST(escapes)
{
    ck_assert(fits("a\\b", "a\\b"));
    ck_assert(fits("a\\\\b", "a\\b"));
    ck_assert(!fits("a\\\\b", "a\\\\b"));
    ck_assert(fits("a\\*", "a*"));
    ck_assert(!fits("a\\*", "a\\x"));
    ck_assert(fits("a\\\\*", "a\\"));
    ck_assert(fits("a\\\\*", "a\\zzz"));
    ck_assert(fits("a\\\\\\*", "a\\*"));
    ck_assert(!fits("a\\\\\\*", "a\\x"));
    ck_assert(fits("a\\\\\\\\*", "a\\\\x"));
    ck_assert(fits("\\\\\\x", "\\\\x"));
    ck_assert(fits("\\\\\\\\srv\\c$", "\\\\srv\\c$"));
    ck_assert(fits("\\\\srv", "\\srv"));
    ck_assert(fits("dir\\", "dir\\"));
    ck_assert(fits("a\\?", "a?"));
    ck_assert(!fits("a\\?", "ab"));
    ck_assert(fits("\\", "\\"));
}
END_TEST

START_TEST(open_ends_leave_escapes_alone)
{
    ck_assert(contains("dir\\", "c:\\dir\\x"));
    ck_assert(!contains("dir\\", "dir*"));
    ck_assert(contains("a*c", "xxabbbcxx"));
    ck_assert(contains("*a*", "bab"));
    ck_assert(contains("", ""));
    ck_assert(contains("", "x"));
    ck_assert(!contains("abc", "ab"));
}
END_TEST

START_TEST(starts_and_ends)
{
    const struct string_shape start = {.open_end = true};
    const struct string_shape end = {.open_start = true};

    ck_assert(fits_shape("ab", start, TEXT("ABc")));
    ck_assert(!fits_shape("ab", start, TEXT("cab")));
    ck_assert(fits_shape("ab", end, TEXT("caB")));
    ck_assert(!fits_shape("ab", end, TEXT("abc")));
    ck_assert(!fits_shape("abc", end, TEXT("bc")));
}
END_TEST

START_TEST(letter_case)
{
    const struct string_shape cased = {.cased = true};

    ck_assert(fits("\xC3\x89", "\xC3\xA9"));
    ck_assert(fits("mistral", "mi\xC5\xBFtral"));
    ck_assert(fits("k", "\xE2\x84\xAA"));
    ck_assert(fits("\xE2\x84\xAA*", "kelvin"));
    ck_assert(fits_shape("GPT*", cased, TEXT("GPT-4")));
    ck_assert(!fits_shape("GPT*", cased, TEXT("gpt-4")));
}
END_TEST

START_TEST(zero_bytes)
{
    ck_assert(fits_shape("a*c", (struct string_shape){0}, (struct text){"a\0c", 3}));
    ck_assert(!fits_shape("a", (struct string_shape){0}, (struct text){"a\0", 2}));
    ck_assert(fits_shape("*", (struct string_shape){0}, (struct text){NULL, 0}));
}
END_TEST

/* A search that tried every way to share the text among the stars would not end. */
START_TEST(many_stars_end)
{
    static char text[65536];

    for (size_t i = 0; i + 1 < sizeof text; i++)
        text[i] = 'a';
    ck_assert(!fits("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", text));
    ck_assert(fits("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a", text));
}
END_TEST

START_TEST(wildcards_are_seen)
{
    ck_assert(string_pattern_has_wildcard(TEXT("a*")));
    ck_assert(string_pattern_has_wildcard(TEXT("a\\\\?")));
    ck_assert(!string_pattern_has_wildcard(TEXT("a\\*\\?\\")));
    ck_assert(!string_pattern_has_wildcard(TEXT("")));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("string_pattern");
    TCase *tests = tcase_create("string_pattern");
    SRunner *runner = srunner_create(suite);
    int failures = 0;

    tcase_add_test(tests, whole_text);
    tcase_add_test(tests, stars);
    tcase_add_test(tests, question_marks);
    tcase_add_test(tests, escapes);
    tcase_add_test(tests, open_ends_leave_escapes_alone);
    tcase_add_test(tests, starts_and_ends);
    tcase_add_test(tests, letter_case);
    tcase_add_test(tests, zero_bytes);
    tcase_add_test(tests, many_stars_end);
    tcase_add_test(tests, wildcards_are_seen);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
