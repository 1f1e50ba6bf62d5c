#include "decode/gateway_event.h"

#include <string.h>

#include "base/buffer.h"
#include "model/event.h"
#include "support/suite.h"

#define S INT64_C(1000000000)

START_TEST(durations_are_read)
{
    static const struct {
        const char *text;
        int64_t nanoseconds;
    } durations[] = {
        {"", GATEWAY_UNSAID},
        {"0", 0},
        {"147", 147 * S},
        {"0:02:32", 152 * S},
        {"1:22:03", 4923 * S},
        {"1h:22m:03s", 4923 * S},
        {"1d 2h:03m:04s", S * (86400 + 7384)},
        {"7d", S * 7 * 86400},
        {"x", GATEWAY_UNSAID},
        {"1:x", GATEWAY_UNSAID},
        {"-1", GATEWAY_UNSAID},
        {"1.5", GATEWAY_UNSAID},
        {"m", GATEWAY_UNSAID},
        {"1::2", GATEWAY_UNSAID},
        {"9223372036", 9223372036 * S},
        {"9223372037", GATEWAY_UNSAID},
        {"9223372036854775807d", GATEWAY_UNSAID},
        {"9223372036854775807:1", GATEWAY_UNSAID},
        {"18446744073709551616", GATEWAY_UNSAID},
    };

    for (size_t i = 0; i < sizeof durations / sizeof *durations; i++)
        ck_assert_msg(gateway_duration(text_of(durations[i].text)) == durations[i].nanoseconds,
                      "%s", durations[i].text);
}
END_TEST

START_TEST(numbers_fit_or_are_unsaid)
{
    ck_assert_int_eq(gateway_number(TEXT("0")), 0);
    ck_assert_int_eq(gateway_number(TEXT("9223372036854775807")), INT64_MAX);
    ck_assert_int_eq(gateway_number(TEXT("9223372036854775808")), GATEWAY_UNSAID);
    ck_assert_int_eq(gateway_number(TEXT("")), GATEWAY_UNSAID);
    ck_assert_int_eq(gateway_number(TEXT("1 ")), GATEWAY_UNSAID);
}
END_TEST

START_TEST(what_stands_between_reaches_furthest)
{
    static const struct {
        const char *text;
        const char *before;
        const char *after;
        const char *found; /* NULL: nothing */
    } texts[] = {
        {"(a) (b)", "(", ")", "a) (b"}, {"user 'o'neil' x", "'", "'", "o'neil"},
        {"abc", "", "", "abc"},         {"abc", "", "c", "ab"},
        {"abc", "a", "", "bc"},         {"''", "'", "'", ""},
        {"'", "'", "'", NULL},          {"abc", "x", "", NULL},
        {"abc", "", "x", NULL},         {"", "x", "y", NULL},
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct text found = {0};
        bool is_found = gateway_between(text_of(texts[i].text), text_of(texts[i].before),
                                        text_of(texts[i].after), &found);

        ck_assert_msg(is_found == (texts[i].found != NULL), "%s", texts[i].text);
        ck_assert_msg(text_equal(found, text_of(texts[i].found)), "%s", texts[i].text);
    }
}
END_TEST

static bool read_even(struct text rest, struct gateway_event *said)
{
    said->reason = rest;
    return rest.length % 2 == 0;
}

static const struct gateway_form forms[] = {
    GATEWAY_FORM("gone ", read_even, "a", "x", "success"),
    GATEWAY_FORM("gone", gateway_read_nothing, "b", "y", "failure"),
    GATEWAY_FORM("why: ", gateway_read_reason, "c", "z", "unknown"),
};

START_TEST(the_first_form_that_fits_is_read)
{
    static const struct {
        const char *text;
        const char *action; /* NULL: none */
        const char *reason;
    } texts[] = {
        {"gone ab", "a", "ab"},   {"gone abc", "b", "kept"}, {"gone", "b", "kept"},
        {"why:  so ", "c", "so"}, {"wh", NULL, "kept"},      {"", NULL, "kept"},
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct gateway_event said = gateway_event_none();
        bool is_read = false;

        said.reason = TEXT("kept");
        is_read =
            gateway_form_read(forms, sizeof forms / sizeof *forms, text_of(texts[i].text), &said);
        ck_assert_msg(is_read == (texts[i].action != NULL), "%s", texts[i].text);
        ck_assert_msg(text_equal(said.action, text_of(texts[i].action)), "%s", texts[i].text);
        ck_assert_msg(text_equal(said.reason, text_of(texts[i].reason)), "%s", texts[i].text);
    }
}
END_TEST

START_TEST(only_what_is_said_is_put)
{
    struct arena *arena = arena_create(1024);
    struct wanted_fields *wanted = wanted_fields_create();
    const struct record record = {.count = 1};
    struct event *event = event_create(arena, &record, wanted, true);
    struct gateway_event said = gateway_event_none();

    gateway_event_put(&said, event);
    ck_assert_uint_eq(event->field_count, 0);
    said.inner_address = TEXT("not an address");
    said.transport = TEXT("TCP");
    said.source_bytes = 0;
    gateway_event_put(&said, event);
    ck_assert_uint_eq(event->field_count, 2);
    ck_assert(text_equal(event_text(event, FIELD_NETWORK_TRANSPORT), TEXT("tcp")));
    ck_assert_int_eq(event_get(event, FIELD_SOURCE_BYTES)->integer, 0);
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}
END_TEST

SUITE_MAIN("gateway_event", durations_are_read, numbers_fit_or_are_unsaid,
           what_stands_between_reaches_furthest, the_first_form_that_fits_is_read,
           only_what_is_said_is_put)
