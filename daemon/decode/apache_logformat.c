#include "decode/apache_logformat.h"

#include "decode/access_code.h"

/* A letter's column, with an argument or without (argument NULL). */
struct code {
    char letter;
    const char *argument;
    enum access_column column;
};

static const struct code codes[] = {
    {'a', NULL, ACCESS_CLIENT},
    {'h', NULL, ACCESS_CLIENT},
    {'l', NULL, ACCESS_IDENT},
    {'u', NULL, ACCESS_USER},
    {'t', NULL, ACCESS_TIME_CLF},
    {'t', "sec", ACCESS_TIME_SECONDS},
    {'t', "msec", ACCESS_TIME_MILLISECONDS},
    {'t', "usec", ACCESS_TIME_MICROSECONDS},
    {'t', "msec_frac", ACCESS_TIME_FRACTION},
    {'t', "%d/%b/%Y:%H:%M:%S %z", ACCESS_TIME_CLF},
    {'t', "%d/%b/%Y:%T %z", ACCESS_TIME_CLF},
    {'t', "%Y-%m-%dT%H:%M:%S%z", ACCESS_TIME_ISO},
    {'t', "%Y-%m-%d %H:%M:%S", ACCESS_TIME_ISO},
    {'t', "%FT%T%z", ACCESS_TIME_ISO},
    {'r', NULL, ACCESS_REQUEST},
    {'m', NULL, ACCESS_METHOD},
    {'U', NULL, ACCESS_TARGET},
    {'q', NULL, ACCESS_QUERY},
    {'H', NULL, ACCESS_PROTOCOL},
    {'s', NULL, ACCESS_STATUS},
    {'b', NULL, ACCESS_BODY_OUT},
    {'B', NULL, ACCESS_BODY_OUT},
    {'O', NULL, ACCESS_BYTES_OUT},
    {'I', NULL, ACCESS_BYTES_IN},
    {'v', NULL, ACCESS_SERVER},
    {'V', NULL, ACCESS_HOST},
    {'p', NULL, ACCESS_SERVER_PORT},
    {'p', "canonical", ACCESS_SERVER_PORT},
    {'p', "local", ACCESS_SERVER_PORT},
    {'p', "remote", ACCESS_CLIENT_PORT},
    {'T', NULL, ACCESS_DURATION_SECONDS},
    {'T', "s", ACCESS_DURATION_SECONDS},
    {'T', "ms", ACCESS_DURATION_MILLISECONDS},
    {'T', "us", ACCESS_DURATION_MICROSECONDS},
    {'D', NULL, ACCESS_DURATION_MICROSECONDS},
    {'i', "Referer", ACCESS_REFERRER},
    {'i', "User-Agent", ACCESS_AGENT},
    {'i', "Host", ACCESS_HOST},
    {'i', "X-Forwarded-For", ACCESS_FORWARDED},
    {'o', "Content-Type", ACCESS_MIME_TYPE},
    {'x', "SSL_PROTOCOL", ACCESS_TLS_VERSION},
    {'x', "SSL_TLS_SNI", ACCESS_TLS_NAME},
};

/* What else the server writes, by the manuals of mod_log_config, mod_logio and mod_ssl for
 * releases 2.2 and 2.4. */
static const char other_letters[] = "ACcefkLnPRSX";
static const char *const other_pairs[] = {"FB", "FU", "ti", "to"}; /* behind "^" */

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

static void skip_any_of(struct text *text, const char *bytes)
{
    while (text->length > 0 && text_find(text_of(bytes), text_until(*text, 1), &(size_t){0}))
        *text = text_from(*text, 1);
}

static enum access_column column_of(char letter, struct text argument)
{
    /* "%{c}h" and "%{c}a" are the connection's: the same, before mod_remoteip. */
    if (letter == 'h' || letter == 'a')
        argument.length = 0;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (codes[i].letter == letter && text_equal_caseless(argument, text_of(codes[i].argument)))
            return codes[i].column;
    }
    return ACCESS_OTHER;
}

static bool is_known(char letter)
{
    struct text byte = {&letter, 1};

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (codes[i].letter == letter)
            return true;
    }
    return text_find(text_of(other_letters), byte, &(size_t){0});
}

static bool take_pair(struct text *text)
{
    for (size_t i = 0; i < sizeof other_pairs / sizeof *other_pairs; i++) {
        if (text_take(text, text_of(other_pairs[i])))
            return true;
    }
    return false;
}

/* Says what is wrong with what stands behind a "%". */
static bool refuse(struct text text, struct error *err)
{
    static const char *const names[] = {
        "a",
        "h",
        "u",
        "t",
        "r",
        "m",
        "U",
        "q",
        "H",
        ">s",
        "b",
        "O",
        "I",
        "v",
        "p",
        "T",
        "D",
        "{Referer}i",
        "{User-Agent}i",
    };

    return access_code_refuse(text, "Apache's LogFormat", names, sizeof names / sizeof *names, err);
}

/* Takes what stands behind a "%". */
static bool add_code(struct access_layout *layout, struct text *text, struct error *err)
{
    struct text start = *text;
    struct text argument = {0};
    enum access_column column = ACCESS_OTHER;
    bool is_bracketed = false;

    skip_any_of(text, "!,0123456789<>");
    argument = take_argument(text);
    skip_any_of(text, "<>");
    if (text_take(text, TEXT("^"))) {
        if (!take_pair(text))
            return refuse(start, err);
    } else if (text->length > 0 && is_known(text->data[0])) {
        column = column_of(text->data[0], argument);
        is_bracketed = text->data[0] == 't' && argument.length == 0;
        *text = text_from(*text, 1);
    } else {
        return refuse(start, err);
    }
    if (is_bracketed)
        access_layout_add_text(layout, TEXT("["));
    access_layout_add_column(layout, column, ACCESS_BACKSLASH);
    if (is_bracketed)
        access_layout_add_text(layout, TEXT("]"));
    return true;
}

static bool add_all(struct access_layout *layout, struct text source, struct error *err)
{
    while (source.length > 0) {
        if (text_take(&source, TEXT("%%"))) {
            access_layout_add_text(layout, TEXT("%"));
        } else if (text_take(&source, TEXT("%"))) {
            if (!add_code(layout, &source, err))
                return false;
        } else if (text_take(&source, TEXT("\\t"))) {
            access_layout_add_text(layout, TEXT("\t"));
        } else {
            text_take(&source, TEXT("\\"));
            access_layout_add_text(layout, text_until(source, 1));
            source = text_from(source, 1);
        }
    }
    return true;
}

/* Takes the format out of "LogFormat "..." name". */
static struct text without_directive(struct text source)
{
    size_t quote = 0;

    source = text_trim(source);
    if (!text_take(&source, TEXT("LogFormat ")))
        return source;
    source = text_trim(source);
    if (text_take(&source, TEXT("\"")) && text_find_last(source, TEXT("\""), &quote))
        return text_until(source, quote);
    return source;
}

struct access_layout *apache_logformat_read(struct text source, struct error *err)
{
    struct access_layout *layout = access_layout_create();

    if (add_all(layout, without_directive(source), err) && access_layout_finish(layout, err))
        return layout;
    access_layout_destroy(layout);
    return NULL;
}
