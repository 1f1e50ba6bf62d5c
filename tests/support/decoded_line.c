#include "support/decoded_line.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

enum { ARENA_BLOCK = 1 << 16, ARRIVAL = 5, WINDOW = 400 };

/* One decoding at a time. */
struct bench {
    const struct decoder *decoder;
    struct decode_context context;
    struct layout *layout;
    struct wanted_fields *wanted;
    struct arena *arena;
    struct record record;
};

static void open_bench(struct bench *bench, const char *format, const char *layout)
{
    struct error err = {0};

    *bench = (struct bench){.decoder = decoder_find(text_of(format))};
    ck_assert_msg(bench->decoder, "no format '%s'", format);
    if (!layout)
        layout = bench->decoder->layout_usual;
    if (layout) {
        bench->layout = bench->decoder->layout_create(text_of(layout), &err);
        ck_assert_msg(bench->layout, "%s: %s", layout, err.text);
    }
    bench->context.layout = bench->layout;
    bench->wanted = wanted_fields_create();
    bench->arena = arena_create(ARENA_BLOCK);
}

static void close_bench(struct bench *bench)
{
    if (bench->layout)
        bench->decoder->layout_destroy(bench->layout);
    wanted_fields_destroy(bench->wanted);
    arena_destroy(bench->arena);
}

static struct event *decode(struct bench *bench, struct text text)
{
    struct event *event = NULL;

    bench->record = (struct record){
        .text = text, .count = 1, .arrival = ARRIVAL, .modified = 1793694901 * SECOND};
    event = event_create(bench->arena, &bench->record, bench->wanted, true);
    decoder_decode(bench->decoder, &bench->context, event);
    return event;
}

static bool is_shown(const struct event *event, enum field field)
{
    const struct value *value = event_get(event, field);

    if (!value || field == FIELD_EVENT_CATEGORY || field == FIELD_EVENT_ORIGINAL ||
        field == FIELD_DB_SYSTEM || field == FIELD_MESSAGE)
        return false;
    return field != FIELD_EVENT_COUNT || value->integer != 1;
}

static void show_field(const struct event *event, enum field field, struct buffer *buffer)
{
    char mark = '=';

    if (buffer->length > 0)
        buffer_append_byte(buffer, ' ');
    buffer_append_text(buffer, field_name(field));
    for (size_t i = 0; i < event->field_count; i++) {
        if (!text_equal(event->fields[i].name, field_name(field)))
            continue;
        buffer_append_byte(buffer, mark);
        buffer_append_text(buffer, value_text(event->arena, event->fields[i].value));
        mark = '|';
    }
}

static bool has_one_of(struct text text, const char *const *escapes)
{
    size_t position = 0;

    for (; escapes && *escapes; escapes++) {
        if (text_find(text, text_of(*escapes), &position))
            return true;
    }
    return false;
}

static bool has_escape(const struct decoder *decoder, struct text text)
{
    for (size_t i = 0; decoder->programs && decoder->programs[i]; i++) {
        if (has_one_of(text, decoder->programs[i]->escapes))
            return true;
    }
    return has_one_of(text, decoder->escapes);
}

static bool stands_in(struct text text, struct text value)
{
    for (size_t i = 0; i + value.length <= text.length; i++) {
        if (text_equal_caseless(text_until(text_from(text, i), value.length), value))
            return true;
    }
    return false;
}

/* The row says where each value comes from. */
static void check_origins(const struct bench *bench, const struct event *event)
{
    for (size_t i = 0; i < event->field_count; i++) {
        const struct event_field *field = &event->fields[i];
        struct text value = value_text(event->arena, field->value);
        enum field_origin origin = ORIGIN_DERIVED;

        ck_assert_msg(decoder_says(bench->decoder, field->name, &origin),
                      "%s does not declare %.*s", bench->decoder->name, TEXT_ARGS(field->name));
        ck_assert_msg(origin == ORIGIN_DERIVED || stands_in(bench->record.text, value) ||
                          has_escape(bench->decoder, bench->record.text),
                      "%.*s=%.*s is not verbatim", TEXT_ARGS(field->name), TEXT_ARGS(value));
    }
}

static void check_beginnings(struct bench *bench, const char *line)
{
    size_t length = strlen(line);

    for (size_t cut = length > WINDOW ? length - WINDOW : 0; cut <= length; cut++) {
        char *exact = malloc(cut + 1);
        struct event *event = NULL;

        memcpy(exact + 1, line, cut);
        event = decode(bench, (struct text){exact + 1, cut});
        for (size_t i = 0; i < event->field_count; i++)
            text_hash(value_text(bench->arena, event->fields[i].value));
        free(exact);
        arena_reset(bench->arena);
    }
}

static void check_line(struct bench *bench, const struct decoded_line *line)
{
    struct event *event = decode(bench, text_of(line->line));
    struct buffer fields = {0};

    ck_assert_msg(event->decoded == (line->fields != NULL), "%s: %s", line->line,
                  line->fields ? "not decoded" : "decoded");
    check_origins(bench, event);
    for (int i = 0; line->fields && i < FIELD_COUNT; i++) {
        if (is_shown(event, (enum field)i))
            show_field(event, (enum field)i, &fields);
    }
    if (line->fields)
        ck_assert_msg(strcmp(buffer_string(&fields), line->fields) == 0, "%s\n  is %s\n not %s",
                      line->line, buffer_string(&fields), line->fields);
    buffer_finish(&fields);
    arena_reset(bench->arena);
    check_beginnings(bench, line->line);
}

void decoded_lines_check(const char *format, const char *layout, const struct decoded_line *lines,
                         size_t count)
{
    struct bench bench;

    open_bench(&bench, format, layout);
    for (size_t i = 0; i < count; i++)
        check_line(&bench, &lines[i]);
    close_bench(&bench);
}

timestamp decoded_line_time(const char *format, const char *line, const struct zone *zone)
{
    struct bench bench;
    struct event *event = NULL;
    timestamp time = TIMESTAMP_NONE;

    open_bench(&bench, format, NULL);
    bench.context.zone = zone;
    event = decode(&bench, text_of(line));
    if (!event->time_is_arrival)
        time = event->time;
    close_bench(&bench);
    return time;
}
