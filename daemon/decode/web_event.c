#include "decode/web_event.h"

#include "base/address.h"
#include "decode/endpoint.h"
#include "decode/escape.h"
#include "decode/log_time.h"
#include "decode/syslog_frame.h"
#include "decode/web_target.h"

enum { FIRST_ERROR = 400, LAST_STATUS = 999 };

static struct text raw(const struct access_line *line, enum access_column column)
{
    return line->columns[column].text;
}

static struct text plain(struct arena *arena, const struct access_line *line,
                         enum access_column column)
{
    const struct access_value *value = &line->columns[column];

    if (value->escape == ACCESS_BACKSLASH)
        return escape_backslash(arena, value->text);
    return value->escape == ACCESS_PERCENT ? escape_percent(arena, value->text) : value->text;
}

static bool read_unsigned(const struct access_line *line, enum access_column column,
                          int64_t *number)
{
    uint64_t value = 0;

    if (!text_to_unsigned(raw(line, column), &value) || value > INT64_MAX)
        return false;
    *number = (int64_t)value;
    return true;
}

static bool take_seconds(const struct access_line *line, timestamp *when)
{
    int64_t milliseconds = 0;

    if (!log_time_read_epoch(raw(line, ACCESS_TIME_SECONDS), when))
        return false;
    if (read_unsigned(line, ACCESS_TIME_FRACTION, &milliseconds) && milliseconds < 1000)
        *when += milliseconds * MILLISECOND;
    return true;
}

static bool take_iso(struct text text, const struct zone *zone, timestamp *when)
{
    bool has_zone = false;

    if (!timestamp_take_iso(&text, when, &has_zone))
        return false;
    if (!has_zone) {
        struct civil civil = civil_from_timestamp(*when);

        *when = zone_instant(zone, &civil);
    }
    return true;
}

static bool read_time(const struct access_line *line, const struct zone *zone, timestamp *when)
{
    struct text common = raw(line, ACCESS_TIME_CLF);
    int64_t number = 0;

    if (take_seconds(line, when) || log_time_take_common(&common, zone, when) ||
        take_iso(raw(line, ACCESS_TIME_ISO), zone, when))
        return true;
    if (read_unsigned(line, ACCESS_TIME_MILLISECONDS, &number) &&
        number <= TIMESTAMP_LATEST / MILLISECOND) {
        *when = number * MILLISECOND;
        return true;
    }
    return read_unsigned(line, ACCESS_TIME_MICROSECONDS, when) && *when <= TIMESTAMP_LATEST;
}

static void put_time(struct event *event, const struct access_line *line, const struct zone *zone)
{
    timestamp when = 0;

    if (!read_time(line, zone, &when))
        return;
    event->time = when;
    event->time_is_arrival = false;
}

static void put_number(struct event *event, enum field field, const struct access_line *line,
                       enum access_column column)
{
    int64_t number = 0;

    if (event_wants(event, field) && read_unsigned(line, column, &number))
        event_put_integer(event, field, number);
}

static void put_duration(struct event *event, const struct access_line *line)
{
    timestamp length = 0;
    int64_t number = 0;

    if (!event_wants(event, FIELD_EVENT_DURATION))
        return;
    if (!read_unsigned(line, ACCESS_DURATION_MICROSECONDS, &length)) {
        if (read_unsigned(line, ACCESS_DURATION_MILLISECONDS, &number)) {
            if (__builtin_mul_overflow(number, MILLISECOND, &length))
                return;
        } else if (!log_time_read_epoch(raw(line, ACCESS_DURATION_SECONDS), &length)) {
            return;
        }
    }
    if (!__builtin_mul_overflow(length, 1000, &number))
        event_put_integer(event, FIELD_EVENT_DURATION, number);
}

static struct text outcome_of(const struct access_line *line, int64_t status)
{
    if (status >= FIRST_ERROR || text_find(raw(line, ACCESS_RESULT), TEXT("DENIED"), &(size_t){0}))
        return TEXT("failure");
    return status == 0 ? TEXT("unknown") : TEXT("success");
}

static void put_result(struct event *event, const struct access_line *line)
{
    int64_t status = 0;

    if (!read_unsigned(line, ACCESS_STATUS, &status) || status > LAST_STATUS)
        status = 0;
    if (status > 0)
        event_put_integer(event, FIELD_HTTP_STATUS, status);
    event_put_text(event, FIELD_EVENT_OUTCOME, outcome_of(line, status));
    event_put_said(event, FIELD_SQUID_RESULT, raw(line, ACCESS_RESULT));
    event_put_said(event, FIELD_SQUID_HIERARCHY, raw(line, ACCESS_HIERARCHY));
    put_duration(event, line);
}

static void put_bytes(struct event *event, const struct access_line *line, enum access_side side)
{
    put_number(event, FIELD_HTTP_BYTES, line, ACCESS_BYTES_OUT);
    put_number(event, FIELD_HTTP_BODY_BYTES, line, ACCESS_BODY_OUT);
    put_number(event, FIELD_HTTP_REQUEST_BYTES, line, ACCESS_BYTES_IN);
    put_number(event, FIELD_SOURCE_BYTES, line, ACCESS_BYTES_IN);
    if (side == ACCESS_OF_PROXY)
        put_number(event, FIELD_DESTINATION_BYTES, line, ACCESS_BYTES_OUT);
}

static void put_forwarded(struct event *event, const struct access_line *line)
{
    struct text list = raw(line, ACCESS_FORWARDED);

    if (!event_wants(event, FIELD_NETWORK_FORWARDED_IP))
        return;
    while (list.length > 0) {
        struct text one = {0};

        text_cut(list, TEXT(","), &one, &list);
        one = text_trim(one);
        if (address_is(one)) {
            event_put_text(event, FIELD_NETWORK_FORWARDED_IP, one);
            return;
        }
    }
}

/* Whether the peer is the server of the URL, and not a proxy further on. */
static bool is_direct(struct text hierarchy)
{
    return text_ends_with(hierarchy, TEXT("DIRECT")) ||
           text_ends_with(hierarchy, TEXT("ORIGINAL_DST")) ||
           text_ends_with(hierarchy, TEXT("PINNED"));
}

static void put_destination_ip(struct event *event, const struct access_line *line,
                               struct text host)
{
    struct text peer = raw(line, ACCESS_PEER);

    if (!event_wants(event, FIELD_DESTINATION_IP))
        return;
    if (is_direct(raw(line, ACCESS_HIERARCHY)) && address_is(peer))
        event_put_text(event, FIELD_DESTINATION_IP, peer);
    else if (address_is(host))
        event_put_text(event, FIELD_DESTINATION_IP, host);
}

static void put_proxy_target(struct event *event, const struct access_line *line,
                             struct text target)
{
    struct text host = {0};

    if (text_take(&target, TEXT("error:")))
        event_put_said(event, FIELD_EVENT_REASON, target);
    else
        host = web_target_put_url(event, target);
    put_destination_ip(event, line, host);
}

/* The name that was asked for, without a port. */
static void put_host(struct event *event, const struct access_line *line)
{
    struct text server = raw(line, ACCESS_SERVER);
    struct text host = plain(event->arena, line, ACCESS_HOST);
    struct text port = {0};

    event_put_said(event, FIELD_SERVER_ADDRESS, server);
    put_number(event, FIELD_SERVER_PORT, line, ACCESS_SERVER_PORT);
    if (!event_wants(event, FIELD_URL_DOMAIN) || event_get(event, FIELD_URL_DOMAIN))
        return;
    if (host.length == 0)
        host = server;
    if (text_starts_with(host, TEXT("[")) || !text_find(host, TEXT("::"), &(size_t){0}))
        endpoint_split(host, &host, &port);
    if (text_ends_with(host, TEXT(".")))
        host.length--;
    event_put_said(event, FIELD_URL_DOMAIN, escape_lower_case(event->arena, host));
}

/* Parts of the target that have columns of their own. */
static void put_rest(struct event *event, const struct access_line *line)
{
    struct text query = plain(event->arena, line, ACCESS_QUERY);

    text_take(&query, TEXT("?"));
    if (!event_get(event, FIELD_URL_QUERY))
        event_put_said(event, FIELD_URL_QUERY, query);
    if (!event_get(event, FIELD_URL_SCHEME))
        event_put_said(event, FIELD_URL_SCHEME, raw(line, ACCESS_SCHEME));
}

static void put_request(struct event *event, const struct access_line *line, enum access_side side)
{
    struct text method = plain(event->arena, line, ACCESS_METHOD);
    struct text target = plain(event->arena, line, ACCESS_TARGET);
    struct text version = raw(line, ACCESS_PROTOCOL);
    struct text request = plain(event->arena, line, ACCESS_REQUEST);

    if (request.length > 0 && !web_target_split(request, &method, &target, &version))
        target = request;
    text_take(&version, TEXT("HTTP/"));
    event_put_text(event, FIELD_EVENT_ACTION,
                   text_equal(method, TEXT("CONNECT")) ? TEXT("http_connect")
                                                       : TEXT("http_request"));
    event_put_said(event, FIELD_HTTP_METHOD, method);
    if (version.length > 0 && version.data[0] >= '0' && version.data[0] <= '9')
        event_put_text(event, FIELD_HTTP_VERSION, version);
    if (side == ACCESS_OF_PROXY)
        put_proxy_target(event, line, target);
    else
        web_target_put_local(event, target);
    put_host(event, line);
    put_rest(event, line);
}

static void put_user(struct event *event, const struct access_line *line)
{
    /* How Apache writes the name of who gave none. */
    if (!text_equal(text_trim(raw(line, ACCESS_USER)), TEXT("\"\"")))
        event_put_said(event, FIELD_USER_NAME, plain(event->arena, line, ACCESS_USER));
}

static void put_client(struct event *event, const struct access_line *line)
{
    struct text client = raw(line, ACCESS_CLIENT);

    if (!text_equal(client, TEXT("unix:")))
        endpoint_put_source(event, client, raw(line, ACCESS_CLIENT_PORT));
    put_user(event, line);
    put_forwarded(event, line);
}

static void put_all(struct event *event, const struct access_line *line, enum access_side side,
                    const struct zone *zone)
{
    put_time(event, line, zone);
    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("web"));
    if (side == ACCESS_OF_PROXY)
        event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("network"));
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    put_request(event, line, side);
    put_result(event, line);
    put_bytes(event, line, side);
    put_client(event, line);
    event_put_said(event, FIELD_HTTP_REFERRER, plain(event->arena, line, ACCESS_REFERRER));
    event_put_said(event, FIELD_USER_AGENT, plain(event->arena, line, ACCESS_AGENT));
    event_put_said(event, FIELD_HTTP_MIME_TYPE, plain(event->arena, line, ACCESS_MIME_TYPE));
    event_put_said(event, FIELD_TLS_SERVER_NAME, plain(event->arena, line, ACCESS_TLS_NAME));
    event_put_said(event, FIELD_TLS_VERSION, raw(line, ACCESS_TLS_VERSION));
}

/* Whether text begins with "<134>" or "Nov ", as far as one byte tells. */
static bool may_be_framed(struct text text)
{
    return text.length > 0 && (text.data[0] == '<' || (text.data[0] >= 'A' && text.data[0] <= 'Z'));
}

static bool take_frame(struct event *event, const struct zone *zone, struct text *text)
{
    struct syslog_frame frame = {0};

    if (!syslog_frame_read(*text, zone, event->record->modified, &frame))
        return false;
    syslog_frame_put(&frame, event);
    *text = frame.message;
    return true;
}

bool web_event_decode(struct event *event, const struct decode_context *context,
                      const struct web_reader *reader)
{
    struct text text = event->record->text;
    struct access_line line = {0};
    bool is_framed = may_be_framed(text) && take_frame(event, context->zone, &text);

    if (!reader->read(reader->layout, text, &line) &&
        (is_framed || !take_frame(event, context->zone, &text) ||
         !reader->read(reader->layout, text, &line)))
        return false;
    put_all(event, &line, reader->side, context->zone);
    return true;
}

/* Hosts and schemes are put in lower case, which a filter without case does not mind. */
const struct decoder_field web_event_fields[WEB_EVENT_FIELDS] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},
    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
    {FIELD_EVENT_DURATION, ORIGIN_DERIVED},
    {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
    {FIELD_HOST_NAME, ORIGIN_VERBATIM},
    {FIELD_PROCESS_NAME, ORIGIN_VERBATIM},
    {FIELD_PROCESS_PID, ORIGIN_DERIVED},
    {FIELD_MESSAGE, ORIGIN_VERBATIM},
    {FIELD_SYSLOG_FACILITY, ORIGIN_DERIVED},
    {FIELD_SYSLOG_SEVERITY, ORIGIN_DERIVED},
    {FIELD_SYSLOG_MSGID, ORIGIN_VERBATIM},
    {FIELD_USER_NAME, ORIGIN_VERBATIM},
    {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_SOURCE_IP, ORIGIN_VERBATIM},
    {FIELD_SOURCE_PORT, ORIGIN_DERIVED},
    {FIELD_SOURCE_BYTES, ORIGIN_DERIVED},
    {FIELD_NETWORK_FORWARDED_IP, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_DOMAIN, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_IP, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_PORT, ORIGIN_DERIVED},
    {FIELD_DESTINATION_BYTES, ORIGIN_DERIVED},
    {FIELD_SERVER_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_SERVER_PORT, ORIGIN_DERIVED},
    {FIELD_URL_FULL, ORIGIN_VERBATIM}, /* names are cut out behind a slash */
    {FIELD_URL_SCHEME, ORIGIN_VERBATIM},
    {FIELD_URL_DOMAIN, ORIGIN_VERBATIM},
    {FIELD_URL_PORT, ORIGIN_DERIVED},
    {FIELD_URL_PATH, ORIGIN_VERBATIM},
    {FIELD_URL_QUERY, ORIGIN_VERBATIM},
    {FIELD_URL_EXTENSION, ORIGIN_VERBATIM},
    {FIELD_HTTP_METHOD, ORIGIN_VERBATIM},
    {FIELD_HTTP_VERSION, ORIGIN_VERBATIM},
    {FIELD_HTTP_STATUS, ORIGIN_DERIVED},
    {FIELD_HTTP_BYTES, ORIGIN_DERIVED},
    {FIELD_HTTP_BODY_BYTES, ORIGIN_DERIVED},
    {FIELD_HTTP_REQUEST_BYTES, ORIGIN_DERIVED},
    {FIELD_HTTP_REFERRER, ORIGIN_VERBATIM},
    {FIELD_HTTP_MIME_TYPE, ORIGIN_VERBATIM},
    {FIELD_USER_AGENT, ORIGIN_VERBATIM},
    {FIELD_TLS_SERVER_NAME, ORIGIN_VERBATIM},
    {FIELD_TLS_VERSION, ORIGIN_VERBATIM},
    {FIELD_SQUID_RESULT, ORIGIN_VERBATIM},
    {FIELD_SQUID_HIERARCHY, ORIGIN_VERBATIM},
};

const char *const web_event_escapes[] = {"%", "\\", NULL};
