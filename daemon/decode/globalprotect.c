#include "decode/globalprotect.h"

#include "decode/gateway_event.h"
#include "decode/panos_event.h"
#include "decode/panos_line.h"
#include "decode/syslog_frame.h"

/* "CORP\\jdoe" in its two parts. */
static void split_user(struct gateway_event *said, struct text *domain)
{
    size_t backslash = 0;

    if (!text_find(said->user, TEXT("\\"), &backslash))
        return;
    *domain = text_until(said->user, backslash);
    said->user = text_from(said->user, backslash + 1);
}

/* A country's two letters; private addresses have their range there. */
static bool is_country(struct text region)
{
    return region.length == 2 && region.data[0] >= 'A' && region.data[0] <= 'Z' &&
           region.data[1] >= 'A' && region.data[1] <= 'Z';
}

static int64_t count_of(const struct panos_event *found, const struct record *record)
{
    int64_t repeat = gateway_number(found->repeat);
    int64_t count = (int64_t)record->count * found->said.count;

    return repeat > 0 && repeat < UINT32_MAX ? count * repeat : count;
}

static void put_rest(const struct panos_line *line, const struct panos_event *found,
                     struct event *event)
{
    event_put_said(event, FIELD_LOG_LOGGER, panos_line_column(line, PANOS_TYPE));
    if (!text_equal(panos_line_column(line, PANOS_SUBTYPE), TEXT("0")))
        event_put_said(event, FIELD_LOG_LOGGER, panos_line_column(line, PANOS_SUBTYPE));
    event_put_said(event, FIELD_LOG_LEVEL, found->level);
    event_put_said(event, FIELD_OBSERVER_NAME, found->device);
    event_put_said(event, FIELD_RULE_CATEGORY, found->category);
    event_put_said(event, FIELD_HTTP_METHOD, found->method);
    event_put_said(event, FIELD_HTTP_REFERRER, found->referrer);
    if (is_country(found->region))
        event_put_text(event, FIELD_SOURCE_COUNTRY, found->region);
}

static void put_frame(const struct panos_line *line, const struct panos_event *found,
                      const struct decode_context *context, struct event *event)
{
    struct syslog_frame frame = {.time = TIMESTAMP_NONE, .priority = -1};
    timestamp time = panos_line_time(line, found->precise, context->zone);

    syslog_frame_read(line->header, context->zone, event->record->modified, &frame);
    frame.message = found->description.length > 0 ? found->description : line->body;
    frame.program = frame.pid = (struct text){0};
    if (time != TIMESTAMP_NONE)
        frame.time = time;
    syslog_frame_put(&frame, event);
}

static bool decode_globalprotect(const struct decoder *decoder,
                                 const struct decode_context *context, struct event *event)
{
    struct panos_line *line = arena_alloc(event->arena, sizeof *line);
    struct panos_event found = {0};
    struct text domain = {0};

    (void)decoder;
    event->kind = PANOS_OTHER;
    if (!panos_line_read(event->record->text, event->arena, line)) {
        event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
        return false;
    }
    panos_event_read(line, &found);
    event->kind = found.kind;
    put_frame(line, &found, context, event);
    split_user(&found.said, &domain);
    gateway_event_put(&found.said, event);
    event_put_said(event, FIELD_USER_DOMAIN, domain);
    put_rest(line, &found, event);
    event_put_integer(event, FIELD_EVENT_COUNT, count_of(&found, event->record));
    return true;
}

static const struct decoder_kind kinds[PANOS_KINDS] = {
    [PANOS_GLOBALPROTECT] =
        {"globalprotect",
         {{.category = "vpn", .product = "paloalto", .service = "globalprotect"},
          {.category = "appliance", .product = "paloalto", .service = "globalprotect"}}},
    [PANOS_SYSTEM] = {"system",
                      {{.category = "vpn", .product = "paloalto"},
                       {.product = "paloalto", .service = "system"}}},
    [PANOS_CONFIG] = {"config",
                      {{.category = "vpn", .product = "paloalto"},
                       {.product = "paloalto", .service = "config"}}},
    [PANOS_TRAFFIC] = {"traffic",
                       {{.category = "firewall", .product = "paloalto", .service = "traffic"}}},
    [PANOS_URL] = {"url", {{.category = "proxy", .product = "paloalto", .service = "url"}}},
    [PANOS_THREAT] = {"threat", {{.product = "paloalto", .service = "threat"}}},
    [PANOS_OTHER] = {"other", {{.product = "paloalto"}}},
};

static const struct decoder_field fields[] = {
    GATEWAY_FIELDS,
    {FIELD_LOG_LOGGER, ORIGIN_VERBATIM},
    {FIELD_LOG_LEVEL, ORIGIN_VERBATIM},
    {FIELD_RULE_CATEGORY, ORIGIN_VERBATIM},
    {FIELD_OBSERVER_NAME, ORIGIN_VERBATIM},
    {FIELD_PROCESS_COMMAND_LINE, ORIGIN_VERBATIM},
    {FIELD_USER_DOMAIN, ORIGIN_VERBATIM},
    {FIELD_SOURCE_COUNTRY, ORIGIN_VERBATIM},
    {FIELD_NETWORK_BYTES, ORIGIN_DERIVED},
    {FIELD_NETWORK_TRANSPORT, ORIGIN_VERBATIM},
    {FIELD_HTTP_METHOD, ORIGIN_VERBATIM},
    {FIELD_HTTP_REFERRER, ORIGIN_VERBATIM},
};

static const char *const escapes[] = {"\"\"", NULL};

static const char *const aliases[] = {"paloalto", "palo-alto", "pan-os", "panos", NULL};

const struct decoder globalprotect_decoder = {
    .name = "globalprotect",
    .aliases = aliases,
    .description = "Palo Alto's PAN-OS: GlobalProtect, traffic, URLs, threats, changes",
    .decode = decode_globalprotect,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
    .escapes = escapes,
};
