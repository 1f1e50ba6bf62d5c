#include "decode/combined.h"

#include "base/address.h"
#include "decode/apache_logformat.h"
#include "decode/endpoint.h"
#include "decode/escape.h"
#include "decode/log_time.h"
#include "decode/nginx_logformat.h"
#include "decode/web_event.h"
#include "decode/web_layout.h"

enum { TIME_LONGEST = 40 };

static const char usual[] = "combined";

static bool is_none(struct text text)
{
    return text_equal(text, TEXT("-"));
}

static void set_server(struct access_line *line, struct text word)
{
    struct text host = {0};
    struct text port = {0};
    uint64_t number = 0;

    if (address_is(word))
        return; /* a host, or who was forwarded for */
    endpoint_split(word, &host, &port);
    if (!text_to_unsigned(port, &number))
        host = word;
    access_line_set(line, ACCESS_SERVER, host, ACCESS_RAW);
    if (host.length < word.length)
        access_line_set(line, ACCESS_SERVER_PORT, port, ACCESS_RAW);
}

/* Takes a host off the front that a list follows. */
static void take_listed_host(struct text *text, struct access_line *line)
{
    struct text rest = *text;
    struct text host = text_take_word(&rest);
    struct text behind = rest;

    if (text_ends_with(host, TEXT(",")) || !text_ends_with(text_take_word(&behind), TEXT(",")))
        return;
    set_server(line, host);
    text_take(&rest, TEXT(" "));
    *text = rest;
}

/* Takes X-Forwarded-For off the front: in quotes, or bare with commas. */
static void take_forwarded(struct text *text, struct access_line *line)
{
    struct text rest = {0};
    struct text list = {0};
    struct text word = {0};
    size_t end = 0;

    take_listed_host(text, line);
    rest = *text;
    list.data = rest.data;
    if (text_take(&rest, TEXT("\""))) {
        end = escape_find_quote(rest);
        list = text_until(rest, end);
        rest = text_from(rest, end + 1);
    } else {
        do {
            word = text_take_word(&rest);
        } while (text_ends_with(word, TEXT(",")));
        list.length = text->length - rest.length;
        if (!text_find(list, TEXT(","), &end))
            return;
    }
    access_line_set(line, ACCESS_FORWARDED, list, ACCESS_RAW);
    text_take(&rest, TEXT(" "));
    *text = rest;
}

/* Reads "IDENT USER" behind X-Forwarded-For, whose last address is who came. */
static bool read_front_without_client(struct text text, struct access_line *line)
{
    struct text client = line->columns[ACCESS_FORWARDED].text;
    size_t comma = 0;

    if (client.length == 0 || !is_none(text_take_word(&text)))
        return false;
    if (text_find_last(client, TEXT(","), &comma))
        client = text_from(client, comma + 1);
    access_line_set(line, ACCESS_CLIENT, client, ACCESS_RAW);
    access_line_set(line, ACCESS_USER, text, ACCESS_BACKSLASH);
    return true;
}

/* Reads "[HOST] CLIENT IDENT USER": IDENT is "-" nearly always, and USER any text. */
static bool read_front(struct text text, struct access_line *line)
{
    struct text words[3] = {0};
    struct text rest = text;
    struct text user = {0};

    for (size_t i = 0; i < 3; i++) {
        words[i] = text_take_word(&rest);
        if (i == 1)
            user = rest;
    }
    if (words[0].length == 0)
        return false;
    if (!is_none(words[1]) && is_none(words[2]) && text_trim(rest).length > 0) {
        set_server(line, words[0]);
        access_line_set(line, ACCESS_CLIENT, words[1], ACCESS_RAW);
        user = rest;
    } else if (is_none(words[1]) || text_trim(rest).length == 0) {
        access_line_set(line, ACCESS_CLIENT, words[0], ACCESS_RAW);
    } else {
        return false;
    }
    access_line_set(line, ACCESS_USER, user, ACCESS_BACKSLASH);
    return true;
}

/* Takes " 200 512" off the front. */
static bool take_result(struct text *text, struct access_line *line)
{
    struct text rest = *text;
    struct text status = {0};
    struct text bytes = {0};
    uint64_t number = 0;

    if (!text_take(&rest, TEXT(" ")))
        return false;
    status = text_take_word(&rest);
    bytes = text_take_word(&rest);
    if (status.length > 3 || !text_to_unsigned(status, &number) ||
        (!is_none(bytes) && !text_to_unsigned(bytes, &number)))
        return false;
    access_line_set(line, ACCESS_STATUS, status, ACCESS_RAW);
    access_line_set(line, ACCESS_BODY_OUT, bytes, ACCESS_RAW);
    *text = rest;
    return true;
}

/* Takes the request up to its quote: the first one that a status follows. */
static bool take_request(struct text *text, struct access_line *line)
{
    size_t end = 0;

    while (end < text->length) {
        struct text rest = {0};

        end += escape_find_quote(text_from(*text, end));
        rest = text_from(*text, end + 1);
        if (take_result(&rest, line)) {
            access_line_set(line, ACCESS_REQUEST, text_until(*text, end), ACCESS_BACKSLASH);
            *text = rest;
            return true;
        }
        end++;
    }
    return false;
}

/* Takes " "value"" off the front; a line that was cut may lack the last quote. */
static bool take_quoted(struct text *text, struct text *value)
{
    struct text rest = *text;
    size_t end = 0;

    text_take(&rest, TEXT(" "));
    if (!text_take(&rest, TEXT("\"")))
        return false;
    end = escape_find_quote(rest);
    *value = text_until(rest, end);
    *text = text_from(rest, end + 1);
    return true;
}

static void read_tail(struct text text, struct access_line *line)
{
    struct text value = {0};

    if (!take_quoted(&text, &value))
        return;
    access_line_set(line, ACCESS_REFERRER, value, ACCESS_BACKSLASH);
    if (!take_quoted(&text, &value))
        return;
    access_line_set(line, ACCESS_AGENT, value, ACCESS_BACKSLASH);
    text_take(&text, TEXT(" X-Forwarded-For="));
    if (take_quoted(&text, &value))
        access_line_set(line, ACCESS_FORWARDED, value, ACCESS_RAW);
}

/* Takes "[03/Nov/2026:08:05:01 +0800] " off the end. */
static bool take_last_time(struct text *front, struct text *time)
{
    size_t skipped = front->length > TIME_LONGEST ? front->length - TIME_LONGEST : 0;
    struct text behind = {0};
    size_t bracket = 0;
    timestamp when = 0;

    if (!text_find_last(text_from(*front, skipped), TEXT("["), &bracket))
        return false;
    *time = text_from(*front, skipped + bracket + 1);
    behind = *time;
    if (!log_time_take_common(&behind, NULL, &when) || !text_equal(behind, TEXT("] ")))
        return false;
    time->length -= behind.length;
    *front = text_until(*front, skipped + bracket);
    return true;
}

/* Takes all up to the request off the front.  In a name servers escape quotes, and
 * Apache writes the empty one as two. */
static bool take_front(struct text *text, struct text *front, struct text *time)
{
    size_t end = escape_find_quote(*text);

    for (; end < text->length; end += 1 + escape_find_quote(text_from(*text, end + 1))) {
        *front = text_until(*text, end);
        if (!take_last_time(front, time))
            continue;
        *text = text_from(*text, end + 1);
        return true;
    }
    return false;
}

static bool read_usual(struct text text, struct access_line *line)
{
    struct text front = {0};
    struct text time = {0};

    *line = (struct access_line){0};
    take_forwarded(&text, line);
    if (!take_front(&text, &front, &time))
        return false;
    access_line_set(line, ACCESS_TIME_CLF, time, ACCESS_RAW);
    if (!(read_front_without_client(front, line) || read_front(front, line)) ||
        !take_request(&text, line))
        return false;
    read_tail(text, line);
    return true;
}

static bool read_line(const struct access_layout *access, struct text text,
                      struct access_line *line)
{
    return access ? access_layout_read(access, text, line) : read_usual(text, line);
}

static bool decode_combined(const struct decoder *decoder, const struct decode_context *context,
                            struct event *event)
{
    const struct web_reader reader = {
        .read = read_line,
        .layout = web_layout_access(context->layout),
        .side = ACCESS_OF_SERVER,
    };

    (void)decoder;
    return web_event_decode(event, context, &reader);
}

static struct access_layout *read_layout(struct text source, struct error *err)
{
    if (text_find(source, TEXT("$"), &(size_t){0}))
        return nginx_logformat_read(source, err);
    return apache_logformat_read(source, err);
}

static struct layout *create_layout(struct text source, struct error *err)
{
    static const char *const builtins[] = {usual, "common", "vhost_combined", "vhost_common", NULL};

    return web_layout_create(source, builtins, read_layout, err);
}

static const struct decoder_kind kinds[] = {
    {"request",
     {{.category = "webserver"},
      {.product = "apache", .service = "access"},
      {.product = "nginx", .service = "access"}}},
};

static const char *const aliases[] = {"access",       "apache", "apache-access", "common", "nginx",
                                      "nginx-access", NULL};

const struct decoder combined_decoder = {
    .name = "combined",
    .aliases = aliases,
    .description = "nginx's and Apache's access logs: common, combined, or a layout",
    .decode = decode_combined,
    .layout_create = create_layout,
    .layout_destroy = web_layout_destroy,
    .layout_usual = usual,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = web_event_fields,
    .field_count = WEB_EVENT_FIELDS,
    .escapes = web_event_escapes,
};
