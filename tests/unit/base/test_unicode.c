#include <check.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/unicode.h"

START_TEST(decodes_and_refuses)
{
    static const struct {
        struct text bytes;
        size_t length;
        uint32_t code;
    } cases[] = {
        {{"a", 1}, 1, 'a'},
        {{"\0", 1}, 1, 0},
        {{"\x7F", 1}, 1, 0x7F},
        {{"\xC2\x80", 2}, 2, 0x80},
        {{"\xDF\xBF", 2}, 2, 0x7FF},
        {{"\xE0\xA0\x80", 3}, 3, 0x800},
        {{"\xED\x9F\xBF", 3}, 3, 0xD7FF},
        {{"\xEE\x80\x80", 3}, 3, 0xE000},
        {{"\xEF\xBF\xBF", 3}, 3, 0xFFFF},
        {{"\xF0\x90\x80\x80", 4}, 4, 0x10000},
        {{"\xF4\x8F\xBF\xBF", 4}, 4, 0x10FFFF},
        {{"", 0}, 0, 0},
        {{"\x80", 1}, 0, 0},
        {{"\xC0\x80", 2}, 0, 0},
        {{"\xC1\xBF", 2}, 0, 0},
        {{"\xC3", 1}, 0, 0},
        {{"\xC3"
          "a",
          2},
         0,
         0},
        {{"\xE0\x9F\xBF", 3}, 0, 0},
        {{"\xED\xA0\x80", 3}, 0, 0},
        {{"\xED\xBF\xBF", 3}, 0, 0},
        {{"\xE2\x82", 2}, 0, 0},
        {{"\xF0\x8F\xBF\xBF", 4}, 0, 0},
        {{"\xF4\x90\x80\x80", 4}, 0, 0},
        {{"\xF5\x80\x80\x80", 4}, 0, 0},
        {{"\xF0\x9F\x98", 3}, 0, 0},
        {{"\xFF", 1}, 0, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t code = 0;

        ck_assert_msg(unicode_decode(cases[i].bytes, &code) == cases[i].length, "case %zu", i);
        ck_assert_uint_eq(code, cases[i].code);
    }
}
END_TEST

START_TEST(knows_what_may_be_shown)
{
    static const char *const hidden[] = {
        "\x1b",
        "\n",
        "\x7f",
        "\xC2\x85",
        "\xC2\xAD",
        "\xE2\x80\x8B",
        "\xE2\x80\xAE",
        "\xE2\x81\xA6",
        "\xEF\xBB\xBF",
        "\xE2\x80\xA8",
        "\xF3\xA0\x81\x81",
        "\xFF",
    };

    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        ck_assert_msg(unicode_printable_length(text_of(hidden[i])) == 0, "case %zu", i);
    ck_assert_uint_eq(unicode_printable_length(TEXT(" a")), 1);
    ck_assert_uint_eq(unicode_printable_length(TEXT("\xC2\xA0")), 2);
    ck_assert_uint_eq(unicode_printable_length(TEXT("\xE2\x82\xAC"
                                                    "1")),
                      3);
    ck_assert_uint_eq(unicode_printable_length(TEXT("\xF0\x9F\x98\x80")), 4);
    ck_assert_uint_eq(unicode_printable_length((struct text){0}), 0);
}
END_TEST

START_TEST(repairs)
{
    struct buffer buffer = {0};

    unicode_append_repaired(&buffer, TEXT("a\xFF\xC3\xA9\x1b\xE2\x82"));
    ck_assert_str_eq(buffer_string(&buffer), "a\xEF\xBF\xBD\xC3\xA9\x1b\xEF\xBF\xBD\xEF\xBF\xBD");
    buffer_finish(&buffer);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("unicode");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tests, decodes_and_refuses);
    tcase_add_test(tests, knows_what_may_be_shown);
    tcase_add_test(tests, repairs);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
