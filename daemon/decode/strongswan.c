#include "decode/strongswan.h"

#include "decode/gateway_event.h"
#include "decode/strongswan_message.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_part_byte(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || is_digit(byte);
}

/* Takes "09[IKE] ", or "09[IKE1] " where levels are logged. */
static bool take_thread(struct text *text)
{
    size_t i = 0;
    size_t start = 0;

    while (i < text->length && is_digit(text->data[i]))
        i++;
    if (i == 0 || i == text->length || text->data[i] != '[')
        return false;
    start = ++i;
    while (i < text->length && is_part_byte(text->data[i]))
        i++;
    if (i == start || i + 1 >= text->length || text->data[i] != ']' || text->data[i + 1] != ' ')
        return false;
    *text = text_from(*text, i + 2);
    return true;
}

/* Takes "<rw|42> ", or "<42> " as long as the connection is not chosen. */
static void take_connection(struct text *text, struct gateway_event *said)
{
    struct text inside = {0};
    struct text rest = {0};
    size_t bar = 0;

    if (!text_starts_with(*text, TEXT("<")) ||
        !text_cut(text_from(*text, 1), TEXT("> "), &inside, &rest))
        return;
    if (text_find_last(inside, TEXT("|"), &bar)) {
        said->rule = text_until(inside, bar);
        inside = text_from(inside, bar + 1);
    }
    said->session = inside;
    *text = rest;
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct gateway_event said = gateway_event_none();
    struct text message = frame->message;
    bool is_threads = take_thread(&message);

    take_connection(&message, &said);
    if (!strongswan_message_read(message, &said) && !is_threads)
        return false;
    gateway_event_put(&said, event);
    *count = said.count;
    return true;
}

/* A line of the file logger: a time, and then the thread where syslog has its tag. */
static bool read_own(struct text line, const struct syslog_frame *frame, struct syslog_frame *own)
{
    struct text rest = {0};

    if (frame->program.length == 0)
        return false;
    rest = text_from(line, (size_t)(frame->program.data - line.data));
    *own = (struct syslog_frame){.time = frame->time, .priority = -1, .message = rest};
    return frame->time != TIMESTAMP_NONE && take_thread(&rest);
}

static bool decode_strongswan(const struct decoder *decoder, const struct decode_context *context,
                              struct event *event)
{
    const struct record *record = event->record;
    struct syslog_frame frame = {0};
    struct syslog_frame own = {
        .time = TIMESTAMP_NONE,
        .priority = -1,
        .message = record->text,
    };
    struct text rest = record->text;

    if (take_thread(&rest))
        return syslog_decode_own(decoder, &own, event);
    if (!syslog_frame_read(record->text, context->zone, record->modified, &frame))
        return false;
    if (read_own(record->text, &frame, &own))
        return syslog_decode_own(decoder, &own, event);
    return syslog_decode_frame(decoder, &frame, event);
}

static const char *const names[] = {"charon*", "ipsec*", "strongswan*", NULL};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},   {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
    {FIELD_RULE_NAME, ORIGIN_VERBATIM},      {FIELD_USER_NAME, ORIGIN_VERBATIM},
    {FIELD_SESSION_ID, ORIGIN_VERBATIM},     {FIELD_AUTH_METHOD, ORIGIN_VERBATIM},
    {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM}, {FIELD_SOURCE_IP, ORIGIN_VERBATIM},
    {FIELD_SOURCE_PORT, ORIGIN_DERIVED},     {FIELD_DESTINATION_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_IP, ORIGIN_VERBATIM}, {FIELD_DESTINATION_PORT, ORIGIN_DERIVED},
    {FIELD_CLIENT_NAT_IP, ORIGIN_VERBATIM},
};

const struct program strongswan_program = {
    .names = names,
    .kind = {"strongswan",
             {{.category = "vpn", .product = "strongswan"},
              {.product = "linux", .service = "strongswan"}}},
    .decode = decode_message,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};

static const struct program *const programs[] = {&strongswan_program, NULL};

static const char *const aliases[] = {"charon", "ipsec", NULL};

const struct decoder strongswan_decoder = {
    .name = "strongswan",
    .aliases = aliases,
    .description = "strongSwan's IKE daemon, in syslog or by its file logger",
    .shape = SHAPE_REPEATED,
    .decode = decode_strongswan,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
