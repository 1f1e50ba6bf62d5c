#include "decode/url_parts.h"

/* Where the authority ends: at "/", "?" or "#", or with the text. */
static size_t authority_length(struct text text)
{
    size_t i = 0;

    while (i < text.length && text.data[i] != '/' && text.data[i] != '?' && text.data[i] != '#')
        i++;
    return i;
}

static bool is_scheme(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        bool is_other = (byte >= '0' && byte <= '9') || byte == '+' || byte == '-' || byte == '.' ||
                        byte == '_';

        if (!is_letter && (i == 0 || !is_other))
            return false;
    }
    return text.length > 0;
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
        if (!text_find(text, TEXT(":"), &end))
            end = text.length;
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
    struct text fragment = {0};
    size_t at = 0;

    *parts = (struct url_parts){0};
    if (!text_cut(url, TEXT(":"), &parts->scheme, &rest) || !text_take(&rest, TEXT("//")) ||
        !is_scheme(parts->scheme))
        return false;
    authority = text_until(rest, authority_length(rest));
    rest = text_from(rest, authority.length);
    if (text_find_last(authority, TEXT("@"), &at)) {
        parts->user = text_until(authority, at);
        authority = text_from(authority, at + 1);
    }
    text_cut(rest, TEXT("#"), &rest, &fragment);
    text_cut(rest, TEXT("?"), &parts->path, &parts->query);
    return read_host_port(authority, parts);
}

bool url_parts_read_authority(struct text authority, struct url_parts *parts)
{
    *parts = (struct url_parts){0};
    return read_host_port(authority, parts) && parts->port.length > 0;
}

struct text url_parts_public(const struct url_parts *parts, struct text url, struct arena *arena)
{
    size_t start = 0;
    size_t end = 0;

    if (!parts->user.data)
        return url;
    start = (size_t)(parts->user.data - url.data);
    end = start + parts->user.length + 1;
    return arena_join(arena, (const struct text[]){text_until(url, start), text_from(url, end)}, 2);
}
