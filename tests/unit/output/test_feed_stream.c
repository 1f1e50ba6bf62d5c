#include "output/feed_stream.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support/fake_journal.h"

struct stage {
    struct fake_journal *journal;
    struct journal_reader reader;
    struct feed_stream stream;
    struct buffer output;
};

static void open_stage(struct stage *stage)
{
    *stage = (struct stage){.journal = fake_journal_create()};
    stage->reader = fake_journal_reader(stage->journal);
    stage->stream = (struct feed_stream){
        .reader = &stage->reader,
        .cache = record_cache_create(),
        .instance = stage->reader.instance(stage->journal),
        .version = "1",
    };
}

static void close_stage(struct stage *stage)
{
    feed_stream_finish(&stage->stream);
    record_cache_destroy(stage->stream.cache);
    buffer_finish(&stage->output);
    fake_journal_destroy(stage->journal);
}

static enum feed_progress fill(struct stage *stage)
{
    struct error err = {0};

    return feed_stream_fill(&stage->stream, &stage->output, &err);
}

START_TEST(the_buffer_stays_within_its_bound)
{
    struct stage stage;

    open_stage(&stage);
    for (unsigned i = 0; i < 200; i++)
        fake_journal_add_alert(stage.journal, i, "created", "red");
    ck_assert_int_eq(fill(&stage), FEED_MORE);
    ck_assert_uint_le(stage.output.length, FEED_BUFFER_LARGEST);
    ck_assert_uint_lt(stage.stream.position, 200);
    ck_assert_uint_eq(stage.stream.position, stage.stream.records);
    for (int i = 0; i < 20 && stage.stream.position < 200; i++) {
        buffer_clear(&stage.output);
        fill(&stage);
    }
    ck_assert_uint_eq(stage.stream.records, 200);
    ck_assert_int_eq(fill(&stage), FEED_DONE);
    close_stage(&stage);
}
END_TEST

START_TEST(a_turn_is_bounded_even_when_nothing_passes_the_filter)
{
    json_t *wanted = json_pack("{s:s}", "account", "nobody");
    struct error err = {0};
    struct stage stage;

    open_stage(&stage);
    stage.stream.filter = feed_filter_create(wanted, &err);
    for (unsigned i = 0; i < FEED_TURN_LARGEST + 1; i++)
        fake_journal_add(stage.journal, JOURNAL_HEALTH, "{\"type\":\"health\"}");
    ck_assert_int_eq(fill(&stage), FEED_MORE);
    ck_assert_uint_eq(stage.stream.position, FEED_TURN_LARGEST);
    ck_assert_int_eq(fill(&stage), FEED_DONE);
    ck_assert_uint_eq(stage.stream.position, FEED_TURN_LARGEST + 1);
    ck_assert_uint_eq(stage.output.length, 0);
    json_decref(wanted);
    close_stage(&stage);
}
END_TEST

START_TEST(a_turn_is_bounded_in_bytes_too)
{
    static char body[40 << 10];
    json_t *wanted = json_pack("{s:s}", "account", "nobody");
    struct error err = {0};
    struct stage stage;

    memset(body, ' ', sizeof body - 1);
    body[0] = '{';
    body[sizeof body - 2] = '}';
    open_stage(&stage);
    stage.stream.filter = feed_filter_create(wanted, &err);
    for (unsigned i = 0; i < 5; i++)
        fake_journal_add(stage.journal, JOURNAL_HEALTH, body);
    ck_assert_int_eq(fill(&stage), FEED_MORE);
    ck_assert_uint_eq(stage.stream.position, 4);
    ck_assert_int_eq(fill(&stage), FEED_DONE);
    ck_assert_uint_eq(stage.stream.position, 5);
    json_decref(wanted);
    close_stage(&stage);
}
END_TEST

START_TEST(the_journal_is_not_read_when_nothing_is_new)
{
    struct stage stage;

    open_stage(&stage);
    fake_journal_add(stage.journal, JOURNAL_HEALTH, "{}");
    ck_assert_int_eq(fill(&stage), FEED_DONE);
    fake_journal_fail(stage.journal, true);
    ck_assert_int_eq(fill(&stage), FEED_DONE);
    close_stage(&stage);
}
END_TEST

START_TEST(who_owes_acks_is_paused)
{
    struct stage stage;
    enum feed_progress progress = FEED_MORE;

    open_stage(&stage);
    stage.stream.acknowledges = true;
    for (unsigned i = 0; i < FEED_WINDOW_MOST + 10; i++)
        fake_journal_add(stage.journal, JOURNAL_HEALTH, "{\"type\":\"health\"}");
    while (progress == FEED_MORE) {
        buffer_clear(&stage.output);
        progress = fill(&stage);
    }
    ck_assert_int_eq(progress, FEED_PAUSED);
    ck_assert_uint_eq(stage.stream.position, FEED_WINDOW_MOST);
    feed_window_acknowledge(&stage.stream.window, 5);
    buffer_clear(&stage.output);
    ck_assert_int_eq(fill(&stage), FEED_PAUSED);
    ck_assert_uint_eq(stage.stream.position, FEED_WINDOW_MOST + 5);
    close_stage(&stage);
}
END_TEST

START_TEST(translated_streams_hold_alerts_only)
{
    struct stage stage;

    open_stage(&stage);
    stage.stream.format = FEED_ECS;
    fake_journal_add(stage.journal, JOURNAL_HEALTH, "{\"type\":\"health\"}");
    fake_journal_add(stage.journal, JOURNAL_ALERT, "not json");
    fake_journal_add(stage.journal, JOURNAL_ALERT, "{\"type\":\"alert\"}");
    ck_assert_int_eq(fill(&stage), FEED_DONE);
    ck_assert_uint_eq(stage.output.length, 0);
    fake_journal_add(stage.journal, JOURNAL_ALERT, "{\"type\":\"alert\",\"id\":\"1\"}");
    ck_assert_int_eq(fill(&stage), FEED_DONE);
    ck_assert_uint_gt(stage.output.length, 0);
    ck_assert_uint_eq(stage.stream.position, 4);
    close_stage(&stage);
}
END_TEST

static uint64_t records_for(const char *filter)
{
    json_t *wanted = json_loads(filter, 0, NULL);
    struct error err = {0};
    struct stage stage;
    uint64_t records = 0;

    open_stage(&stage);
    stage.stream.filter = feed_filter_create(wanted, &err);
    ck_assert_msg(stage.stream.filter != NULL, "%s", err.text);
    fake_journal_add(stage.journal, JOURNAL_HEALTH, "{\"type\":\"health\"}");
    fake_journal_add(stage.journal, JOURNAL_HEALTH, "{\"type\":\"health\"");
    ck_assert_int_eq(fill(&stage), FEED_DONE);
    records = stage.stream.records;
    json_decref(wanted);
    close_stage(&stage);
    return records;
}

START_TEST(what_is_withheld_can_be_asked_for)
{
    ck_assert_uint_eq(records_for("{\"type\":\"withheld\"}"), 1);
    ck_assert_uint_eq(records_for("{\"type\":[\"health\",\"withheld\"]}"), 2);
    ck_assert_uint_eq(records_for("{\"type\":\"health\"}"), 1);
    ck_assert_uint_eq(records_for("{\"type\":\"withheld\",\"account\":\"acme\"}"), 0);
    ck_assert_uint_eq(records_for("{}"), 2);
}
END_TEST

START_TEST(a_failing_journal_is_told)
{
    struct stage stage;

    open_stage(&stage);
    fake_journal_add(stage.journal, JOURNAL_HEALTH, "{}");
    fake_journal_fail(stage.journal, true);
    ck_assert_int_eq(fill(&stage), FEED_FAILED);
    ck_assert_uint_eq(stage.stream.position, 0);
    close_stage(&stage);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("feed_stream");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tcase, the_buffer_stays_within_its_bound);
    tcase_add_test(tcase, a_turn_is_bounded_even_when_nothing_passes_the_filter);
    tcase_add_test(tcase, a_turn_is_bounded_in_bytes_too);
    tcase_add_test(tcase, the_journal_is_not_read_when_nothing_is_new);
    tcase_add_test(tcase, who_owes_acks_is_paused);
    tcase_add_test(tcase, translated_streams_hold_alerts_only);
    tcase_add_test(tcase, what_is_withheld_can_be_asked_for);
    tcase_add_test(tcase, a_failing_journal_is_told);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
