#include "model/json_value.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "base/unicode.h"

#define ELLIPSIS "\xE2\x80\xA6"

static char written[4096];

/* Text as JSON, cut to `most`. */
static const char *write_text(struct text text, size_t most, bool *cut)
{
    struct buffer buffer = {0};
    json_t *value = json_value_text(text, most, cut);

    json_value_write(&buffer, value);
    ck_assert_uint_eq(json_value_cost(value), buffer.length);
    ck_assert_uint_lt(buffer.length, sizeof written);
    memcpy(written, buffer.data, buffer.length);
    written[buffer.length] = '\0';
    json_decref(value);
    buffer_finish(&buffer);
    return written;
}

START_TEST(escapes_what_deceives)
{
    const struct {
        struct text text;
        const char *expect;
    } cases[] = {
        {TEXT("plain"), "\"plain\""},
        {TEXT("a\nb\x1b[0m"), "\"a\\nb\\u001B[0m\""},
        {TEXT("\x7f"), "\"\\u007f\""},
        {TEXT("\xC2\x85"), "\"\\u0085\""},
        {TEXT("\xE2\x80\xAEgpj"), "\"\\u202egpj\""},
        {TEXT("\xE2\x80\xA8"), "\"\\u2028\""},
        {TEXT("\xF3\xA0\x81\x81"), "\"\\udb40\\udc41\""},
        {TEXT("\xFF\xC3"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
        {TEXT("q\"b\\"), "\"q\\\"b\\\\\""},
        {TEXT("\xC3\xBC\xF0\x9F\x99\x82"), "\"\xC3\xBC\xF0\x9F\x99\x82\""},
        {TEXT("nul\0in"), "\"nul\\u0000in\""},
    };
    bool cut = false;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_str_eq(write_text(cases[i].text, 100, &cut), cases[i].expect);
    ck_assert(!cut);
}
END_TEST

START_TEST(cuts_by_cost_and_between_characters)
{
    bool cut = false;

    ck_assert_str_eq(write_text(TEXT("12345"), 5, &cut), "\"12345\"");
    ck_assert(!cut);
    ck_assert_str_eq(write_text(TEXT("123456"), 5, &cut), "\"12" ELLIPSIS "\"");
    ck_assert(cut);
    ck_assert_str_eq(write_text(TEXT("\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC"), 6, &cut),
                     "\"\xC3\xBC" ELLIPSIS "\"");
    ck_assert_str_eq(write_text(TEXT("\x01\x01"), 11, &cut), "\"\\u0001" ELLIPSIS "\"");
    ck_assert_str_eq(write_text(TEXT("\x01\x01"), 12, &cut), "\"\\u0001\\u0001\"");
}
END_TEST

START_TEST(no_bytes_cost_more_than_allowed)
{
    unsigned state = 12345;

    for (int round = 0; round < 500; round++) {
        char bytes[300];
        bool cut = false;
        size_t most = 3 + (size_t)round % 100;
        const char *json = NULL;

        for (size_t i = 0; i < sizeof bytes; i++) {
            state = state * 1103515245u + 12345u;
            bytes[i] = (char)(state >> 16);
        }
        json = write_text((struct text){bytes, sizeof bytes}, most, &cut);
        ck_assert_uint_le(strlen(json), most + 2);
        ck_assert(cut);
        for (struct text rest = text_of(json); rest.length > 0;) {
            size_t length = unicode_printable_length(rest);

            ck_assert_uint_gt(length, 0);
            rest = text_from(rest, length);
        }
    }
}
END_TEST

START_TEST(reads_objects_only)
{
    static const char *const broken[] = {
        "", "[]", "\"x\"", "{\"a\":1,\"a\":2}", "{\"a\":1}x", "{", "{\"a\":\"\\u0000\"}", "null"};
    struct error err = {0};
    json_t *value = json_value_read(TEXT("{\"a\":1}"), 7, &err);

    ck_assert_ptr_nonnull(value);
    json_decref(value);
    ck_assert_ptr_null(json_value_read(TEXT("{\"a\":1}"), 6, &err));
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        err.text[0] = '\0';
        ck_assert_msg(!json_value_read(text_of(broken[i]), 100, &err), "%s", broken[i]);
        ck_assert_uint_gt(strlen(err.text), 0);
    }
    ck_assert_ptr_null(json_value_read((struct text){0}, 100, &err));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("json_value");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(all, escapes_what_deceives);
    tcase_add_test(all, cuts_by_cost_and_between_characters);
    tcase_add_test(all, no_bytes_cost_more_than_allowed);
    tcase_add_test(all, reads_objects_only);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
