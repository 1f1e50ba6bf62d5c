#include "decode/syslog_frame.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "model/event.h"

/* 2026-11-03T08:05:01Z, and an mtime half an hour later. */
static const timestamp known = 1793693101 * SECOND;
static const timestamp modified = 1793694901 * SECOND;

static const struct {
    const char *line;
    timestamp time;
    int priority;
    const char *host;
    const char *program;
    const char *pid;
    const char *msgid;
    const char *message;
} frames[] = {
    /* RFC 5424 */
    {"<134>1 2026-11-03T16:05:01.123+08:00 gw app 123 ID47 [x@1 a=\"b\"] hello",
     known + 123 * MILLISECOND, 134, "gw", "app", "123", "ID47", "hello"},
    {"<0>1 2026-11-03T08:05:01Z gw app - - - \xEF\xBB\xBFhello", known, 0, "gw", "app", "", "",
     "hello"},
    {"<34>1 2026-11-03T08:05:01Z - - - - - hello", known, 34, "", "", "", "", "hello"},
    {"<34>1 2026-11-03T08:05:01Z - - - - -  hello", known, 34, "", "", "", "", "hello"},
    {"<34>1 - gw app - - - hello", TIMESTAMP_NONE, 34, "gw", "app", "", "", "hello"},
    {"<34>1 2026-11-03T08:05:01Z gw app - - [a b=\"]\\\"] [\" c=\"\\\\\"][d] hi] there", known, 34,
     "gw", "app", "", "", "hi] there"},
    {"<34>1 2026-11-03T08:05:01Z gw app - - -", known, 34, "gw", "app", "", "", ""},
    {"<34>1 2026-11-03T08:05:01Z gw /usr/sbin/sshd 9x - - x", known, 34, "gw", "sshd", "9", "",
     "x"},
    {"1 2026-11-03T08:05:01Z 2001:db8::1 app - - - x", known, -1, "2001:db8::1", "app", "", "",
     "x"},
    /* ISO */
    {"2026-11-03T16:05:01.000007+08:00 gw sshd[9]: hello", known + 7, -1, "gw", "sshd", "9", "",
     "hello"},
    {"2026-11-03 08:05:01.5-0000  gw sshd[9]: hello", known + 500 * MILLISECOND, -1, "gw", "sshd",
     "9", "", "hello"},
    {"<13>2026-11-03T08:05:01Z gw.example.net CRON[77]: (root) CMD (x)", known, 13,
     "gw.example.net", "CRON", "77", "", "(root) CMD (x)"},
    {"2026-11-03T08:05:01 gw app: x", known, -1, "gw", "app", "", "", "x"},
    /* RFC 3164 */
    {"Nov  3 08:05:01 gw sshd[123]: hello there", known, -1, "gw", "sshd", "123", "",
     "hello there"},
    {"Nov 3 08:05:01 gw sshd[123]: hello", known, -1, "gw", "sshd", "123", "", "hello"},
    {"Nov 03 08:05:01.250 gw sshd[123]: hello", known + 250 * MILLISECOND, -1, "gw", "sshd", "123",
     "", "hello"},
    {"<38>Nov  3 08:05:01 gw sshd[123]: hello", known, 38, "gw", "sshd", "123", "", "hello"},
    {"<134> Nov  3 08:05:01 gw /usr/sbin/cron[4]: x", known, 134, "gw", "cron", "4", "", "x"},
    {"Fri Nov  3 08:05:01 gw app: x", known, -1, "gw", "app", "", "", "x"},
    {"Nov 03 2026 08:05:01 gw app: x", known, -1, "gw", "app", "", "", "x"},
    {"Nov 03 2019 08:05:01: gw app: x", 1572768301 * SECOND, -1, "gw", "app", "", "", "x"},
    {"Nov  3 08:05:01 dnsmasq[9]: query[A] x", known, -1, "", "dnsmasq", "9", "", "query[A] x"},
    {"Nov  3 08:05:01 unbound: [9:0] info: x", known, -1, "", "unbound", "", "", "[9:0] info: x"},
    {"Nov  3 08:05:01 unbound[9:0] info: x", known, -1, "", "unbound", "9", "", "info: x"},
    {"Nov  3 08:05:01 [sshd]: hello", known, -1, "", "sshd", "", "", "hello"},
    {"Nov  3 08:05:01 [sshd] hello", known, -1, "", "sshd", "", "", "hello"},
    {"Nov  3 08:05:01 gw (sd-pam)[7]: x", known, -1, "gw", "sd-pam", "7", "", "x"},
    {"Nov  3 08:05:01 gw sshd(pam_unix)[19]: x", known, -1, "gw", "sshd", "19", "", "x"},
    {"Nov  3 08:05:01 gw sudo:   ines : TTY=pts/0", known, -1, "gw", "sudo", "", "",
     "ines : TTY=pts/0"},
    {"Nov  3 08:05:01 gw postfix/smtpd[8]: x", known, -1, "gw", "postfix/smtpd", "8", "", "x"},
    {"Nov  3 08:05:01 gw /usr/sbin/sshd[8]: x", known, -1, "gw", "sshd", "8", "", "x"},
    {"Nov  3 08:05:01 gw app[8]:x", known, -1, "gw", "app", "8", "", "x"},
    {"Nov  3 08:05:01 fe80:: app[8]: x", known, -1, "fe80::", "app", "8", "", "x"},
    {"Nov  3 08:05:01 2001:db8::7 app[8]: x", known, -1, "2001:db8::7", "app", "8", "", "x"},
    {"Nov  3 08:05:01 gw auth.info sshd[8]: x", known, 38, "gw", "sshd", "8", "", "x"},
    {"Nov  3 08:05:01 gw <local7.warn> app: x", known, 188, "gw", "app", "", "", "x"},
    {"<34>Nov  3 08:05:01 gw auth.info sshd[8]: x", known, 34, "gw", "sshd", "8", "", "x"},
    {"Nov  3 08:05:01 gw auth.info: x", known, -1, "gw", "auth.info", "", "", "x"},
    {"Nov  3 08:05:01 gw auth.info and more", known, -1, "gw", "", "", "", "auth.info and more"},
    {"Nov  3 08:05:01 gw auth.odd app: x", known, -1, "gw", "", "", "", "auth.odd app: x"},
    /* Of a relay. */
    {"Nov  3 08:06:01 relay Nov  3 08:05:01 gw sshd[8]: x", known, -1, "gw", "sshd", "8", "", "x"},
    {"<34>Nov  3 08:06:01 relay 2026-11-03T08:05:01Z gw sshd[8]: x", known, 34, "gw", "sshd", "8",
     "", "x"},
    {"Nov  3 08:05:01 gw app: Nov  3 08:06:01 h sshd[8]: x", known, -1, "gw", "app", "", "",
     "Nov  3 08:06:01 h sshd[8]: x"},
    {"Nov  3 08:05:01 gw Nov  3 08:06:01 no tag", known, -1, "gw", "", "", "",
     "Nov  3 08:06:01 no tag"},
    {"Nov  3 08:05:01 gw -- MARK --", known, -1, "gw", "", "", "", "-- MARK --"},
    {"Nov  3 08:05:01 gw last message repeated 2 times", known, -1, "gw", "", "", "",
     "last message repeated 2 times"},
    {"Nov  3 08:05:01 --- last message repeated", known, -1, "", "", "", "",
     "--- last message repeated"},
    {"Nov  3 08:05:01 gw", known, -1, "gw", "", "", "", ""},
    {"Nov  3 08:05:01", known, -1, "", "", "", "", ""},
    {"<34>su: no time", TIMESTAMP_NONE, 34, "", "su", "", "", "no time"},
};

static void check_text(const char *what, struct text text, const char *expected)
{
    ck_assert_msg(text_equal(text, text_of(expected)), "%s is '%.*s', not '%s'", what,
                  TEXT_ARGS(text), expected);
}

START_TEST(frames_are_read)
{
    struct syslog_frame frame = {0};

    ck_assert(syslog_frame_read(text_of(frames[_i].line), NULL, modified, &frame));
    ck_assert_int_eq(frame.time, frames[_i].time);
    ck_assert_int_eq(frame.priority, frames[_i].priority);
    check_text("host", frame.host, frames[_i].host);
    check_text("program", frame.program, frames[_i].program);
    check_text("pid", frame.pid, frames[_i].pid);
    check_text("msgid", frame.msgid, frames[_i].msgid);
    check_text("message", frame.message, frames[_i].message);
}
END_TEST

static const char *const frameless[] = {
    "",
    "hello",
    "Nov",
    "Nov  3",
    "Nov  3 08:05",
    "Nov 31 08:05:01 gw app: x",
    "Nov  3 24:05:01 gw app: x",
    "Nov  3 08:05:61 gw app: x",
    "Nov  3 08:05:01x gw app: x",
    "Nox  3 08:05:01 gw app: x",
    "2026-11-03T08:05:01Zgw app: x",
    "2026-11-31T08:05:01Z gw app: x",
    "<192>hello",
    "<34>hello there",
    "<34",
    "<>Nox",
    "<34>1 2026-11-03T08:05:01Z gw app - - [a b=\"c\\\"] x",
    "\xFF\xFE\0x",
};

START_TEST(other_lines_have_no_frame)
{
    struct syslog_frame frame = {0};

    ck_assert_msg(!syslog_frame_read(text_of(frameless[_i]), NULL, modified, &frame), "%s",
                  frameless[_i]);
}
END_TEST

/* What is read of "Mmm dd hh:mm:ss" by the mtime of its file. */
static const struct {
    const char *line;
    struct civil modified;
    int year; /* 0: the time cannot be told */
} years[] = {
    {"Nov  3 08:05:01 gw x", {2026, 11, 3, 8, 5, 1, 0}, 2026},
    {"Nov  4 08:05:01 gw x", {2026, 11, 3, 8, 5, 1, 0}, 2026}, /* exactly a day ahead */
    {"Nov  4 08:05:02 gw x", {2026, 11, 3, 8, 5, 1, 0}, 2025},
    {"Dec 31 23:59:59 gw x", {2027, 1, 1, 0, 0, 5, 0}, 2026},
    {"Jan  1 00:00:05 gw x", {2026, 12, 31, 23, 59, 59, 0}, 2027},
    {"Feb 29 12:00:00 gw x", {2026, 11, 3, 0, 0, 0, 0}, 2024},
    {"Feb 29 12:00:00 gw x", {2104, 2, 1, 0, 0, 0, 0}, 2096},
    {"Feb 29 12:00:00 gw x", {2103, 2, 1, 0, 0, 0, 0}, 2096},
};

START_TEST(the_year_comes_from_the_mtime)
{
    struct syslog_frame frame = {0};

    ck_assert(syslog_frame_read(text_of(years[_i].line), NULL,
                                timestamp_from_civil(&years[_i].modified), &frame));
    ck_assert_int_eq(civil_from_timestamp(frame.time).year, years[_i].year);
}
END_TEST

START_TEST(an_mtime_nobody_can_use_gives_no_time)
{
    struct syslog_frame frame = {0};

    ck_assert(syslog_frame_read(TEXT("Nov  3 08:05:01 gw app: x"), NULL, TIMESTAMP_NONE, &frame));
    ck_assert_int_eq(frame.time, TIMESTAMP_NONE);
    ck_assert(syslog_frame_read(TEXT("Nov  3 08:05:01 gw app: x"), NULL, INT64_MAX, &frame));
    ck_assert_int_eq(frame.time, TIMESTAMP_NONE);
    ck_assert(syslog_frame_read(TEXT("Nov  3 08:05:01 gw app: x"), NULL, INT64_MIN + 1, &frame));
    ck_assert_int_eq(frame.time, TIMESTAMP_NONE);
}
END_TEST

START_TEST(times_without_a_zone_are_in_the_sources)
{
    struct error err = {0};
    struct zone *zone = zone_open(TEXT("Asia/Manila"), &err);
    struct syslog_frame frame = {0};

    ck_assert_ptr_nonnull(zone);
    ck_assert(syslog_frame_read(TEXT("Nov  3 16:05:01 gw app: x"), zone, modified, &frame));
    ck_assert_int_eq(frame.time, known);
    ck_assert(syslog_frame_read(TEXT("2026-11-03T16:05:01 gw app: x"), zone, modified, &frame));
    ck_assert_int_eq(frame.time, known);
    ck_assert(syslog_frame_read(TEXT("2026-11-03T08:05:01Z gw app: x"), zone, modified, &frame));
    ck_assert_int_eq(frame.time, known);
    zone_close(zone);
}
END_TEST

START_TEST(no_line_is_read_past_its_end)
{
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        struct text line = text_of(frames[i].line);

        for (size_t length = 0; length <= line.length; length++) {
            char *exact = malloc(length + 1);
            char *start = exact + 1; /* the block ends where the line does */
            struct syslog_frame frame = {0};

            memcpy(start, line.data, length);
            syslog_frame_read((struct text){start, length}, NULL, modified, &frame);
            ck_assert_uint_le(frame.message.length, length);
            free(exact);
        }
    }
}
END_TEST

START_TEST(a_frame_is_put_into_an_event)
{
    const struct record record = {.count = 1, .arrival = 5};
    struct arena *arena = arena_create(1024);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = event_create(arena, &record, wanted, true);
    struct syslog_frame frame = {0};

    ck_assert(syslog_frame_read(TEXT("<38>1 2026-11-03T08:05:01Z gw sshd 9 ID - x"), NULL, modified,
                                &frame));
    syslog_frame_put(&frame, event);
    ck_assert_int_eq(event->time, known);
    ck_assert(!event->time_is_arrival);
    check_text("host", event_text(event, FIELD_HOST_NAME), "gw");
    check_text("program", event_text(event, FIELD_PROCESS_NAME), "sshd");
    ck_assert_int_eq(event_get(event, FIELD_PROCESS_PID)->integer, 9);
    ck_assert_int_eq(event_get(event, FIELD_SYSLOG_FACILITY)->integer, 4);
    ck_assert_int_eq(event_get(event, FIELD_SYSLOG_SEVERITY)->integer, 6);
    check_text("msgid", event_text(event, FIELD_SYSLOG_MSGID), "ID");
    check_text("message", event_text(event, FIELD_MESSAGE), "x");
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("syslog_frame");
    TCase *cases = tcase_create("syslog_frame");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_loop_test(cases, frames_are_read, 0, sizeof frames / sizeof *frames);
    tcase_add_loop_test(cases, other_lines_have_no_frame, 0, sizeof frameless / sizeof *frameless);
    tcase_add_loop_test(cases, the_year_comes_from_the_mtime, 0, sizeof years / sizeof *years);
    tcase_add_test(cases, an_mtime_nobody_can_use_gives_no_time);
    tcase_add_test(cases, times_without_a_zone_are_in_the_sources);
    tcase_add_test(cases, no_line_is_read_past_its_end);
    tcase_add_test(cases, a_frame_is_put_into_an_event);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
