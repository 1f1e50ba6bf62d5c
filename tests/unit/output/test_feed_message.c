#include "output/feed_message.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const struct identifier here = {{0xAB, 0xCD}};

static void expect_record(struct text body, const char *expected)
{
    struct journal_record record = {.number = 7, .body = body};
    struct buffer line = {0};

    feed_message_record(&line, here, &record);
    ck_assert_ptr_nonnull(strstr(buffer_string(&line), expected));
    ck_assert_int_eq(feed_message_must_withhold(&record),
                     strstr(buffer_string(&line), "\"type\":\"withheld\"") != NULL);
    ck_assert_uint_le(line.length, FEED_MESSAGE_LARGEST);
    ck_assert_ptr_eq(memchr(line.data, '\n', line.length), line.data + line.length - 1);
    buffer_finish(&line);
}

START_TEST(a_record_gets_its_number_in_front)
{
    expect_record(TEXT("{\"type\":\"alert\",\"id\":\"x\"}"),
                  "\",\"type\":\"alert\",\"id\":\"x\"}\n");
    expect_record(TEXT("{\"type\":\"alert\"}"), "{\"seq\":7,\"cursor\":\"abcd");
    expect_record(TEXT("{}"), "\"}\n");
}
END_TEST

START_TEST(a_hostile_body_spoils_no_other_line)
{
    expect_record(TEXT("{\"a\":\"x\n{}\"}"), "\"type\":\"withheld\"");
    expect_record(TEXT("{\"a\":\"\0\"}"), "\"type\":\"withheld\"");
    expect_record(TEXT(""), "\"type\":\"withheld\"");
    expect_record(TEXT("{"), "\"type\":\"withheld\"");
    expect_record(TEXT("[]"), "\"type\":\"withheld\"");
}
END_TEST

START_TEST(a_body_up_to_the_bound_is_sent_and_beyond_it_withheld)
{
    enum { PREFIX = sizeof "{\"seq\":7,\"cursor\":\"\"," - 1 + 40 };
    size_t longest = FEED_MESSAGE_LARGEST - PREFIX; /* the { goes, the newline comes */
    char *body = mem_alloc(longest + 1);

    memset(body, 'x', longest + 1);
    body[0] = '{';
    body[longest - 1] = '}';
    expect_record((struct text){body, longest}, "xxx}\n");
    body[longest - 1] = 'x';
    body[longest] = '}';
    expect_record((struct text){body, longest + 1}, "too long");
    mem_free(body);
}
END_TEST

START_TEST(the_daemons_own_lines_are_as_documented)
{
    struct buffer line = {0};
    struct feed_pulse pulse = {.time = 0, .newest = 9, .through = 4, .lag = 5};

    feed_message_hello(&line, "1.2", here, (struct journal_range){3, 9});
    ck_assert_str_eq(buffer_string(&line),
                     "{\"type\":\"hello\",\"proto\":1,\"server\":\"amberd\",\"version\":\"1.2\","
                     "\"instance\":\"abcd0000000000000000000000000000\","
                     "\"oldest\":\"abcd0000000000000000000000000003da7eab28\","
                     "\"newest\":\"abcd00000000000000000000000000096b1afbe8\"}\n");
    buffer_clear(&line);
    feed_message_heartbeat(&line, here, &pulse);
    ck_assert_ptr_nonnull(strstr(
        buffer_string(&line), "{\"type\":\"heartbeat\",\"time\":\"1970-01-01T00:00:00.000000Z\""));
    ck_assert_ptr_nonnull(strstr(buffer_string(&line), "\"lag\":5}\n"));
    buffer_clear(&line);
    feed_message_error(&line, "bad-request", "you said \xff\n\x1b[31m \"this\"");
    ck_assert_str_eq(buffer_string(&line),
                     "{\"type\":\"error\",\"code\":\"bad-request\",\"message\":\"you said "
                     "\\uFFFD\\n\\u001B[31m \\\"this\\\"\"}\n");
    buffer_finish(&line);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("feed_message");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tcase, a_record_gets_its_number_in_front);
    tcase_add_test(tcase, a_hostile_body_spoils_no_other_line);
    tcase_add_test(tcase, a_body_up_to_the_bound_is_sent_and_beyond_it_withheld);
    tcase_add_test(tcase, the_daemons_own_lines_are_as_documented);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
