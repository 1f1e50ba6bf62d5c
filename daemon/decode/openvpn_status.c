#include "decode/openvpn_status.h"

#include "base/address.h"
#include "decode/gateway_event.h"
#include "decode/log_time.h"
#include "decode/openvpn_peer.h"

enum { COLUMNS_MOST = 16 };

struct columns {
    struct text values[COLUMNS_MOST];
    size_t count;
};

/* Where a version of the list has what; 0: nowhere, for the name is always first. */
struct client_layout {
    size_t count; /* of columns, the label not counted */
    size_t virtual_address;
    size_t virtual_address_6;
    size_t received; /* sent stands behind it */
    size_t since;    /* as text */
    size_t since_number;
    size_t user;
    size_t number;
};

static const struct client_layout layouts[] = {
    {.count = 5, .received = 2, .since = 4},
    {.count = 7, .virtual_address = 2, .received = 3, .since = 5, .since_number = 6},
    {.count = 8, .virtual_address = 2, .received = 3, .since = 5, .since_number = 6, .user = 7},
    {.count = 11, 2, 3, 4, 6, 7, 8, 9},
    {.count = 12, 2, 3, 4, 6, 7, 8, 9},
};

static void read_columns(struct text text, char separator, struct columns *columns)
{
    columns->count = 0;
    while (columns->count < COLUMNS_MOST) {
        struct text rest = {0};
        struct text *value = &columns->values[columns->count];
        const struct text mark = {&separator, 1};

        columns->count++;
        if (!text_cut(text, mark, value, &rest)) {
            *value = text;
            return;
        }
        text = rest;
    }
    columns->count = 0; /* more than any version has */
}

/* "2026-11-03 08:05:01", "Tue Nov  3 08:05:01 2026". */
static timestamp read_time(struct text text, const struct zone *zone)
{
    timestamp when = TIMESTAMP_NONE;
    bool has_zone = false;

    if (log_time_take_ctime(&text, zone, &when))
        return text.length == 0 ? when : TIMESTAMP_NONE;
    if (timestamp_take_iso(&text, &when, &has_zone) && text.length == 0 && !has_zone) {
        struct civil civil = civil_from_timestamp(when);

        return zone_instant(zone, &civil);
    }
    return TIMESTAMP_NONE;
}

static timestamp read_seconds(struct text text)
{
    int64_t seconds = gateway_number(text);

    return seconds > 0 && seconds < TIMESTAMP_LATEST / SECOND ? seconds * SECOND : TIMESTAMP_NONE;
}

static const struct client_layout *find_layout(size_t count)
{
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        if (layouts[i].count == count)
            return &layouts[i];
    }
    return NULL;
}

/* A column that may be missing in this version. */
static struct text at(const struct columns *columns, size_t index)
{
    const struct text none = {0};

    return index > 0 && index < columns->count ? columns->values[index] : none;
}

static bool read_client(const struct columns *columns, const struct zone *zone,
                        struct gateway_event *said, timestamp *since)
{
    const struct client_layout *layout = find_layout(columns->count);
    struct openvpn_peer peer = {0};

    if (!layout || !openvpn_peer_read(columns->values[1], &peer))
        return false;
    said->source_bytes = gateway_number(columns->values[layout->received]);
    said->destination_bytes = gateway_number(columns->values[layout->received + 1]);
    *since = layout->since_number ? read_seconds(columns->values[layout->since_number])
                                  : read_time(columns->values[layout->since], zone);
    if (said->source_bytes == GATEWAY_UNSAID || said->destination_bytes == GATEWAY_UNSAID ||
        *since == TIMESTAMP_NONE)
        return false;
    said->action = TEXT("vpn_session_status");
    said->category = TEXT("session");
    said->outcome = TEXT("unknown");
    said->user = at(columns, layout->user);
    if (said->user.length == 0 || text_equal(said->user, TEXT("UNDEF")))
        said->user = columns->values[0];
    if (text_equal(said->user, TEXT("UNDEF")))
        said->user.length = 0;
    said->source = peer.address;
    said->source_port = peer.port;
    said->inner_address = at(columns, layout->virtual_address);
    if (!address_is(said->inner_address))
        said->inner_address = at(columns, layout->virtual_address_6);
    said->session = at(columns, layout->number);
    return true;
}

/* "10.8.0.6,jdoe,203.0.113.7:51022,Tue Nov  3 08:05:01 2026[,1793693101]" */
static bool read_route(const struct columns *columns, struct gateway_event *said)
{
    struct openvpn_peer peer = {0};

    if ((columns->count != 4 && columns->count != 5) ||
        !openvpn_peer_read(columns->values[2], &peer))
        return false;
    said->action = TEXT("vpn_route_learned");
    said->category = TEXT("network");
    said->outcome = TEXT("unknown");
    said->inner_address = columns->values[0];
    said->user = columns->values[1];
    said->source = peer.address;
    said->source_port = peer.port;
    return true;
}

/* Takes "CLIENT_LIST," or the same with a tab. */
static bool take_label(struct text *text, const char *label, char *separator)
{
    struct text rest = *text;

    if (!text_take(&rest, text_of(label)) || rest.length == 0 ||
        (rest.data[0] != ',' && rest.data[0] != '\t'))
        return false;
    *separator = rest.data[0];
    *text = text_from(rest, 1);
    return true;
}

/* Lines that frame the lists. */
static bool is_frame(struct text text)
{
    static const char *const starts[] = {
        "TITLE",
        "HEADER",
        "GLOBAL_STATS",
        "END",
        "OpenVPN CLIENT LIST",
        "OpenVPN STATISTICS",
        "Common Name,",
        "ROUTING TABLE",
        "Virtual Address,",
        "GLOBAL STATS",
        "Max bcast/mcast queue length",
    };

    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (text_starts_with(text, text_of(starts[i])))
            return true;
    }
    return false;
}

/* "TIME,Tue Nov  3 08:05:01 2026,1793693101", "Updated,2026-11-03 08:05:01" */
static bool read_clock(struct text text, const struct zone *zone, struct event *event)
{
    struct columns columns = {0};
    timestamp when = TIMESTAMP_NONE;
    char separator = ',';

    if (!take_label(&text, "TIME", &separator) && !take_label(&text, "Updated", &separator))
        return false;
    read_columns(text, separator, &columns);
    when = columns.count > 1 ? read_seconds(columns.values[1]) : read_time(text, zone);
    if (when != TIMESTAMP_NONE) {
        event->time = when;
        event->time_is_arrival = false;
    }
    return true;
}

static bool read_listed(struct text text, const struct zone *zone, struct gateway_event *said,
                        timestamp *since)
{
    struct columns columns = {0};
    char separator = ',';

    if (take_label(&text, "ROUTING_TABLE", &separator)) {
        read_columns(text, separator, &columns);
        return read_route(&columns, said);
    }
    take_label(&text, "CLIENT_LIST", &separator);
    read_columns(text, separator, &columns);
    return read_client(&columns, zone, said, since) || read_route(&columns, said);
}

static void put_start(timestamp since, struct event *event)
{
    char text[TIMESTAMP_TEXT_SIZE];

    if (since != TIMESTAMP_NONE && event_wants(event, FIELD_EVENT_START))
        event_put_text(event, FIELD_EVENT_START,
                       arena_copy(event->arena, text_of(timestamp_write(since, text))));
}

static bool decode_openvpn_status(const struct decoder *decoder,
                                  const struct decode_context *context, struct event *event)
{
    struct gateway_event said = gateway_event_none();
    struct text text = event->record->text;
    timestamp since = TIMESTAMP_NONE;

    (void)decoder;
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    event_put_text(event, FIELD_MESSAGE, text);
    if (read_clock(text, context->zone, event) || is_frame(text))
        return true;
    if (!read_listed(text, context->zone, &said, &since))
        return false;
    gateway_event_put(&said, event);
    put_start(since, event);
    return true;
}

static const struct decoder_kind kinds[] = {
    {"status", {{.category = "vpn", .product = "openvpn", .service = "status"}}},
};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},      {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},     {FIELD_EVENT_START, ORIGIN_DERIVED},
    {FIELD_EVENT_COUNT, ORIGIN_DERIVED},       {FIELD_MESSAGE, ORIGIN_VERBATIM},
    {FIELD_USER_NAME, ORIGIN_VERBATIM},        {FIELD_SESSION_ID, ORIGIN_VERBATIM},
    {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},   {FIELD_SOURCE_IP, ORIGIN_VERBATIM},
    {FIELD_SOURCE_PORT, ORIGIN_DERIVED},       {FIELD_SOURCE_BYTES, ORIGIN_DERIVED},
    {FIELD_DESTINATION_BYTES, ORIGIN_DERIVED}, {FIELD_CLIENT_NAT_IP, ORIGIN_VERBATIM},
};

const struct decoder openvpn_status_decoder = {
    .name = "openvpn-status",
    .description = "OpenVPN's status file, versions 1 to 3; copies of it that grow",
    .decode = decode_openvpn_status,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};
