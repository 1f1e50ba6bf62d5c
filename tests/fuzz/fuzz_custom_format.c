/* Records for formats of the settings, one of each kind by the first byte; and times in
 * formats of their own, which the first line of the rest says. */
#include <stdlib.h>
#include <string.h>

#include "decode/custom_format.h"
#include "decode/time_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct json_name names[] = {
    {"a", FIELD_USER_NAME},
    {"b", FIELD_EVENT_OUTCOME},
    {"when", FIELD_EVENT_ID},
};

static const struct json_word words[] = {{FIELD_EVENT_OUTCOME, "x", "success"}};

static const char *const columns[] = {"when", "a", "b"};

/* What differs between the formats tried. */
static const struct {
    enum custom_kind kind;
    struct text separator;
    size_t columns;
    bool in_syslog;
} kinds[] = {
    {CUSTOM_REGEX, {" ", 1}, 0, false},     {CUSTOM_REGEX, {" ", 1}, 0, true},
    {CUSTOM_KEY_VALUE, {" ", 1}, 0, false}, {CUSTOM_KEY_VALUE, {"; ", 2}, 0, true},
    {CUSTOM_CSV, {",", 1}, 3, false},       {CUSTOM_CSV, {"\t", 1}, 0, false},
    {CUSTOM_JSON, {" ", 1}, 0, false},
};

static void decode(size_t kind, struct text text)
{
    const struct custom_format_options options = {
        .name = "own",
        .description = "own",
        .kind = kinds[kind].kind,
        .pattern = TEXT("^(?<when>\\S+ )?(?<a>\\w+)=(?<b>.*?);"),
        .style = {kinds[kind].separator, TEXT("="), TEXT("\"")},
        .columns = columns,
        .column_count = kinds[kind].columns,
        .names = {names, 3, words, 1},
        .time_name = "when",
        .in_syslog = kinds[kind].in_syslog,
    };
    struct custom_format *format = custom_format_create(&options, NULL);
    const struct record record = {
        .text = text, .header = TEXT("when\ta\tb\tc"), .count = 1, .modified = 1793693101 * SECOND};
    const struct decode_context context = {0};
    struct arena *arena = arena_create(4096);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = event_create(arena, &record, wanted, true);

    decoder_decode(custom_format_decoder(format), &context, event);
    for (size_t i = 0; i < event->field_count; i++)
        text_hash(value_text(arena, event->fields[i].value)); /* reads every byte */
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
    custom_format_destroy(format);
}

static void read_time(struct text text)
{
    struct text format = {0};
    struct text rest = {0};
    struct error err = {0};
    timestamp time = TIMESTAMP_NONE;

    if (!text_cut(text, TEXT("\n"), &format, &rest) || !time_format_check(format, &err))
        return;
    time = time_format_read(format, rest, NULL, 1793693101 * SECOND);
    if (time != TIMESTAMP_NONE && (time > TIMESTAMP_LATEST || time < -TIMESTAMP_LATEST))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const size_t count = sizeof kinds / sizeof *kinds;
    char *exact = malloc(size ? size : 1);

    if (size > 1) {
        memcpy(exact, data + 1, size - 1);
        if (data[0] % (count + 1) < count)
            decode(data[0] % (count + 1), (struct text){exact, size - 1});
        else
            read_time((struct text){exact, size - 1});
    }
    free(exact);
    return 0;
}
