#include "protocol/request.h"

#include <string.h>

#include "support/suite.h"

static bool reads(const char *line, struct request *request, struct error *err)
{
    return request_read(text_of(line), request, err);
}

START_TEST(what_is_written_is_read_back)
{
    char alert[] = "3f2a91c0";
    char state[] = "closed";
    char done[] = "account locked";
    char cause[] = "leaver \"x\"\nwas not in the export";
    const struct request sent = {.operation = REQUEST_MOVE,
                                 .alert = alert,
                                 .state = state,
                                 .evidence = true,
                                 .closure = {.remediation = done, .root_cause = cause}};
    struct request got = {0};
    struct buffer line = {0};
    struct error err = {0};

    request_write(&line, &sent);
    ck_assert_int_eq(line.data[line.length - 1], '\n');
    ck_assert_ptr_eq(memchr(line.data, '\n', line.length - 1), NULL);
    ck_assert_msg(request_read(buffer_text(&line), &got, &err), "%s", err.text);
    ck_assert_int_eq(got.operation, REQUEST_MOVE);
    ck_assert_str_eq(got.alert, alert);
    ck_assert_str_eq(got.closure.root_cause, cause);
    ck_assert(got.evidence);
    ck_assert(!got.all);
    ck_assert_ptr_null(got.closure.halt);
    request_finish(&got);
    buffer_finish(&line);
}
END_TEST

START_TEST(mistakes_are_explained)
{
    static const struct {
        const char *line, *says;
    } cases[] = {
        {"", "one JSON object"},
        {"[]", "one JSON object"},
        {"{\"op\":", "one JSON object"},
        {"{}", "'op'"},
        {"{\"op\":7}", "'op'"},
        {"{\"op\":\"stauts\"}", "did you mean 'status'?"},
        {"{\"op\":\"status\",\"colour\":1}", "unknown member 'colour'"},
        {"{\"op\":\"show\",\"alert\":7}", "'alert' is text"},
        {"{\"op\":\"show\",\"evidence\":\"yes\"}", "'evidence' is true or false"},
        {"{\"op\":\"show\",\"op\":\"status\"}", "one JSON object"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct request request = {0};
        struct error err = {0};

        ck_assert_msg(!reads(cases[i].line, &request, &err), "%s", cases[i].line);
        ck_assert_msg(strstr(err.text, cases[i].says) != NULL, "%s: %s", cases[i].line, err.text);
    }
}
END_TEST

/* A terminal that does not speak UTF-8 must not make a note or a filter vanish. */
START_TEST(bytes_of_another_encoding_are_not_left_out)
{
    char account[] = "caf\xe9";
    struct request got = {0};
    struct buffer line = {0};
    struct error err = {0};

    request_write(&line, &(struct request){.operation = REQUEST_ALERTS, .account = account});
    ck_assert_msg(request_read(buffer_text(&line), &got, &err), "%s", err.text);
    ck_assert_str_eq(got.account, "caf\xEF\xBF\xBD");
    request_finish(&got);
    buffer_finish(&line);
}
END_TEST

SUITE_MAIN("request", bytes_of_another_encoding_are_not_left_out, what_is_written_is_read_back,
           mistakes_are_explained)
