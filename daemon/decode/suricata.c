#include "decode/suricata.h"

#include "base/address.h"
#include "decode/escape.h"
#include "decode/json_event.h"
#include "decode/json_scout.h"
#include "decode/syslog_frame.h"
#include "decode/web_target.h"

enum { NANOSECONDS_PER_MICROSECOND = 1000, FIRST_ERROR = 400, TYPE_LONGEST = 64 };

/* In order of path. */
static const struct json_name names[] = {
    {"alert.category", FIELD_RULE_CATEGORY},
    {"alert.severity", FIELD_EVENT_SEVERITY},
    {"alert.signature", FIELD_RULE_NAME},
    {"alert.signature_id", FIELD_EVENT_CODE},
    {"anomaly.event", FIELD_RULE_NAME},
    {"app_proto", FIELD_NETWORK_PROTOCOL},
    {"community_id", FIELD_NETWORK_COMMUNITY_ID},
    {"dest_ip", FIELD_DESTINATION_ADDRESS},
    {"dest_ip", FIELD_DESTINATION_IP},
    {"dest_port", FIELD_DESTINATION_PORT},
    {"dns.answers.rdata", FIELD_DNS_ANSWERS},
    {"dns.grouped.A", FIELD_DNS_RESOLVED_IP},
    {"dns.grouped.AAAA", FIELD_DNS_RESOLVED_IP},
    {"dns.id", FIELD_DNS_ID},
    {"dns.queries.rrname", FIELD_DNS_QUESTION_NAME},
    {"dns.queries.rrtype", FIELD_DNS_QUESTION_TYPE},
    {"dns.query.rrname", FIELD_DNS_QUESTION_NAME},
    {"dns.query.rrtype", FIELD_DNS_QUESTION_TYPE},
    {"dns.rcode", FIELD_DNS_RESPONSE_CODE},
    {"dns.rdata", FIELD_DNS_ANSWERS},
    {"dns.rrname", FIELD_DNS_QUESTION_NAME},
    {"dns.rrtype", FIELD_DNS_QUESTION_TYPE},
    {"ether.src_mac", FIELD_SOURCE_MAC},
    {"fileinfo.filename", FIELD_FILE_PATH},
    {"fileinfo.sha256", FIELD_FILE_HASH},
    {"fileinfo.size", FIELD_FILE_SIZE},
    {"flow.bytes_toclient", FIELD_DESTINATION_BYTES},
    {"flow.bytes_toserver", FIELD_SOURCE_BYTES},
    {"flow_id", FIELD_EVENT_ID},
    {"host", FIELD_OBSERVER_NAME},
    {"http.hostname", FIELD_DESTINATION_DOMAIN},
    {"http.hostname", FIELD_URL_DOMAIN},
    {"http.http_content_type", FIELD_HTTP_MIME_TYPE},
    {"http.http_method", FIELD_HTTP_METHOD},
    {"http.http_port", FIELD_URL_PORT},
    {"http.http_refer", FIELD_HTTP_REFERRER},
    {"http.http_user_agent", FIELD_USER_AGENT},
    {"http.length", FIELD_HTTP_BODY_BYTES},
    {"http.status", FIELD_HTTP_STATUS},
    {"in_iface", FIELD_SOURCE_INTERFACE},
    {"krb5.cname", FIELD_USER_NAME},
    {"quic.sni", FIELD_DESTINATION_DOMAIN},
    {"quic.sni", FIELD_TLS_SERVER_NAME},
    {"smb.ntlmssp.domain", FIELD_USER_DOMAIN},
    {"smb.ntlmssp.user", FIELD_USER_NAME},
    {"smtp.mail_from", FIELD_USER_EMAIL},
    {"src_ip", FIELD_SOURCE_ADDRESS},
    {"src_ip", FIELD_SOURCE_IP},
    {"src_port", FIELD_SOURCE_PORT},
    {"tls.issuerdn", FIELD_TLS_ISSUER},
    {"tls.ja3.hash", FIELD_TLS_JA3},
    {"tls.sni", FIELD_DESTINATION_DOMAIN},
    {"tls.sni", FIELD_TLS_SERVER_NAME},
    {"tls.subject", FIELD_TLS_SUBJECT},
    {"tls.version", FIELD_TLS_VERSION},
};

static const struct json_names all_names = JSON_NAMES(names);

/* What a type of event is here; its place is the event's kind. */
static const struct type {
    const char *name;
    const char *action;
} types[] = {
    {"alert", "ids_alert"},   {"anomaly", "network_anomaly"},    {"dns", "dns_query"},
    {"dns", "dns_answer"},    {"fileinfo", "file_transferred"},  {"flow", "network_connection"},
    {"http", "http_request"}, {"netflow", "network_connection"}, {"quic", "quic_connection"},
    {"smtp", "smtp_message"}, {"ssh", "ssh_connection"},         {"tls", "tls_handshake"},
};

enum {
    TYPES = sizeof types / sizeof *types,
    KIND_DNS = 2,
    KIND_DNS_ANSWER = 3,
    KIND_HTTP = 6,
    KIND_OTHER = TYPES
};

static bool is_answer(struct text dns_type)
{
    return text_equal(dns_type, TEXT("answer")) || text_equal(dns_type, TEXT("response"));
}

static unsigned kind_of(struct text type, struct text dns_type)
{
    unsigned kind = 0;

    while (kind < TYPES && !text_equal(type, text_of(types[kind].name)))
        kind++;
    return kind == KIND_DNS && is_answer(dns_type) ? KIND_DNS_ANSWER : kind;
}

static void put_action(struct event *event, struct text type)
{
    struct text action = {0};

    if (!event_wants(event, FIELD_EVENT_ACTION))
        return;
    if (event->kind == KIND_OTHER)
        action =
            arena_printf(event->arena, "suricata_%.*s", TEXT_ARGS(text_until(type, TYPE_LONGEST)));
    else
        action = text_of(types[event->kind].action);
    event_put_text(event, FIELD_EVENT_ACTION, action);
}

static void put_outcome(struct event *event, struct text code, struct text status)
{
    struct text outcome = TEXT("unknown");
    uint64_t number = 0;

    if (event->kind == KIND_DNS_ANSWER && code.length > 0)
        outcome = text_equal(code, TEXT("NOERROR")) ? TEXT("success") : TEXT("failure");
    else if (event->kind == KIND_HTTP && text_to_unsigned(status, &number))
        outcome = number < FIRST_ERROR ? TEXT("success") : TEXT("failure");
    event_put_text(event, FIELD_EVENT_OUTCOME, outcome);
}

/* Whether an alert's packets went through. */
static void put_verdict(struct event *event, struct text verdict)
{
    if (text_equal(verdict, TEXT("allowed")))
        event_put_text(event, FIELD_EVENT_TYPE, TEXT("allowed"));
    else if (verdict.length > 0)
        event_put_text(event, FIELD_EVENT_TYPE, TEXT("denied"));
}

/* What is looked for first, in one pass. */
enum {
    WISH_TIME,
    WISH_TYPE,
    WISH_PROTOCOL,
    WISH_DNS_TYPE,
    WISH_DNS_CODE,
    WISH_STATUS,
    WISH_URL,
    WISH_HOST,
    WISH_HTTP_PROTOCOL,
    WISH_FLOW_START,
    WISH_FLOW_END,
    WISH_VERDICT,
    WISHES
};

static void put_duration(struct event *event, const struct json_wish *start,
                         const struct json_wish *end)
{
    timestamp from = 0;
    timestamp to = 0;

    if (!event_wants(event, FIELD_EVENT_DURATION) || !start->is_found || !end->is_found)
        return;
    from = json_event_time(&start->value, NULL);
    to = json_event_time(&end->value, NULL);
    if (from != TIMESTAMP_NONE && to >= from &&
        to - from <= INT64_MAX / NANOSECONDS_PER_MICROSECOND)
        event_put_integer(event, FIELD_EVENT_DURATION, (to - from) * NANOSECONDS_PER_MICROSECOND);
}

/* http.url is a whole URL of a proxy's, else the path. */
static void put_request(struct event *event, const struct json_wish *wishes)
{
    struct text url = json_wish_text(event->arena, &wishes[WISH_URL]);
    struct text protocol = json_wish_text(event->arena, &wishes[WISH_HTTP_PROTOCOL]);

    if (url.length > 0)
        web_target_put_request(event, json_wish_text(event->arena, &wishes[WISH_HOST]), url);
    if (text_take(&protocol, TEXT("HTTP/")))
        event_put_said(event, FIELD_HTTP_VERSION, protocol);
}

/* Answers that are addresses, of the layouts that do not group them. */
static void put_address(struct event *event, struct text text)
{
    struct text answer = {0};
    struct value grouped = {0};

    if (!event_wants(event, FIELD_DNS_RESOLVED_IP) ||
        json_event_find(event, text, "dns.grouped.A", &grouped) ||
        json_event_find(event, text, "dns.grouped.AAAA", &grouped))
        return;
    answer = json_event_text(event, text, "dns.rdata");
    if (answer.length == 0)
        answer = json_event_text(event, text, "dns.answers.rdata");
    if (address_is(answer))
        event_put_text(event, FIELD_DNS_RESOLVED_IP, answer);
}

static void set_time(struct event *event, const struct json_wish *wish, const struct zone *zone)
{
    timestamp when = wish->is_found ? json_event_time(&wish->value, zone) : TIMESTAMP_NONE;

    if (when == TIMESTAMP_NONE)
        return;
    event->time = when;
    event->time_is_arrival = false;
}

static void put_scouted(struct event *event, const struct json_wish *wishes)
{
    struct arena *arena = event->arena;
    struct text type = json_wish_text(arena, &wishes[WISH_TYPE]);

    event->kind = kind_of(type, json_wish_text(arena, &wishes[WISH_DNS_TYPE]));
    put_action(event, type);
    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("network"));
    event_put_integer(event, FIELD_EVENT_COUNT,
                      event->kind == KIND_DNS_ANSWER ? 0 : event->record->count);
    event_put_said(event, FIELD_NETWORK_TRANSPORT,
                   escape_lower_case(arena, json_wish_text(arena, &wishes[WISH_PROTOCOL])));
    put_outcome(event, json_wish_text(arena, &wishes[WISH_DNS_CODE]),
                json_wish_text(arena, &wishes[WISH_STATUS]));
    put_verdict(event, json_wish_text(arena, &wishes[WISH_VERDICT]));
}

static bool decode_object(struct event *event, struct text text, const struct zone *zone)
{
    struct json_wish wishes[WISHES] = {
        [WISH_TIME] = {.name = "timestamp"},
        [WISH_TYPE] = {.name = "event_type"},
        [WISH_PROTOCOL] = {.name = "proto"},
        [WISH_DNS_TYPE] = {.outer = "dns", .name = "type"},
        [WISH_DNS_CODE] = {.outer = "dns", .name = "rcode"},
        [WISH_STATUS] = {.outer = "http", .name = "status"},
        [WISH_URL] = {.outer = "http", .name = "url"},
        [WISH_HOST] = {.outer = "http", .name = "hostname"},
        [WISH_HTTP_PROTOCOL] = {.outer = "http", .name = "protocol"},
        [WISH_FLOW_START] = {.outer = "flow", .name = "start"},
        [WISH_FLOW_END] = {.outer = "flow", .name = "end"},
        [WISH_VERDICT] = {.outer = "alert", .name = "action"},
    };

    json_scout(event->arena, text, wishes, WISHES);
    set_time(event, &wishes[WISH_TIME], zone);
    put_scouted(event, wishes);
    put_duration(event, &wishes[WISH_FLOW_START], &wishes[WISH_FLOW_END]);
    put_request(event, wishes);
    if (event->kind == KIND_DNS_ANSWER)
        put_address(event, text);
    return json_event_read(event, text, &all_names);
}

static bool decode_suricata(const struct decoder *decoder, const struct decode_context *context,
                            struct event *event)
{
    const struct record *record = event->record;
    struct syslog_frame frame = {0};
    struct text text = text_trim(record->text);
    size_t start = 0;

    (void)decoder;
    event->kind = KIND_OTHER;
    if (!text_find(text, TEXT("{"), &start))
        return false;
    if (start > 0 && syslog_frame_read(text, context->zone, record->modified, &frame))
        syslog_frame_put(&frame, event);
    text = text_from(text, start);
    return decode_object(event, text, context->zone);
}

/* As types[]; the last is any other. */
static const struct decoder_kind kinds[] = {
    {"alert", {{.product = "suricata", .service = "alert"}}},
    {"anomaly", {{.product = "suricata", .service = "anomaly"}}},
    {"dns", {{.category = "dns"}, {.product = "suricata", .service = "dns"}}},
    {"dns_answer", {{.product = "suricata", .service = "dns"}}},
    {"fileinfo", {{.product = "suricata", .service = "fileinfo"}}},
    {"flow", {{.product = "suricata", .service = "flow"}}},
    {"http", {{.category = "proxy"}, {.product = "suricata", .service = "http"}}},
    {"netflow", {{.product = "suricata", .service = "netflow"}}},
    {"quic", {{.product = "suricata", .service = "quic"}}},
    {"smtp", {{.product = "suricata", .service = "smtp"}}},
    {"ssh", {{.product = "suricata", .service = "ssh"}}},
    {"tls", {{.product = "suricata", .service = "tls"}}},
    {"other", {{.product = "suricata"}}},
};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},
    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_EVENT_TYPE, ORIGIN_DERIVED},
    {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
    {FIELD_EVENT_DURATION, ORIGIN_DERIVED},
    {FIELD_FLAGS, ORIGIN_DERIVED},
    {FIELD_URL_FULL, ORIGIN_DERIVED},
    {FIELD_URL_SCHEME, ORIGIN_VERBATIM},
    {FIELD_URL_PATH, ORIGIN_VERBATIM},
    {FIELD_URL_QUERY, ORIGIN_VERBATIM},
    {FIELD_URL_EXTENSION, ORIGIN_VERBATIM},
    {FIELD_HTTP_VERSION, ORIGIN_VERBATIM},
    {FIELD_DNS_TYPE, ORIGIN_DERIVED},
    {FIELD_HOST_NAME, ORIGIN_VERBATIM},
    {FIELD_PROCESS_NAME, ORIGIN_VERBATIM},
    {FIELD_PROCESS_PID, ORIGIN_DERIVED},
    {FIELD_MESSAGE, ORIGIN_VERBATIM},
    {FIELD_SYSLOG_FACILITY, ORIGIN_DERIVED},
    {FIELD_SYSLOG_SEVERITY, ORIGIN_DERIVED},
    {FIELD_SYSLOG_MSGID, ORIGIN_VERBATIM},
    {FIELD_RULE_CATEGORY, ORIGIN_VERBATIM},
    {FIELD_EVENT_SEVERITY, ORIGIN_VERBATIM},
    {FIELD_RULE_NAME, ORIGIN_VERBATIM},
    {FIELD_EVENT_CODE, ORIGIN_VERBATIM},
    {FIELD_NETWORK_PROTOCOL, ORIGIN_VERBATIM},
    {FIELD_NETWORK_COMMUNITY_ID, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_IP, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_PORT, ORIGIN_VERBATIM},
    {FIELD_DNS_ANSWERS, ORIGIN_VERBATIM},
    {FIELD_DNS_RESOLVED_IP, ORIGIN_VERBATIM},
    {FIELD_DNS_ID, ORIGIN_VERBATIM},
    {FIELD_DNS_QUESTION_NAME, ORIGIN_VERBATIM},
    {FIELD_DNS_QUESTION_TYPE, ORIGIN_VERBATIM},
    {FIELD_DNS_RESPONSE_CODE, ORIGIN_VERBATIM},
    {FIELD_SOURCE_MAC, ORIGIN_VERBATIM},
    {FIELD_FILE_PATH, ORIGIN_VERBATIM},
    {FIELD_FILE_HASH, ORIGIN_VERBATIM},
    {FIELD_FILE_SIZE, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_BYTES, ORIGIN_VERBATIM},
    {FIELD_SOURCE_BYTES, ORIGIN_VERBATIM},
    {FIELD_EVENT_ID, ORIGIN_VERBATIM},
    {FIELD_OBSERVER_NAME, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_DOMAIN, ORIGIN_VERBATIM},
    {FIELD_URL_DOMAIN, ORIGIN_VERBATIM},
    {FIELD_HTTP_MIME_TYPE, ORIGIN_VERBATIM},
    {FIELD_HTTP_METHOD, ORIGIN_VERBATIM},
    {FIELD_URL_PORT, ORIGIN_VERBATIM},
    {FIELD_HTTP_REFERRER, ORIGIN_VERBATIM},
    {FIELD_USER_AGENT, ORIGIN_VERBATIM},
    {FIELD_HTTP_BODY_BYTES, ORIGIN_VERBATIM},
    {FIELD_HTTP_STATUS, ORIGIN_VERBATIM},
    {FIELD_SOURCE_INTERFACE, ORIGIN_VERBATIM},
    {FIELD_USER_NAME, ORIGIN_VERBATIM},
    {FIELD_NETWORK_TRANSPORT, ORIGIN_VERBATIM},
    {FIELD_TLS_SERVER_NAME, ORIGIN_VERBATIM},
    {FIELD_USER_DOMAIN, ORIGIN_VERBATIM},
    {FIELD_USER_EMAIL, ORIGIN_VERBATIM},
    {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_SOURCE_IP, ORIGIN_VERBATIM},
    {FIELD_SOURCE_PORT, ORIGIN_VERBATIM},
    {FIELD_TLS_ISSUER, ORIGIN_VERBATIM},
    {FIELD_TLS_JA3, ORIGIN_VERBATIM},
    {FIELD_TLS_SUBJECT, ORIGIN_VERBATIM},
    {FIELD_TLS_VERSION, ORIGIN_VERBATIM},
};

static const char *const aliases[] = {"eve", NULL};
static const char *const escapes[] = {"\\", NULL};

const struct decoder suricata_decoder = {
    .name = "suricata",
    .aliases = aliases,
    .description = "Suricata's eve.json",
    .shape = SHAPE_JSON,
    .decode = decode_suricata,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
    .has_free_names = true,
    .escapes = escapes,
};
