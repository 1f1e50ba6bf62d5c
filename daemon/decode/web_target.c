#include "decode/web_target.h"

#include "decode/escape.h"
#include "decode/url_parts.h"

enum { EXTENSION_LONGEST = 16, METHOD_LONGEST = 32 };

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

static void put_extension(struct event *event, struct text path)
{
    size_t slash = 0;
    size_t dot = 0;
    struct text extension = {0};

    if (!event_wants(event, FIELD_URL_EXTENSION) || !text_find_last(path, TEXT("/"), &slash))
        return;
    path = text_from(path, slash + 1);
    if (!text_find_last(path, TEXT("."), &dot))
        return;
    extension = text_from(path, dot + 1);
    if (extension.length <= EXTENSION_LONGEST)
        event_put_said(event, FIELD_URL_EXTENSION, extension);
}

static void put_scheme(struct event *event, struct text scheme)
{
    if (event_wants(event, FIELD_URL_SCHEME))
        event_put_said(event, FIELD_URL_SCHEME, escape_lower_case(event->arena, scheme));
}

static void put_path(struct event *event, struct text path, struct text query)
{
    event_put_said(event, FIELD_URL_PATH, path);
    event_put_said(event, FIELD_URL_QUERY, query);
    put_extension(event, path);
}

struct text web_target_put_url(struct event *event, struct text url)
{
    struct url_parts parts = {0};
    struct text host = {0};

    if (!url_parts_read(url, &parts) && !url_parts_read_authority(url, &parts)) {
        event_put_said(event, FIELD_URL_FULL, url);
        return host;
    }
    host = escape_lower_case(event->arena, parts.host);
    if (event_wants(event, FIELD_URL_FULL))
        event_put_text(event, FIELD_URL_FULL, url_parts_public(&parts, url, event->arena));
    put_scheme(event, parts.scheme);
    event_put_text(event, FIELD_URL_DOMAIN, host);
    event_put_text(event, FIELD_DESTINATION_DOMAIN, host);
    event_put_text(event, FIELD_DESTINATION_ADDRESS, host);
    put_ports(event, &parts);
    put_path(event, parts.path, parts.query);
    return host;
}

void web_target_put_local(struct event *event, struct text target)
{
    struct url_parts parts = {0};
    struct text path = {0};
    struct text query = {0};

    if (url_parts_read(target, &parts)) {
        if (event_wants(event, FIELD_URL_FULL))
            event_put_text(event, FIELD_URL_FULL, url_parts_public(&parts, target, event->arena));
        put_scheme(event, parts.scheme);
        event_put_text(event, FIELD_URL_DOMAIN, escape_lower_case(event->arena, parts.host));
        put_path(event, parts.path, parts.query);
        return;
    }
    event_put_said(event, FIELD_URL_FULL, target);
    if (!text_starts_with(target, TEXT("/")))
        return;
    text_cut(target, TEXT("?"), &path, &query);
    put_path(event, path, query);
}

void web_target_put_request(struct event *event, struct text host, struct text target)
{
    struct url_parts parts = {0};
    struct text path = {0};
    struct text query = {0};

    if (url_parts_read(target, &parts)) {
        if (event_wants(event, FIELD_URL_FULL))
            event_put_text(event, FIELD_URL_FULL, url_parts_public(&parts, target, event->arena));
        put_path(event, parts.path, parts.query);
        return;
    }
    if (host.length == 0 || !text_starts_with(target, TEXT("/"))) {
        web_target_put_local(event, target);
        return;
    }
    if (event_wants(event, FIELD_URL_FULL))
        event_put_text(
            event, FIELD_URL_FULL,
            arena_join(event->arena, (const struct text[]){TEXT("http://"), host, target}, 3));
    text_cut(target, TEXT("?"), &path, &query);
    put_path(event, path, query);
}

static bool is_method(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];

        if ((byte < 'A' || byte > 'Z') && (byte < 'a' || byte > 'z') && byte != '_' && byte != '-')
            return false;
    }
    return text.length > 0 && text.length <= METHOD_LONGEST;
}

bool web_target_split(struct text request, struct text *method, struct text *target,
                      struct text *version)
{
    struct text word = {0};
    struct text rest = {0};
    size_t space = 0;

    if (!text_cut(request, TEXT(" "), &word, &rest) || !is_method(word) || rest.length == 0)
        return false;
    *method = word;
    *version = (struct text){0};
    if (text_find_last(rest, TEXT(" HTTP/"), &space) && rest.length - space <= 12) {
        *version = text_from(rest, space + 6);
        rest = text_until(rest, space);
    }
    *target = rest;
    return true;
}
