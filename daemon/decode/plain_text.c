#include "decode/plain_text.h"

#include "decode/syslog_frame.h"

static bool decode_plain_text(const struct decoder *decoder, const struct decode_context *context,
                              struct event *event)
{
    const struct record *record = event->record;
    struct syslog_frame frame = {0};

    (void)decoder;
    if (syslog_frame_read(record->text, context->zone, record->modified, &frame) &&
        frame.time != TIMESTAMP_NONE) {
        event->time = frame.time;
        event->time_is_arrival = false;
    }
    event_put_text(event, FIELD_MESSAGE, record->text);
    event_put_integer(event, FIELD_EVENT_COUNT, record->count);
    return true;
}

static const struct decoder_kind kinds[] = {
    {"text", {{.product = "text"}}},
};

static const struct decoder_field fields[] = {
    {FIELD_MESSAGE, ORIGIN_VERBATIM},
    {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
};

const struct decoder plain_text_decoder = {
    .name = "text",
    .description = "any lines, matched as text; the time where one leads them",
    .shape = SHAPE_REPEATED,
    .decode = decode_plain_text,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};
