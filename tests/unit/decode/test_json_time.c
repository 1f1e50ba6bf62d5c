#include <check.h>
#include <stdlib.h>

#include "base/json_reader.h"
#include "base/zone.h"
#include "decode/json_event.h"
#include "support/suite.h"

#define NONE TIMESTAMP_NONE

/* 2026-11-02T00:05:01Z */
#define MOMENT (1793577901 * SECOND)

/* A member as JSON has it, and the instant; times without a zone are UTC+8. */
static const struct {
    const char *json;
    timestamp time;
} members[] = {
    {"\"2026-11-02T00:05:01Z\"", MOMENT},
    {"\"2026-11-02T08:05:01.25+08:00\"", MOMENT + 250 * MILLISECOND},
    {"\"2026-11-02T08:05:01+0800\"", MOMENT},
    {"\"2026-11-02 08:05:01\"", MOMENT},
    {"\"2026-11-02 08:05:01,123\"", MOMENT + 123 * MILLISECOND},
    {"\"2026-11-02 00:05:01 UTC\"", MOMENT},
    {"\"2026-11-02 00:05:01 +0000 UTC\"", MOMENT},
    {"\"2026-11-02 08:05:01 +08:00\"", MOMENT},
    {"\" 2026-11-02T00:05:01Z \"", MOMENT},
    {"1793577901", MOMENT},
    {"1793577901.5", MOMENT + 500 * MILLISECOND},
    {"1793577901.1234567", MOMENT + 123456},
    {"1793577901123", MOMENT + 123 * MILLISECOND},
    {"1793577901123.25", MOMENT + 123250},
    {"1793577901123456", MOMENT + 123456},
    {"1793577901123456789", MOMENT + 123456},
    {"\"1793577901123456789\"", MOMENT + 123456},
    {"\"1793577901.5\"", MOMENT + 500 * MILLISECOND},
    {"1.793577901e9", MOMENT},
    {"0", NONE},
    {"35", NONE},
    {"12345678.5", NONE},
    {"123456789", 123456789 * SECOND},
    {"\"\"", NONE},
    {"\"yesterday\"", NONE},
    {"\"1793577901.\"", NONE},
    {"\"1793577901x\"", NONE},
    {"\"2026-11-02T00:05:01Z!\"", NONE},
    {"\"2026-13-02T00:05:01Z\"", NONE},
    {"\"2026-11-02 00:05:01 +2500\"", NONE},
    {"-5", NONE},
    {"1e300", NONE},
    {"1e999", NONE},
    {"999999999999999999999", NONE},
    {"true", NONE},
    {"null", NONE},
};

START_TEST(a_member_says_an_instant)
{
    struct zone *zone = zone_open(TEXT("+08:00"), NULL);
    struct arena *arena = arena_create(1024);
    struct wanted_fields *wanted = wanted_fields_create();
    const struct record record = {.count = 1};

    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct event *event = event_create(arena, &record, wanted, false);
        struct text json = arena_printf(arena, "{\"x\":%s}", members[i].json);
        struct value value = {0};

        ck_assert(json_event_find(event, json, "x", &value));
        ck_assert_msg(json_event_time(&value, zone) == members[i].time, "%s is %lld",
                      members[i].json, (long long)json_event_time(&value, zone));
    }
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
    zone_close(zone);
}
END_TEST

static const struct {
    const char *json;
    timestamp time;
} objects[] = {
    {"{\"a\":1,\"@timestamp\":\"2026-11-02T00:05:01Z\"}", MOMENT},
    {"{\"created_at\":500000000,\"TIME\":1793577901}", MOMENT},
    {"{\"created_at\":1793577901,\"x\":{\"time\":700000000}}", MOMENT},
    {"{\"time\":\"soon\",\"ts\":1793577901.0}", MOMENT},
    {"{\"time\":{\"a\":1},\"eventTime\":1793577901,\"ts\":800000000}", MOMENT},
    {"{\"time\":1793577901,", MOMENT},
    {"{\"created_at\":1793577901,\"t\":500000000,\"x", MOMENT},
    {"{}", NONE},
    {"{\"a\":[{\"time\":1793577901}]}", NONE},
    {"[{\"time\":1793577901}]", NONE},
    {"", NONE},
};

START_TEST(an_object_says_when_it_happened)
{
    struct arena *arena = arena_create(1024);

    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++)
        ck_assert_msg(json_event_usual_time(arena, text_of(objects[i].json), NULL) ==
                          objects[i].time,
                      "%s", objects[i].json);
    arena_destroy(arena);
}
END_TEST

SUITE_MAIN("json_time", a_member_says_an_instant, an_object_says_when_it_happened)
