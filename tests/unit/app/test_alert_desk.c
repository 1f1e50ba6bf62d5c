#include "app/alert_desk.h"

#include <check.h>
#include <stdlib.h>

#include "base/fault.h"
#include "support/fake_journald.h"
#include "support/journal_fixture.h"
#include "support/suite.h"

enum { ALL = 1000 };

/* A desk with nothing to watch, and what it has said directly. */
struct stage {
    struct fixture fixture;
    struct telemetry *telemetry;
    struct alert_book *alerts;
    struct pipeline *pipeline;
    struct source_set *sources;
    struct alert_desk *desk;
    struct buffer said;
};

static void on_committed(void *cookie)
{
    (void)cookie;
}

static void on_blocked(const char *message, void *cookie)
{
    struct stage *stage = cookie;

    (void)message;
    buffer_append_text(&stage->said, TEXT("blocked "));
}

static void on_unblocked(const char *message, void *cookie)
{
    struct stage *stage = cookie;

    (void)message;
    buffer_append_text(&stage->said, TEXT("writable "));
}

static void stage_open(struct stage *stage)
{
    struct error err = {0};

    *stage = (struct stage){.telemetry = telemetry_create()};
    fixture_begin(&stage->fixture);
    stage->fixture.reserve_bytes = 4096;
    fixture_open(&stage->fixture);
    stage->desk = alert_desk_create(
        stage->fixture.journal, stage->telemetry,
        &(struct alert_desk_hooks){on_committed, on_blocked, on_unblocked, stage});
    stage->alerts = alert_book_create(&(struct alert_options){.alerts_most = 10});
    stage->pipeline = pipeline_create(&(struct pipeline_options){
        .alerts = stage->alerts, .report = alert_desk_take_alert, .cookie = stage->desk});
    stage->sources = source_set_create(alert_desk_take_source, stage->desk, &err);
    ck_assert_msg(stage->sources, "%s", err.text);
    alert_desk_attach(stage->desk, stage->pipeline, stage->sources);
}

static void stage_close(struct stage *stage)
{
    fault_disarm();
    source_set_destroy(stage->sources);
    pipeline_destroy(stage->pipeline);
    alert_book_destroy(stage->alerts);
    alert_desk_destroy(stage->desk);
    telemetry_destroy(stage->telemetry);
    fixture_end(&stage->fixture);
    buffer_finish(&stage->said);
}

/* Has something to write, and tries to; the disk takes it or does not. */
static void write_news(struct stage *stage, bool is_full)
{
    if (is_full)
        fault_arm("store.commit", 0, ALL);
    alert_desk_tell(stage->desk, JOURNAL_HEALTH, "health", "News.", NULL);
    ck_assert(alert_desk_commit(stage->desk, false) == !is_full);
    ck_assert(alert_desk_is_blocked(stage->desk) == is_full);
    fault_disarm();
}

/* How many records say that the journal can be written again. */
static size_t count_relief(struct stage *stage)
{
    struct buffer records = {0};
    struct text rest = {0};
    struct text before = {0};
    size_t count = 0;

    fixture_dump_records(&stage->fixture, &records);
    rest = buffer_text(&records);
    while (text_cut(rest, TEXT("journal-writable"), &before, &rest))
        count++;
    buffer_finish(&records);
    return count;
}

START_TEST(a_blocking_is_told_and_its_end)
{
    struct stage stage;

    stage_open(&stage);
    write_news(&stage, false);
    write_news(&stage, true);
    write_news(&stage, true);
    ck_assert_str_eq(buffer_string(&stage.said), "blocked ");
    write_news(&stage, false);
    ck_assert_uint_eq(count_relief(&stage), 0);
    ck_assert(alert_desk_is_urgent(stage.desk));
    ck_assert(alert_desk_commit(stage.desk, false));
    ck_assert_uint_eq(count_relief(&stage), 1);
    ck_assert_str_eq(buffer_string(&stage.said), "blocked writable ");
    ck_assert(!alert_desk_is_urgent(stage.desk));
    write_news(&stage, true);
    ck_assert_str_eq(buffer_string(&stage.said), "blocked writable blocked ");
    stage_close(&stage);
}
END_TEST

START_TEST(a_disk_that_fills_again_before_its_end_is_told_is_one_blocking)
{
    struct stage stage;

    stage_open(&stage);
    for (int i = 0; i < 3; i++) {
        write_news(&stage, true);
        write_news(&stage, false);
        write_news(&stage, true);
        write_news(&stage, false);
    }
    ck_assert(alert_desk_commit(stage.desk, false));
    ck_assert_str_eq(buffer_string(&stage.said),
                     "blocked writable blocked writable blocked writable ");
    ck_assert_uint_eq(count_relief(&stage), 3);
    stage_close(&stage);
}
END_TEST

/* Files that come and go as they should are no news for the log. */
START_TEST(what_keeps_a_log_from_being_watched_is_logged)
{
    static const struct {
        enum source_event_kind kind;
        const char *event;
        const char *priority;
    } rows[] = {
        {SOURCE_FOUND, NULL, NULL},
        {SOURCE_RENAMED, NULL, NULL},
        {SOURCE_FINISHED, NULL, NULL},
        {SOURCE_UNREADABLE, "log-unreadable", "3"},
        {SOURCE_READABLE, "log-readable", "5"},
        {SOURCE_GAP, "log-gap", "3"},
        {SOURCE_OVERFLOW, "log-notices-lost", "5"},
        {SOURCE_LIMIT, "log-limit", "3"},
    };
    struct fake_journald journald;
    struct stage stage;

    stage_open(&stage);
    fake_journald_open(&journald);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct source_event event = {.kind = rows[i].kind,
                                           .path = "/var/log/a",
                                           .offset = 7,
                                           .lost = rows[i].kind == SOURCE_GAP ? 9 : 0,
                                           .detail = "why"};

        alert_desk_take_source(&event, stage.desk);
        ck_assert_int_eq(fake_journald_receive(&journald), rows[i].event != NULL);
        if (!rows[i].event)
            continue;
        fake_journald_expect(&journald, "AMBERD_EVENT", rows[i].event);
        fake_journald_expect(&journald, "PRIORITY", rows[i].priority);
        fake_journald_expect(&journald, "AMBERD_FILE", "/var/log/a");
        fake_journald_expect(&journald, "AMBERD_OFFSET", "7");
        fake_journald_expect(&journald, "AMBERD_REASON", "why");
        fake_journald_expect(&journald, "AMBERD_LOST_BYTES",
                             rows[i].kind == SOURCE_GAP ? "9" : NULL);
    }
    fake_journald_close(&journald);
    stage_close(&stage);
}
END_TEST

START_TEST(a_blocking_and_its_end_are_logged)
{
    struct fake_journald journald;
    struct stage stage;

    stage_open(&stage);
    fake_journald_open(&journald);
    write_news(&stage, true);
    ck_assert(fake_journald_receive(&journald));
    fake_journald_expect(&journald, "AMBERD_EVENT", "journal-blocked");
    fake_journald_expect(&journald, "PRIORITY", "2");
    write_news(&stage, false);
    write_news(&stage, false);
    ck_assert(fake_journald_receive(&journald));
    fake_journald_expect(&journald, "AMBERD_EVENT", "journal-writable");
    ck_assert(!fake_journald_receive(&journald));
    fake_journald_close(&journald);
    stage_close(&stage);
}
END_TEST

START_TEST(the_reserve_is_logged_as_it_goes_and_comes)
{
    struct fake_journald journald;
    struct stage stage;

    stage_open(&stage);
    fake_journald_open(&journald);
    write_news(&stage, false);
    ck_assert(!fake_journald_receive(&journald));
    fault_arm("store.full", 0, 1);
    alert_desk_tell(stage.desk, JOURNAL_HEALTH, "health", "News.", NULL);
    ck_assert(alert_desk_commit(stage.desk, false));
    ck_assert(fault_disarm());
    ck_assert(fake_journald_receive(&journald));
    fake_journald_expect(&journald, "AMBERD_EVENT", "reserve-spent");
    fake_journald_expect(&journald, "PRIORITY", "4");
    write_news(&stage, false);
    ck_assert(!fake_journald_receive(&journald));
    journal_rebuild_reserve(stage.fixture.journal);
    write_news(&stage, false);
    ck_assert(fake_journald_receive(&journald));
    fake_journald_expect(&journald, "AMBERD_EVENT", "reserve-restored");
    ck_assert(!fake_journald_receive(&journald));
    fake_journald_close(&journald);
    stage_close(&stage);
}
END_TEST

SUITE_MAIN("alert_desk", a_blocking_is_told_and_its_end, the_reserve_is_logged_as_it_goes_and_comes,
           what_keeps_a_log_from_being_watched_is_logged, a_blocking_and_its_end_are_logged,
           a_disk_that_fills_again_before_its_end_is_told_is_one_blocking)
