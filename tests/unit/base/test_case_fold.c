#include "base/case_fold.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/pattern.h"

static struct text fold(struct arena *arena, const char *text)
{
    return case_fold_text(arena, text_of(text));
}

START_TEST(texts)
{
    struct arena *arena = arena_create(256);

    ck_assert(text_equal(fold(arena, "MiXed 42_@[`{"), TEXT("mixed 42_@[`{")));
    ck_assert(text_equal(fold(arena, "ÉCOLE"), TEXT("école")));
    ck_assert(text_equal(fold(arena, "ПРИВЕТ"), TEXT("привет")));
    ck_assert(text_equal(fold(arena, "Σς"), TEXT("σσ")));
    ck_assert(text_equal(fold(arena, "mi\xC5\xBFtral \xE2\x84\xAA"), TEXT("mistral k")));
    ck_assert(text_equal(fold(arena, "\xF0\x90\x90\x80"), TEXT("\xF0\x90\x90\xA8")));
    ck_assert_uint_eq(fold(arena, "").length, 0);
    arena_destroy(arena);
}
END_TEST

START_TEST(no_copy_without_need)
{
    static const char text[] = "plain text";
    struct arena *arena = arena_create(256);

    ck_assert_ptr_eq(fold(arena, text).data, text);
    ck_assert_uint_eq(arena_used(arena), 0);
    arena_destroy(arena);
}
END_TEST

START_TEST(other_bytes_stay)
{
    struct arena *arena = arena_create(256);

    ck_assert(text_equal(fold(arena, "A\xC3\xFF"
                                     "B\x80"),
                         TEXT("a\xC3\xFF"
                              "b\x80")));
    ck_assert(text_equal(case_fold_text(arena, (struct text){"A\0\xC3", 3}),
                         (struct text){"a\0\xC3", 3}));
    arena_destroy(arena);
}
END_TEST

/* The character of two bytes that becomes one of three, over and over. */
START_TEST(growth_has_room)
{
    struct arena *arena = arena_create(16);
    struct text folded = fold(arena, "\xC8\xBA\xC8\xBA\xC8\xBA\xC8\xBA\xC8\xBA");

    ck_assert_uint_eq(folded.length, 15);
    ck_assert(text_starts_with(folded, TEXT("\xE2\xB1\xA5\xE2\xB1\xA5")));
    arena_destroy(arena);
}
END_TEST

static struct text encode(uint32_t code, char bytes[4])
{
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

    for (size_t i = length; i-- > 1; code >>= 6)
        bytes[i] = (char)(0x80 | (code & 0x3F));
    bytes[0] = (char)(leads[length > 1 ? length : 0] | code);
    return (struct text){bytes, length};
}

/* PCRE2 has tables of its own: what we fold must be equal to it. */
START_TEST(agrees_with_pcre)
{
    struct arena *arena = arena_create(256);
    unsigned pairs = 0;

    for (uint32_t code = 'A'; code <= 0x1E943; code++) {
        char bytes[4] = "";
        char source[32] = "";
        struct error err = {0};
        struct pattern *pattern = NULL;

        if (case_fold(code) == code)
            continue;
        pairs++;
        ck_assert_uint_eq(case_fold(case_fold(code)), case_fold(code));
        snprintf(source, sizeof source, "^\\x{%x}$", code);
        pattern = pattern_compile(text_of(source), PATTERN_CASELESS | PATTERN_INTERPRETED, &err);
        ck_assert_msg(pattern != NULL, "%s", err.text);
        ck_assert_msg(pattern_search(pattern, case_fold_text(arena, encode(code, bytes)), NULL) ==
                          PATTERN_MATCH,
                      "U+%04X", code);
        pattern_destroy(pattern);
    }
    ck_assert_uint_gt(pairs, 1400);
    arena_destroy(arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("case_fold");
    TCase *tests = tcase_create("case_fold");
    SRunner *runner = srunner_create(suite);
    int failures = 0;

    tcase_add_test(tests, texts);
    tcase_add_test(tests, no_copy_without_need);
    tcase_add_test(tests, other_bytes_stay);
    tcase_add_test(tests, growth_has_room);
    tcase_add_test(tests, agrees_with_pcre);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
