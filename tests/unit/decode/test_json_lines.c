#include "decode/json_lines.h"

#include <check.h>
#include <stdlib.h>

#include "support/suite.h"

static struct event *decode(struct arena *arena, const struct wanted_fields *wanted,
                            struct text text)
{
    static struct record record;
    const struct decode_context context = {0};
    struct event *event = NULL;

    record = (struct record){.text = text, .count = 1, .arrival = 5};
    event = event_create(arena, &record, wanted, true);
    decoder_decode(&json_lines_decoder, &context, event);
    return event;
}

START_TEST(an_object_is_an_event)
{
    struct arena *arena = arena_create(1024);
    struct wanted_fields *wanted = wanted_fields_create();
    const struct event *event =
        decode(arena, wanted, TEXT("{\"ts\":1793577901,\"user\":{\"name\":\"ines\"},\"ok\":true}"));

    ck_assert(event->decoded);
    ck_assert(event->is_structured);
    ck_assert(!event->time_is_arrival);
    ck_assert_int_eq(event->time, 1793577901 * SECOND);
    ck_assert(text_equal(event_text(event, FIELD_USER_NAME), TEXT("ines")));
    ck_assert_int_eq(event_get(event, FIELD_EVENT_COUNT)->integer, 1);
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}
END_TEST

START_TEST(half_an_object_is_matched_as_text)
{
    struct arena *arena = arena_create(1024);
    struct wanted_fields *wanted = wanted_fields_create();
    const struct event *event =
        decode(arena, wanted, TEXT("{\"user\":{\"name\":\"ines\"},\"x\":\"y"));

    ck_assert(!event->decoded);
    ck_assert(!event->is_structured);
    ck_assert(event->time_is_arrival);
    ck_assert(text_equal(event_text(event, FIELD_USER_NAME), TEXT("ines")));
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}
END_TEST

START_TEST(it_is_called_by_what_people_call_it)
{
    enum field_origin origin = ORIGIN_DERIVED;

    ck_assert_ptr_eq(decoder_find(TEXT("jsonl")), &json_lines_decoder);
    ck_assert_ptr_eq(decoder_find(TEXT("ndjson")), &json_lines_decoder);
    ck_assert(decoder_says(&json_lines_decoder, TEXT("any.path"), &origin));
    ck_assert_int_eq(origin, ORIGIN_VERBATIM);
}
END_TEST

SUITE_MAIN("json_lines", an_object_is_an_event, half_an_object_is_matched_as_text,
           it_is_called_by_what_people_call_it)
