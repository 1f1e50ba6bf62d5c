#include "output/feed_session.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fault.h"
#include "support/feed_stage.h"

START_TEST(every_cursor_resumes_at_the_record_behind_it)
{
    enum { RECORDS = 40 };
    char cursors[RECORDS + 1][FEED_CURSOR_TEXT_SIZE] = {{0}};
    struct feed_stage stage;
    struct feed_visitor visitor;
    char line[256] = {0};

    feed_stage_open(&stage);
    feed_stage_add(&stage, RECORDS);
    feed_visitor_greet(&stage, &visitor, "{\"op\":\"subscribe\",\"from\":\"oldest\"}\n");
    for (uint64_t n = 1; n <= RECORDS; n++)
        feed_visitor_expect_record(&stage, &visitor, n, cursors[n]);
    feed_visitor_leave(&visitor);
    for (uint64_t n = 1; n < RECORDS; n++) {
        snprintf(line, sizeof line, "{\"op\":\"subscribe\",\"from\":\"%s\"}\n", cursors[n]);
        feed_visitor_greet(&stage, &visitor, line);
        feed_visitor_expect_record(&stage, &visitor, n + 1, NULL);
        feed_visitor_leave(&visitor);
    }
    feed_stage_close(&stage);
}
END_TEST

START_TEST(redelivery_is_the_same_to_the_byte)
{
    struct feed_stage stage;
    struct feed_visitor first;
    struct feed_visitor second;

    feed_stage_open(&stage);
    feed_stage_add(&stage, 20);
    for (int format = 0; format < 3; format++) {
        static const char *const lines[] = {
            "{\"op\":\"subscribe\",\"from\":\"oldest\",\"format\":\"native\"}\n",
            "{\"op\":\"subscribe\",\"from\":\"oldest\",\"format\":\"ocsf\"}\n",
            "{\"op\":\"subscribe\",\"from\":\"oldest\",\"format\":\"ecs\"}\n",
        };

        feed_visitor_greet(&stage, &first, lines[format]);
        feed_visitor_greet(&stage, &second, lines[format]);
        for (int i = 0; i < 20; i++)
            ck_assert_str_eq(feed_visitor_hear(&stage, &first), feed_visitor_hear(&stage, &second));
        feed_visitor_leave(&first);
        feed_visitor_leave(&second);
    }
    feed_stage_close(&stage);
}
END_TEST

START_TEST(acks_backwards_are_ignored_and_beyond_are_refused)
{
    char cursors[6][FEED_CURSOR_TEXT_SIZE] = {{0}};
    struct feed_stage stage;
    struct feed_visitor visitor;
    char line[128] = {0};
    struct consumer consumer = {0};

    feed_stage_open(&stage);
    feed_visitor_greet(&stage, &visitor, "{\"op\":\"subscribe\",\"name\":\"soc-1\"}\n");
    feed_stage_add(&stage, 5);
    for (uint64_t n = 1; n <= 5; n++)
        feed_visitor_expect_record(&stage, &visitor, n, cursors[n]);
    snprintf(line, sizeof line, "{\"op\":\"ack\",\"cursor\":\"%s\"}\n", cursors[4]);
    feed_visitor_tell(&visitor, line);
    feed_stage_turn(&stage, 3);
    snprintf(line, sizeof line, "{\"op\":\"ack\",\"cursor\":\"%s\"}\n", cursors[2]);
    feed_visitor_tell(&visitor, line);
    feed_stage_turn(&stage, 3);
    ck_assert(stage.reader.find_consumer(stage.journal, TEXT("soc-1"), &consumer));
    ck_assert_uint_eq(consumer.acknowledged, 4);

    snprintf(line, sizeof line, "{\"op\":\"ack\",\"cursor\":\"%s\"}\n",
             feed_cursor_write(stage.reader.instance(NULL), 6, cursors[0]));
    feed_visitor_tell(&visitor, line);
    feed_visitor_expect_error(&stage, &visitor, "bad-ack");
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(unread_is_the_oldest_at_first_and_then_behind_the_acks)
{
    static const char subscribe[] =
        "{\"op\":\"subscribe\",\"name\":\"soc-1\",\"from\":\"unread\"}\n";
    char cursor[FEED_CURSOR_TEXT_SIZE] = {0};
    struct feed_stage stage;
    struct feed_visitor visitor;
    char line[128] = {0};

    feed_stage_open(&stage);
    feed_stage_add(&stage, 5);
    feed_visitor_greet(&stage, &visitor, subscribe);
    for (uint64_t n = 1; n <= 3; n++)
        feed_visitor_expect_record(&stage, &visitor, n, cursor);
    snprintf(line, sizeof line, "{\"op\":\"ack\",\"cursor\":\"%s\"}\n", cursor);
    feed_visitor_tell(&visitor, line);
    feed_stage_turn(&stage, 3);
    feed_visitor_leave(&visitor);
    feed_stage_turn(&stage, 3);
    feed_visitor_greet(&stage, &visitor, subscribe);
    feed_visitor_expect_record(&stage, &visitor, 4, NULL);
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(a_name_of_another_user_is_refused)
{
    struct consumer other = {.user = geteuid() + 1, .acknowledged = 0};
    struct error err = {0};
    struct feed_stage stage;
    struct feed_visitor visitor;

    feed_stage_open(&stage);
    ck_assert(stage.reader.save_consumer(stage.journal, TEXT("theirs"), &other, &err));
    feed_visitor_greet(&stage, &visitor, NULL);
    feed_visitor_tell(&visitor, "{\"op\":\"subscribe\",\"name\":\"theirs\"}\n");
    if (geteuid() == 0)
        feed_visitor_expect(&stage, &visitor, "subscribed");
    else
        feed_visitor_expect_error(&stage, &visitor, "name-taken");
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(what_is_no_longer_kept_is_a_gap)
{
    struct feed_stage stage;
    struct feed_visitor visitor;
    char line[256] = {0};
    char cursor[FEED_CURSOR_TEXT_SIZE] = {0};

    feed_stage_open(&stage);
    feed_stage_add(&stage, 20);
    fake_journal_forget(stage.journal, 11);
    snprintf(line, sizeof line, "{\"op\":\"subscribe\",\"from\":\"%s\"}\n",
             feed_cursor_write(stage.reader.instance(NULL), 5, cursor));
    feed_visitor_greet(&stage, &visitor, line);
    ck_assert_ptr_nonnull(strstr(feed_visitor_hear(&stage, &visitor),
                                 "{\"type\":\"gap\",\"lost_from\":6,\"lost_to\":10,"));
    feed_visitor_expect_record(&stage, &visitor, 11, NULL);
    feed_visitor_leave(&visitor);

    /* Exactly up to the oldest: nothing is lost. */
    snprintf(line, sizeof line, "{\"op\":\"subscribe\",\"from\":\"%s\"}\n",
             feed_cursor_write(stage.reader.instance(NULL), 10, cursor));
    feed_visitor_greet(&stage, &visitor, line);
    feed_visitor_expect_record(&stage, &visitor, 11, NULL);
    ck_assert_uint_eq(feed_server_counts(stage.server).gaps_sent, 1);
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(numbers_that_skip_are_no_gap)
{
    struct feed_stage stage;
    struct feed_visitor visitor;

    feed_stage_open(&stage);
    feed_stage_add(&stage, 2);
    fake_journal_skip_to(stage.journal, 1048576);
    feed_stage_add(&stage, 1);
    feed_visitor_greet(&stage, &visitor, "{\"op\":\"subscribe\",\"from\":\"oldest\"}\n");
    feed_visitor_expect_record(&stage, &visitor, 1, NULL);
    feed_visitor_expect_record(&stage, &visitor, 2, NULL);
    feed_visitor_expect_record(&stage, &visitor, 1048576, NULL);
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(bad_cursors_are_errors_that_help)
{
    static const char *const lines[] = {
        "{\"op\":\"subscribe\",\"from\":\"yesterday\"}\n",
        "{\"op\":\"subscribe\",\"from\":\"00000000000000000000000000000000ffffffff\"}\n",
        "{\"op\":\"subscribe\",\"from\":\"\"}\n",
    };
    struct identifier other = {{1}};
    char cursor[FEED_CURSOR_TEXT_SIZE] = {0};
    char line[256] = {0};
    struct feed_stage stage;
    struct feed_visitor visitor;

    feed_stage_open(&stage);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        feed_visitor_greet(&stage, &visitor, NULL);
        feed_visitor_tell(&visitor, lines[i]);
        feed_visitor_expect_error(&stage, &visitor, "bad-cursor");
        feed_visitor_leave(&visitor);
    }
    snprintf(line, sizeof line, "{\"op\":\"subscribe\",\"from\":\"%s\"}\n",
             feed_cursor_write(other, 1, cursor));
    feed_visitor_greet(&stage, &visitor, NULL);
    feed_visitor_tell(&visitor, line);
    feed_visitor_expect_error(&stage, &visitor, "bad-cursor");
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(filters_let_heartbeats_tell_how_far_they_are)
{
    struct feed_stage stage;
    struct feed_visitor visitor;
    char cursor[FEED_CURSOR_TEXT_SIZE] = {0};
    const char *line = NULL;

    feed_stage_open(&stage);
    feed_stage_add(&stage, 9);
    feed_visitor_greet(&stage, &visitor,
                       "{\"op\":\"subscribe\",\"from\":\"oldest\",\"filter\":{\"rag\":\"red\","
                       "\"account\":[\"acme\"]},\"heartbeat\":1}\n");
    for (uint64_t n = 2; n <= 8; n += 2)
        feed_visitor_expect_record(&stage, &visitor, n, NULL);
    while (visitor.count == visitor.next) {
        ev_run(stage.loop, EVRUN_ONCE);
        feed_visitor_receive(&visitor, 4096);
    }
    line = feed_visitor_hear(&stage, &visitor);
    ck_assert_ptr_nonnull(strstr(line, "\"type\":\"heartbeat\""));
    feed_cursor_write(stage.reader.instance(NULL), 9, cursor);
    ck_assert_ptr_nonnull(strstr(strstr(line, "\"through\""), cursor));
    ck_assert_ptr_nonnull(strstr(line, "\"lag\":0"));
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(a_listener_may_subscribe_late)
{
    struct feed_stage stage;
    struct feed_visitor visitor;

    feed_stage_open(&stage);
    feed_stage_add(&stage, 2);
    feed_visitor_greet(&stage, &visitor, NULL);
    feed_stage_add(&stage, 1);
    feed_visitor_expect_record(&stage, &visitor, 3, NULL);
    feed_visitor_tell(&visitor, "{\"op\":\"subscribe\",\"from\":\"oldest\"}\n");
    feed_visitor_expect(&stage, &visitor, "subscribed");
    feed_visitor_expect_record(&stage, &visitor, 1, NULL);
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("feed_session");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tcase, every_cursor_resumes_at_the_record_behind_it);
    tcase_add_test(tcase, redelivery_is_the_same_to_the_byte);
    tcase_add_test(tcase, acks_backwards_are_ignored_and_beyond_are_refused);
    tcase_add_test(tcase, unread_is_the_oldest_at_first_and_then_behind_the_acks);
    tcase_add_test(tcase, a_name_of_another_user_is_refused);
    tcase_add_test(tcase, what_is_no_longer_kept_is_a_gap);
    tcase_add_test(tcase, numbers_that_skip_are_no_gap);
    tcase_add_test(tcase, bad_cursors_are_errors_that_help);
    tcase_add_test(tcase, filters_let_heartbeats_tell_how_far_they_are);
    tcase_add_test(tcase, a_listener_may_subscribe_late);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
