#include "sigma/encoding.h"

#include <string.h>

#include "support/suite.h"

/* Asserts the bytes of UTF-16 in string_pattern's notation. */
static void is_utf16(const char *source, enum utf16_form form, struct text bytes)
{
    struct arena *arena = arena_create(256);
    struct text got = encoding_utf16(arena, text_of(source), form);

    ck_assert_uint_eq(got.length, bytes.length);
    ck_assert_mem_eq(got.data, bytes.data, bytes.length);
    arena_destroy(arena);
}

static void is_base64(const char *source, const char *encoded)
{
    struct arena *arena = arena_create(256);
    struct text got = {0};

    ck_assert(encoding_base64(arena, text_of(source), &got));
    ck_assert_msg(text_equal(got, text_of(encoded)), "%s: %.*s", source, TEXT_ARGS(got));
    arena_destroy(arena);
}

static void is_inside(const char *source, const char *first, const char *second, const char *third)
{
    const char *const expected[] = {first, second, third};
    struct arena *arena = arena_create(256);
    struct text got = {0};

    for (unsigned shift = 0; shift < BASE64_SHIFTS; shift++) {
        ck_assert(encoding_base64_inside(arena, text_of(source), shift, &got));
        ck_assert_msg(text_equal(got, text_of(expected[shift])), "%s by %u: %.*s", source, shift,
                      TEXT_ARGS(got));
    }
    arena_destroy(arena);
}

START_TEST(utf16)
{
    is_utf16("aé", UTF16_LITTLE, TEXT("a\0\xE9\0"));
    is_utf16("aé", UTF16_BIG, TEXT("\0a\0\xE9"));
    is_utf16("a", UTF16_MARKED,
             TEXT("\xFF\xFE"
                  "a\0"));
    is_utf16("\xF0\x9F\x98\x80", UTF16_LITTLE, TEXT("\x3D\xD8\0\xDE"));
    is_utf16("*\\*\\\\a\\b?", UTF16_LITTLE, TEXT("*\\*\0\\\\\0a\0\\\\\0b\0?"));
    is_utf16("\xE2\xA8\xAA", UTF16_LITTLE, TEXT("\\*\\*")); /* U+2A2A */
    is_utf16("", UTF16_LITTLE, TEXT(""));
}
END_TEST

/* The vectors of RFC 4648, section 10. */
START_TEST(base64_whole)
{
    is_base64("", "");
    is_base64("f", "Zg==");
    is_base64("fo", "Zm8=");
    is_base64("foo", "Zm9v");
    is_base64("foob", "Zm9vYg==");
    is_base64("fooba", "Zm9vYmE=");
    is_base64("foobar", "Zm9vYmFy");
    is_base64("\\*\\\\", "Klw=");
}
END_TEST

START_TEST(base64_inside)
{
    is_inside("foobar", "Zm9vYmFy", "Zvb2Jhc", "mb29iYX");
    is_inside("ab", "YW", "Fi", "hY");
    is_inside("a", "Y", "", "h");
    is_inside("", "", "", "");
}
END_TEST

START_TEST(wildcards_are_refused)
{
    struct arena *arena = arena_create(256);
    struct text got = {0};

    ck_assert(!encoding_base64(arena, TEXT("a*"), &got));
    ck_assert(!encoding_base64_inside(arena, TEXT("a?"), 1, &got));
    arena_destroy(arena);
}
END_TEST

SUITE_MAIN("encoding", utf16, base64_whole, base64_inside, wildcards_are_refused)
