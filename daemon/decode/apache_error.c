#include "decode/apache_error.h"

#include "base/address.h"
#include "decode/endpoint.h"
#include "decode/log_time.h"
#include "decode/syslog_frame.h"
#include "decode/web_complaint.h"

/* Takes "[...] " off the front.  There may be brackets within, around an address. */
static bool take_bracket(struct text *text, struct text *inner)
{
    struct text rest = *text;

    if (!text_take(&rest, TEXT("[")))
        return false;
    if (!text_cut(rest, TEXT("] "), inner, text)) {
        if (!text_ends_with(rest, TEXT("]")))
            return false;
        inner->length--;
    }
    return true;
}

/* "10.1.2.3", "10.1.2.3:51022", "2001:db8::1" or "2001:db8::1:51022". */
static void put_client(struct event *event, struct text client)
{
    struct address parsed = {0};
    struct text address = client;
    struct text port = {0};

    if (!address_read(client, &parsed))
        endpoint_split(client, &address, &port);
    endpoint_put_source(event, address, port);
}

/* "auth_basic:error", or "error" alone. */
static struct text put_module(struct event *event, struct text text)
{
    struct text module = {0};
    struct text level = {0};

    if (!text_cut(text, TEXT(":"), &module, &level))
        return text;
    event_put_said(event, FIELD_LOG_LOGGER, module);
    return level;
}

static void put_pid(struct event *event, struct text text)
{
    struct text pid = {0};
    struct text thread = {0};
    uint64_t number = 0;

    text_cut(text, TEXT(":"), &pid, &thread);
    if (text_to_unsigned(pid, &number) && number <= INT64_MAX)
        event_put_integer(event, FIELD_PROCESS_PID, (int64_t)number);
}

/* Takes "(70014)End of file found: " off, when the client follows it. */
static void take_system_error(struct text *text)
{
    struct text rest = {0};
    struct text head = {0};

    if (text_starts_with(*text, TEXT("(")) && text_cut(*text, TEXT(": ["), &head, &rest) &&
        text_starts_with(rest, TEXT("client ")))
        *text = text_from(*text, head.length + 2);
}

/* Takes the brackets that stand behind the level. */
static void take_brackets(struct event *event, struct text *text)
{
    struct text inner = {0};
    struct text rest = *text;

    if (text_starts_with(rest, TEXT("[pid ")) && take_bracket(&rest, &inner)) {
        put_pid(event, text_from(inner, TEXT("pid ").length));
        *text = rest;
    }
    take_system_error(&rest);
    if ((text_starts_with(rest, TEXT("[client ")) || text_starts_with(rest, TEXT("[remote "))) &&
        take_bracket(&rest, &inner)) {
        put_client(event, text_from(inner, TEXT("client ").length));
        *text = rest;
    }
}

static void put_code(struct event *event, struct text message)
{
    struct text code = {0};
    struct text rest = {0};

    if (text_starts_with(message, TEXT("AH")) && text_cut(message, TEXT(":"), &code, &rest) &&
        code.length == TEXT("AH01617").length)
        event_put_text(event, FIELD_EVENT_CODE, code);
}

/* Cuts ", referer: ..." off the end. */
static void take_referrer(struct event *event, struct text *message)
{
    struct text mark = TEXT(", referer: ");
    size_t position = 0;

    if (!text_find_last(*message, mark, &position))
        return;
    event_put_said(event, FIELD_HTTP_REFERRER, text_from(*message, position + mark.length));
    *message = text_until(*message, position);
}

static bool take_time(struct event *event, const struct zone *zone, struct text *text)
{
    struct text rest = *text;
    struct text inner = {0};
    timestamp when = 0;

    if (!take_bracket(&rest, &inner) || !log_time_take_ctime(&inner, zone, &when))
        return false;
    event->time = when;
    event->time_is_arrival = false;
    *text = rest;
    return true;
}

static bool is_level(struct text text)
{
    static const char *const levels[] = {"emerg",  "alert", "crit",  "error", "warn",
                                         "notice", "info",  "debug", "trace"};

    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if (text_starts_with(text, text_of(levels[i])))
            return true;
    }
    return false;
}

static bool decode_text(const struct decode_context *context, struct event *event, struct text text)
{
    struct text level = {0};

    take_time(event, context->zone, &text);
    if (!take_bracket(&text, &level))
        return false;
    level = put_module(event, level);
    if (!is_level(level))
        return false;
    take_brackets(event, &text);
    put_code(event, text);
    take_referrer(event, &text);
    web_complaint_put(event, level, text);
    return true;
}

static bool decode_apache_error(const struct decoder *decoder, const struct decode_context *context,
                                struct event *event)
{
    const struct record *record = event->record;
    struct syslog_frame frame = {0};

    (void)decoder;
    event_put_integer(event, FIELD_EVENT_COUNT, record->count);
    if (text_starts_with(record->text, TEXT("[")))
        return decode_text(context, event, record->text);
    if (!syslog_frame_read(record->text, context->zone, record->modified, &frame))
        return false;
    syslog_frame_put(&frame, event);
    return decode_text(context, event, frame.message);
}

static const struct decoder_kind kinds[] = {
    {"error",
     {{.product = "apache", .service = "error"}, {.service = "apache"}, {.category = "webserver"}}},
};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},   {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
    {FIELD_EVENT_CODE, ORIGIN_VERBATIM},     {FIELD_MESSAGE, ORIGIN_VERBATIM},
    {FIELD_LOG_LEVEL, ORIGIN_VERBATIM},      {FIELD_LOG_LOGGER, ORIGIN_VERBATIM},
    {FIELD_HOST_NAME, ORIGIN_VERBATIM},      {FIELD_PROCESS_NAME, ORIGIN_VERBATIM},
    {FIELD_PROCESS_PID, ORIGIN_DERIVED},     {FIELD_SYSLOG_FACILITY, ORIGIN_DERIVED},
    {FIELD_SYSLOG_SEVERITY, ORIGIN_DERIVED}, {FIELD_SYSLOG_MSGID, ORIGIN_VERBATIM},
    {FIELD_USER_NAME, ORIGIN_VERBATIM},      {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_SOURCE_IP, ORIGIN_VERBATIM},      {FIELD_SOURCE_PORT, ORIGIN_DERIVED},
    {FIELD_HTTP_REFERRER, ORIGIN_VERBATIM},
};

const struct decoder apache_error_decoder = {
    .name = "apache-error",
    .description = "Apache's error log, of 2.2 and 2.4",
    .decode = decode_apache_error,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};
