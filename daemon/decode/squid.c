#include "decode/squid.h"

#include "base/address.h"
#include "decode/escape.h"
#include "decode/log_time.h"
#include "decode/squid_logformat.h"
#include "decode/syslog_frame.h"
#include "decode/web_event.h"
#include "decode/web_layout.h"
#include "decode/web_target.h"

enum { NANOSECONDS_PER_MILLISECOND = 1000000, FIRST_ERROR = 400 };

/* What a source says for it as its layout. */
static const char native_name[] = "squid";

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

/* The same with more columns behind it, which stay in rest; the URL then has no spaces. */
static bool read_extended_end(struct text *rest, struct squid_line *line)
{
    line->url = text_take_word(rest);
    line->user = text_take_word(rest);
    if (!read_hierarchy(text_take_word(rest), line))
        return false;
    line->mime_type = text_take_word(rest);
    return true;
}

/* Who asks chooses the URL, and what a column behind the native ones may show, such
 * as the agent: where both readings fit and differ, it is not known which columns
 * are the proxy's, only that the URL begins with the first word.  Where nothing stands
 * behind the native columns, both are the same. */
static bool read_rest(struct text text, struct squid_line *line)
{
    struct squid_line extended = *line;
    struct text behind = text;
    bool is_extended = read_extended_end(&behind, &extended);

    if ((is_extended && behind.length == 0 && extended.mime_type.length > 0) ||
        !read_end(text, line)) {
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

static bool consists_of(struct text word, char first, char last)
{
    for (size_t i = 0; i < word.length; i++) {
        if (word.data[i] < first || word.data[i] > last)
            return false;
    }
    return word.length > 0;
}

/* A number and then a method: a column more than the native ones in front of it.  A
 * client may call its method 42, but what is asked for is no word in capitals. */
static bool is_shifted(struct text method, struct text rest)
{
    return consists_of(method, '0', '9') && consists_of(text_take_word(&rest), 'A', 'Z');
}

static bool read_line(struct text text, struct squid_line *line)
{
    uint64_t bytes = 0;

    if (text.length == 0 || text.data[0] < '0' || text.data[0] > '9' ||
        !log_time_read_epoch(text_take_word(&text), &line->time) ||
        !text_to_signed(text_take_word(&text), &line->elapsed))
        return false;
    line->client = text_take_word(&text);
    if (!read_result(text_take_word(&text), line) ||
        !text_to_unsigned(text_take_word(&text), &bytes) || bytes > INT64_MAX)
        return false;
    line->bytes = (int64_t)bytes;
    line->method = text_take_word(&text);
    text_take(&text, TEXT(" "));
    return !is_shifted(line->method, text) && read_rest(text, line);
}

static void put_said(struct event *event, enum field field, struct text text)
{
    if (!is_none(text))
        event_put_text(event, field, text);
}

/* Returns the host, empty where there is none. */
static struct text put_url(struct event *event, const struct squid_line *line)
{
    struct text url = line->url;

    if (!text_take(&url, TEXT("error:")))
        return web_target_put_url(event, url);
    put_said(event, FIELD_EVENT_REASON, url);
    return (struct text){0};
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
    if (event_wants(event, FIELD_SOURCE_IP) && address_is(line->client))
        event_put_text(event, FIELD_SOURCE_IP, line->client);
    if (!event_wants(event, FIELD_DESTINATION_IP))
        return;
    if (is_direct(line->hierarchy) && address_is(line->peer))
        event_put_text(event, FIELD_DESTINATION_IP, line->peer);
    else if (address_is(host))
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
        event_put_text(event, FIELD_USER_NAME, escape_percent(event->arena, user));
}

static void put_native(struct event *event, const struct squid_line *line)
{
    event->time = line->time;
    event->time_is_arrival = false;
    put_result(event, line);
    put_user(event, line->user);
    put_addresses(event, line, put_url(event, line));
}

static bool decode_native(const struct decode_context *context, struct event *event)
{
    const struct record *record = event->record;
    struct syslog_frame frame = {0};
    struct squid_line line = {0};

    if (!read_line(record->text, &line)) {
        if (!syslog_frame_read(record->text, context->zone, record->modified, &frame))
            return false;
        syslog_frame_put(&frame, event);
        if (!read_line(frame.message, &line))
            return false;
    }
    put_native(event, &line);
    return true;
}

static bool decode_squid(const struct decoder *decoder, const struct decode_context *context,
                         struct event *event)
{
    const struct web_reader reader = {
        .read = access_layout_read,
        .layout = web_layout_access(context->layout),
        .side = ACCESS_OF_PROXY,
    };

    (void)decoder;
    return reader.layout ? web_event_decode(event, context, &reader)
                         : decode_native(context, event);
}

static struct layout *create_layout(struct text source, struct error *err)
{
    static const char *const builtins[] = {native_name, NULL};

    return web_layout_create(source, builtins, squid_logformat_read, err);
}

static const struct decoder_kind kinds[] = {
    {"request", {{.category = "proxy"}, {.product = "squid", .service = "access"}}},
};

const struct decoder squid_decoder = {
    .name = "squid",
    .description = "Squid's access log in its native format, or as a logformat says",
    .decode = decode_squid,
    .layout_create = create_layout,
    .layout_destroy = web_layout_destroy,
    .layout_usual = native_name,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = web_event_fields,
    .field_count = WEB_EVENT_FIELDS,
    .escapes = web_event_escapes,
};

const struct decoder squid_combined_decoder = {
    .name = "squid-combined",
    .description = "Squid's access log in the combined format that it has built in",
    .decode = decode_squid,
    .layout_create = create_layout,
    .layout_destroy = web_layout_destroy,
    .layout_usual = "combined",
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = web_event_fields,
    .field_count = WEB_EVENT_FIELDS,
    .escapes = web_event_escapes,
};
