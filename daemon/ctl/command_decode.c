/* decode: what a line decodes to, one JSON object an event. */
#include <math.h>
#include <stdio.h>

#include "ctl/commands.h"
#include "ctl/complaint.h"
#include "ctl/json_view.h"
#include "ctl/offline.h"
#include "decode/layout_book.h"
#include "engine/log_reader.h"
#include "model/json_value.h"
#include "protocol/reply.h"
#include "record/assembler.h"
#include "record/line_splitter.h"

enum { ARENA_BLOCK = 64 << 10 };

/* What decoding a log needs. */
struct decoding {
    const struct decoder *decoder;
    struct decode_context context;
    struct layout_book *layouts;
    struct wanted_fields *wanted;
    struct assembler *assembler;
    struct arena *arena;
};

static json_t *json_of_text(struct text text)
{
    bool cut = false;

    return json_value_text(text, SIZE_MAX, &cut);
}

static json_t *json_of_value(const struct value *value)
{
    switch (value->kind) {
    case VALUE_TEXT:
        return json_of_text(value->text);
    case VALUE_INTEGER:
        return json_integer(value->integer);
    case VALUE_REAL:
        return isfinite(value->real) && !value_is_beyond_integers(value)
                   ? json_real(value->real)
                   : json_of_text(value->text);
    case VALUE_BOOLEAN:
        return json_boolean(value->integer);
    case VALUE_NULL:
    case VALUE_OBJECT:
    default:
        return json_null();
    }
}

/* What this command says itself of a record. */
static bool is_own_name(struct text name)
{
    return text_equal(name, TEXT("line")) || text_equal(name, TEXT("decoded")) ||
           text_equal(name, TEXT("kind")) || text_equal(name, TEXT("@timestamp"));
}

/* Adds a field; one that has several values becomes a list.  An object is there in its
 * members, and a log's own name that is ours here stands behind "raw.". */
static void add_field(json_t *object, const struct event_field *field)
{
    struct buffer name = {0};
    json_t *before = NULL;
    json_t *value = NULL;

    if (field->value->kind == VALUE_OBJECT)
        return;
    value = json_of_value(field->value);
    if (is_own_name(field->name))
        buffer_append_text(&name, TEXT("raw."));
    buffer_append_text(&name, field->name);
    before = json_object_get(object, buffer_string(&name));
    if (json_is_array(before)) {
        json_array_append_new(before, value);
    } else if (before) {
        json_t *list = json_array();

        json_array_append(list, before);
        json_array_append_new(list, value);
        json_object_set_new(object, buffer_string(&name), list);
    } else {
        json_object_set_new(object, buffer_string(&name), value);
    }
    buffer_finish(&name);
}

static void decode_record(struct record *record, void *cookie)
{
    struct decoding *decoding = cookie;
    char time[TIMESTAMP_TEXT_SIZE] = "";
    struct event *event = NULL;
    json_t *json = NULL;

    event = event_create(decoding->arena, record, decoding->wanted, true);
    decoding->context.layout = layout_book_find(decoding->layouts, record->header);
    decoder_decode(decoding->decoder, &decoding->context, event);
    json = json_pack("{s:I, s:b}", "line", (json_int_t)record->line, "decoded", event->decoded);
    json_object_set_new(json, "event.original", json_of_text(record->text));
    if (decoder_kind_count(decoding->decoder) > 1)
        json_object_set_new(json, "kind",
                            json_string(decoder_kind(decoding->decoder, event->kind)->name));
    if (!event->time_is_arrival)
        json_object_set_new(json, "@timestamp", json_string(timestamp_write(event->time, time)));
    for (size_t i = 0; i < event->field_count; i++)
        add_field(json, &event->fields[i]);
    json_view_print(json);
    json_decref(json);
    arena_reset(decoding->arena);
}

static bool decode_log(struct decoding *decoding, const char *path, struct error *err)
{
    struct log_reader *reader = log_reader_open(path, 0, err);
    const struct assembler_target target = {decoding->arena, decode_record, decoding};
    struct chunk chunk = {0};

    if (!reader)
        return false;
    while (log_reader_next(reader, &chunk, err)) {
        struct line_splitter lines = {0};
        struct record record = {0};

        line_splitter_init(&lines, &chunk);
        while (line_splitter_next(&lines, &record)) {
            record.arrival = chunk.modified;
            assembler_take(decoding->assembler, layout_book_shape(decoding->layouts), &record,
                           &target);
        }
        if (chunk.final)
            assembler_end(decoding->assembler, &chunk.start.incarnation, &target);
    }
    assembler_advance(decoding->assembler, TIMESTAMP_LATEST, &target);
    log_reader_close(reader);
    return err->text[0] == '\0';
}

static void finish(struct decoding *decoding)
{
    arena_destroy(decoding->arena);
    assembler_destroy(decoding->assembler);
    wanted_fields_destroy(decoding->wanted);
    layout_book_destroy(decoding->layouts);
}

static bool prepare(struct decoding *decoding, const struct arguments *arguments,
                    const struct offline_formats *formats)
{
    struct error err = {0};

    decoding->decoder = offline_decoder(arguments->format, formats);
    if (!decoding->decoder)
        return false;
    decoding->layouts = layout_book_create(decoding->decoder, text_of(arguments->layout), &err);
    if (!decoding->layouts) {
        complain("--layout: %s", err.text);
        return false;
    }
    decoding->wanted = wanted_fields_create();
    decoding->assembler = assembler_create();
    decoding->arena = arena_create(ARENA_BLOCK);
    return true;
}

int command_decode(const struct arguments *arguments)
{
    struct error err = {0};
    struct zone *zone = NULL;
    struct offline_formats formats = {0};
    struct decoding decoding = {0};
    int status = REPLY_OK;

    offline_formats_open(arguments, &formats);
    if (!prepare(&decoding, arguments, &formats)) {
        offline_formats_close(&formats);
        return REPLY_USAGE;
    }
    zone = zone_open(TEXT("local"), &err);
    decoding.context.zone = zone;
    for (size_t i = 0; i < arguments->word_count; i++) {
        err = (struct error){0};
        if (decode_log(&decoding, arguments->words[i], &err))
            continue;
        complain("%s", err.text);
        status = REPLY_USAGE;
    }
    finish(&decoding);
    zone_close(zone);
    offline_formats_close(&formats);
    return status;
}
