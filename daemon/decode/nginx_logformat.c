#include "decode/nginx_logformat.h"

#include "base/buffer.h"

static const struct variable {
    const char *name;
    enum access_column column;
} variables[] = {
    {"remote_addr", ACCESS_CLIENT},
    {"realip_remote_addr", ACCESS_OTHER},
    {"remote_port", ACCESS_CLIENT_PORT},
    {"remote_user", ACCESS_USER},
    {"time_local", ACCESS_TIME_CLF},
    {"time_iso8601", ACCESS_TIME_ISO},
    {"msec", ACCESS_TIME_SECONDS},
    {"request", ACCESS_REQUEST},
    {"request_method", ACCESS_METHOD},
    {"request_uri", ACCESS_TARGET},
    {"uri", ACCESS_TARGET},
    {"document_uri", ACCESS_TARGET},
    {"args", ACCESS_QUERY},
    {"is_args", ACCESS_QUERY},
    {"query_string", ACCESS_QUERY},
    {"scheme", ACCESS_SCHEME},
    {"server_protocol", ACCESS_PROTOCOL},
    {"status", ACCESS_STATUS},
    {"bytes_sent", ACCESS_BYTES_OUT},
    {"body_bytes_sent", ACCESS_BODY_OUT},
    {"request_length", ACCESS_BYTES_IN},
    {"http_referer", ACCESS_REFERRER},
    {"http_user_agent", ACCESS_AGENT},
    {"http_x_forwarded_for", ACCESS_FORWARDED},
    {"proxy_add_x_forwarded_for", ACCESS_FORWARDED},
    {"http_host", ACCESS_HOST},
    {"host", ACCESS_HOST},
    {"server_name", ACCESS_SERVER},
    {"server_port", ACCESS_SERVER_PORT},
    {"request_time", ACCESS_DURATION_SECONDS},
    {"sent_http_content_type", ACCESS_MIME_TYPE},
    {"ssl_server_name", ACCESS_TLS_NAME},
    {"ssl_protocol", ACCESS_TLS_VERSION},
};

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

/* Takes the name behind a "$".  Any is right, for a server's settings make their own. */
static bool take_name(struct text *text, struct text *name, struct error *err)
{
    struct text start = *text;
    bool has_brace = text_take(text, TEXT("{"));

    *name = (struct text){text->data, 0};
    while (name->length < text->length && is_name_byte(text->data[name->length]))
        name->length++;
    *text = text_from(*text, name->length);
    if (has_brace && !text_take(text, TEXT("}")))
        return error_set(err, "'$%.*s' has no '}' behind the variable's name",
                         TEXT_ARGS(text_until(start, 1 + name->length)));
    if (name->length == 0)
        return error_set(err, "a '$' without the name of a variable of nginx behind it");
    return true;
}

static enum access_column column_of(struct text name)
{
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        if (text_equal(name, text_of(variables[i].name)))
            return variables[i].column;
    }
    return ACCESS_OTHER;
}

static bool add_all(struct access_layout *layout, struct text source, struct error *err)
{
    while (source.length > 0) {
        struct text name = {0};
        size_t length = 0;

        if (text_take(&source, TEXT("$"))) {
            if (!take_name(&source, &name, err))
                return false;
            access_layout_add_column(layout, column_of(name), ACCESS_BACKSLASH);
            continue;
        }
        if (!text_find(source, TEXT("$"), &length))
            length = source.length;
        access_layout_add_text(layout, text_until(source, length));
        source = text_from(source, length);
    }
    return true;
}

/* Takes the next string of a directive, with quotes around it, into buffer. */
static bool take_string(struct text *text, struct buffer *buffer)
{
    char quote = 0;
    size_t i = 1;

    *text = text_trim(*text);
    if (text->length == 0 || (text->data[0] != '\'' && text->data[0] != '"'))
        return false;
    quote = text->data[0];
    for (; i < text->length && text->data[i] != quote; i++) {
        if (text->data[i] == '\\' && i + 1 < text->length)
            i++;
        buffer_append_byte(buffer, text->data[i]);
    }
    *text = text_from(*text, i + 1);
    return true;
}

static void read_directive(struct text source, struct buffer *buffer)
{
    text_take_word(&source);
    source = text_trim(source);
    if (text_starts_with(source, TEXT("escape=")))
        text_take_word(&source);
    while (take_string(&source, buffer))
        continue;
}

struct access_layout *nginx_logformat_read(struct text source, struct error *err)
{
    struct access_layout *layout = access_layout_create();
    struct buffer strings = {0};
    bool is_good = false;

    source = text_trim(source);
    if (text_take(&source, TEXT("log_format "))) {
        read_directive(source, &strings);
        source = buffer_text(&strings);
    }
    is_good = add_all(layout, source, err) && access_layout_finish(layout, err);
    buffer_finish(&strings);
    if (is_good)
        return layout;
    access_layout_destroy(layout);
    return NULL;
}
