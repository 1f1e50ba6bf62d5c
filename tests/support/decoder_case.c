#include "support/decoder_case.h"

#include <check.h>
#include <string.h>

#include "base/buffer.h"

static bool has_escape(const struct decoder *decoder, struct text text)
{
    for (const char *const *escape = decoder->escapes; escape && *escape; escape++) {
        if (text_find(text, text_of(*escape), &(size_t){0}))
            return true;
    }
    return false;
}

static bool stands_in(struct text text, struct text part)
{
    for (size_t i = 0; i + part.length <= text.length; i++) {
        if (text_equal_caseless(text_until(text_from(text, i), part.length), part))
            return true;
    }
    return false;
}

/* Whether the text has all that the part has between slashes. */
static bool is_verbatim(struct text text, struct text part)
{
    struct text stretch = {0};
    bool more = true;

    while (more) {
        more = text_cut(part, TEXT("/"), &stretch, &part);
        if (!stands_in(text, stretch))
            return false;
    }
    return true;
}

static void check_declared(const struct decoder *decoder, const struct event *event)
{
    struct text line = event->record->text;

    for (size_t i = 0; i < event->field_count; i++) {
        struct text name = event->fields[i].name;
        const struct value *value = event->fields[i].value;
        enum field_origin origin = ORIGIN_DERIVED;

        ck_assert_msg(decoder_says(decoder, name, &origin), "%s does not declare %.*s",
                      decoder->name, TEXT_ARGS(name));
        if (origin == ORIGIN_VERBATIM && value->kind == VALUE_TEXT && !has_escape(decoder, line))
            ck_assert_msg(is_verbatim(line, value->text), "%s: %.*s is not verbatim", decoder->name,
                          TEXT_ARGS(name));
    }
}

static bool is_left_out(const struct event *event, enum field field)
{
    if (field == FIELD_EVENT_COUNT)
        return event_get(event, field)->integer == 1;
    return field == FIELD_EVENT_CATEGORY || field == FIELD_MESSAGE ||
           field == FIELD_EVENT_ORIGINAL || field == FIELD_FLAGS;
}

static void show_field(const struct event *event, enum field field, struct buffer *buffer)
{
    const char *between = "";

    buffer_printf(buffer, "%s%.*s=", buffer->length > 0 ? " " : "", TEXT_ARGS(field_name(field)));
    for (size_t i = 0; i < event->field_count; i++) {
        if (!text_equal(event->fields[i].name, field_name(field)))
            continue;
        buffer_printf(buffer, "%s", between);
        buffer_append_escaped(buffer, value_text(event->arena, event->fields[i].value));
        between = "|";
    }
}

static void show(const struct event *event, struct buffer *buffer)
{
    char time[TIMESTAMP_TEXT_SIZE];

    if (!event->decoded)
        buffer_append_byte(buffer, '!');
    if (!event->time_is_arrival)
        buffer_printf(buffer, "%s", timestamp_write(event->time, time));
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (event_get(event, (enum field)i) && !is_left_out(event, (enum field)i))
            show_field(event, (enum field)i, buffer);
    }
}

/* A decoded line with all that it lives in. */
struct decoding {
    const struct decoder *decoder;
    struct record record;
    struct decode_context context;
    struct layout *layout;
    struct arena *arena;
    struct wanted_fields *wanted;
    struct event *event;
};

static void start(struct decoding *decoding, const struct decoder_case *one, const char *path,
                  size_t length)
{
    const char *layout = one->layout;
    struct error err = {0};

    *decoding = (struct decoding){
        .decoder = decoder_find(text_of(one->decoder)),
        .record = {.text = {one->line, length}, .path = path, .count = 1},
        .arena = arena_create(4096),
        .wanted = wanted_fields_create(),
    };
    decoding->record.modified = 1793694901 * SECOND;
    ck_assert_msg(decoding->decoder != NULL, "no decoder '%s'", one->decoder);
    if (!layout)
        layout = decoding->decoder->layout_usual;
    if (layout) {
        decoding->layout = decoding->decoder->layout_create(text_of(layout), &err);
        ck_assert_msg(decoding->layout != NULL, "%s", err.text);
    }
    decoding->context.layout = decoding->layout;
    decoding->event = event_create(decoding->arena, &decoding->record, decoding->wanted, true);
    decoder_decode(decoding->decoder, &decoding->context, decoding->event);
    check_declared(decoding->decoder, decoding->event);
}

static void finish(struct decoding *decoding)
{
    if (decoding->layout)
        decoding->decoder->layout_destroy(decoding->layout);
    wanted_fields_destroy(decoding->wanted);
    arena_destroy(decoding->arena);
}

void decoder_case_check_in(const struct decoder_case *one, const char *path, size_t length)
{
    struct decoding decoding;
    struct buffer buffer = {0};

    start(&decoding, one, path, length);
    show(decoding.event, &buffer);
    ck_assert_str_eq(buffer_string(&buffer), one->fields);
    buffer_finish(&buffer);
    finish(&decoding);
}

void decoder_case_check(const struct decoder_case *one)
{
    decoder_case_check_in(one, "some.log", strlen(one->line));
}

const char *decoder_case_value(const struct decoder_case *one, const char *name,
                               struct buffer *buffer)
{
    struct decoding decoding;
    const char *between = "";

    start(&decoding, one, "some.log", strlen(one->line));
    buffer_clear(buffer);
    for (size_t i = 0; i < decoding.event->field_count; i++) {
        if (!text_equal(decoding.event->fields[i].name, text_of(name)))
            continue;
        buffer_printf(buffer, "%s", between);
        buffer_append_escaped(buffer, value_text(decoding.arena, decoding.event->fields[i].value));
        between = "|";
    }
    finish(&decoding);
    return buffer_string(buffer);
}
