#include "output/feed_server.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fault.h"
#include "output/name_share.h"
#include "support/feed_stage.h"
#include "support/temp_folder.h"

START_TEST(notify_serves_without_a_turn_of_the_loop)
{
    struct feed_stage stage;
    struct feed_visitor visitor;

    feed_stage_open(&stage);
    feed_visitor_greet(&stage, &visitor, "{\"op\":\"subscribe\"}\n");
    feed_stage_turn(&stage, 3);
    feed_stage_add(&stage, 1);
    feed_visitor_receive(&visitor, 4096);
    ck_assert_uint_eq(visitor.count, visitor.next + 1);
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(acks_survive_connections_and_servers)
{
    static const char subscribe[] = "{\"op\":\"subscribe\",\"name\":\"soc-1\"}\n";
    char cursor[FEED_CURSOR_TEXT_SIZE] = {0};
    struct feed_stage stage;
    struct feed_visitor visitor;
    char line[128] = {0};

    feed_stage_open(&stage);
    feed_visitor_greet(&stage, &visitor, subscribe);
    feed_stage_add(&stage, 10);
    for (uint64_t n = 1; n <= 10; n++)
        feed_visitor_expect_record(&stage, &visitor, n, n == 6 ? cursor : NULL);
    snprintf(line, sizeof line, "{\"op\":\"ack\",\"cursor\":\"%s\"}\n", cursor);
    feed_visitor_tell(&visitor, line);
    feed_stage_turn(&stage, 5);
    feed_visitor_leave(&visitor);

    feed_server_stop(stage.server);
    feed_stage_start(&stage);
    feed_visitor_greet(&stage, &visitor, subscribe);
    feed_visitor_expect_record(&stage, &visitor, 7, NULL);
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(a_second_holder_is_refused_until_the_first_is_gone)
{
    static const char subscribe[] = "{\"op\":\"subscribe\",\"name\":\"soc-1\"}\n";
    struct feed_stage stage;
    struct feed_visitor first;
    struct feed_visitor second;

    feed_stage_open(&stage);
    feed_visitor_greet(&stage, &first, subscribe);
    feed_visitor_greet(&stage, &second, NULL);
    feed_visitor_tell(&second, subscribe);
    feed_visitor_expect_error(&stage, &second, "name-in-use");
    feed_visitor_leave(&second);

    /* The loop has not yet heard of the first one's end. */
    feed_visitor_connect(&stage, &second);
    feed_visitor_tell(&second, subscribe);
    feed_visitor_leave(&first);
    feed_visitor_expect(&stage, &second, "hello");
    feed_visitor_expect(&stage, &second, "subscribed");
    feed_visitor_leave(&second);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(clients_beyond_the_bound_are_told_so)
{
    enum { MOST = 64 };
    struct feed_stage stage;
    static struct feed_visitor visitors[MOST + 1];

    feed_stage_open(&stage);
    for (size_t i = 0; i < MOST; i++)
        feed_visitor_greet(&stage, &visitors[i], NULL);
    feed_visitor_connect(&stage, &visitors[MOST]);
    feed_visitor_expect_error(&stage, &visitors[MOST], "too-many-clients");
    feed_stage_add(&stage, 1);
    for (size_t i = 0; i < MOST; i++)
        feed_visitor_expect_record(&stage, &visitors[i], 1, NULL);
    ck_assert_uint_eq(feed_server_counts(stage.server).refused, 1);
    for (size_t i = 0; i <= MOST; i++)
        feed_visitor_leave(&visitors[i]);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(clients_of_one_user_are_bounded)
{
    struct feed_stage stage;
    struct feed_visitor visitors[3];

    feed_stage_open(&stage);
    stage.options.most_per_user = 2;
    feed_server_stop(stage.server);
    feed_stage_start(&stage);
    feed_visitor_greet(&stage, &visitors[0], NULL);
    feed_visitor_greet(&stage, &visitors[1], NULL);
    feed_visitor_connect(&stage, &visitors[2]);
    feed_visitor_expect_error(&stage, &visitors[2], "too-many-of-user");
    ck_assert_int_eq(stage.notice, NOTICE_FEED_REFUSED);
    for (size_t i = 0; i < 3; i++)
        feed_visitor_leave(&visitors[i]);
    feed_stage_close(&stage);
}
END_TEST

/* root may read in any case, so root's test runs as somebody else. */
START_TEST(strangers_take_no_place_and_are_told_whom_to_join)
{
    enum { COUNT = 5, SOMEBODY = 65534 };
    const uid_t own_user = geteuid();
    struct feed_stage stage;
    static struct feed_visitor visitors[COUNT + 1];

    if (own_user == 0)
        ck_assert_int_eq(seteuid(SOMEBODY), 0);
    feed_stage_open(&stage);
    stage.options.most_clients = 1;
    feed_server_stop(stage.server);
    feed_stage_start(&stage);
    stage.access.own_user = geteuid() + 1;
    stage.access.readers = (struct access_group){(int64_t)getegid() + 1, "readers"};
    for (size_t i = 0; i < COUNT; i++) {
        feed_visitor_connect(&stage, &visitors[i]);
        feed_visitor_expect_error(&stage, &visitors[i], "not-allowed");
        ck_assert_ptr_nonnull(strstr(visitors[i].lines[0], "the group readers"));
    }
    stage.access.readers.id = getegid();
    feed_visitor_greet(&stage, &visitors[COUNT], NULL);
    ck_assert_uint_eq(feed_server_counts(stage.server).refused, COUNT);
    for (size_t i = 0; i <= COUNT; i++)
        feed_visitor_leave(&visitors[i]);
    feed_stage_close(&stage);
    ck_assert_int_eq(seteuid(own_user), 0);
}
END_TEST

/* Root's and the daemon's own names are not counted, so there must be somebody else. */
START_TEST(a_reader_takes_no_name_from_others)
{
    enum { SOMEBODY = 65534 };
    struct feed_stage stage;
    struct feed_visitor visitor;
    struct path line;

    if (geteuid() != 0)
        return;
    ck_assert_int_eq(seteuid(SOMEBODY), 0);
    feed_stage_open(&stage);
    feed_server_stop(stage.server);
    stage.access.own_user = SOMEBODY + 1;
    stage.access.readers = (struct access_group){(int64_t)getegid(), "readers"};
    feed_stage_start(&stage);
    for (int i = 0; i <= NAMES_OF_USER_MOST; i++) {
        line = path_print("{\"op\":\"subscribe\",\"name\":\"junk-%d\"}\n", i);
        if (i < NAMES_OF_USER_MOST) {
            feed_visitor_greet(&stage, &visitor, line.text);
        } else {
            feed_visitor_connect(&stage, &visitor);
            feed_visitor_expect(&stage, &visitor, "hello");
            feed_visitor_tell(&visitor, line.text);
            feed_visitor_expect_error(&stage, &visitor, "too-many-names");
        }
        feed_visitor_leave(&visitor);
        feed_stage_turn(&stage, 3);
    }
    ck_assert_int_eq(seteuid(0), 0);
    feed_visitor_greet(&stage, &visitor, "{\"op\":\"subscribe\",\"name\":\"siem\"}\n");
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(without_descriptors_accepting_pauses)
{
    struct feed_stage stage;
    struct feed_visitor visitor;

    feed_stage_open(&stage);
    fault_arm("feed.accept", 0, 1);
    feed_visitor_connect(&stage, &visitor);
    feed_stage_turn(&stage, 50);
    ck_assert(fault_disarm());
    ck_assert_uint_eq(stage.complaints, 1);
    ck_assert_int_eq(stage.notice, NOTICE_FEED_NOT_ACCEPTING);
    ck_assert_uint_eq(feed_server_counts(stage.server).accepted, 0);
    while (feed_server_counts(stage.server).accepted == 0)
        ev_run(stage.loop, EVRUN_ONCE);
    feed_visitor_expect(&stage, &visitor, "hello");
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(announcements_and_goodbyes_reach_everybody)
{
    struct feed_stage stage;
    struct feed_visitor visitor;

    feed_stage_open(&stage);
    feed_visitor_greet(&stage, &visitor, "{\"op\":\"subscribe\"}\n");
    feed_server_announce(stage.server, TEXT("{\"type\":\"health\",\"message\":\"disk full\"}"));
    feed_server_announce(stage.server, TEXT("two\nlines"));
    ck_assert_str_eq(feed_visitor_hear(&stage, &visitor),
                     "{\"type\":\"health\",\"message\":\"disk full\"}");
    feed_server_stop(stage.server);
    stage.server = NULL;
    feed_visitor_expect_error(&stage, &visitor, "going-away");
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(an_announcement_stands_in_its_place_among_the_records)
{
    struct feed_stage stage;
    struct feed_visitor visitor;

    feed_stage_open(&stage);
    feed_stage_add(&stage, 3);
    feed_visitor_greet(&stage, &visitor, NULL);
    feed_server_announce(stage.server, TEXT("{\"type\":\"health\",\"message\":\"disk full\"}"));
    feed_visitor_tell(&visitor, "{\"op\":\"subscribe\",\"from\":\"oldest\"}\n");
    feed_visitor_expect(&stage, &visitor, "subscribed");
    for (uint64_t n = 1; n <= 3; n++)
        feed_visitor_expect_record(&stage, &visitor, n, NULL);
    feed_visitor_expect(&stage, &visitor, "health");
    feed_stage_add(&stage, 1);
    feed_visitor_expect_record(&stage, &visitor, 4, NULL);
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

START_TEST(an_announcement_that_the_journal_has_overtaken_is_news_no_longer)
{
    struct feed_stage stage;
    struct feed_visitor visitor;

    feed_stage_open(&stage);
    feed_stage_add(&stage, 1);
    feed_visitor_greet(&stage, &visitor, NULL);
    feed_server_announce(stage.server, TEXT("{\"type\":\"health\",\"message\":\"disk full\"}"));
    feed_stage_add(&stage, 1);
    feed_visitor_tell(&visitor, "{\"op\":\"subscribe\",\"from\":\"oldest\"}\n");
    feed_visitor_expect(&stage, &visitor, "subscribed");
    feed_visitor_expect_record(&stage, &visitor, 1, NULL);
    feed_visitor_expect_record(&stage, &visitor, 2, NULL);
    feed_stage_add(&stage, 1);
    feed_visitor_expect_record(&stage, &visitor, 3, NULL);
    feed_visitor_leave(&visitor);
    feed_stage_close(&stage);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("feed_server");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tcase, notify_serves_without_a_turn_of_the_loop);
    tcase_add_test(tcase, acks_survive_connections_and_servers);
    tcase_add_test(tcase, a_second_holder_is_refused_until_the_first_is_gone);
    tcase_add_test(tcase, clients_beyond_the_bound_are_told_so);
    tcase_add_test(tcase, clients_of_one_user_are_bounded);
    tcase_add_test(tcase, a_reader_takes_no_name_from_others);
    tcase_add_test(tcase, strangers_take_no_place_and_are_told_whom_to_join);
    tcase_add_test(tcase, without_descriptors_accepting_pauses);
    tcase_add_test(tcase, announcements_and_goodbyes_reach_everybody);
    tcase_add_test(tcase, an_announcement_stands_in_its_place_among_the_records);
    tcase_add_test(tcase, an_announcement_that_the_journal_has_overtaken_is_news_no_longer);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
