#include "decode/decoder.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

START_TEST(decoders_are_in_order_and_found)
{
    size_t count = 0;
    const struct decoder *const *all = decoder_all(&count);

    ck_assert_uint_gt(count, 0);
    for (size_t i = 0; i < count; i++) {
        ck_assert_ptr_eq(decoder_find(text_of(all[i]->name)), all[i]);
        ck_assert_uint_gt(strlen(all[i]->description), 0);
        ck_assert(all[i]->decode != NULL);
        ck_assert(i == 0 || strcmp(all[i - 1]->name, all[i]->name) < 0);
    }
    ck_assert_ptr_null(decoder_find(TEXT("")));
    ck_assert_ptr_null(decoder_find(TEXT("SSHD")));
    ck_assert_ptr_null(decoder_find(TEXT("sshd2")));
}
END_TEST

START_TEST(only_syslog_folds_repetitions)
{
    ck_assert_int_eq(decoder_find(TEXT("sshd"))->shape, SHAPE_REPEATED);
    ck_assert_int_eq(decoder_find(TEXT("squid"))->shape, SHAPE_LINE);
}
END_TEST

/* Lines of the decoder "text", and when they say they happened; 5 is the arrival. */
static const struct {
    const char *line;
    timestamp time;
} lines[] = {
    {"2026-11-03T08:05:01Z all is well", 1793693101 * SECOND},
    {"Nov  3 08:05:01 gw app: all is well", 1793693101 * SECOND},
    {"<34>1 - gw app - - - all is well", 5},
    {"all is well", 5},
};

START_TEST(text_is_its_own_message)
{
    const struct record record = {
        .text = text_of(lines[_i].line),
        .count = 3,
        .arrival = 5,
        .modified = 1793694901 * SECOND,
    };
    const struct decode_context context = {0};
    struct arena *arena = arena_create(1024);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = event_create(arena, &record, wanted, true);

    decoder_decode(decoder_find(TEXT("text")), &context, event);
    ck_assert(event->decoded);
    ck_assert_int_eq(event->time, lines[_i].time);
    ck_assert(event->time_is_arrival == (lines[_i].time == 5));
    ck_assert(text_equal(event_text(event, FIELD_MESSAGE), record.text));
    ck_assert_int_eq(event_get(event, FIELD_EVENT_COUNT)->integer, 3);
    ck_assert_ptr_null(event_get(event, FIELD_HOST_NAME));
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("decoder");
    TCase *cases = tcase_create("decoder");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(cases, decoders_are_in_order_and_found);
    tcase_add_test(cases, only_syslog_folds_repetitions);
    tcase_add_loop_test(cases, text_is_its_own_message, 0, sizeof lines / sizeof *lines);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
