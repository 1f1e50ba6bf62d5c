#include "decode/gateway_url.h"

#include "decode/escape.h"
#include "decode/url_parts.h"
#include "model/event.h"

/* "host[:port][/path][?query]": parts that a scheme would have made a URL of. */
static void read_without_scheme(struct text url, struct url_parts *parts)
{
    size_t end = 0;

    *parts = (struct url_parts){0};
    if (text_find(url, TEXT("://"), &end))
        return;
    while (end < url.length && url.data[end] != '/' && url.data[end] != '?')
        end++;
    if (!url_parts_read_authority(text_until(url, end), parts))
        *parts = (struct url_parts){.host = text_until(url, end)};
    parts->path = text_from(url, end);
    if (text_find(parts->path, TEXT("?"), &end)) {
        parts->query = text_from(parts->path, end + 1);
        parts->path.length = end;
    }
}

static void put_host(struct event *event, struct text host)
{
    if (text_ends_with(host, TEXT(".")))
        host.length--;
    if (host.length == 0)
        return;
    host = escape_lower_case(event->arena, host);
    event_put_text(event, FIELD_URL_DOMAIN, host);
    event_put_text(event, FIELD_DESTINATION_DOMAIN, host);
}

void gateway_url_put(struct event *event, struct text host, struct text url)
{
    struct url_parts parts = {0};
    uint64_t port = 0;

    if (url.length > 0 && !url_parts_read(url, &parts))
        read_without_scheme(url, &parts);
    put_host(event, parts.host.length > 0 ? parts.host : host);
    if (url.length == 0)
        return;
    if (text_starts_with(url, TEXT("/")))
        event_put_text(event, FIELD_URL_FULL,
                       arena_join(event->arena, (const struct text[]){host, url}, 2));
    else
        event_put_text(event, FIELD_URL_FULL, url_parts_public(&parts, url, event->arena));
    event_put_said(event, FIELD_URL_SCHEME, parts.scheme);
    if (text_to_unsigned(parts.port, &port) && port <= UINT16_MAX)
        event_put_integer(event, FIELD_URL_PORT, (int64_t)port);
    event_put_said(event, FIELD_URL_PATH, parts.path);
    event_put_said(event, FIELD_URL_QUERY, parts.query);
}
