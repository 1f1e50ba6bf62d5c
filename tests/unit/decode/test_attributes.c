#include "decode/attributes.h"

#include <check.h>
#include <string.h>

#include "base/buffer.h"
#include "support/suite.h"

enum { ARENA_BLOCK = 1 << 16 };

/* A list read from JSON, with what it lives in. */
struct reading {
    struct record record;
    struct arena *arena;
    struct wanted_fields *wanted;
    struct event *event;
    struct attributes list;
    bool is_whole;
};

static void reading_start(struct reading *reading, struct text json)
{
    *reading = (struct reading){.record = {.text = json, .count = 1}};
    reading->arena = arena_create(ARENA_BLOCK);
    reading->wanted = wanted_fields_create();
    reading->event = event_create(reading->arena, &reading->record, reading->wanted, true);
    reading->is_whole = attributes_read(&reading->list, reading->event, json);
}

static void reading_finish(struct reading *reading)
{
    wanted_fields_destroy(reading->wanted);
    arena_destroy(reading->arena);
}

/* The same attribute in all wrappings. */
START_TEST(wrappings_do_not_matter)
{
    static const char nested[] =
        "{\"attributes\":[{\"key\":\"a\",\"value\":{\"kvlistValue\":{\"values\":[{\"key\":\"b\","
        "\"value\":{\"intValue\":\"5\"}}]}}}]}";
    static const char *const wrappings[] = {
        "{\"a.b\": 5}",
        "{\"a\": {\"b\": 5}}",
        "{\"attributes\": {\"a.b\": 5}}",
        "{\"attributes\": {\"a\": {\"b\": 5}}}",
        "{\"resource\": {\"attributes\": {\"a.b\": 5}}}",
        "{\"attributes\": [{\"key\": \"a.b\", \"value\": {\"intValue\": \"5\"}}]}",
        "{\"logRecord\": {\"attributes\": [{\"key\": \"a.b\", \"value\": {\"intValue\": 5}}]}}",
        "{\"span\": {\"attributes\": [{\"value\": {\"intValue\": \"5\"}, \"key\": \"a.b\"}]}}",
        nested,
    };

    for (size_t i = 0; i < sizeof wrappings / sizeof *wrappings; i++) {
        struct reading reading;
        const struct value *value = NULL;

        reading_start(&reading, text_of(wrappings[i]));
        ck_assert(reading.is_whole);
        value = attributes_get(&reading.list, "a.b");
        ck_assert_msg(value, "%s", wrappings[i]);
        ck_assert_int_eq(value->kind, VALUE_INTEGER);
        ck_assert_int_eq(value->integer, 5);
        ck_assert_uint_eq(reading.list.count, 1);
        reading_finish(&reading);
    }
}
END_TEST

START_TEST(values_keep_their_kinds)
{
    struct reading reading;

    reading_start(&reading, TEXT("{\"t\":\"x\",\"r\":1.5,\"b\":true,\"n\":null,\"l\":[1,2],"
                                 "\"body\":{\"stringValue\":\"said\"},\"u\":\"\\u0041\"}"));
    ck_assert_int_eq(attributes_get(&reading.list, "r")->kind, VALUE_REAL);
    ck_assert_int_eq(attributes_get(&reading.list, "b")->kind, VALUE_BOOLEAN);
    ck_assert_int_eq(attributes_get(&reading.list, "n")->kind, VALUE_NULL);
    ck_assert(text_equal(attributes_text(&reading.list, "body"), TEXT("said")));
    ck_assert(text_equal(attributes_text(&reading.list, "u"), TEXT("A")));
    ck_assert_uint_eq(reading.list.count, 8);
    ck_assert(attributes_is_true(&reading.list, "b"));
    ck_assert(!attributes_is_false(&reading.list, "b"));
    ck_assert(!attributes_is_false(&reading.list, "absent"));
    ck_assert_ptr_null(attributes_get(&reading.list, "absent"));
    reading_finish(&reading);
}
END_TEST

/* However it is wrapped, what the end of the text cuts keeps its name. */
START_TEST(what_is_cut_is_an_attribute)
{
    static const char *const cuts[] = {
        "{\"x\":1,\"a.b\":\"\\u0065vil",
        "{\"attributes\":[{\"key\":\"a.b\",\"value\":{\"stringValue\":\"\\u0065vil",
        "{\"logRecord\":{\"attributes\":[{\"key\":\"a.b\",\"value\":{\"stringValue\":\"evil\"}",
        "{\"attributes\":[{\"key\":\"a\",\"value\":{\"kvlistValue\":{\"values\":[{\"key\":\"b\","
        "\"value\":{\"stringValue\":\"ev\\u0069l",
    };

    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        struct reading reading;

        reading_start(&reading, text_of(cuts[i]));
        ck_assert(!reading.is_whole);
        ck_assert_msg(text_equal(attributes_text(&reading.list, "a.b"), TEXT("evil")), "%s",
                      cuts[i]);
        ck_assert(attributes_get(&reading.list, "a.b")->is_cut == (i != 2));
        reading_finish(&reading);
    }
}
END_TEST

START_TEST(pairs_that_are_none_are_read_as_objects)
{
    struct reading reading;

    reading_start(&reading, TEXT("{\"attributes\":[{\"key\":\"a\"},{\"value\":1},7,{\"key\":2,"
                                 "\"value\":3}]}"));
    ck_assert(reading.is_whole);
    ck_assert(text_equal(attributes_text(&reading.list, "key"), TEXT("a")));
    ck_assert(text_equal(attributes_text(&reading.list, "value"), TEXT("1")));
    reading_finish(&reading);
}
END_TEST

START_TEST(json_in_a_string_is_opened_once)
{
    struct reading reading;

    reading_start(&reading, TEXT("{\"args\":\"{\\\"q\\\":\\\"x\\\",\\\"in\\\":\\\"{}\\\"}\","
                                 "\"plain\":\"words\"}"));
    attributes_open(&reading.list, "args");
    attributes_open(&reading.list, "plain");
    attributes_open(&reading.list, "absent");
    ck_assert(text_equal(attributes_text(&reading.list, "args.q"), TEXT("x")));
    ck_assert(text_equal(attributes_text(&reading.list, "args.in"), TEXT("{}")));
    ck_assert_uint_eq(reading.list.count, 4);
    reading_finish(&reading);
}
END_TEST

START_TEST(more_than_is_kept_is_flagged)
{
    struct buffer json = {0};
    struct reading reading;

    buffer_append_text(&json, TEXT("{\"l\":[1"));
    for (int i = 1; i <= ATTRIBUTES_MOST; i++)
        buffer_append_text(&json, TEXT(",1"));
    buffer_append_text(&json, TEXT("]}"));
    reading_start(&reading, buffer_text(&json));
    ck_assert(reading.is_whole);
    ck_assert_uint_eq(reading.list.count, ATTRIBUTES_MOST);
    ck_assert_uint_eq(reading.event->flag_count, 1);
    ck_assert(text_equal(reading.event->flags[0], TEXT("many_attributes")));
    reading_finish(&reading);
    buffer_finish(&json);
}
END_TEST

/* Whatever is opened and never closed, and however deep. */
START_TEST(broken_text_is_no_object)
{
    static const char *const texts[] = {
        "",
        "{",
        "[]",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1}}",
        "{\"attributes\":[{\"key\":",
        "{\"attributes\":[{\"key\":\"a\",\"value\":{\"arrayValue\":{\"values\":[{",
    };
    struct buffer deep = {0};
    struct reading reading;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        reading_start(&reading, text_of(texts[i]));
        ck_assert_msg(!reading.is_whole, "%s", texts[i]);
        reading_finish(&reading);
    }
    for (int i = 0; i < 5000; i++)
        buffer_append_text(&deep, TEXT("{\"attributes\":[{\"key\":\"a\",\"value\":"));
    reading_start(&reading, buffer_text(&deep));
    ck_assert(!reading.is_whole);
    reading_finish(&reading);
    buffer_finish(&deep);
}
END_TEST

SUITE_MAIN("attributes", wrappings_do_not_matter, values_keep_their_kinds,
           pairs_that_are_none_are_read_as_objects, json_in_a_string_is_opened_once,
           more_than_is_kept_is_flagged, broken_text_is_no_object, what_is_cut_is_an_attribute)
