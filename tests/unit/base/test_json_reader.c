#include "base/json_reader.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/suite.h"

/* Texts, and their tokens by a letter each. */
static const struct {
    const char *text;
    const char *tokens;
} texts[] = {
    {"", "C"},
    {" \t\r\n", "C"},
    {"{}", "{}E"},
    {"[ ] ", "[]E"},
    {"{\"a\":[1,\"b\",true,false,null,{}]}", "{N[nstf0{}]}E"},
    {"12", "nE"},
    {"\"a\"", "sE"},
    {"tru", "nC"},
    {"tr ", "B"},
    {"\"a", "sC"},
    {"\"", "sC"},
    {"trux", "B"},
    {"true1", "tB"},
    {"[1 2]", "[nB"},
    {"[1,]", "[nB"},
    {"[,1]", "[B"},
    {"[1}", "[nB"},
    {"{\"a\"}", "{B"},
    {"{\"a\":}", "{NB"},
    {"{\"a\":1,}", "{NnB"},
    {"{1:2}", "{B"},
    {"{}{}", "{}B"},
    {"[\"a", "[sC"},
    {"[\"a\\\"", "[sC"},
    {"[\"a\\", "[sC"},
    {"[12", "[nC"},
    {"[N", "[nC"},
    {"{\"a", "{C"},
    {"{\"a\\", "{C"},
    {"{\"a\"", "{C"},
    {"{\"a\":", "{NC"},
    {"{\"a\":1", "{NnC"},
    {"{\"a\":\"b\\u00", "{NsC"},
    {"{\"a\":1,", "{NnC"},
    {"[NaN,Infinity,-Infinity]", "[nnn]E"},
    {"[0123456789abcdef-x]", "[n]E"},
    {"[(]", "[B"},
    {"[\"12345678\\\"90123456\\\\\"]", "[s]E"},
};

static char letter(enum json_token token)
{
    static const char letters[] = {
        [JSON_END] = 'E',       [JSON_OBJECT] = '{', [JSON_OBJECT_END] = '}', [JSON_ARRAY] = '[',
        [JSON_ARRAY_END] = ']', [JSON_NAME] = 'N',   [JSON_STRING] = 's',     [JSON_NUMBER] = 'n',
        [JSON_TRUE] = 't',      [JSON_FALSE] = 'f',  [JSON_NULL] = '0',       [JSON_TOO_DEEP] = 'D',
        [JSON_CUT] = 'C',       [JSON_BROKEN] = 'B',
    };

    return letters[token];
}

START_TEST(texts_are_tokens)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct json_reader reader;
        char seen[64] = "";
        size_t count = 0;

        json_reader_init(&reader, text_of(texts[i].text));
        do
            seen[count++] = letter(json_reader_next(&reader));
        while (!json_token_is_last(reader.token) && count < sizeof seen - 1);
        ck_assert_str_eq(seen, texts[i].tokens);
        ck_assert_int_eq(json_reader_next(&reader), reader.token);
    }
}
END_TEST

START_TEST(a_value_is_passed_over)
{
    struct json_reader reader;

    json_reader_init(&reader, TEXT("[ {\"a\":[1,\"]\"]} , \"x\\\"\", -1.5 ,null, [1"));
    json_reader_next(&reader);
    json_reader_next(&reader);
    ck_assert(text_equal(json_reader_skip(&reader), TEXT("{\"a\":[1,\"]\"]}")));
    json_reader_next(&reader);
    ck_assert(text_equal(json_reader_skip(&reader), TEXT("\"x\\\"\"")));
    json_reader_next(&reader);
    ck_assert(text_equal(json_reader_skip(&reader), TEXT("-1.5")));
    json_reader_next(&reader);
    ck_assert(text_equal(json_reader_skip(&reader), TEXT("null")));
    json_reader_next(&reader);
    ck_assert(text_equal(json_reader_skip(&reader), TEXT("[1")));
    ck_assert_int_eq(reader.token, JSON_CUT);
}
END_TEST

/* Values that the end cuts, what there is of them, and what of the text they are. */
static const struct {
    const char *text;
    const char *raw;
    const char *skipped;
} cuts[] = {
    {"[\"", "", "\""},
    {"[\"a b", "a b", "\"a b"},
    {"[\"12345678\\u00", "12345678\\u00", "\"12345678\\u00"},
    {"[\"a\\", "a\\", "\"a\\"},
    {"[-1.5e", "-1.5e", "-1.5e"},
    {"[fal", "fal", "fal"},
};

START_TEST(a_value_is_read_as_far_as_it_goes)
{
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        struct json_reader reader;

        json_reader_init(&reader, text_of(cuts[i].text));
        json_reader_next(&reader);
        ck_assert(!reader.is_cut);
        json_reader_next(&reader);
        ck_assert(reader.is_cut);
        ck_assert(text_equal(reader.raw, text_of(cuts[i].raw)));
        ck_assert(text_equal(json_reader_skip(&reader), text_of(cuts[i].skipped)));
        ck_assert_int_eq(json_reader_next(&reader), JSON_CUT);
    }
}
END_TEST

START_TEST(depth_has_a_bound)
{
    char deep[2 * (JSON_DEPTH_MOST + 3)] = "";
    struct json_reader reader;

    for (unsigned extra = 0; extra < 3; extra++) {
        size_t depth = JSON_DEPTH_MOST + extra;

        memset(deep, '[', depth);
        memset(deep + depth, ']', depth);
        json_reader_init(&reader, (struct text){deep, 2 * depth});
        for (size_t i = 0; i < JSON_DEPTH_MOST; i++)
            ck_assert_int_eq(json_reader_next(&reader), JSON_ARRAY);
        if (extra > 0) {
            ck_assert_int_eq(json_reader_next(&reader), JSON_TOO_DEEP);
            ck_assert_uint_eq(reader.raw.length, 2 * (size_t)extra);
        }
        for (size_t i = 0; i < JSON_DEPTH_MOST; i++)
            ck_assert_int_eq(json_reader_next(&reader), JSON_ARRAY_END);
        ck_assert_int_eq(json_reader_next(&reader), JSON_END);
        ck_assert(reader.had_too_deep == (extra > 0));
    }
    json_reader_init(&reader, (struct text){deep, (size_t)JSON_DEPTH_MOST + 3});
    for (size_t i = 0; i < JSON_DEPTH_MOST; i++)
        ck_assert_int_eq(json_reader_next(&reader), JSON_ARRAY);
    ck_assert_int_eq(json_reader_next(&reader), JSON_TOO_DEEP);
    ck_assert(reader.is_cut && reader.had_too_deep);
    ck_assert(text_equal(reader.raw, TEXT("[[]")));
    ck_assert_int_eq(json_reader_next(&reader), JSON_CUT);
}
END_TEST

/* What stands between quotes, what it says, and what is odd about it. */
static const struct {
    const char *raw;
    const char *says;
    unsigned odd;
} strings[] = {
    {"", "", 0},
    {"plain", "plain", 0},
    {"M\xC3\xBCller \xF0\x9F\x98\x80", "M\xC3\xBCller \xF0\x9F\x98\x80", 0},
    {"\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t", 0},
    {"\\u0041\\u00FC\\u20ac\\uD83D\\uDE00", "A\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80", 0},
    {"\\uD83D", "\xEF\xBF\xBD", JSON_ODD_UTF8},
    {"\\uDE00\\uD83D", "\xEF\xBF\xBD\xEF\xBF\xBD", JSON_ODD_UTF8},
    {"\\uD83D\\uD83D\\uDE00", "\xEF\xBF\xBD\xF0\x9F\x98\x80", JSON_ODD_UTF8},
    {"\\uD83D\\n", "\xEF\xBF\xBD\n", JSON_ODD_UTF8},
    {"a\xFF", "a\xEF\xBF\xBD", JSON_ODD_UTF8},
    {"\xC0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD", JSON_ODD_UTF8},
    {"\\u12", "\\u12", JSON_ODD_ESCAPE},
    {"\\u12G4\\", "\\u12G4\\", JSON_ODD_ESCAPE},
    {"\\x\xC3\xBC", "\\x\xC3\xBC", JSON_ODD_ESCAPE},
    {"a\tb", "a\tb", JSON_ODD_CONTROL},
    {"\x7F", "\x7F", 0},
};

START_TEST(strings_say_what_they_mean)
{
    struct arena *arena = arena_create(1024);

    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        unsigned odd = 0;
        struct text says = json_reader_string(arena, text_of(strings[i].raw), &odd);

        ck_assert_msg(text_equal(says, text_of(strings[i].says)), "%s", strings[i].raw);
        ck_assert_uint_eq(odd, strings[i].odd);
    }
    arena_destroy(arena);
}
END_TEST

START_TEST(nul_is_told)
{
    struct arena *arena = arena_create(1024);
    unsigned odd = 0;

    ck_assert(text_equal(json_reader_string(arena, TEXT("a\\u0000b"), &odd), TEXT("a\0b")));
    ck_assert_uint_eq(odd, JSON_ODD_NUL);
    odd = 0;
    ck_assert(text_equal(json_reader_string(arena, TEXT("a\0b"), &odd), TEXT("a\0b")));
    ck_assert_uint_eq(odd, JSON_ODD_NUL);
    arena_destroy(arena);
}
END_TEST

static const struct {
    const char *raw;
    int64_t integer;
} integers[] = {
    {"0", 0},
    {"-0", 0},
    {"-12", -12},
    {"007", 7},
    {"9223372036854775807", INT64_MAX},
    {"-9223372036854775808", INT64_MIN},
};

static const struct {
    const char *raw;
    double real;
} reals[] = {
    {"1.5", 1.5},
    {"-2.5e-3", -2.5e-3},
    {"1E2", 100},
    {"+3", 3},
    {".5", 0.5},
    {"5.", 5},
    {"9223372036854775808", 0x1p63},
    {"1e999", INFINITY},
    {"-1e999", -INFINITY},
    {"1e-999", 0},
    {"Infinity", INFINITY},
    {"-Infinity", -INFINITY},
    {"NaN", NAN},
    {"1.2.3", NAN},
    {"1e", NAN},
    {"1e+", NAN},
    {"-", NAN},
    {".", NAN},
    {"0x10", NAN},
    {"", NAN},
};

START_TEST(numbers_are_read)
{
    int64_t integer = 0;
    double real = 0;

    for (size_t i = 0; i < sizeof integers / sizeof *integers; i++) {
        ck_assert_msg(json_reader_number(text_of(integers[i].raw), &integer, &real), "%s",
                      integers[i].raw);
        ck_assert_int_eq(integer, integers[i].integer);
    }
    for (size_t i = 0; i < sizeof reals / sizeof *reals; i++) {
        ck_assert_msg(!json_reader_number(text_of(reals[i].raw), &integer, &real), "%s",
                      reals[i].raw);
        ck_assert_msg(isnan(reals[i].real) ? isnan(real) : real == reals[i].real, "%s is %g",
                      reals[i].raw, real);
    }
}
END_TEST

/* "0.00...0123e+1000" and the like, all of them the same number. */
START_TEST(long_numbers_are_read_too)
{
    char raw[2048] = "";
    int64_t integer = 0;
    double real = 0;

    snprintf(raw, sizeof raw, "0.%01000d123e+1000", 0);
    ck_assert(!json_reader_number(text_of(raw), &integer, &real));
    ck_assert_double_eq(real, 0.123);
    snprintf(raw, sizeof raw, "-123%0997d.%0500de-1000", 0, 0);
    ck_assert(!json_reader_number(text_of(raw), &integer, &real));
    ck_assert_double_eq(real, -0.123);
    snprintf(raw, sizeof raw, "%0500d.0", 0);
    ck_assert(!json_reader_number(text_of(raw), &integer, &real));
    ck_assert_double_eq(real, 0);
    snprintf(raw, sizeof raw, "1%0500d", 0);
    ck_assert(!json_reader_number(text_of(raw), &integer, &real));
    ck_assert(isinf(real));
}
END_TEST

SUITE_MAIN("json_reader", texts_are_tokens, a_value_is_passed_over,
           a_value_is_read_as_far_as_it_goes, depth_has_a_bound, strings_say_what_they_mean,
           nul_is_told, numbers_are_read, long_numbers_are_read_too)
