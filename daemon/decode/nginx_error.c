#include "decode/nginx_error.h"

#include "decode/endpoint.h"
#include "decode/log_time.h"
#include "decode/syslog_frame.h"
#include "decode/web_complaint.h"
#include "decode/web_target.h"

enum { FRAMES_MOST = 2 };

static const char client_mark[] = ", client: ";

/* "2026/11/03 08:05:01 [error] 12#0: " in parts. */
struct head {
    timestamp time;
    struct text level;
    uint64_t pid;
};

static bool take_head(struct text *text, const struct zone *zone, struct head *head)
{
    struct text rest = *text;
    struct text place = {0};
    struct text pid = {0};
    struct text thread = {0};

    if (!log_time_take_slashes(&rest, zone, &head->time) || !text_take(&rest, TEXT(" [")) ||
        !text_cut(rest, TEXT("] "), &head->level, &rest))
        return false;
    text_cut(rest, TEXT(" "), &place, &rest);
    if (text_cut(place, TEXT("#"), &pid, &thread) && !text_to_unsigned(pid, &head->pid))
        head->pid = 0;
    *text = rest;
    return true;
}

/* Takes the connection's "*45 ". */
static void take_connection(struct text *text)
{
    struct text number = {0};
    struct text rest = {0};

    if (text_starts_with(*text, TEXT("*")) && text_cut(*text, TEXT(" "), &number, &rest))
        *text = rest;
}

static struct text until_comma(struct text text)
{
    struct text head = {0};
    struct text rest = {0};

    text_cut(text, TEXT(","), &head, &rest);
    return head;
}

/* Cuts the message off the request's circumstances.  False when it has none. */
static bool split(struct text text, struct text *message, struct text *around)
{
    return text_cut(text, text_of(client_mark), message, around);
}

/* Whether all that look like the client's address are the same. */
static bool is_certain(struct text around)
{
    struct text client = until_comma(around);
    size_t position = 0;

    while (text_find(around, text_of(client_mark), &position)) {
        around = text_from(around, position + sizeof client_mark - 1);
        if (!text_equal(until_comma(around), client))
            return false;
    }
    return true;
}

/* The value of a mark that ends in a quote: up to the next one. */
static struct text quoted(struct text around, struct text mark)
{
    struct text head = {0};
    struct text rest = {0};
    struct text value = {0};

    if (text_cut(around, mark, &head, &rest))
        text_cut(rest, TEXT("\""), &value, &rest);
    return value;
}

static void put_around(struct event *event, struct text around)
{
    struct text method = {0};
    struct text target = {0};
    struct text version = {0};
    struct text server = {0};
    struct text head = {0};
    struct text request = quoted(around, TEXT(", request: \""));
    struct text host = quoted(around, TEXT(", host: \""));
    struct text port = {0};

    endpoint_put_source(event, until_comma(around), (struct text){0});
    if (text_cut(around, TEXT(", server: "), &head, &server))
        event_put_said(event, FIELD_SERVER_ADDRESS, until_comma(server));
    if (web_target_split(request, &method, &target, &version)) {
        event_put_text(event, FIELD_HTTP_METHOD, method);
        event_put_said(event, FIELD_HTTP_VERSION, version);
        web_target_put_local(event, target);
    } else {
        event_put_said(event, FIELD_URL_FULL, request);
    }
    endpoint_split(host, &host, &port);
    if (!event_get(event, FIELD_URL_DOMAIN))
        event_put_said(event, FIELD_URL_DOMAIN, host);
    event_put_said(event, FIELD_HTTP_REFERRER, quoted(around, TEXT(", referrer: \"")));
}

/* Takes "Nov  3 08:05:01 host nginx[9]: " off the front, or "host nginx[9]: " of those
 * whose frames have no time, once or twice. */
static bool take_frame(struct event *event, const struct zone *zone, struct text *text,
                       struct head *head)
{
    const struct record *record = event->record;
    struct syslog_frame frame = {0};

    if (take_head(text, zone, head))
        return true;
    if (syslog_frame_read(*text, zone, record->modified, &frame)) {
        syslog_frame_put(&frame, event);
        *text = frame.message;
    }
    for (int i = 0; i < FRAMES_MOST; i++) {
        size_t end = 0;

        if (take_head(text, zone, head))
            return true;
        if (!text_find(*text, TEXT(": "), &end))
            return false;
        *text = text_from(*text, end + 2);
    }
    return take_head(text, zone, head);
}

static void put_head(struct event *event, const struct head *head)
{
    event->time = head->time;
    event->time_is_arrival = false;
    if (head->pid > 0 && head->pid <= INT64_MAX && !event_get(event, FIELD_PROCESS_PID))
        event_put_integer(event, FIELD_PROCESS_PID, (int64_t)head->pid);
}

static bool decode_nginx_error(const struct decoder *decoder, const struct decode_context *context,
                               struct event *event)
{
    struct text text = event->record->text;
    struct text message = {0};
    struct text around = {0};
    struct head head = {0};

    (void)decoder;
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    if (!take_frame(event, context->zone, &text, &head))
        return false;
    put_head(event, &head);
    take_connection(&text);
    if (split(text, &message, &around)) {
        if (is_certain(around))
            put_around(event, around);
        else
            event_flag(event, TEXT("doubtful_address"));
    }
    web_complaint_put(event, head.level, message);
    return true;
}

static const struct decoder_kind kinds[] = {
    {"error",
     {{.product = "nginx", .service = "error"}, {.service = "nginx"}, {.category = "webserver"}}},
};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},   {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
    {FIELD_MESSAGE, ORIGIN_VERBATIM},        {FIELD_LOG_LEVEL, ORIGIN_VERBATIM},
    {FIELD_HOST_NAME, ORIGIN_VERBATIM},      {FIELD_PROCESS_NAME, ORIGIN_VERBATIM},
    {FIELD_PROCESS_PID, ORIGIN_DERIVED},     {FIELD_SYSLOG_FACILITY, ORIGIN_DERIVED},
    {FIELD_SYSLOG_SEVERITY, ORIGIN_DERIVED}, {FIELD_SYSLOG_MSGID, ORIGIN_VERBATIM},
    {FIELD_USER_NAME, ORIGIN_VERBATIM},      {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_SOURCE_IP, ORIGIN_VERBATIM},      {FIELD_SERVER_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_URL_FULL, ORIGIN_VERBATIM},       {FIELD_URL_SCHEME, ORIGIN_VERBATIM},
    {FIELD_URL_DOMAIN, ORIGIN_VERBATIM},     {FIELD_URL_PATH, ORIGIN_VERBATIM},
    {FIELD_URL_QUERY, ORIGIN_VERBATIM},      {FIELD_URL_EXTENSION, ORIGIN_VERBATIM},
    {FIELD_HTTP_METHOD, ORIGIN_VERBATIM},    {FIELD_HTTP_VERSION, ORIGIN_VERBATIM},
    {FIELD_HTTP_REFERRER, ORIGIN_VERBATIM},  {FIELD_FLAGS, ORIGIN_DERIVED},
};

const struct decoder nginx_error_decoder = {
    .name = "nginx-error",
    .description = "nginx's error log",
    .decode = decode_nginx_error,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};
