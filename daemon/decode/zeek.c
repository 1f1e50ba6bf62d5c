#include "decode/zeek.h"

#include <math.h>
#include <string.h>

#include "base/address.h"
#include "base/json_reader.h"
#include "decode/escape.h"
#include "decode/json_scout.h"
#include "decode/log_time.h"
#include "decode/web_target.h"
#include "decode/zeek_layout.h"
#include "model/reserved_name.h"

enum { NANOSECONDS_PER_MICROSECOND = 1000, FIRST_ERROR = 400, PATH_LONGEST = 64 };

/* The values of columns that have a role; those of lists but their first are in next. */
struct facts {
    struct value values[ZEEK_ROLES];
    bool is_there[ZEEK_ROLES];
};

static bool is_true(const struct value *value)
{
    return value->kind == VALUE_BOOLEAN && value->integer;
}

static struct text outcome_of(struct arena *arena, const struct facts *facts)
{
    struct text success = TEXT("success");
    struct text failure = TEXT("failure");

    if (facts->is_there[ZEEK_SUCCESS])
        return is_true(&facts->values[ZEEK_SUCCESS]) ? success : failure;
    if (facts->is_there[ZEEK_STATUS] && facts->values[ZEEK_STATUS].kind == VALUE_INTEGER)
        return facts->values[ZEEK_STATUS].integer < FIRST_ERROR ? success : failure;
    if (facts->is_there[ZEEK_CODE])
        return text_equal(value_text(arena, &facts->values[ZEEK_CODE]), TEXT("NOERROR")) ? success
                                                                                         : failure;
    if (facts->is_there[ZEEK_RESULT])
        return text_equal_caseless(value_text(arena, &facts->values[ZEEK_RESULT]), success)
                   ? success
                   : failure;
    return TEXT("unknown");
}

static void put_duration(struct event *event, const struct facts *facts)
{
    timestamp length = 0;

    if (event_wants(event, FIELD_EVENT_DURATION) && facts->is_there[ZEEK_DURATION] &&
        log_time_read_epoch(value_text(event->arena, &facts->values[ZEEK_DURATION]), &length) &&
        length <= INT64_MAX / NANOSECONDS_PER_MICROSECOND)
        event_put_integer(event, FIELD_EVENT_DURATION, length * NANOSECONDS_PER_MICROSECOND);
}

static void put_url(struct event *event, const struct facts *facts)
{
    if (facts->is_there[ZEEK_URI])
        web_target_put_request(event, value_text(event->arena, &facts->values[ZEEK_HOST]),
                               value_text(event->arena, &facts->values[ZEEK_URI]));
}

static void put_facts(struct event *event, const struct zeek_log *log, struct text path,
                      const struct facts *facts)
{
    struct text action = text_of(log->action);

    if (action.length == 0 && event_wants(event, FIELD_EVENT_ACTION))
        action = arena_printf(event->arena, "zeek_%.*s", TEXT_ARGS(text_until(path, PATH_LONGEST)));
    event_put_text(event, FIELD_EVENT_ACTION, action);
    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("network"));
    event_put_text(event, FIELD_EVENT_OUTCOME, outcome_of(event->arena, facts));
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    put_duration(event, facts);
    put_url(event, facts);
}

static void set_time(struct event *event, timestamp when)
{
    event->time = when;
    event->time_is_arrival = false;
}

/* One value of a column, which is neither unset nor empty. */
static struct value read_value(struct arena *arena, enum zeek_type type, struct text text)
{
    struct value value = {.kind = VALUE_TEXT, .text = text};
    double real = 0;

    if (type == ZEEK_BOOLEAN)
        return (struct value){.kind = VALUE_BOOLEAN, .integer = text_equal(text, TEXT("T"))};
    if (type == ZEEK_TEXT)
        value.text = escape_backslash(arena, text);
    else if (json_reader_number(text, &value.integer, &real))
        value.kind = VALUE_INTEGER;
    else if (!isnan(real))
        value = (struct value){.kind = VALUE_REAL, .text = text, .real = real};
    return value;
}

/* Puts a value under the column's own name and under ours. */
static void put_value(struct event *event, const struct zeek_column *column, int slot,
                      const struct value *value)
{
    event_put_slot(event, slot, column->name, value);
    for (size_t i = 0; i < column->name_count; i++) {
        enum field field = column->names[i].field;

        if (event_wants(event, field) &&
            !text_equal(text_of(column->names[i].path), field_name(field)))
            event_put_slot(event, wanted_fields_slot(event->wanted, field), field_name(field),
                           value);
    }
}

static bool is_wanted(const struct event *event, const struct zeek_column *column, int slot)
{
    if (event->whole || slot != SLOT_NONE || column->role != ZEEK_NONE)
        return true;
    for (size_t i = 0; i < column->name_count; i++) {
        if (event_wants(event, column->names[i].field))
            return true;
    }
    return false;
}

static void put_answer(struct event *event, const struct value *value)
{
    if (event_wants(event, FIELD_DNS_RESOLVED_IP) && address_is(value->text))
        event_put_text(event, FIELD_DNS_RESOLVED_IP, value->text);
}

static void put_column(struct event *event, const struct layout *layout,
                       const struct zeek_column *column, struct text text, struct facts *facts)
{
    int slot = wanted_fields_find(event->wanted, column->name);
    bool is_more = true;

    if (text_equal(text, layout->unset) || !is_wanted(event, column, slot))
        return;
    if (column->is_reserved)
        event_flag(event, TEXT(RESERVED_FLAG));
    if (text_equal(text, layout->empty)) {
        if (!column->is_list)
            put_value(event, column, slot, &(struct value){.kind = VALUE_TEXT, .text = TEXT("")});
        return;
    }
    while (is_more) {
        struct text one = text;
        struct value value = {0};

        is_more = column->is_list && text_cut(text, layout->set_separator, &one, &text);
        value = read_value(event->arena, column->type, one);
        put_value(event, column, slot, &value);
        if (column->role == ZEEK_ANSWERS)
            put_answer(event, &value);
        if (column->role != ZEEK_NONE && !facts->is_there[column->role]) {
            facts->values[column->role] = value;
            facts->is_there[column->role] = true;
        }
    }
}

static bool decode_columns(const struct layout *layout, struct event *event)
{
    struct text rest = event->record->text;
    struct facts facts = {0};
    size_t count = 0;
    bool is_more = true;
    timestamp when = 0;

    if (text_starts_with(rest, TEXT("#")))
        return false;
    event->kind = (unsigned)layout->kind;
    for (; is_more && count < layout->column_count; count++) {
        const struct zeek_column *column = &layout->columns[count];
        struct text text = {0};

        is_more = text_cut(rest, layout->separator, &text, &rest);
        if (count == 0 && log_time_read_epoch(text, &when) && column->type == ZEEK_REAL)
            set_time(event, when);
        put_column(event, layout, column, text, &facts);
    }
    put_facts(event, layout->log, layout->path, &facts);
    return !is_more && count == layout->column_count;
}

/* "dns" of "/opt/zeek/logs/current/dns.log" and of "zeek_dns.json". */
static struct text path_of_file(const char *file)
{
    struct text path = text_of(file);
    struct text head = {0};
    struct text rest = {0};
    size_t slash = 0;

    if (text_find_last(path, TEXT("/"), &slash))
        path = text_from(path, slash + 1);
    text_cut(path, TEXT("."), &head, &rest);
    if (!text_take(&head, TEXT("zeek_")))
        text_take(&head, TEXT("zeek-"));
    return head;
}

/* All columns with a role in any log, behind the two that tell of the record. */
static const char *const scouted[] = {
    "_path",      "ts",     "answers", "auth_success", "duration", "established", "host",
    "rcode_name", "result", "rtt",     "status_code",  "success",  "uri",
};

enum { WISH_PATH, WISH_TIME, WISHES = sizeof scouted / sizeof *scouted };

static void gather_facts(const struct zeek_log *log, const struct json_wish *wishes,
                         struct facts *facts)
{
    for (size_t i = 0; i < ZEEK_ROLE_COLUMNS_MOST && log->roles[i].column; i++) {
        enum zeek_role role = log->roles[i].role;

        for (size_t k = 0; k < WISHES; k++) {
            if (!wishes[k].is_found || strcmp(wishes[k].name, log->roles[i].column) != 0)
                continue;
            facts->values[role] = wishes[k].value;
            facts->is_there[role] = true;
        }
    }
}

static bool decode_json(const struct decode_context *context, struct event *event)
{
    struct text text = event->record->text;
    struct json_wish wishes[WISHES] = {0};
    struct text path = {0};
    struct facts facts = {0};
    const struct zeek_log *log = NULL;
    size_t kind = 0;
    timestamp when = TIMESTAMP_NONE;
    bool is_good = false;

    for (size_t i = 0; i < WISHES; i++)
        wishes[i].name = scouted[i];
    json_scout(event->arena, text, wishes, WISHES);
    path = wishes[WISH_PATH].is_found ? json_wish_text(event->arena, &wishes[WISH_PATH])
                                      : path_of_file(event->record->path);
    log = zeek_names_of(path, &kind);
    event->kind = (unsigned)kind;
    if (wishes[WISH_TIME].is_found)
        when = json_event_time(&wishes[WISH_TIME].value, context->zone);
    if (when != TIMESTAMP_NONE)
        set_time(event, when);
    is_good = json_event_read(event, text, &log->names);
    gather_facts(log, wishes, &facts);
    if (facts.is_there[ZEEK_ANSWERS])
        put_answer(event, &facts.values[ZEEK_ANSWERS]);
    put_facts(event, log, path, &facts);
    return is_good;
}

static bool decode_zeek(const struct decoder *decoder, const struct decode_context *context,
                        struct event *event)
{
    (void)decoder;
    if (text_starts_with(event->record->text, TEXT("{")))
        return decode_json(context, event);
    event->kind = ZEEK_LOGS;
    return context->layout && decode_columns(context->layout, event);
}

/* As zeek_names_of counts them. */
static const struct decoder_kind kinds[ZEEK_LOGS + 1] = {
    {"analyzer", {{.product = "zeek", .service = "analyzer"}}},
    {"capture_loss", {{.product = "zeek", .service = "capture_loss"}}},
    {"conn", {{.product = "zeek", .service = "conn"}}},
    {"dce_rpc", {{.product = "zeek", .service = "dce_rpc"}}},
    {"dhcp", {{.product = "zeek", .service = "dhcp"}}},
    {"dnp3", {{.product = "zeek", .service = "dnp3"}}},
    {"dns", {{.category = "dns"}, {.product = "zeek", .service = "dns"}}},
    {"dpd", {{.product = "zeek", .service = "dpd"}}},
    {"files", {{.product = "zeek", .service = "files"}}},
    {"ftp", {{.product = "zeek", .service = "ftp"}}},
    {"http", {{.category = "proxy"}, {.product = "zeek", .service = "http"}}},
    {"intel", {{.product = "zeek", .service = "intel"}}},
    {"irc", {{.product = "zeek", .service = "irc"}}},
    {"kerberos", {{.product = "zeek", .service = "kerberos"}}},
    {"known_certs", {{.product = "zeek", .service = "known_certs"}}},
    {"known_hosts", {{.product = "zeek", .service = "known_hosts"}}},
    {"known_services", {{.product = "zeek", .service = "known_services"}}},
    {"ldap", {{.product = "zeek", .service = "ldap"}}},
    {"ldap_search", {{.product = "zeek", .service = "ldap_search"}}},
    {"modbus", {{.product = "zeek", .service = "modbus"}}},
    {"mqtt_connect", {{.product = "zeek", .service = "mqtt_connect"}}},
    {"mqtt_publish", {{.product = "zeek", .service = "mqtt_publish"}}},
    {"mysql", {{.product = "zeek", .service = "mysql"}}},
    {"notice", {{.product = "zeek", .service = "notice"}}},
    {"ntlm", {{.product = "zeek", .service = "ntlm"}}},
    {"ntp", {{.product = "zeek", .service = "ntp"}}},
    {"ocsp", {{.product = "zeek", .service = "ocsp"}}},
    {"pe", {{.product = "zeek", .service = "pe"}}},
    {"postgresql", {{.product = "zeek", .service = "postgresql"}}},
    {"quic", {{.product = "zeek", .service = "quic"}}},
    {"radius", {{.product = "zeek", .service = "radius"}}},
    {"rdp", {{.product = "zeek", .service = "rdp"}}},
    {"redis", {{.product = "zeek", .service = "redis"}}},
    {"rfb", {{.product = "zeek", .service = "rfb"}}},
    {"sip", {{.product = "zeek", .service = "sip"}}},
    {"smb_files", {{.product = "zeek", .service = "smb_files"}}},
    {"smb_mapping", {{.product = "zeek", .service = "smb_mapping"}}},
    {"smtp", {{.product = "zeek", .service = "smtp"}}},
    {"snmp", {{.product = "zeek", .service = "snmp"}}},
    {"socks", {{.product = "zeek", .service = "socks"}}},
    {"software", {{.product = "zeek", .service = "software"}}},
    {"ssh", {{.product = "zeek", .service = "ssh"}}},
    {"ssl", {{.product = "zeek", .service = "ssl"}}},
    {"syslog", {{.product = "zeek", .service = "syslog"}}},
    {"tunnel", {{.product = "zeek", .service = "tunnel"}}},
    {"websocket", {{.product = "zeek", .service = "websocket"}}},
    {"weird", {{.product = "zeek", .service = "weird"}}},
    {"x509", {{.product = "zeek", .service = "x509"}}},
    {"other", {{.product = "zeek"}}},
};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},
    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
    {FIELD_EVENT_DURATION, ORIGIN_DERIVED},
    {FIELD_FLAGS, ORIGIN_DERIVED},
    {FIELD_DNS_RESOLVED_IP, ORIGIN_VERBATIM},
    {FIELD_URL_FULL, ORIGIN_DERIVED},
    {FIELD_URL_PATH, ORIGIN_VERBATIM},
    {FIELD_URL_QUERY, ORIGIN_VERBATIM},
    {FIELD_URL_SCHEME, ORIGIN_VERBATIM},
    {FIELD_URL_EXTENSION, ORIGIN_VERBATIM},
    {FIELD_DB_ROWS, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_BYTES, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_DOMAIN, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_IP, ORIGIN_VERBATIM},
    {FIELD_DESTINATION_PORT, ORIGIN_VERBATIM},
    {FIELD_DNS_ANSWERS, ORIGIN_VERBATIM},
    {FIELD_DNS_ID, ORIGIN_VERBATIM},
    {FIELD_DNS_QUESTION_CLASS, ORIGIN_VERBATIM},
    {FIELD_DNS_QUESTION_NAME, ORIGIN_VERBATIM},
    {FIELD_DNS_QUESTION_TYPE, ORIGIN_VERBATIM},
    {FIELD_DNS_RESPONSE_CODE, ORIGIN_VERBATIM},
    {FIELD_EVENT_ID, ORIGIN_VERBATIM},
    {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
    {FIELD_FILE_HASH, ORIGIN_VERBATIM},
    {FIELD_FILE_NAME, ORIGIN_VERBATIM},
    {FIELD_FILE_PATH, ORIGIN_VERBATIM},
    {FIELD_FILE_SIZE, ORIGIN_VERBATIM},
    {FIELD_HTTP_BODY_BYTES, ORIGIN_VERBATIM},
    {FIELD_HTTP_METHOD, ORIGIN_VERBATIM},
    {FIELD_HTTP_MIME_TYPE, ORIGIN_VERBATIM},
    {FIELD_HTTP_REFERRER, ORIGIN_VERBATIM},
    {FIELD_HTTP_REQUEST_BODY_BYTES, ORIGIN_VERBATIM},
    {FIELD_HTTP_STATUS, ORIGIN_VERBATIM},
    {FIELD_HTTP_VERSION, ORIGIN_VERBATIM},
    {FIELD_MESSAGE, ORIGIN_VERBATIM},
    {FIELD_NETWORK_COMMUNITY_ID, ORIGIN_VERBATIM},
    {FIELD_NETWORK_PROTOCOL, ORIGIN_VERBATIM},
    {FIELD_NETWORK_TRANSPORT, ORIGIN_VERBATIM},
    {FIELD_RULE_NAME, ORIGIN_VERBATIM},
    {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_SOURCE_BYTES, ORIGIN_VERBATIM},
    {FIELD_SOURCE_COUNTRY, ORIGIN_VERBATIM},
    {FIELD_SOURCE_IP, ORIGIN_VERBATIM},
    {FIELD_SOURCE_MAC, ORIGIN_VERBATIM},
    {FIELD_SOURCE_PORT, ORIGIN_VERBATIM},
    {FIELD_TLS_ISSUER, ORIGIN_VERBATIM},
    {FIELD_TLS_JA3, ORIGIN_VERBATIM},
    {FIELD_TLS_SERVER_NAME, ORIGIN_VERBATIM},
    {FIELD_TLS_SUBJECT, ORIGIN_VERBATIM},
    {FIELD_TLS_VERSION, ORIGIN_VERBATIM},
    {FIELD_URL_DOMAIN, ORIGIN_VERBATIM},
    {FIELD_USER_AGENT, ORIGIN_VERBATIM},
    {FIELD_USER_DOMAIN, ORIGIN_VERBATIM},
    {FIELD_USER_EMAIL, ORIGIN_VERBATIM},
    {FIELD_USER_NAME, ORIGIN_VERBATIM},
};

static const char *const escapes[] = {"\\", NULL};

const struct decoder zeek_decoder = {
    .name = "zeek",
    .description = "Zeek's logs, tab-separated or JSON",
    .shape = SHAPE_HEADED_HASH,
    .decode = decode_zeek,
    .layout_create = zeek_layout_create,
    .layout_destroy = zeek_layout_destroy,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
    .has_free_names = true,
    .escapes = escapes,
};
