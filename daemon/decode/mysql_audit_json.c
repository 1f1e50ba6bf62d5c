#include "decode/mysql_audit_json.h"

#include "decode/endpoint.h"
#include "decode/json_event.h"
#include "decode/sql_event.h"

/* Where a log has what; NULL = nowhere. */
struct flavour {
    const char *event; /* which of the kinds below it is */
    const char *user;
    const char *host;
    const char *address;
    const char *database;
    const char *table;
    const char *connection;
    const char *statement;
    const char *status;
    const char *time;
};

static const struct flavour percona = {
    .event = "audit_record.name",
    .user = "audit_record.user",
    .host = "audit_record.host",
    .address = "audit_record.ip",
    .database = "audit_record.db",
    .connection = "audit_record.connection_id",
    .statement = "audit_record.sqltext",
    .status = "audit_record.status",
    .time = "audit_record.timestamp",
};

static const struct flavour enterprise_general = {
    .event = "event",
    .user = "account.user",
    .host = "account.host",
    .address = "login.ip",
    .connection = "connection_id",
    .statement = "general_data.query",
    .status = "general_data.status",
    .time = "timestamp",
};

static const struct flavour enterprise_connection = {
    .event = "event",
    .user = "account.user",
    .host = "account.host",
    .address = "login.ip",
    .database = "connection_data.db",
    .connection = "connection_id",
    .status = "connection_data.status",
    .time = "timestamp",
};

static const struct flavour enterprise_table = {
    .event = "event",
    .user = "account.user",
    .host = "account.host",
    .address = "login.ip",
    .database = "table_access_data.db",
    .table = "table_access_data.table",
    .connection = "connection_id",
    .time = "timestamp",
};

static const struct kind_of_event {
    const char *name;
    const char *action; /* NULL: as the statement says */
    const char *category;
} kinds_of_event[] = {
    {"Query", NULL, NULL},
    {"Execute", NULL, NULL},
    {"status", NULL, NULL},
    {"Connect", "db_login", "authentication"},
    {"Change user", "db_login", "authentication"},
    {"change_user", "db_login", "authentication"},
    {"Quit", "db_logout", "session"},
    {"disconnect", "db_logout", "session"},
    {"read", "db_table_read", "database"},
    {"insert", "db_table_written", "database"},
    {"update", "db_table_written", "database"},
    {"delete", "db_table_written", "database"},
    {"Audit", "db_audit_started", "configuration"},
    {"startup", "db_audit_started", "configuration"},
    {"NoAudit", "db_audit_stopped", "configuration"},
    {"shutdown", "db_audit_stopped", "configuration"},
};

/* The text at a path, empty where there is none or the log has no such. */
static struct text text_at(struct event *event, struct text text, const char *path)
{
    return path ? json_event_text(event, text, path) : (struct text){0};
}

static const struct flavour *flavour_of(struct event *event, struct text text)
{
    struct text class = text_at(event, text, "class");

    if (text_at(event, text, percona.event).length > 0)
        return &percona;
    if (class.length == 0 || text_at(event, text, "event").length == 0)
        return NULL;
    if (text_equal(class, TEXT("connection")))
        return &enterprise_connection;
    return text_equal(class, TEXT("table_access")) ? &enterprise_table : &enterprise_general;
}

static void put_time(struct event *event, struct text text, const struct flavour *flavour,
                     const struct zone *zone)
{
    struct value value = {0};
    timestamp time = TIMESTAMP_NONE;

    if (json_event_find(event, text, flavour->time, &value))
        time = json_event_time(&value, zone);
    if (time == TIMESTAMP_NONE)
        return;
    event->time = time;
    event->time_is_arrival = false;
}

static void put_action(struct event *event, struct text text, const struct flavour *flavour)
{
    struct text name = text_at(event, text, flavour->event);
    struct text statement = text_at(event, text, flavour->statement);

    for (size_t i = 0; i < sizeof kinds_of_event / sizeof *kinds_of_event; i++) {
        const struct kind_of_event *kind = &kinds_of_event[i];

        if (!text_equal_caseless(name, text_of(kind->name)))
            continue;
        if (!kind->action) {
            sql_event_put(event, statement, SQL_MYSQL);
            return;
        }
        event_put_text(event, FIELD_EVENT_ACTION, text_of(kind->action));
        event_put_text(event, FIELD_EVENT_CATEGORY, text_of(kind->category));
        return;
    }
}

static void put_outcome(struct event *event, struct text text, const struct flavour *flavour)
{
    struct text status = text_at(event, text, flavour->status);
    bool is_good = status.length == 0 || text_equal(status, TEXT("0"));

    event_put_text(event, FIELD_EVENT_OUTCOME, is_good ? TEXT("success") : TEXT("failure"));
    if (!is_good)
        event_put_text(event, FIELD_DB_STATUS, status);
}

/* "jdoe"; with a statement "jdoe[jdoe] @ localhost [203.0.113.7]", where the account that
 * holds stands in brackets and must be the same. */
static struct text user_of(struct event *event, struct text text, const struct flavour *flavour)
{
    struct text user = text_at(event, text, flavour->user);
    struct text name = {0};
    struct text rest = {0};
    struct text account = {0};

    if (text_at(event, text, flavour->statement).length == 0 ||
        !text_cut(user, TEXT("["), &name, &rest) || !text_cut(rest, TEXT("] @ "), &account, &rest))
        return user;
    return text_equal(name, account) ? name : (struct text){0};
}

static void put_peer(struct event *event, struct text text, const struct flavour *flavour)
{
    struct text address = text_at(event, text, flavour->address);

    if (address.length == 0)
        address = text_at(event, text, flavour->host);
    endpoint_put_source(event, address, (struct text){0});
}

static bool decode_object(const struct decoder *decoder, const struct decode_context *context,
                          struct event *event)
{
    struct text text = text_trim(event->record->text);
    const struct flavour *flavour = NULL;
    bool is_whole = false;

    (void)decoder;
    if (text_ends_with(text, TEXT(",")))
        text.length--;
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    flavour = flavour_of(event, text);
    is_whole = json_event_read(event, text, NULL);
    if (!flavour)
        return false;
    put_time(event, text, flavour, context->zone);
    event_put_text(event, FIELD_DB_SYSTEM, TEXT("mysql"));
    put_action(event, text, flavour);
    if (is_whole)
        put_outcome(event, text, flavour);
    event_put_said(event, FIELD_USER_NAME, user_of(event, text, flavour));
    put_peer(event, text, flavour);
    event_put_said(event, FIELD_DB_NAMESPACE, text_at(event, text, flavour->database));
    event_put_said(event, FIELD_DB_COLLECTION, text_at(event, text, flavour->table));
    event_put_said(event, FIELD_SESSION_ID, text_at(event, text, flavour->connection));
    return is_whole;
}

static const struct decoder_kind kinds[] = {
    {"audit",
     {{.category = "database", .product = "mysql"}, {.product = "mysql", .service = "audit"}}},
};

static const struct decoder_field fields[] = {
    SQL_EVENT_FIELDS,
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_EVENT_COUNT, ORIGIN_DERIVED},
    {FIELD_FLAGS, ORIGIN_DERIVED},
    {FIELD_USER_NAME, ORIGIN_VERBATIM},
    {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_SOURCE_IP, ORIGIN_VERBATIM},
    {FIELD_DB_SYSTEM, ORIGIN_DERIVED},
    {FIELD_DB_NAMESPACE, ORIGIN_VERBATIM},
    {FIELD_DB_STATUS, ORIGIN_VERBATIM},
    {FIELD_SESSION_ID, ORIGIN_VERBATIM},
};

static const char *const aliases[] = {"percona-audit", NULL};
static const char *const escapes[] = {"\\", NULL};

const struct decoder mysql_audit_json_decoder = {
    .name = "mysql-audit-json",
    .aliases = aliases,
    .description = "the audit logs of Percona Server and MySQL Enterprise as JSON",
    .shape = SHAPE_JSON,
    .decode = decode_object,
    .kinds = kinds,
    .kind_count = sizeof kinds / sizeof *kinds,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
    .has_free_names = true,
    .escapes = escapes,
};
