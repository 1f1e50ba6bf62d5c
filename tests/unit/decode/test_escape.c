#include "decode/escape.h"

#include "base/buffer.h"
#include "support/suite.h"

static struct arena *arena;

static void check(struct text (*undo)(struct arena *, struct text), struct text escaped,
                  const char *plain)
{
    struct buffer shown = {0};

    buffer_append_escaped(&shown, undo(arena, escaped));
    ck_assert_str_eq(buffer_string(&shown), plain);
    buffer_finish(&shown);
}

START_TEST(percents_are_undone)
{
    static const char *const pairs[][2] = {
        {"", ""},       {"a+b", "a+b"},   {"a%20b", "a b"}, {"%41%62", "Ab"},
        {"%", "%"},     {"%4", "%4"},     {"%4g", "%4g"},   {"100%", "100%"},
        {"%%41", "%A"}, {"%2541", "%41"}, {"%c3%a9", "é"},  {"%00", "\\x00"},
    };

    arena = arena_create(256);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        check(escape_percent, text_of(pairs[i][0]), pairs[i][1]);
    arena_destroy(arena);
}
END_TEST

/* What is shown has its backslashes doubled once more. */
START_TEST(bytes_are_kept)
{
    static const char *const pairs[][2] = {
        {"", ""}, {"plain", "plain"}, {"\\n\\\"", "n\""}, {"a\\", "a\\\\"}, {"\\\\x", "\\\\x"},
    };

    arena = arena_create(256);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        check(escape_kept_bytes, text_of(pairs[i][0]), pairs[i][1]);
    arena_destroy(arena);
}
END_TEST

/* What is shown has its backslashes doubled once more. */
START_TEST(backslashes_are_undone)
{
    static const char *const pairs[][2] = {
        {"", ""},
        {"plain", "plain"},
        {"\\\"a\\\"", "\"a\""},
        {"\\'a\\'", "'a'"},
        {"\\x22\\x5C\\\\", "\"\\\\\\\\"},
        {"\\x", "\\\\x"},
        {"\\x4", "\\\\x4"},
        {"\\xzz", "\\\\xzz"},
        {"\\q", "\\\\q"},
        {"a\\", "a\\\\"},
        {"\\n\\t\\v", "\\x0a\\x09\\x0b"},
    };

    arena = arena_create(256);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        check(escape_backslash, text_of(pairs[i][0]), pairs[i][1]);
    arena_destroy(arena);
}
END_TEST

START_TEST(text_without_escapes_is_not_copied)
{
    const struct text text = TEXT("plain");

    arena = arena_create(256);
    ck_assert_ptr_eq(escape_percent(arena, text).data, text.data);
    ck_assert_ptr_eq(escape_backslash(arena, text).data, text.data);
    ck_assert_ptr_eq(escape_lower_case(arena, text).data, text.data);
    check(escape_lower_case, TEXT("WwW.\xC3\x89"), "www.É");
    arena_destroy(arena);
}
END_TEST

START_TEST(quotes_end_where_no_backslash_stands)
{
    ck_assert_uint_eq(escape_find_quote(TEXT("")), 0);
    ck_assert_uint_eq(escape_find_quote(TEXT("\"")), 0);
    ck_assert_uint_eq(escape_find_quote(TEXT("a\\\"b\"c")), 4);
    ck_assert_uint_eq(escape_find_quote(TEXT("a\\\\\"c")), 3);
    ck_assert_uint_eq(escape_find_quote(TEXT("ab")), 2);
    ck_assert_uint_eq(escape_find_quote(TEXT("ab\\")), 3);
}
END_TEST

SUITE_MAIN("escape", percents_are_undone, bytes_are_kept, backslashes_are_undone,
           text_without_escapes_is_not_copied, quotes_end_where_no_backslash_stands)
