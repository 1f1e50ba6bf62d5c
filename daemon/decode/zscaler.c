#include "decode/zscaler.h"

#include "base/json_reader.h"
#include "decode/endpoint.h"
#include "decode/escape.h"
#include "decode/json_event.h"
#include "decode/log_time.h"
#include "decode/syslog_frame.h"
#include "decode/url_parts.h"
#include "decode/web_target.h"
#include "model/reserved_name.h"

enum { KIND_WEB, KIND_OTHER };

enum role {
    ROLE_TIME,
    ROLE_USER,
    ROLE_CLIENT,
    ROLE_PUBLIC_CLIENT,
    ROLE_SERVER,
    ROLE_URL,
    ROLE_ACTION,
    ROLE_REASON,
    ROLE_REQUEST_BYTES,
    ROLE_RESPONSE_BYTES,
    ROLE_METHOD,
    ROLE_STATUS,
    ROLE_AGENT,
    ROLE_REFERRER,
    ROLE_APPLICATION,
    ROLE_MIME_TYPE,
    ROLE_RULE,
    ROLE_PROTOCOL,
    ROLE_ID,
    ROLE_COUNT,
};

static const struct name {
    const char *name;
    enum role role;
} names[] = {
    {"datetime", ROLE_TIME},
    {"time", ROLE_TIME},
    {"epochtime", ROLE_TIME},
    {"user", ROLE_USER},
    {"login", ROLE_USER},
    {"elogin", ROLE_USER},
    {"ClientIP", ROLE_CLIENT},
    {"cip", ROLE_CLIENT},
    {"clientpublicIP", ROLE_PUBLIC_CLIENT},
    {"cintip", ROLE_PUBLIC_CLIENT},
    {"serverip", ROLE_SERVER},
    {"sip", ROLE_SERVER},
    {"url", ROLE_URL},
    {"eurl", ROLE_URL},
    {"action", ROLE_ACTION},
    {"reason", ROLE_REASON},
    {"requestsize", ROLE_REQUEST_BYTES},
    {"reqsize", ROLE_REQUEST_BYTES},
    {"responsesize", ROLE_RESPONSE_BYTES},
    {"respsize", ROLE_RESPONSE_BYTES},
    {"requestmethod", ROLE_METHOD},
    {"reqmethod", ROLE_METHOD},
    {"status", ROLE_STATUS},
    {"respcode", ROLE_STATUS},
    {"useragent", ROLE_AGENT},
    {"eua", ROLE_AGENT},
    {"ua", ROLE_AGENT},
    {"refererURL", ROLE_REFERRER},
    {"ereferer", ROLE_REFERRER},
    {"appname", ROLE_APPLICATION},
    {"contenttype", ROLE_MIME_TYPE},
    {"rulelabel", ROLE_RULE},
    {"protocol", ROLE_PROTOCOL},
    {"proto", ROLE_PROTOCOL},
    {"event_id", ROLE_ID},
    {"recordid", ROLE_ID},
};

struct facts {
    struct text values[ROLE_COUNT];
    size_t count; /* of pairs */
};

static bool is_none(struct text text)
{
    return text.length == 0 || text_equal(text, TEXT("None")) || text_equal(text, TEXT("NA")) ||
           text_equal(text, TEXT("N/A")) || text_equal(text, TEXT("-"));
}

static void take_pair(struct event *event, struct facts *facts, struct text name, struct text value)
{
    facts->count++;
    if (is_none(value))
        return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct text *place = &facts->values[names[i].role];

        if (place->length == 0 && text_equal(name, text_of(names[i].name)))
            *place = value;
    }
    if (reserved_name_is(name)) {
        event_flag(event, TEXT(RESERVED_FLAG));
        name = arena_printf(event->arena, RESERVED_PREFIX "%.*s", TEXT_ARGS(name));
    }
    event_put_value(event, name, &(struct value){.kind = VALUE_TEXT, .text = value});
}

/* Where the object's member "event" begins, or the object itself. */
static struct text inner_object(struct text text)
{
    struct json_reader reader;

    json_reader_init(&reader, text);
    if (json_reader_next(&reader) != JSON_OBJECT)
        return text;
    while (json_reader_next(&reader) == JSON_NAME) {
        bool is_event = text_equal(reader.raw, TEXT("event"));

        if (json_reader_next(&reader) == JSON_OBJECT && is_event)
            return json_reader_skip(&reader);
        json_reader_skip(&reader);
    }
    return text;
}

static bool read_json(struct event *event, struct text text, struct facts *facts)
{
    struct json_reader reader;
    unsigned odd = 0;

    json_reader_init(&reader, inner_object(text));
    if (json_reader_next(&reader) != JSON_OBJECT)
        return false;
    while (json_reader_next(&reader) == JSON_NAME) {
        struct text name = json_reader_string(event->arena, reader.raw, &odd);
        enum json_token token = json_reader_next(&reader);

        if (token == JSON_STRING)
            take_pair(event, facts, name, json_reader_string(event->arena, reader.raw, &odd));
        else if (token == JSON_NUMBER)
            take_pair(event, facts, name, reader.raw);
        else
            json_reader_skip(&reader);
    }
    if (reader.token == JSON_CUT)
        event_flag(event, TEXT("truncated"));
    return reader.token == JSON_OBJECT_END;
}

static bool is_name(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];

        if (!((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
              (byte >= '0' && byte <= '9') || byte == '_'))
            return false;
    }
    return text.length > 0;
}

static struct text without_quotes(struct text text)
{
    if (text.length >= 2 && text_starts_with(text, TEXT("\"")) && text_ends_with(text, TEXT("\"")))
        return text_until(text_from(text, 1), text.length - 2);
    return text;
}

/* Reads "2026-11-03 08:05:01<TAB>name=value<TAB>...". */
static bool read_pairs(struct event *event, struct text text, struct facts *facts)
{
    while (text.length > 0) {
        struct text pair = {0};
        struct text name = {0};
        struct text value = {0};

        text_cut(text, TEXT("\t"), &pair, &text);
        if (text_cut(pair, TEXT("="), &name, &value) && is_name(name))
            take_pair(event, facts, name, without_quotes(value));
        else if (facts->count == 0)
            facts->values[ROLE_TIME] = text_trim(pair);
    }
    return facts->count > 2;
}

static void set_time(struct event *event, struct text text, const struct zone *zone)
{
    const struct value value = {.kind = VALUE_TEXT, .text = text};
    timestamp when = TIMESTAMP_NONE;

    if (text.length == 0)
        return;
    if (!log_time_take_ctime(&text, zone, &when))
        when = json_event_time(&value, zone);
    if (when == TIMESTAMP_NONE)
        return;
    event->time = when;
    event->time_is_arrival = false;
}

static void put_number(struct event *event, enum field field, struct text digits)
{
    uint64_t number = 0;

    if (text_to_unsigned(digits, &number) && number <= INT64_MAX)
        event_put_integer(event, field, (int64_t)number);
}

/* "chat.example/c?q" or "chat.example:443". */
static void put_url(struct event *event, struct text url)
{
    struct url_parts parts = {0};
    struct text authority = {0};
    struct text rest = {0};
    size_t at = 0;

    if (url_parts_read(url, &parts)) {
        web_target_put_url(event, url);
        return;
    }
    text_cut(url, TEXT("/"), &authority, &rest);
    if (text_find_last(authority, TEXT("@"), &at)) {
        url = text_from(url, at + 1);
        authority = text_from(authority, at + 1);
    }
    event_put_said(event, FIELD_URL_FULL, url);
    rest = text_from(url, authority.length);
    endpoint_split(authority, &authority, &(struct text){0});
    authority = escape_lower_case(event->arena, authority);
    event_put_said(event, FIELD_URL_DOMAIN, authority);
    event_put_said(event, FIELD_DESTINATION_DOMAIN, authority);
    text_cut(rest, TEXT("?"), &rest, &parts.query);
    event_put_said(event, FIELD_URL_PATH, rest);
    event_put_said(event, FIELD_URL_QUERY, parts.query);
}

static void put_verdict(struct event *event, const struct facts *facts)
{
    struct text action = facts->values[ROLE_ACTION];
    bool is_allowed =
        text_equal_caseless(action, TEXT("Allowed")) || text_equal_caseless(action, TEXT("Allow"));
    struct text outcome = is_allowed ? TEXT("success") : TEXT("failure");

    event_put_text(event, FIELD_EVENT_ACTION,
                   text_equal(facts->values[ROLE_METHOD], TEXT("CONNECT")) ? TEXT("http_connect")
                                                                           : TEXT("http_request"));
    event_put_text(event, FIELD_EVENT_OUTCOME, action.length > 0 ? outcome : TEXT("unknown"));
    if (action.length > 0)
        event_put_text(event, FIELD_EVENT_TYPE, is_allowed ? TEXT("allowed") : TEXT("denied"));
}

static void put_request(struct event *event, const struct facts *facts)
{
    const struct text *values = facts->values;

    put_verdict(event, facts);
    put_url(event, values[ROLE_URL]);
    put_number(event, FIELD_HTTP_REQUEST_BYTES, values[ROLE_REQUEST_BYTES]);
    put_number(event, FIELD_SOURCE_BYTES, values[ROLE_REQUEST_BYTES]);
    put_number(event, FIELD_HTTP_BYTES, values[ROLE_RESPONSE_BYTES]);
    put_number(event, FIELD_DESTINATION_BYTES, values[ROLE_RESPONSE_BYTES]);
    put_number(event, FIELD_HTTP_STATUS, values[ROLE_STATUS]);
    event_put_said(event, FIELD_HTTP_METHOD, values[ROLE_METHOD]);
    event_put_said(event, FIELD_HTTP_REFERRER, values[ROLE_REFERRER]);
    event_put_said(event, FIELD_HTTP_MIME_TYPE, values[ROLE_MIME_TYPE]);
    event_put_said(event, FIELD_USER_AGENT, values[ROLE_AGENT]);
}

static void put_all(struct event *event, const struct facts *facts)
{
    const struct text *values = facts->values;

    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("web"));
    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("network"));
    event_put_said(event, FIELD_EVENT_REASON, values[ROLE_REASON]);
    event_put_said(event, FIELD_EVENT_ID, values[ROLE_ID]);
    event_put_said(event, FIELD_RULE_NAME, values[ROLE_RULE]);
    event_put_said(event, FIELD_USER_NAME, values[ROLE_USER]);
    endpoint_put_source(event, values[ROLE_CLIENT], (struct text){0});
    event_put_said(event, FIELD_CLIENT_NAT_IP, values[ROLE_PUBLIC_CLIENT]);
    endpoint_put_destination(event, values[ROLE_SERVER], (struct text){0});
    event_put_said(event, FIELD_NETWORK_APPLICATION, values[ROLE_APPLICATION]);
    event_put_said(event, FIELD_NETWORK_PROTOCOL,
                   escape_lower_case(event->arena, values[ROLE_PROTOCOL]));
    if (values[ROLE_URL].length > 0)
        put_request(event, facts);
}

/* Takes "<134>" off, or all of a syslog frame around what is neither JSON nor a date. */
static struct text without_frame(struct event *event, const struct zone *zone, struct text text)
{
    struct syslog_frame frame = {0};
    struct text priority = {0};
    struct text rest = {0};

    if (!text_starts_with(text, TEXT("<")) || !text_cut(text, TEXT(">"), &priority, &rest))
        return text;
    rest = text_trim(rest);
    if (rest.length > 0 && (rest.data[0] == '{' || text_starts_with(rest, TEXT("20"))))
        return rest;
    if (!syslog_frame_read(text, zone, event->record->modified, &frame))
        return text;
    syslog_frame_put(&frame, event);
    return frame.message;
}

static bool decode_zscaler(const struct decoder *decoder, const struct decode_context *context,
                           struct event *event)
{
    const struct record *record = event->record;
    struct text text = without_frame(event, context->zone, record->text);
    struct facts facts = {0};
    bool is_good = false;

    (void)decoder;
    event->kind = KIND_OTHER;
    event_put_integer(event, FIELD_EVENT_COUNT, record->count);
    is_good = text_starts_with(text_trim(text), TEXT("{")) ? read_json(event, text, &facts)
                                                           : read_pairs(event, text, &facts);
    if (facts.values[ROLE_URL].length > 0)
        event->kind = KIND_WEB;
    set_time(event, facts.values[ROLE_TIME], context->zone);
    put_all(event, &facts);
    return is_good;
}

static const struct decoder_kind kinds[] = {
    [KIND_WEB] = {"web", {{.category = "proxy"}, {.product = "zscaler", .service = "web"}}},
    [KIND_OTHER] = {"other", {{.product = "zscaler"}}},
};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},
    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_EVENT_TYPE, ORIGIN_DERIVED},
    {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
    {FIELD_FLAGS, ORIGIN_DERIVED},
    {FIELD_PROCESS_PID, ORIGIN_DERIVED},
    {FIELD_SYSLOG_FACILITY, ORIGIN_DERIVED},
    {FIELD_SYSLOG_SEVERITY, ORIGIN_DERIVED},
    {FIELD_SOURCE_BYTES, ORIGIN_DERIVED},
    {FIELD_DESTINATION_BYTES, ORIGIN_DERIVED},
    {FIELD_DESTINATION_PORT, ORIGIN_DERIVED},
    {FIELD_URL_FULL, ORIGIN_DERIVED},
    {FIELD_URL_PORT, ORIGIN_DERIVED},
    {FIELD_HTTP_STATUS, ORIGIN_DERIVED},
    {FIELD_HTTP_BYTES, ORIGIN_DERIVED},
    {FIELD_HTTP_REQUEST_BYTES, ORIGIN_DERIVED},
    {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
    {FIELD_EVENT_ID, ORIGIN_VERBATIM},
    {FIELD_RULE_NAME, ORIGIN_VERBATIM},
    {FIELD_HOST_NAME, ORIGIN_VERBATIM},
    {FIELD_PROCESS_NAME, ORIGIN_VERBATIM},
    {FIELD_MESSAGE, ORIGIN_VERBATIM},
    {FIELD_SYSLOG_MSGID, ORIGIN_VERBATIM},
    {FIELD_USER_NAME, ORIGIN_VERBATIM},
    {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_SOURCE_IP, ORIGIN_VERBATIM},
    {FIELD_CLIENT_NAT_IP, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_IP, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_DOMAIN, ORIGIN_VERBATIM},
    {FIELD_NETWORK_APPLICATION, ORIGIN_VERBATIM},
    {FIELD_NETWORK_PROTOCOL, ORIGIN_VERBATIM},
    {FIELD_URL_SCHEME, ORIGIN_VERBATIM},
    {FIELD_URL_DOMAIN, ORIGIN_VERBATIM},
    {FIELD_URL_PATH, ORIGIN_VERBATIM},
    {FIELD_URL_QUERY, ORIGIN_VERBATIM},
    {FIELD_URL_EXTENSION, ORIGIN_VERBATIM},
    {FIELD_HTTP_METHOD, ORIGIN_VERBATIM},
    {FIELD_HTTP_REFERRER, ORIGIN_VERBATIM},
    {FIELD_HTTP_MIME_TYPE, ORIGIN_VERBATIM},
    {FIELD_USER_AGENT, ORIGIN_VERBATIM},
};

static const char *const escapes[] = {"\\", NULL};

const struct decoder zscaler_decoder = {
    .name = "zscaler",
    .description = "Zscaler's web logs (NSS), as JSON or as pairs between tabs",
    .decode = decode_zscaler,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
    .has_free_names = true,
    .escapes = escapes,
};
