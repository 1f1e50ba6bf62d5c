#include "decode/endpoint.h"

#include "base/address.h"

struct endpoint_fields {
    enum field address;
    enum field ip;
    enum field port;
};

static void put_endpoint(struct event *event, const struct endpoint_fields *fields,
                         struct text address, struct text port)
{
    const struct text bare = address_without_zone(address);
    uint64_t number = 0;

    event_put_said(event, fields->address, address);
    if (event_wants(event, fields->ip) && address_is(bare))
        event_put_text(event, fields->ip, bare);
    if (event_wants(event, fields->port) && text_to_unsigned(port, &number) && number <= UINT16_MAX)
        event_put_integer(event, fields->port, (int64_t)number);
}

void endpoint_put_source(struct event *event, struct text address, struct text port)
{
    static const struct endpoint_fields fields = {FIELD_SOURCE_ADDRESS, FIELD_SOURCE_IP,
                                                  FIELD_SOURCE_PORT};

    put_endpoint(event, &fields, address, port);
}

void endpoint_put_destination(struct event *event, struct text address, struct text port)
{
    static const struct endpoint_fields fields = {FIELD_DESTINATION_ADDRESS, FIELD_DESTINATION_IP,
                                                  FIELD_DESTINATION_PORT};

    put_endpoint(event, &fields, address, port);
}

void endpoint_split(struct text text, struct text *address, struct text *port)
{
    size_t colon = 0;
    size_t bracket = 0;

    *address = text;
    *port = (struct text){0};
    if (text_starts_with(text, TEXT("[")) && text_find(text, TEXT("]"), &bracket)) {
        *address = text_until(text_from(text, 1), bracket - 1);
        if (text_starts_with(text_from(text, bracket), TEXT("]:")))
            *port = text_from(text, bracket + 2);
        return;
    }
    if (!text_find_last(text, TEXT(":"), &colon))
        return;
    *address = text_until(text, colon);
    *port = text_from(text, colon + 1);
}
