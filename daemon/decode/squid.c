#include "decode/squid.h"

#include "base/address.h"
#include "base/digest.h"
#include "decode/syslog_frame.h"
#include "decode/url_parts.h"

enum { NANOSECONDS_PER_MILLISECOND = 1000000, LAST_SECOND_DIGITS = 11, FIRST_ERROR = 400 };

/* A line's columns. */
struct squid_line {
    timestamp time;
    int64_t elapsed; /* milliseconds */
    struct text client;
    struct text result; /* "TCP_MISS" */
    int64_t status;
    int64_t bytes;
    struct text method;
    struct text url;
    struct text user;
    struct text hierarchy; /* "HIER_DIRECT" */
    struct text peer;
    struct text mime_type;
};

static bool is_none(struct text text)
{
    return text.length == 0 || (text.length == 1 && text.data[0] == '-');
}

/* "1793577901.123", or the same without the fraction. */
static bool read_time(struct text word, timestamp *time)
{
    struct text seconds = {0};
    struct text fraction = {0};
    uint64_t whole = 0;
    timestamp unit = SECOND;

    text_cut(word, TEXT("."), &seconds, &fraction);
    if (seconds.length > LAST_SECOND_DIGITS || !text_to_unsigned(seconds, &whole))
        return false;
    *time = (timestamp)whole * SECOND;
    for (size_t i = 0; i < fraction.length; i++) {
        if (fraction.data[i] < '0' || fraction.data[i] > '9')
            return false;
        unit /= 10;
        *time += (fraction.data[i] - '0') * unit;
    }
    return true;
}

/* "TCP_MISS/200". */
static bool read_result(struct text word, struct squid_line *line)
{
    struct text status = {0};
    uint64_t number = 0;

    if (!text_cut(word, TEXT("/"), &line->result, &status) || line->result.length == 0 ||
        !text_to_unsigned(status, &number) || number > 999)
        return false;
    line->status = (int64_t)number;
    return true;
}

/* "HIER_DIRECT/198.51.100.20". */
static bool read_hierarchy(struct text word, struct squid_line *line)
{
    size_t length = 0;

    while (length < word.length &&
           ((word.data[length] >= 'A' && word.data[length] <= 'Z') || word.data[length] == '_' ||
            (word.data[length] >= '0' && word.data[length] <= '9')))
        length++;
    if (length < TEXT("NONE").length || length == word.length || word.data[length] != '/')
        return false;
    line->hierarchy = text_until(word, length);
    line->peer = text_from(word, length + 1);
    return true;
}

/* Takes the last word off the end. */
static struct text take_last_word(struct text *text)
{
    size_t end = text->length;
    size_t start = 0;
    struct text word = {0};

    while (end > 0 && text->data[end - 1] == ' ')
        end--;
    start = end;
    while (start > 0 && text->data[start - 1] != ' ')
        start--;
    word = text_until(text_from(*text, start), end - start);
    *text = text_until(*text, start);
    return word;
}

static struct text without_trailing_spaces(struct text text)
{
    while (text.length > 0 && text.data[text.length - 1] == ' ')
        text.length--;
    return text;
}

/* "URL USER HIERARCHY/PEER TYPE", the URL perhaps with spaces in it. */
static bool read_end(struct text rest, struct squid_line *line)
{
    line->mime_type = take_last_word(&rest);
    if (!read_hierarchy(take_last_word(&rest), line))
        return false;
    line->user = take_last_word(&rest);
    line->url = without_trailing_spaces(rest);
    return line->url.length > 0;
}

/* The same with more columns behind it; the URL then has no spaces. */
static bool read_extended_end(struct text rest, struct squid_line *line)
{
    line->url = text_take_word(&rest);
    line->user = text_take_word(&rest);
    if (!read_hierarchy(text_take_word(&rest), line))
        return false;
    line->mime_type = text_take_word(&rest);
    return true;
}

/* Who asks chooses the URL, and what a column behind the native ones may show, such
 * as the agent: where both readings fit and differ, it is not known which columns
 * are the proxy's, only that the URL begins with the first word. */
static bool read_rest(struct text text, struct squid_line *line)
{
    struct squid_line extended = *line;
    bool is_extended = read_extended_end(text, &extended);

    if (!read_end(text, line)) {
        *line = extended;
        return is_extended;
    }
    if (is_extended && extended.user.data != line->user.data) {
        line->url = extended.url;
        line->user = (struct text){0};
        line->peer = (struct text){0};
        line->hierarchy = (struct text){0};
        line->mime_type = (struct text){0};
    }
    return true;
}

static bool read_line(struct text text, struct squid_line *line)
{
    uint64_t bytes = 0;

    if (text.length == 0 || text.data[0] < '0' || text.data[0] > '9' ||
        !read_time(text_take_word(&text), &line->time) ||
        !text_to_signed(text_take_word(&text), &line->elapsed))
        return false;
    line->client = text_take_word(&text);
    if (!read_result(text_take_word(&text), line) ||
        !text_to_unsigned(text_take_word(&text), &bytes) || bytes > INT64_MAX)
        return false;
    line->bytes = (int64_t)bytes;
    line->method = text_take_word(&text);
    text_take(&text, TEXT(" "));
    return read_rest(text, line);
}

static void put_said(struct event *event, enum field field, struct text text)
{
    if (!is_none(text))
        event_put_text(event, field, text);
}

/* Without capitals; the text itself where it has none. */
static struct text lower_case(struct arena *arena, struct text text)
{
    size_t capital = 0;
    char *lower = NULL;

    while (capital < text.length && (text.data[capital] < 'A' || text.data[capital] > 'Z'))
        capital++;
    if (capital == text.length)
        return text;
    lower = arena_alloc(arena, text.length);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];

        lower[i] = (char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
    }
    return (struct text){lower, text.length};
}

/* With each %xx resolved; the text itself where it has none. */
static struct text unescape(struct arena *arena, struct text text)
{
    size_t percent = 0;
    size_t length = 0;
    char *plain = NULL;

    if (!text_find(text, TEXT("%"), &percent))
        return text;
    plain = arena_alloc(arena, text.length);
    for (size_t i = 0; i < text.length; i++) {
        bool is_escape = text.data[i] == '%' && i + 2 < text.length &&
                         hex_read(text_until(text_from(text, i + 1), 2), &plain[length], 1);

        if (is_escape)
            i += 2;
        else
            plain[length] = text.data[i];
        length++;
    }
    return (struct text){plain, length};
}

static bool is_address(struct text text)
{
    struct address address = {0};

    return address_read(text, &address);
}

static int64_t usual_port(struct text scheme)
{
    if (text_equal_caseless(scheme, TEXT("http")))
        return 80;
    if (text_equal_caseless(scheme, TEXT("https")))
        return 443;
    return text_equal_caseless(scheme, TEXT("ftp")) ? 21 : 0;
}

static void put_ports(struct event *event, const struct url_parts *parts)
{
    uint64_t port = 0;

    if (!text_to_unsigned(parts->port, &port))
        port = (uint64_t)usual_port(parts->scheme);
    if (port == 0 || port > UINT16_MAX)
        return;
    if (parts->port.length > 0)
        event_put_integer(event, FIELD_URL_PORT, (int64_t)port);
    event_put_integer(event, FIELD_DESTINATION_PORT, (int64_t)port);
}

/* The URL without "user:password@". */
static struct text public_url(struct arena *arena, struct text url, const struct url_parts *parts)
{
    size_t start = 0;
    size_t end = 0;

    if (!parts->user.data)
        return url;
    start = (size_t)(parts->user.data - url.data);
    end = start + parts->user.length + 1;
    return arena_printf(arena, "%.*s%.*s", TEXT_ARGS(text_until(url, start)),
                        TEXT_ARGS(text_from(url, end)));
}

/* Returns the host, empty where there is none. */
static struct text put_url(struct event *event, const struct squid_line *line)
{
    struct url_parts parts = {0};
    struct text url = line->url;
    struct text host = {0};

    if (text_take(&url, TEXT("error:"))) {
        put_said(event, FIELD_EVENT_REASON, url);
        return host;
    }
    if (!url_parts_read(url, &parts) && !url_parts_read_authority(url, &parts)) {
        put_said(event, FIELD_URL_FULL, url);
        return host;
    }
    host = lower_case(event->arena, parts.host);
    if (event_wants(event, FIELD_URL_FULL))
        event_put_text(event, FIELD_URL_FULL, public_url(event->arena, url, &parts));
    put_said(event, FIELD_URL_SCHEME, lower_case(event->arena, parts.scheme));
    event_put_text(event, FIELD_URL_DOMAIN, host);
    event_put_text(event, FIELD_DESTINATION_DOMAIN, host);
    event_put_text(event, FIELD_DESTINATION_ADDRESS, host);
    put_ports(event, &parts);
    if (parts.path.length > 0)
        event_put_text(event, FIELD_URL_PATH, parts.path);
    if (parts.query.length > 0)
        event_put_text(event, FIELD_URL_QUERY, parts.query);
    return host;
}

/* Whether the peer is the server of the URL, and not a proxy further on. */
static bool is_direct(struct text hierarchy)
{
    return text_ends_with(hierarchy, TEXT("DIRECT")) ||
           text_ends_with(hierarchy, TEXT("ORIGINAL_DST")) ||
           text_ends_with(hierarchy, TEXT("PINNED"));
}

static void put_addresses(struct event *event, const struct squid_line *line, struct text host)
{
    put_said(event, FIELD_SOURCE_ADDRESS, line->client);
    if (event_wants(event, FIELD_SOURCE_IP) && is_address(line->client))
        event_put_text(event, FIELD_SOURCE_IP, line->client);
    if (!event_wants(event, FIELD_DESTINATION_IP))
        return;
    if (is_direct(line->hierarchy) && is_address(line->peer))
        event_put_text(event, FIELD_DESTINATION_IP, line->peer);
    else if (is_address(host))
        event_put_text(event, FIELD_DESTINATION_IP, host);
}

static struct text outcome_of(const struct squid_line *line)
{
    size_t position = 0;

    if (line->status >= FIRST_ERROR || text_find(line->result, TEXT("DENIED"), &position))
        return TEXT("failure");
    return line->status == 0 ? TEXT("unknown") : TEXT("success");
}

static void put_result(struct event *event, const struct squid_line *line)
{
    int64_t nanoseconds = 0;
    bool is_connect = text_equal(line->method, TEXT("CONNECT"));

    event_put_text(event, FIELD_EVENT_ACTION,
                   is_connect ? TEXT("http_connect") : TEXT("http_request"));
    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("web"));
    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("network"));
    event_put_text(event, FIELD_EVENT_OUTCOME, outcome_of(line));
    if (line->elapsed >= 0 &&
        !__builtin_mul_overflow(line->elapsed, NANOSECONDS_PER_MILLISECOND, &nanoseconds))
        event_put_integer(event, FIELD_EVENT_DURATION, nanoseconds);
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    event_put_text(event, FIELD_SQUID_RESULT, line->result);
    put_said(event, FIELD_SQUID_HIERARCHY, line->hierarchy);
    if (line->status > 0)
        event_put_integer(event, FIELD_HTTP_STATUS, line->status);
    event_put_integer(event, FIELD_HTTP_BYTES, line->bytes);
    event_put_integer(event, FIELD_DESTINATION_BYTES, line->bytes);
    put_said(event, FIELD_HTTP_METHOD, line->method);
    put_said(event, FIELD_HTTP_MIME_TYPE, line->mime_type);
}

static void put_user(struct event *event, struct text user)
{
    if (!is_none(user) && event_wants(event, FIELD_USER_NAME))
        event_put_text(event, FIELD_USER_NAME, unescape(event->arena, user));
}

static bool decode_squid(const struct decoder *decoder, const struct decode_context *context,
                         struct event *event)
{
    const struct record *record = event->record;
    struct squid_line line = {0};
    struct syslog_frame frame = {0};

    (void)decoder;
    if (!read_line(record->text, &line)) {
        if (!syslog_frame_read(record->text, context->zone, record->modified, &frame))
            return false;
        syslog_frame_put(&frame, event);
        if (!read_line(frame.message, &line))
            return false;
    }
    event->time = line.time;
    event->time_is_arrival = false;
    put_result(event, &line);
    put_user(event, line.user);
    put_addresses(event, &line, put_url(event, &line));
    return true;
}

static const struct decoder_kind kinds[] = {
    {"request", {{.category = "proxy"}, {.product = "squid", .service = "access"}}},
};

/* Host and scheme are put in lower case, which a filter without case does not mind. */
static const struct decoder_field fields[] = {
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
    {FIELD_DESTINATION_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_DOMAIN, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_IP, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_PORT, ORIGIN_DERIVED},
    {FIELD_DESTINATION_BYTES, ORIGIN_DERIVED},
    {FIELD_URL_FULL, ORIGIN_DERIVED},
    {FIELD_URL_SCHEME, ORIGIN_VERBATIM},
    {FIELD_URL_DOMAIN, ORIGIN_VERBATIM},
    {FIELD_URL_PORT, ORIGIN_DERIVED},
    {FIELD_URL_PATH, ORIGIN_VERBATIM},
    {FIELD_URL_QUERY, ORIGIN_VERBATIM},
    {FIELD_HTTP_METHOD, ORIGIN_VERBATIM},
    {FIELD_HTTP_STATUS, ORIGIN_DERIVED},
    {FIELD_HTTP_BYTES, ORIGIN_DERIVED},
    {FIELD_HTTP_MIME_TYPE, ORIGIN_VERBATIM},
    {FIELD_SQUID_RESULT, ORIGIN_VERBATIM},
    {FIELD_SQUID_HIERARCHY, ORIGIN_VERBATIM},
};

static const char *const escapes[] = {"%", NULL};

const struct decoder squid_decoder = {
    .name = "squid",
    .description = "Squid's access log in its native format",
    .decode = decode_squid,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
    .escapes = escapes,
};
