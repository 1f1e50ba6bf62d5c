#include "output/feed_client.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fault.h"
#include "support/feed_stage.h"

START_TEST(a_silent_client_hears_what_came_since_it_connected)
{
    struct feed_stage stage;
    struct feed_visitor visitor;

    feed_stage_open(&stage);
    feed_stage_add(&stage, 3);
    feed_visitor_greet(&stage, &visitor, NULL);
    feed_stage_add(&stage, 2);
    feed_visitor_expect_record(&stage, &visitor, 4, NULL);
    feed_visitor_expect_record(&stage, &visitor, 5, NULL);
    feed_stage_add(&stage, 1);
    feed_visitor_expect_record(&stage, &visitor, 6, NULL);
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(garbage_is_answered_and_ends_the_connection)
{
    static const char *const lines[] = {
        "hello\n",
        "[]\n",
        "{\"op\":\"subscribe\",\"formt\":\"ecs\"}\n",
        "{\"op\":\"ack\",\"cursor\":\"x\"}\n",
        "{\"op\":\"subscribe\"}\n{\"op\":\"subscribe\"}\n",
        "\xff\xfe{}\n",
    };
    struct feed_stage stage;
    struct feed_visitor visitor;
    const char *line = NULL;
    const char *last = NULL;

    feed_stage_open(&stage);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        feed_visitor_greet(&stage, &visitor, NULL);
        feed_visitor_tell(&visitor, lines[i]);
        while ((line = feed_visitor_hear(&stage, &visitor)))
            last = line;
        ck_assert_ptr_nonnull(strstr(last, "\"code\":\"bad-request\""));
        feed_visitor_leave(&visitor);
    }
    ck_assert_uint_eq(feed_server_counts(stage.server).clients, 0);
    feed_stage_close(&stage);
}
END_TEST

/* Taken for a listener he would get what his filter was to keep out. */
START_TEST(a_request_cut_short_by_the_end_of_input_is_told)
{
    struct feed_stage stage;
    struct feed_visitor visitor;

    feed_stage_open(&stage);
    feed_visitor_greet(&stage, &visitor, NULL);
    feed_visitor_tell(&visitor, "{\"op\":\"subscribe\",\"filter\":{\"rag\":\"red\"}}");
    ck_assert_int_eq(shutdown(visitor.socket, SHUT_WR), 0);
    feed_visitor_expect_error(&stage, &visitor, "bad-request");
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(a_huge_line_is_refused)
{
    char bytes[8192];
    struct feed_stage stage;
    struct feed_visitor visitor;

    memset(bytes, 'x', sizeof bytes);
    feed_stage_open(&stage);
    feed_visitor_greet(&stage, &visitor, NULL);
    ck_assert_int_gt(send(visitor.socket, bytes, sizeof bytes, MSG_NOSIGNAL), 0);
    ck_assert_ptr_nonnull(strstr(feed_visitor_hear(&stage, &visitor), "line-too-long"));
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(a_reader_that_never_reads_stops_nobody)
{
    struct feed_stage stage;
    struct feed_visitor idle;
    struct feed_visitor busy;

    feed_stage_open(&stage);
    feed_visitor_greet(&stage, &idle, "{\"op\":\"subscribe\"}\n");
    feed_visitor_greet(&stage, &busy, "{\"op\":\"subscribe\"}\n");
    feed_stage_add(&stage, 1500);
    for (uint64_t n = 1; n <= 1500; n++)
        feed_visitor_expect_record(&stage, &busy, n, NULL);
    ck_assert_uint_gt(feed_server_counts(stage.server).largest_lag, 0);
    feed_visitor_leave(&idle);
    feed_visitor_leave(&busy);
    feed_stage_close(&stage);
}
END_TEST

/* A crash skips to the next block of numbers: nobody is a million records behind. */
START_TEST(numbers_that_were_skipped_are_no_lag)
{
    struct feed_stage stage;
    struct feed_visitor idle;

    feed_stage_open(&stage);
    feed_stage_add(&stage, 2);
    feed_visitor_greet(&stage, &idle, "{\"op\":\"subscribe\"}\n");
    fake_journal_skip_to(stage.journal, 1 << 20);
    fake_journal_add_alert(stage.journal, 3, "raised", "red");
    ck_assert_uint_eq(feed_server_counts(stage.server).largest_lag, 1);
    feed_visitor_leave(&idle);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(a_reader_that_never_reads_is_evicted)
{
    struct feed_stage stage;
    struct feed_visitor visitor;

    feed_stage_open(&stage);
    stage.options.stalled = 20 * MILLISECOND;
    feed_server_stop(stage.server);
    feed_stage_start(&stage);
    feed_visitor_greet(&stage, &visitor, "{\"op\":\"subscribe\"}\n");
    feed_stage_add(&stage, 1500);
    while (feed_server_counts(stage.server).evicted == 0)
        ev_run(stage.loop, EVRUN_ONCE);
    ck_assert_uint_eq(feed_server_counts(stage.server).clients, 0);
    ck_assert_ptr_nonnull(strstr(stage.complaint, "reads nothing"));
    ck_assert_int_eq(stage.notice, NOTICE_FEED_READER_DROPPED);
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(a_reader_of_single_bytes_gets_everything)
{
    struct feed_stage stage;
    struct feed_visitor visitor;

    feed_stage_open(&stage);
    feed_visitor_greet(&stage, &visitor, "{\"op\":\"subscribe\",\"from\":\"oldest\"}\n");
    feed_stage_add(&stage, 5);
    for (int i = 0; i < 200000 && visitor.count < visitor.next + 5; i++) {
        ev_run(stage.loop, EVRUN_NOWAIT);
        feed_visitor_receive(&visitor, 1);
    }
    for (uint64_t n = 1; n <= 5; n++)
        feed_visitor_expect_record(&stage, &visitor, n, NULL);
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(a_reader_killed_inside_a_line_resumes_whole)
{
    static const char subscribe[] =
        "{\"op\":\"subscribe\",\"name\":\"soc-1\",\"from\":\"oldest\"}\n";
    struct feed_stage stage;
    struct feed_visitor visitor;

    feed_stage_open(&stage);
    feed_stage_add(&stage, 3);
    feed_visitor_greet(&stage, &visitor, subscribe);
    feed_stage_turn(&stage, 3);
    feed_visitor_receive(&visitor, 100);
    feed_visitor_leave(&visitor);
    feed_visitor_greet(&stage, &visitor, "{\"op\":\"subscribe\",\"name\":\"soc-1\"}\n");
    feed_visitor_expect_record(&stage, &visitor, 1, NULL);
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(half_a_connection_goes_on_reading)
{
    struct feed_stage stage;
    struct feed_visitor visitor;

    feed_stage_open(&stage);
    feed_visitor_greet(&stage, &visitor, "{\"op\":\"subscribe\",\"from\":\"oldest\"}\n");
    shutdown(visitor.socket, SHUT_WR);
    feed_stage_turn(&stage, 3);
    feed_stage_add(&stage, 2);
    feed_visitor_expect_record(&stage, &visitor, 1, NULL);
    feed_visitor_expect_record(&stage, &visitor, 2, NULL);
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(a_journal_that_fails_is_told_to_the_client_and_the_log)
{
    struct feed_stage stage;
    struct feed_visitor visitor;

    feed_stage_open(&stage);
    feed_visitor_greet(&stage, &visitor, "{\"op\":\"subscribe\"}\n");
    fake_journal_add_alert(stage.journal, 1, "created", "red");
    fake_journal_fail(stage.journal, true);
    feed_server_notify(stage.server);
    feed_visitor_expect_error(&stage, &visitor, "journal-failed");
    ck_assert_uint_eq(stage.complaints, 1);
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("feed_client");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tcase, a_silent_client_hears_what_came_since_it_connected);
    tcase_add_test(tcase, garbage_is_answered_and_ends_the_connection);
    tcase_add_test(tcase, a_request_cut_short_by_the_end_of_input_is_told);
    tcase_add_test(tcase, a_huge_line_is_refused);
    tcase_add_test(tcase, a_reader_that_never_reads_stops_nobody);
    tcase_add_test(tcase, numbers_that_were_skipped_are_no_lag);
    tcase_add_test(tcase, a_reader_that_never_reads_is_evicted);
    tcase_add_test(tcase, a_reader_of_single_bytes_gets_everything);
    tcase_add_test(tcase, a_reader_killed_inside_a_line_resumes_whole);
    tcase_add_test(tcase, half_a_connection_goes_on_reading);
    tcase_add_test(tcase, a_journal_that_fails_is_told_to_the_client_and_the_log);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
