#include "decode/decoder.h"

#include "decode/squid.h"
#include "decode/sshd.h"
#include "decode/syslog_frame.h"

/* Lines nobody has a decoder for: the line is the message. */
static bool decode_text(const struct decode_context *context, struct event *event)
{
    const struct record *record = event->record;
    struct syslog_frame frame = {0};

    if (syslog_frame_read(record->text, context->zone, record->modified, &frame) &&
        frame.time != TIMESTAMP_NONE) {
        event->time = frame.time;
        event->time_is_arrival = false;
    }
    event_put_text(event, FIELD_MESSAGE, record->text);
    event_put_integer(event, FIELD_EVENT_COUNT, record->count);
    return true;
}

static const struct log_source_tag squid_tags[] = {
    {.category = "proxy"},
    {.product = "squid", .service = "access"},
};

static const struct log_source_tag sshd_tags[] = {
    {.product = "linux", .service = "sshd"},
    {.product = "linux", .service = "auth"},
};

static const struct log_source_tag text_tags[] = {
    {.product = "text"},
};

/* In order of name. */
static const struct decoder decoders[] = {
    {
        .name = "squid",
        .description = "Squid's access log in its native format",
        .decode = squid_decode,
        .tags = squid_tags,
        .tag_count = sizeof squid_tags / sizeof *squid_tags,
    },
    {
        .name = "sshd",
        .description = "OpenSSH's server in syslog: auth.log, secure",
        .decode = sshd_decode,
        .has_repeats = true,
        .tags = sshd_tags,
        .tag_count = sizeof sshd_tags / sizeof *sshd_tags,
    },
    {
        .name = "text",
        .description = "any lines, matched as text; the time where one leads them",
        .decode = decode_text,
        .has_repeats = true,
        .tags = text_tags,
        .tag_count = sizeof text_tags / sizeof *text_tags,
    },
};

static const size_t decoder_count = sizeof decoders / sizeof *decoders;

const struct decoder *decoder_find(struct text name)
{
    for (size_t i = 0; i < decoder_count; i++) {
        if (text_equal(name, text_of(decoders[i].name)))
            return &decoders[i];
    }
    return NULL;
}

const struct decoder *decoder_all(size_t *count)
{
    *count = decoder_count;
    return decoders;
}

void decoder_decode(const struct decoder *decoder, const struct decode_context *context,
                    struct event *event)
{
    event->decoded = decoder->decode(context, event);
    if (wanted_fields_slot(event->wanted, FIELD_EVENT_ORIGINAL) != SLOT_NONE)
        event_put_text(event, FIELD_EVENT_ORIGINAL, event->record->text);
}
