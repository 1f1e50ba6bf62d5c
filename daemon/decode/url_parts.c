#include "decode/url_parts.h"

#include <string.h>

/* Where the first of the bytes in stops stands, or the text's length. */
static size_t find_any(struct text text, const char *stops)
{
    size_t i = 0;

    while (i < text.length && (text.data[i] == '\0' || !strchr(stops, text.data[i])))
        i++;
    return i;
}

static bool is_number(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
    }
    return true;
}

/* Splits "host[:port]" or "[address][:port]". */
static bool read_host_port(struct text text, struct url_parts *parts)
{
    struct text rest = {0};
    size_t end = 0;

    if (text_starts_with(text, TEXT("["))) {
        if (!text_find(text, TEXT("]"), &end))
            return false;
        parts->host = text_until(text_from(text, 1), end - 1);
        rest = text_from(text, end + 1);
    } else {
        end = find_any(text, ":");
        parts->host = text_until(text, end);
        rest = text_from(text, end);
    }
    if (text_take(&rest, TEXT(":")))
        parts->port = rest;
    else if (rest.length > 0)
        return false;
    if (text_ends_with(parts->host, TEXT(".")))
        parts->host.length--;
    return parts->host.length > 0 && is_number(parts->port);
}

bool url_parts_read(struct text url, struct url_parts *parts)
{
    struct text rest = {0};
    struct text authority = {0};
    size_t at = 0;

    *parts = (struct url_parts){0};
    if (!text_cut(url, TEXT("://"), &parts->scheme, &rest) || parts->scheme.length == 0 ||
        find_any(parts->scheme, "/?#@") < parts->scheme.length)
        return false;
    authority = text_until(rest, find_any(rest, "/?#"));
    rest = text_from(rest, authority.length);
    if (text_find_last(authority, TEXT("@"), &at)) {
        parts->user = text_until(authority, at);
        authority = text_from(authority, at + 1);
    }
    rest = text_until(rest, find_any(rest, "#"));
    text_cut(rest, TEXT("?"), &parts->path, &parts->query);
    return read_host_port(authority, parts);
}

bool url_parts_read_authority(struct text authority, struct url_parts *parts)
{
    *parts = (struct url_parts){0};
    return read_host_port(authority, parts) && parts->port.length > 0;
}
