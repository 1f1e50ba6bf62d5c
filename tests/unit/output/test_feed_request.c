#include "output/feed_request.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

START_TEST(a_full_subscription_is_read)
{
    struct feed_request request = {0};
    struct error err = {0};

    ck_assert(feed_request_read(&request,
                                TEXT("{\"op\":\"subscribe\",\"name\":\"soc-1\",\"from\":\"abc\","
                                     "\"filter\":{\"rag\":\"red\"},"
                                     "\"ack\":false,\"format\":\"ecs\",\"heartbeat\":30}"),
                                &err));
    ck_assert_int_eq(request.operation, FEED_SUBSCRIBE);
    ck_assert_str_eq(request.name, "soc-1");
    ck_assert_int_eq(request.start, FEED_FROM_CURSOR);
    ck_assert_str_eq(request.cursor, "abc");
    ck_assert_ptr_nonnull(request.filter);
    ck_assert(!request.acknowledges);
    ck_assert_int_eq(request.format, FEED_ECS);
    ck_assert_int_eq(request.heartbeat, 30 * SECOND);
    feed_request_finish(&request);
}
END_TEST

START_TEST(a_name_acknowledges_unless_it_says_otherwise)
{
    struct feed_request request = {0};
    struct error err = {0};

    ck_assert(feed_request_read(&request, TEXT("{\"op\":\"subscribe\",\"name\":\"a\"}"), &err));
    ck_assert(request.acknowledges);
    feed_request_finish(&request);
    ck_assert(feed_request_read(&request, TEXT("{\"op\":\"subscribe\"}"), &err));
    ck_assert(!request.acknowledges);
    ck_assert_int_eq(request.start, FEED_FROM_UNSAID);
    feed_request_finish(&request);
}
END_TEST

START_TEST(mistakes_are_named)
{
    static const struct {
        const char *line;
        const char *says;
    } rows[] = {
        {"", "not JSON"},
        {"[]", "JSON object"},
        {"{}", "'op'"},
        {"{\"op\":1}", "'op'"},
        {"{\"op\":\"subscrbe\"}", "subscribe"},
        {"{\"op\":\"ping\"}", "'op'"},
        {"{\"op\":\"subscribe\",\"op\":\"ack\"}", "twice"},
        {"{\"op\":\"subscribe\",\"formt\":\"ecs\"}", "did you mean 'format'?"},
        {"{\"op\":\"subscribe\",\"cursor\":\"x\"}", "unknown key 'cursor'"},
        {"{\"op\":\"ack\",\"cursor\":\"x\",\"name\":\"a\"}", "unknown key 'name'"},
        {"{\"op\":\"ack\"}", "needs a 'cursor'"},
        {"{\"op\":\"ack\",\"cursor\":7}", "'cursor' is a text"},
        {"{\"op\":\"subscribe\",\"format\":\"cef\"}", "'format'"},
        {"{\"op\":\"subscribe\",\"heartbeat\":0}", "'heartbeat'"},
        {"{\"op\":\"subscribe\",\"heartbeat\":3601}", "'heartbeat'"},
        {"{\"op\":\"subscribe\",\"heartbeat\":1.5}", "'heartbeat'"},
        {"{\"op\":\"subscribe\",\"ack\":true}", "needs a 'name'"},
        {"{\"op\":\"subscribe\",\"ack\":1,\"name\":\"a\"}", "'ack'"},
        {"{\"op\":\"subscribe\",\"name\":\"\"}", "'name'"},
        {"{\"op\":\"subscribe\",\"name\":\"a b\"}", "'name'"},
        {"{\"op\":\"subscribe\",\"name\":\"syslog\"}", "daemon's own"},
        {"{\"op\":\"subscribe\",\"from\":3}", "'from'"},
        {"{\"op\":\"subscribe\",\"filter\":[]}", "filter"},
        {"{\"op\":\"subscribe\",\"filter\":{\"acount\":\"x\"}}", "did you mean 'account'?"},
        {"{\"op\":\"subscribe\",\"filter\":{\"rag\":\"rde\"}}", "did you mean 'red'?"},
        {"{\"op\":\"subscribe\",\"filter\":{\"rag\":[]}}", "empty"},
        {"{\"op\":\"subscribe\",\"filter\":{\"rule\":[1]}}", "takes a text"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct feed_request request = {0};
        struct error err = {0};

        ck_assert_msg(!feed_request_read(&request, text_of(rows[i].line), &err), "%s",
                      rows[i].line);
        ck_assert_msg(strstr(err.text, rows[i].says) != NULL, "%s: %s", rows[i].line, err.text);
        ck_assert_ptr_null(request.name);
        ck_assert_ptr_null(request.filter);
    }
}
END_TEST

START_TEST(the_longest_name_is_bounded)
{
    char line[256] = {0};
    char name[FEED_NAME_LONGEST + 2] = {0};
    struct feed_request request = {0};
    struct error err = {0};

    memset(name, 'n', FEED_NAME_LONGEST);
    snprintf(line, sizeof line, "{\"op\":\"subscribe\",\"name\":\"%s\"}", name);
    ck_assert(feed_request_read(&request, text_of(line), &err));
    feed_request_finish(&request);
    name[FEED_NAME_LONGEST] = 'n';
    snprintf(line, sizeof line, "{\"op\":\"subscribe\",\"name\":\"%s\"}", name);
    ck_assert(!feed_request_read(&request, text_of(line), &err));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("feed_request");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tcase, a_full_subscription_is_read);
    tcase_add_test(tcase, a_name_acknowledges_unless_it_says_otherwise);
    tcase_add_test(tcase, mistakes_are_named);
    tcase_add_test(tcase, the_longest_name_is_bounded);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
