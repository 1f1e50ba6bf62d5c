#include "output/syslog_sender.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <errno.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/fault.h"
#include "base/timestamp.h"
#include "support/fake_journal.h"
#include "support/native_entry.h"

struct stage {
    struct ev_loop *loop;
    struct fake_journal *journal;
    struct journal_reader reader;
    struct syslog_options options;
    struct syslog_sender *sender;
    char path[64];
    int socket;
};

static void listen_again(struct stage *stage)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    snprintf(address.sun_path, sizeof address.sun_path, "%s", stage->path);
    unlink(stage->path);
    stage->socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    ck_assert_int_eq(bind(stage->socket, (const struct sockaddr *)&address, sizeof address), 0);
}

static void hang_up(struct stage *stage)
{
    close(stage->socket);
    unlink(stage->path);
    stage->socket = -1;
}

static void open_stage(struct stage *stage)
{
    *stage = (struct stage){.loop = ev_loop_new(EVFLAG_AUTO), .journal = fake_journal_create()};
    stage->reader = fake_journal_reader(stage->journal);
    snprintf(stage->path, sizeof stage->path, "/tmp/test_syslog_sender.%d", (int)getpid());
    stage->options = (struct syslog_options){.path = stage->path, .facility = 10, .host = "gate1"};
    listen_again(stage);
    stage->sender = syslog_sender_start(stage->loop, &stage->options, &stage->reader);
}

static void close_stage(struct stage *stage)
{
    syslog_sender_stop(stage->sender);
    if (stage->socket >= 0)
        hang_up(stage);
    fake_journal_destroy(stage->journal);
    ev_loop_destroy(stage->loop);
}

static void add(struct stage *stage, unsigned index, const char *change)
{
    fake_journal_add_alert(stage->journal, index, change, "red");
    if (stage->sender)
        syslog_sender_notify(stage->sender);
}

/* The next message, driving the loop; its seq must be number. */
static void expect(struct stage *stage, uint64_t number)
{
    char bytes[4096] = {0};
    char wanted[64] = {0};
    ssize_t count = recv(stage->socket, bytes, sizeof bytes - 1, 0);

    while (count < 0) {
        ck_assert_int_eq(errno, EAGAIN);
        ev_run(stage->loop, EVRUN_ONCE);
        count = recv(stage->socket, bytes, sizeof bytes - 1, 0);
    }
    snprintf(wanted, sizeof wanted,
             stage->options.format == SYSLOG_JOURNALD ? "\nAMBERD_SEQ=%u\n" : " seq=\"%u\"]",
             (unsigned)number);
    ck_assert_msg(strstr(bytes, wanted) != NULL, "%s not in %s", wanted, bytes);
}

START_TEST(alerts_go_out_at_once_and_updates_stay)
{
    struct stage stage;
    char bytes[64] = {0};

    open_stage(&stage);
    add(&stage, 1, "created");
    add(&stage, 1, "updated");
    add(&stage, 1, "escalated");
    expect(&stage, 1);
    expect(&stage, 3);
    ck_assert_int_lt(recv(stage.socket, bytes, sizeof bytes, 0), 0);
    ck_assert_uint_eq(syslog_sender_counts(stage.sender).sent, 2);
    ck_assert_uint_eq(syslog_sender_counts(stage.sender).waiting, 0);
    close_stage(&stage);
}
END_TEST

static void speak_to_journald(struct stage *stage)
{
    syslog_sender_stop(stage->sender);
    stage->options.format = SYSLOG_JOURNALD;
    stage->sender = syslog_sender_start(stage->loop, &stage->options, &stage->reader);
}

START_TEST(alerts_are_entries_of_the_journal)
{
    struct stage stage;
    struct native_entry entry = {0};
    char bytes[4096] = {0};
    ssize_t count = 0;

    open_stage(&stage);
    speak_to_journald(&stage);
    add(&stage, 1, "created");
    count = recv(stage.socket, bytes, sizeof bytes, 0);
    ck_assert_int_gt(count, 0);
    ck_assert(native_entry_read(&entry, (struct text){bytes, (size_t)count}));
    ck_assert(text_equal(native_entry_get(&entry, "AMBERD_EVENT"), TEXT("alert-red")));
    ck_assert(text_equal(native_entry_get(&entry, "SYSLOG_FACILITY"), TEXT("10")));
    ck_assert_uint_eq(native_entry_count(&entry, "AMBERD_ALERT_ID"), 1);
    close_stage(&stage);
}
END_TEST

START_TEST(entries_that_are_gone_are_told_to_the_journal)
{
    struct stage stage;
    struct native_entry entry = {0};
    char bytes[4096] = {0};
    ssize_t count = 0;

    open_stage(&stage);
    speak_to_journald(&stage);
    add(&stage, 1, "created");
    expect(&stage, 1);
    syslog_sender_stop(stage.sender);
    stage.sender = NULL;
    for (unsigned i = 2; i <= 5; i++)
        add(&stage, i, "created");
    fake_journal_forget(stage.journal, 4);
    stage.sender = syslog_sender_start(stage.loop, &stage.options, &stage.reader);
    count = recv(stage.socket, bytes, sizeof bytes, 0);
    ck_assert_int_gt(count, 0);
    ck_assert(native_entry_read(&entry, (struct text){bytes, (size_t)count}));
    ck_assert(text_equal(native_entry_get(&entry, "AMBERD_EVENT"), TEXT("alerts-not-sent")));
    expect(&stage, 4);
    expect(&stage, 5);
    syslog_sender_announce(stage.sender, NOTICE_JOURNAL_BLOCKED, "the disk is full");
    count = recv(stage.socket, bytes, sizeof bytes, 0);
    ck_assert_int_gt(count, 0);
    ck_assert(native_entry_read(&entry, (struct text){bytes, (size_t)count}));
    ck_assert(text_equal(native_entry_get(&entry, "AMBERD_EVENT"), TEXT("journal-blocked")));
    ck_assert(text_equal(native_entry_get(&entry, "MESSAGE"), TEXT("the disk is full")));
    close_stage(&stage);
}
END_TEST

START_TEST(a_full_socket_is_waited_for_without_loss)
{
    enum { ALERTS = 300 };
    struct stage stage;

    open_stage(&stage);
    for (unsigned i = 0; i < ALERTS; i++)
        add(&stage, i, "created");
    ck_assert_uint_gt(syslog_sender_counts(stage.sender).waiting, 0);
    for (uint64_t n = 1; n <= ALERTS; n++)
        expect(&stage, n);
    ck_assert_uint_eq(syslog_sender_counts(stage.sender).sent, ALERTS);
    close_stage(&stage);
}
END_TEST

START_TEST(an_absent_socket_is_tried_again)
{
    struct stage stage;

    open_stage(&stage);
    add(&stage, 1, "created");
    expect(&stage, 1);
    hang_up(&stage);
    add(&stage, 2, "created");
    add(&stage, 3, "created");
    ck_assert(!syslog_sender_counts(stage.sender).connected);
    ck_assert_uint_eq(syslog_sender_counts(stage.sender).waiting, 2);
    listen_again(&stage);
    expect(&stage, 2);
    expect(&stage, 3);
    ck_assert(syslog_sender_counts(stage.sender).connected);
    close_stage(&stage);
}
END_TEST

static void take_report(enum notice notice, const char *message, void *cookie)
{
    struct buffer *reports = cookie;

    buffer_printf(reports, "%s %s\n", notice_kind(notice)->name, message);
}

START_TEST(a_listener_that_stays_away_is_told_and_that_he_is_back)
{
    struct stage stage;
    struct buffer reports = {0};
    struct buffer wanted = {0};
    uint64_t before = 0;

    open_stage(&stage);
    syslog_sender_stop(stage.sender);
    stage.options.report = take_report;
    stage.options.cookie = &reports;
    stage.sender = syslog_sender_start(stage.loop, &stage.options, &stage.reader);
    hang_up(&stage);
    add(&stage, 1, "created");
    ck_assert_uint_eq(syslog_sender_counts(stage.sender).retries, 1);
    listen_again(&stage);
    expect(&stage, 1);
    ck_assert_uint_eq(reports.length, 0); /* he was only restarted */

    hang_up(&stage);
    before = syslog_sender_counts(stage.sender).retries;
    add(&stage, 2, "created");
    while (syslog_sender_counts(stage.sender).retries < before + 5)
        ev_run(stage.loop, EVRUN_ONCE);
    buffer_printf(&wanted, "syslog-lost %s: nobody takes alerts; they wait\n", stage.path);
    ck_assert_str_eq(buffer_string(&reports), buffer_string(&wanted));
    listen_again(&stage);
    expect(&stage, 2);
    buffer_printf(&wanted, "syslog-found %s: alerts are taken again, and what waited is sent\n",
                  stage.path);
    ck_assert_str_eq(buffer_string(&reports), buffer_string(&wanted));
    buffer_finish(&reports);
    buffer_finish(&wanted);
    close_stage(&stage);
}
END_TEST

START_TEST(a_restart_goes_on_behind_what_was_sent)
{
    struct stage stage;

    open_stage(&stage);
    add(&stage, 1, "created");
    expect(&stage, 1);
    syslog_sender_stop(stage.sender);
    stage.sender = NULL;
    add(&stage, 2, "created");
    stage.sender = syslog_sender_start(stage.loop, &stage.options, &stage.reader);
    expect(&stage, 2);
    close_stage(&stage);
}
END_TEST

START_TEST(the_position_is_saved_seldom)
{
    struct stage stage;
    unsigned before = 0;

    open_stage(&stage);
    before = fake_journal_saves(stage.journal);
    for (unsigned i = 1; i <= 100; i++) {
        add(&stage, i, "created");
        expect(&stage, i);
    }
    ck_assert_uint_le(fake_journal_saves(stage.journal) - before, 1);
    close_stage(&stage);
}
END_TEST

START_TEST(what_is_no_longer_kept_is_told)
{
    struct stage stage;
    char bytes[4096] = {0};

    open_stage(&stage);
    add(&stage, 1, "created");
    expect(&stage, 1);
    syslog_sender_stop(stage.sender);
    stage.sender = NULL;
    for (unsigned i = 2; i <= 9; i++)
        add(&stage, i, "created");
    fake_journal_forget(stage.journal, 8);
    stage.sender = syslog_sender_start(stage.loop, &stage.options, &stage.reader);
    ck_assert_int_gt(recv(stage.socket, bytes, sizeof bytes - 1, 0), 0);
    ck_assert_ptr_nonnull(strstr(bytes, " gap [amberd@32473 rag=\"red\"] journal records 2 to 7"));
    expect(&stage, 8);
    expect(&stage, 9);
    close_stage(&stage);
}
END_TEST

START_TEST(sending_that_fails_any_number_of_times_loses_nothing)
{
    for (unsigned failures = 1; failures <= 2; failures++) {
        struct stage stage;

        open_stage(&stage);
        fault_arm("syslog.send", 1, failures);
        for (unsigned i = 1; i <= 4; i++)
            add(&stage, i, "created");
        for (uint64_t n = 1; n <= 4; n++)
            expect(&stage, n);
        ck_assert(fault_disarm());
        close_stage(&stage);
    }
}
END_TEST

START_TEST(off_is_off)
{
    struct stage stage;

    open_stage(&stage);
    syslog_sender_stop(stage.sender);
    stage.options.path = NULL;
    stage.sender = syslog_sender_start(stage.loop, &stage.options, &stage.reader);
    add(&stage, 1, "created");
    syslog_sender_announce(stage.sender, NOTICE_JOURNAL_BLOCKED, "disk full");
    ck_assert_uint_eq(syslog_sender_counts(stage.sender).sent, 0);
    close_stage(&stage);
}
END_TEST

START_TEST(announcements_go_straight_out)
{
    struct stage stage;
    char bytes[1024] = {0};

    open_stage(&stage);
    syslog_sender_announce(stage.sender, NOTICE_JOURNAL_BLOCKED, "disk full\n");
    ck_assert_int_gt(recv(stage.socket, bytes, sizeof bytes - 1, 0), 0);
    ck_assert_ptr_nonnull(strstr(bytes, " health [amberd@32473 rag=\"red\"] disk full?"));
    memset(bytes, 0, sizeof bytes);
    syslog_sender_announce(stage.sender, NOTICE_JOURNAL_WRITABLE, "space again");
    ck_assert_int_gt(recv(stage.socket, bytes, sizeof bytes - 1, 0), 0);
    ck_assert_ptr_nonnull(strstr(bytes, " health [amberd@32473 rag=\"amber\"] space again"));
    close_stage(&stage);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("syslog_sender");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, alerts_go_out_at_once_and_updates_stay);
    tcase_add_test(tcase, alerts_are_entries_of_the_journal);
    tcase_add_test(tcase, entries_that_are_gone_are_told_to_the_journal);
    tcase_add_test(tcase, a_full_socket_is_waited_for_without_loss);
    tcase_add_test(tcase, an_absent_socket_is_tried_again);
    tcase_add_test(tcase, a_listener_that_stays_away_is_told_and_that_he_is_back);
    tcase_add_test(tcase, a_restart_goes_on_behind_what_was_sent);
    tcase_add_test(tcase, the_position_is_saved_seldom);
    tcase_add_test(tcase, what_is_no_longer_kept_is_told);
    tcase_add_test(tcase, sending_that_fails_any_number_of_times_loses_nothing);
    tcase_add_test(tcase, off_is_off);
    tcase_add_test(tcase, announcements_go_straight_out);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
