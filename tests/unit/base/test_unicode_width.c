/* unicode_width: columns on a terminal. */
#include "base/unicode_width.h"
#include "support/suite.h"

START_TEST(a_character_takes_its_columns)
{
    static const struct {
        const char *text;
        unsigned width;
    } table[] = {
        {"", 0},
        {"acruz", 5},
        {"M\xc3\xbcller", 6},
        {"Mu\xcc\x88ller", 6}, /* the same, decomposed */
        {"\xe4\xb8\xad\xe6\x9d\x91", 4},
        {"\xea\xb9\x80", 2},                         /* a Hangul syllable */
        {"\xe1\x84\x80\xe1\x85\xa1", 2},             /* one of two letters */
        {"\xf0\x9f\x94\xa5", 2},                     /* emoji */
        {"\xef\xbc\xa1", 2},                         /* fullwidth A */
        {"\xef\xbd\xb1", 1},                         /* halfwidth katakana */
        {"\xe0\xb8\x99\xe0\xb9\x89\xe0\xb8\xb3", 2}, /* Thai: a tone mark above */
        {"\xe2\x80\xa6", 1},
        {"\xff\xfe", 2}, /* no UTF-8 */
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        ck_assert_uint_eq(unicode_text_width(text_of(table[i].text)), table[i].width);
}
END_TEST

START_TEST(no_character_is_cut_in_two)
{
    static const struct {
        const char *text;
        unsigned width;
        const char *begin, *end;
    } table[] = {
        {"abc", 0, "", ""},
        {"abc", 2, "ab", "bc"},
        {"abc", 3, "abc", "abc"},
        {"\xe4\xb8\xad\xe6\x9d\x91", 3, "\xe4\xb8\xad", "\xe6\x9d\x91"},
        {"\xe4\xb8\xad\xe6\x9d\x91", 1, "", ""},
        {"u\xcc\x88x", 1, "u\xcc\x88", "x"},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct text text = text_of(table[i].text);

        ck_assert(text_equal(unicode_fit(text, table[i].width), text_of(table[i].begin)));
        ck_assert(text_equal(unicode_fit_end(text, table[i].width), text_of(table[i].end)));
    }
}
END_TEST

SUITE_MAIN("unicode_width", a_character_takes_its_columns, no_character_is_cut_in_two)
