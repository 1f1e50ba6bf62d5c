#include "decode/json_lines.h"

#include "decode/json_event.h"

static bool decode_json_lines(const struct decoder *decoder, const struct decode_context *context,
                              struct event *event)
{
    struct text text = event->record->text;
    timestamp time = json_event_usual_time(event->arena, text, context->zone);

    (void)decoder;
    if (time != TIMESTAMP_NONE) {
        event->time = time;
        event->time_is_arrival = false;
    }
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    return json_event_read(event, text, NULL);
}

static const struct decoder_kind kinds[] = {
    {"object", {{.product = "json"}}},
};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
};

static const char *const aliases[] = {"jsonl", "ndjson", NULL};
static const char *const escapes[] = {"\\", NULL};

const struct decoder json_lines_decoder = {
    .name = "json",
    .aliases = aliases,
    .description = "any JSON objects, one a line; fields by their dotted paths",
    .shape = SHAPE_JSON,
    .decode = decode_json_lines,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
    .has_free_names = true,
    .escapes = escapes,
};
