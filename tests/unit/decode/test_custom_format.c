#include "decode/custom_format.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/pattern.h"
#include "support/suite.h"

static const struct json_name names[] = {
    {"verdict", FIELD_EVENT_ACTION},
    {"verdict", FIELD_EVENT_OUTCOME},
    {"who", FIELD_USER_NAME},
};

static const struct json_word words[] = {
    {FIELD_EVENT_OUTCOME, "OK", "success"},
    {FIELD_EVENT_OUTCOME, "NO", "failure"},
};

static const char *const columns[] = {"when", "who", "verdict"};

static struct custom_format_options options_of(enum custom_kind kind)
{
    struct custom_format_options options = {
        .name = "own",
        .description = "a test's own",
        .kind = kind,
        .style = {TEXT(" "), TEXT("="), TEXT("\"")},
        .names = {names, 3, words, 2},
        .time_name = "when",
        .time_format = "%F %T",
        .tag = {.product = "own"},
    };

    if (kind == CUSTOM_REGEX)
        options.pattern =
            TEXT("^(?<when>\\S+ \\S+) (?<who>\\w*) (?<verdict>OK|NO)(?: (?<rest>.*))?$");
    if (kind == CUSTOM_CSV) {
        options.style.separator = TEXT(",");
        options.columns = columns;
        options.column_count = 3;
    }
    return options;
}

/* Decodes one record, whole, and describes what came of it. */
static void decode(const struct custom_format_options *options, struct text text,
                   struct text header, struct buffer *seen)
{
    struct error err = {0};
    struct custom_format *format = custom_format_create(options, &err);
    const struct record record = {.text = text, .header = header, .count = 1, .arrival = 5};
    const struct decode_context context = {0};
    struct arena *arena = arena_create(4096);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = event_create(arena, &record, wanted, true);

    ck_assert_msg(format != NULL, "%s", err.text);
    decoder_decode(custom_format_decoder(format), &context, event);
    buffer_clear(seen);
    buffer_printf(seen, "%s%s", event->decoded ? "" : "! ", event->time_is_arrival ? "?" : "");
    for (size_t i = 0; i < event->field_count; i++) {
        struct text value = value_text(arena, event->fields[i].value);

        if (text_equal(event->fields[i].name, field_name(FIELD_EVENT_COUNT)))
            continue;
        buffer_printf(seen, " %.*s=%.*s", TEXT_ARGS(event->fields[i].name), TEXT_ARGS(value));
    }
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
    custom_format_destroy(format);
}

#define INES " when=2026-11-03 08:05:01 who=ines user.name=ines"
#define NO   " verdict=NO event.action=NO event.outcome=failure"

static const struct {
    enum custom_kind kind;
    const char *record;
    const char *header; /* of csv; NULL: it has its columns */
    const char *seen;
} records[] = {
    {CUSTOM_REGEX, "2026-11-03 08:05:01 ines NO", NULL, INES NO},
    {CUSTOM_REGEX, "2026-11-03 08:05:01  OK x", NULL,
     " when=2026-11-03 08:05:01 verdict=OK event.action=OK event.outcome=success rest=x"},
    {CUSTOM_REGEX, "soon ines NO", NULL, "! ?"},
    {CUSTOM_REGEX, "so on ines NO", NULL, "? when=so on who=ines user.name=ines" NO},
    {CUSTOM_REGEX, "", NULL, "! ?"},
    {CUSTOM_KEY_VALUE, "when=\"2026-11-03 08:05:01\" who=ines verdict=NO", NULL, INES NO},
    {CUSTOM_KEY_VALUE, "who=ines who=noor verdict=MAYBE x=\"y", NULL,
     "? who=ines user.name=ines amberd.flags=duplicate_key who=noor user.name=noor "
     "verdict=MAYBE event.action=MAYBE event.outcome=MAYBE x=y amberd.flags=truncated"},
    {CUSTOM_KEY_VALUE, "user.role=root user.name=eve empty=", NULL,
     "? amberd.flags=reserved_name raw.user.role=root user.name=eve"},
    {CUSTOM_KEY_VALUE, "no pairs", NULL, "! ?"},
    {CUSTOM_CSV, "2026-11-03 08:05:01,ines,NO", NULL, INES NO},
    {CUSTOM_CSV, "2026-11-03 08:05:01,\"i\"\"n\",NO", NULL,
     " when=2026-11-03 08:05:01 who=i\"n user.name=i\"n" NO},
    {CUSTOM_CSV, "2026-11-03 08:05:01,ines", NULL, "! ?"},
    {CUSTOM_CSV, "2026-11-03 08:05:01,ines,NO,more", NULL, "! ?"},
    {CUSTOM_CSV, "2026-11-03 08:05:01,ines,\"NO", NULL, INES NO " amberd.flags=truncated"},
    {CUSTOM_CSV, "ines,2026-11-03 08:05:01,7", "who, when ,x",
     " who=ines user.name=ines when=2026-11-03 08:05:01 x=7"},
    {CUSTOM_CSV, "ines", "who,when", "! ?"},
    {CUSTOM_CSV, "ines,1,2", "who,x", "! ?"},
    {CUSTOM_CSV, "ines", "", "! ?"},
    {CUSTOM_JSON, "{\"when\":\"2026-11-03 08:05:01\",\"who\":\"ines\",\"verdict\":\"NO\"}", NULL,
     INES NO},
    {CUSTOM_JSON, "{\"who\":[\"ines\",\"noor\"],\"verdict\":null}", NULL,
     "? who=ines user.name=ines who=noor user.name=noor verdict= event.action= event.outcome="},
    {CUSTOM_JSON, "{\"who\":\"ines\",\"when\":\"2026-11-03 08:05:0", NULL,
     "! ? who=ines user.name=ines when=2026-11-03 08:05:0 amberd.flags=truncated"},
    {CUSTOM_JSON, "{\"who\":\"ines\",\"when\":\"2026-11-03 08:05:01", NULL,
     "! ? who=ines user.name=ines when=2026-11-03 08:05:01 amberd.flags=truncated"},
    {CUSTOM_JSON, "who=ines", NULL, "! ?"},
};

START_TEST(records_are_taken_apart)
{
    struct buffer seen = {0};

    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        struct custom_format_options options = options_of(records[i].kind);

        if (records[i].header)
            options.column_count = 0;
        decode(&options, text_of(records[i].record), text_of(records[i].header), &seen);
        ck_assert_msg(text_equal(buffer_text(&seen), text_of(records[i].seen)),
                      "%s\nis    %s\nnot   %s", records[i].record, buffer_string(&seen),
                      records[i].seen);
    }
    buffer_finish(&seen);
}
END_TEST

START_TEST(in_syslog_the_message_is_taken_apart)
{
    struct custom_format_options options = options_of(CUSTOM_REGEX);
    struct buffer seen = {0};

    options.in_syslog = true;
    options.shape = SHAPE_REPEATED;
    options.pattern = TEXT("^(?<who>\\w+) in$");
    options.names = (struct json_names){names + 2, 1, NULL, 0};
    options.time_name = NULL;
    decode(&options, TEXT("2026-11-03T08:05:01Z gw door[7]: ines in"), TEXT(""), &seen);
    ck_assert_str_eq(buffer_string(&seen),
                     " host.name=gw process.name=door process.pid=7 message=ines in who=ines "
                     "user.name=ines");
    decode(&options, TEXT("2026-11-03T08:05:01Z gw door[7]: ines out"), TEXT(""), &seen);
    ck_assert_str_eq(buffer_string(&seen),
                     "!  host.name=gw process.name=door process.pid=7 message=ines out");
    decode(&options, TEXT("ines in"), TEXT(""), &seen);
    ck_assert_str_eq(buffer_string(&seen), "! ?");
    buffer_finish(&seen);
}
END_TEST

START_TEST(what_is_masked_is_listed_under_our_name_alone)
{
    static const struct json_name rows[] = {{"sql", FIELD_DB_QUERY}};
    struct custom_format_options options = options_of(CUSTOM_KEY_VALUE);
    struct buffer seen = {0};

    options.names = (struct json_names){rows, 1, NULL, 0};
    decode(&options, TEXT("sql=\"select 1\" who=ines"), TEXT(""), &seen);
    ck_assert_str_eq(buffer_string(&seen), "? db.query.text=select 1 who=ines");
    buffer_finish(&seen);
}
END_TEST

START_TEST(a_limit_of_the_pattern_is_told)
{
    struct custom_format_options options = options_of(CUSTOM_REGEX);
    struct buffer seen = {0};
    char longest[PATTERN_WINDOW + 1];

    memset(longest, 'x', sizeof longest);
    options.pattern = TEXT("^(?<who>x+)$");
    options.names = (struct json_names){names + 2, 1, NULL, 0};
    options.time_name = NULL;
    decode(&options, (struct text){longest, sizeof longest}, TEXT(""), &seen);
    ck_assert_str_eq(buffer_string(&seen), "! ? amberd.flags=pattern_limit");
    options.pattern = TEXT("^(?<who>(x+)+)[yz]$");
    options.time_format = NULL;
    decode(&options, (struct text){longest, 100}, TEXT(""), &seen);
    ck_assert_str_eq(buffer_string(&seen), "! ? amberd.flags=pattern_limit");
    buffer_finish(&seen);
}
END_TEST

/* Changes to a regex's options that make no sense, and what is said of them. */
static const struct {
    const char *pattern;
    const char *time_name;
    const char *time_format;
    const char *mistake;
} mistakes[] = {
    {"(?<who>", "who", NULL, "pattern: "},
    {"(?<who>.)", NULL, NULL, "fields: there is no group 'verdict'"},
    {"(?<who>.)(?<verdict>.)", "when", NULL, "time.field: there is no group 'when'"},
    {"(?<who>.)(?<verdict>.)", "who", "%Q", "time.format: '%Q' is none"},
    {"(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)"
     "(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)"
     "(.)(.)(.)(.)",
     "who", NULL, "pattern: it has more than 63 groups"},
};

START_TEST(mistakes_are_told)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct custom_format_options options = options_of(CUSTOM_REGEX);
        struct error err = {0};

        options.pattern = text_of(mistakes[i].pattern);
        options.time_name = mistakes[i].time_name;
        options.time_format = mistakes[i].time_format;
        ck_assert_ptr_null(custom_format_create(&options, &err));
        ck_assert_msg(strstr(err.text, mistakes[i].mistake) == err.text, "%s", err.text);
    }
    custom_format_destroy(NULL);
}
END_TEST

START_TEST(it_declares_what_it_says)
{
    struct custom_format_options options = options_of(CUSTOM_REGEX);
    struct custom_format *format = custom_format_create(&options, NULL);
    const struct decoder *decoder = custom_format_decoder(format);
    enum field_origin origin = ORIGIN_DERIVED;

    ck_assert_str_eq(decoder->name, "own");
    ck_assert_str_eq(decoder_kind(decoder, 0)->tags[0].product, "own");
    ck_assert(decoder_says(decoder, TEXT("user.name"), &origin));
    ck_assert_int_eq(origin, ORIGIN_VERBATIM);
    ck_assert(decoder_says(decoder, TEXT("event.outcome"), &origin));
    ck_assert_int_eq(origin, ORIGIN_DERIVED);
    custom_format_destroy(format);
}
END_TEST

/* The frame makes a word of a number; what the message says under the same name stands
 * in it as it is. */
START_TEST(what_the_frame_derives_is_derived)
{
    static const struct json_name facility[] = {{"facility", FIELD_SYSLOG_FACILITY}};
    struct custom_format_options options = options_of(CUSTOM_JSON);
    struct custom_format *format = NULL;
    enum field_origin origin = ORIGIN_VERBATIM;

    options.in_syslog = true;
    options.names = (struct json_names){.rows = facility, .count = 1};
    format = custom_format_create(&options, NULL);
    ck_assert(
        decoder_says(custom_format_decoder(format), TEXT("log.syslog.facility.code"), &origin));
    ck_assert_int_eq(origin, ORIGIN_DERIVED);
    custom_format_destroy(format);
}
END_TEST

SUITE_MAIN("custom_format", records_are_taken_apart, in_syslog_the_message_is_taken_apart,
           what_is_masked_is_listed_under_our_name_alone, a_limit_of_the_pattern_is_told,
           mistakes_are_told, it_declares_what_it_says, what_the_frame_derives_is_derived)
