#include "decode/squid_logformat.h"

struct code {
    const char *name;
    enum access_column column;
};

/* Squid knows some more; longer names stand before the ones they begin with. */
static const struct code codes[] = {
    {">st", ACCESS_BYTES_IN},
    {"<st", ACCESS_BYTES_OUT},
    {">a", ACCESS_CLIENT},
    {">A", ACCESS_CLIENT},
    {">p", ACCESS_CLIENT_PORT},
    {"<a", ACCESS_PEER},
    {"<A", ACCESS_PEER},
    {"<p", ACCESS_PEER_PORT},
    {">Hs", ACCESS_STATUS},
    {"Hs", ACCESS_STATUS},
    {">ru", ACCESS_TARGET},
    {"ru", ACCESS_TARGET},
    {">rm", ACCESS_METHOD},
    {"rm", ACCESS_METHOD},
    {">rv", ACCESS_PROTOCOL},
    {"rv", ACCESS_PROTOCOL},
    {"ts", ACCESS_TIME_SECONDS},
    {"tu", ACCESS_TIME_FRACTION},
    {"tl", ACCESS_TIME_CLF},
    {"tg", ACCESS_TIME_CLF},
    {"tr", ACCESS_DURATION_MILLISECONDS},
    {"un", ACCESS_USER},
    {"ui", ACCESS_IDENT},
    {"ul", ACCESS_USER},
    {"ue", ACCESS_USER},
    {"mt", ACCESS_MIME_TYPE},
    {"Ss", ACCESS_RESULT},
    {"Sh", ACCESS_HIERARCHY},
    {"ssl::>sni", ACCESS_TLS_NAME},
    {"tls::>sni", ACCESS_TLS_NAME},
    {"ssl::>negotiated_version", ACCESS_TLS_VERSION},
    {"tls::>negotiated_version", ACCESS_TLS_VERSION},
};

static const struct code headers[] = {
    {"Referer", ACCESS_REFERRER},
    {"User-Agent", ACCESS_AGENT},
    {"Host", ACCESS_HOST},
    {"X-Forwarded-For", ACCESS_FORWARDED},
};

/* The formats that Squid has itself. */
static const struct builtin {
    const char *name;
    const char *format;
} builtins[] = {
    {"common", "%>a %[ui %[un [%tl] \"%rm %ru %rv\" %>Hs %<st %Ss:%Sh"},
    {"combined", "%>a %[ui %[un [%tl] \"%rm %ru %rv\" %>Hs %<st \"%{Referer}>h\" "
                 "\"%{User-Agent}>h\" %Ss:%Sh"},
    {"referrer", "%ts.%03tu %>a %{Referer}>h %ru"},
    {"useragent", "%>a [%tl] \"%{User-Agent}>h\""},
};

/* What a "%" begins. */
struct token {
    enum access_column column;
    char quoting; /* the modifier, or 0 */
};

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static void skip_any_of(struct text *text, const char *bytes)
{
    while (text->length > 0 && text_find(text_of(bytes), text_until(*text, 1), &(size_t){0}))
        *text = text_from(*text, 1);
}

static struct text take_argument(struct text *text)
{
    struct text argument = {0};
    struct text rest = *text;

    if (!text_take(&rest, TEXT("{")) || !text_find(rest, TEXT("}"), &argument.length))
        return (struct text){0};
    argument.data = rest.data;
    *text = text_from(rest, argument.length + 1);
    return argument;
}

static enum access_column header_column(struct text name)
{
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        if (text_equal_caseless(name, text_of(headers[i].name)))
            return headers[i].column;
    }
    return ACCESS_OTHER;
}

/* Takes a code that is not in the table: "ssl::bump_mode", ">sh", "ssl::<cert_subject". */
static void skip_code(struct text *text)
{
    if (text->length > 0 && (text->data[0] == '>' || text->data[0] == '<'))
        *text = text_from(*text, 1);
    while (text->length > 0 && (is_letter(text->data[0]) || text->data[0] == '_' ||
                                text_starts_with(*text, TEXT("::"))))
        *text = text_from(*text, text->data[0] == ':' ? 2 : 1);
    skip_any_of(text, "<>");
    while (text->length > 0 && (is_letter(text->data[0]) || text->data[0] == '_'))
        *text = text_from(*text, 1);
}

static enum access_column take_code(struct text *text)
{
    text_take(text, TEXT("http::"));
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        struct text rest = *text;

        if (text_take(&rest, text_of(codes[i].name)) &&
            (rest.length == 0 || !(is_letter(rest.data[0]) || rest.data[0] == '_'))) {
            *text = rest;
            return codes[i].column;
        }
    }
    skip_code(text);
    return ACCESS_OTHER;
}

/* Takes what stands behind a "%". */
static struct token take_token(struct text *text)
{
    struct token token = {0};
    struct text argument = {0};
    bool is_header = false;

    if (text->length > 0 && text_find(TEXT("\"[#/'"), text_until(*text, 1), &(size_t){0})) {
        token.quoting = text->data[0];
        *text = text_from(*text, 1);
    }
    skip_any_of(text, "-");
    skip_any_of(text, "0123456789.");
    argument = take_argument(text);
    is_header = text_starts_with(*text, TEXT(">h")) || text_starts_with(*text, TEXT("http::>h"));
    token.column = take_code(text);
    if (argument.length == 0)
        argument = take_argument(text);
    if (is_header)
        token.column = header_column(argument);
    return token;
}

/* How values come out, by the modifier or by where they stand. */
static enum access_escape escape_of(char quoting, bool is_within_quotes)
{
    if (quoting == '"')
        return ACCESS_BACKSLASH;
    if (quoting == '\'' || quoting == '/')
        return ACCESS_RAW;
    return is_within_quotes && quoting == 0 ? ACCESS_BACKSLASH : ACCESS_PERCENT;
}

static void add_token(struct access_layout *layout, struct text *text, bool is_raw,
                      bool is_within_quotes)
{
    struct token token = take_token(text);
    enum access_escape escape = escape_of(token.quoting, is_within_quotes);

    if (is_raw)
        escape = token.column == ACCESS_USER ? ACCESS_PERCENT : ACCESS_RAW;
    else if (escape == ACCESS_PERCENT && token.column != ACCESS_USER &&
             token.column != ACCESS_AGENT && token.column != ACCESS_REFERRER)
        escape = ACCESS_RAW; /* %xx in a URL is the URL's own */
    access_layout_add_column(layout, token.column, escape);
}

static void add_all(struct access_layout *layout, struct text source, bool is_raw)
{
    bool is_within_quotes = false;

    while (source.length > 0) {
        struct text byte = text_until(source, 1);

        if (text_take(&source, TEXT("%%"))) {
            access_layout_add_text(layout, TEXT("%"));
        } else if (text_take(&source, TEXT("%"))) {
            add_token(layout, &source, is_raw, is_within_quotes);
        } else {
            is_within_quotes ^= byte.data[0] == '"';
            access_layout_add_text(layout, byte);
            source = text_from(source, 1);
        }
    }
}

/* Takes "logformat NAME" off the front. */
static struct text without_directive(struct text source)
{
    source = text_trim(source);
    if (text_take(&source, TEXT("logformat ")))
        text_take_word(&source);
    return text_trim(source);
}

struct access_layout *squid_logformat_read(struct text source, struct error *err)
{
    struct access_layout *layout = access_layout_create();
    bool is_raw = false;

    source = without_directive(source);
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins && !is_raw; i++) {
        is_raw = text_equal(source, text_of(builtins[i].name));
        if (is_raw)
            source = text_of(builtins[i].format);
    }
    add_all(layout, source, is_raw);
    if (access_layout_finish(layout, err))
        return layout;
    access_layout_destroy(layout);
    return NULL;
}
