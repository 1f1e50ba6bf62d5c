#include "protocol/reply.h"

#include <string.h>

#include "support/suite.h"

START_TEST(an_answer_comes_back)
{
    struct buffer line = {0};
    struct error err = {0};
    enum reply_code code = REPLY_INTERNAL;
    json_t *data = NULL;

    reply_write(&line, json_pack("{s:i}", "files", 3));
    ck_assert(reply_read(buffer_text(&line), &data, &code, &err));
    ck_assert_int_eq(code, REPLY_OK);
    ck_assert_int_eq(json_integer_value(json_object_get(data, "files")), 3);
    json_decref(data);
    buffer_finish(&line);
}
END_TEST

START_TEST(a_refusal_keeps_its_code_and_words)
{
    struct buffer line = {0};
    struct error err = {0};
    enum reply_code code = REPLY_OK;
    json_t *data = NULL;

    reply_write_error(&line, REPLY_USAGE, "no alert begins with 'beef'");
    ck_assert(!reply_read(buffer_text(&line), &data, &code, &err));
    ck_assert_int_eq(code, REPLY_USAGE);
    ck_assert_str_eq(err.text, "no alert begins with 'beef'");
    ck_assert_ptr_null(data);
    buffer_finish(&line);
}
END_TEST

START_TEST(what_is_no_reply_is_an_internal_fault)
{
    static const char *const lines[] = {"", "null", "{}", "{\"ok\":1}", "{\"ok\":false}", "\xff"};

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct error err = {0};
        enum reply_code code = REPLY_OK;
        json_t *data = NULL;

        ck_assert(!reply_read(text_of(lines[i]), &data, &code, &err));
        ck_assert_int_eq(code, REPLY_INTERNAL);
        ck_assert_ptr_nonnull(strstr(err.text, "no reply of amberd"));
    }
}
END_TEST

/* Words are cut to a length, and quote what came. */
START_TEST(a_refusal_may_quote_half_a_character)
{
    struct buffer line = {0};
    struct error err = {0};
    enum reply_code code = REPLY_OK;
    json_t *data = NULL;

    reply_write_error(&line, REPLY_USAGE, "unknown operation 'caf\xc3'");
    ck_assert(!reply_read(buffer_text(&line), &data, &code, &err));
    ck_assert_int_eq(code, REPLY_USAGE);
    ck_assert_str_eq(err.text, "unknown operation 'caf\xEF\xBF\xBD'");
    buffer_finish(&line);
}
END_TEST

SUITE_MAIN("reply", a_refusal_may_quote_half_a_character, an_answer_comes_back,
           a_refusal_keeps_its_code_and_words, what_is_no_reply_is_an_internal_fault)
