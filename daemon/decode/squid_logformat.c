#include "decode/squid_logformat.h"

#include "decode/access_code.h"

struct code {
    const char *name;
    enum access_column column;
};

/* What has a field here.  "tls::" stands for "ssl::" too. */
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
    {"tls::>sni", ACCESS_TLS_NAME},
    {"tls::>negotiated_version", ACCESS_TLS_VERSION},
};

/* What else Squid writes, from release 2.6 to 7 (its directive logformat, and the names
 * that external_acl_type had, which are taken as well). */
static const char *const others[] = {
    ">h",
    ">ha",
    "<h",
    ">v",
    ">la",
    "la",
    ">lp",
    "lp",
    "<la",
    "<lp",
    "oa",
    ">eui",
    ">qos",
    "<qos",
    ">nfmark",
    "<nfmark",
    ">handshake",
    "tS",
    "<pt",
    "<tt",
    "dt",
    "busy_time",
    "<Hs",
    "<bs",
    ">rs",
    ">rd",
    ">rP",
    ">rp",
    "rp",
    "rG",
    "<rm",
    "<ru",
    "<rs",
    "<rd",
    "<rP",
    "<rp",
    "<rv",
    ">sh",
    "<sH",
    "<sS",
    "<sh",
    "st",
    "et",
    "ea",
    "sn",
    "us",
    "err_code",
    "err_detail",
    "note",
    "credentials",
    "master_xaction",
    "request_attempts",
    "proxy_protocol::>h",
    "transport::>connection_id",
    "adapt::all_trs",
    "adapt::sum_trs",
    "adapt::<last_h",
    "icap::tt",
    "icap::<last_h",
    "icap::<A",
    "icap::<service_name",
    "icap::ru",
    "icap::rm",
    "icap::>st",
    "icap::<st",
    "icap::<bs",
    "icap::>h",
    "icap::<h",
    "icap::tr",
    "icap::tio",
    "icap::to",
    "icap::Hs",
    "tls::bump_mode",
    "tls::>cert_subject",
    "tls::>cert_issuer",
    "tls::<cert_subject",
    "tls::<cert_issuer",
    "tls::<cert_errors",
    "tls::<cert",
    "tls::<negotiated_version",
    "tls::>negotiated_cipher",
    "tls::<negotiated_cipher",
    "tls::>received_hello_version",
    "tls::<received_hello_version",
    "tls::>received_supported_version",
    "tls::<received_supported_version",
    "ACL",
    "DATA",
    "DST",
    "EXT_LOG",
    "EXT_TAG",
    "EXT_USER",
    "IDENT",
    "LOGIN",
    "METHOD",
    "MYADDR",
    "MYPORT",
    "PATH",
    "PORT",
    "PROTO",
    "SRCEUI48",
    "SRCEUI64",
    "SRCPORT",
    "SRC",
    "TAG",
    "URI",
    "USER_CERTCHAIN",
    "USER_CERT",
    "USER_CA_CERT",
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

/* How many bytes of text are the code of that name; 0 = it does not begin with it. */
static size_t length_of_code(struct text text, const char *name)
{
    struct text rest = text;
    struct text code = text_of(name);

    if (text_take(&rest, TEXT("ssl::")) && !text_take(&code, TEXT("tls::")))
        return 0;
    return text_take(&rest, code) ? text.length - rest.length : 0;
}

/* Takes the longest code there is, as Squid does.  False where there is none. */
static bool take_code(struct text *text, struct text *name, enum access_column *column)
{
    size_t longest = 0;

    text_take(text, TEXT("http::"));
    *column = ACCESS_OTHER;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        size_t length = length_of_code(*text, codes[i].name);

        if (length > longest) {
            longest = length;
            *column = codes[i].column;
        }
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        size_t length = length_of_code(*text, others[i]);

        if (length > longest) {
            longest = length;
            *column = ACCESS_OTHER;
        }
    }
    *name = text_until(*text, longest);
    *text = text_from(*text, longest);
    return longest > 0;
}

/* Takes what stands behind a "%".  False where that is no code. */
static bool take_token(struct text *text, struct token *token)
{
    struct text argument = {0};
    struct text code = {0};

    if (text->length > 0 && text_find(TEXT("\"[#/'"), text_until(*text, 1), &(size_t){0})) {
        token->quoting = text->data[0];
        *text = text_from(*text, 1);
    }
    skip_any_of(text, "-");
    skip_any_of(text, "0123456789.");
    argument = take_argument(text);
    if (!take_code(text, &code, &token->column))
        return false;
    if (argument.length == 0)
        argument = take_argument(text);
    if (text_equal(code, TEXT(">h")) || text_equal(code, TEXT(">ha")))
        token->column = header_column(argument);
    return true;
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

/* Says what is wrong with what stands behind a "%". */
static bool refuse(struct text text, struct error *err)
{
    const char *names[sizeof codes / sizeof *codes];
    size_t count = sizeof codes / sizeof *codes;

    for (size_t i = 0; i < count; i++)
        names[i] = codes[i].name;
    return access_code_refuse(text, "Squid's logformat", names, count, err);
}

static bool add_token(struct access_layout *layout, struct text *text, bool is_raw,
                      bool is_within_quotes, struct error *err)
{
    struct token token = {0};
    struct text rest = *text;
    enum access_escape escape = ACCESS_RAW;

    if (!take_token(&rest, &token))
        return refuse(*text, err);
    *text = rest;
    escape = escape_of(token.quoting, is_within_quotes);
    if (is_raw)
        escape = token.column == ACCESS_USER ? ACCESS_PERCENT : ACCESS_RAW;
    else if (escape == ACCESS_PERCENT && token.column != ACCESS_USER &&
             token.column != ACCESS_AGENT && token.column != ACCESS_REFERRER)
        escape = ACCESS_RAW; /* %xx in a URL is the URL's own */
    access_layout_add_column(layout, token.column, escape);
    return true;
}

static bool add_all(struct access_layout *layout, struct text source, bool is_raw,
                    struct error *err)
{
    bool is_within_quotes = false;

    while (source.length > 0) {
        struct text byte = text_until(source, 1);

        if (text_take(&source, TEXT("%%"))) {
            access_layout_add_text(layout, TEXT("%"));
        } else if (text_take(&source, TEXT("%"))) {
            if (!add_token(layout, &source, is_raw, is_within_quotes, err))
                return false;
        } else {
            is_within_quotes ^= byte.data[0] == '"';
            access_layout_add_text(layout, byte);
            source = text_from(source, 1);
        }
    }
    return true;
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
    if (add_all(layout, source, is_raw, err) && access_layout_finish(layout, err))
        return layout;
    access_layout_destroy(layout);
    return NULL;
}
