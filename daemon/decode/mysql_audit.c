#include "decode/mysql_audit.h"

#include "decode/endpoint.h"
#include "decode/escape.h"
#include "decode/sql_event.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

enum { COLUMNS_BEHIND_MOST = 2, MICROSECOND_DIGITS = 16, COMMAS_MOST = 64 };

static const struct operation {
    const char *name;
    bool has_statement; /* the object is one; else a table, or nothing */
    const char *action;
    const char *category;
} operations[] = {
    {"QUERY", true, NULL, NULL},
    {"QUERY_DDL", true, NULL, NULL},
    {"QUERY_DML", true, NULL, NULL},
    {"QUERY_DML_NO_SELECT", true, NULL, NULL},
    {"QUERY_DCL", true, NULL, NULL},
    {"READ", false, "db_table_read", "database"},
    {"WRITE", false, "db_table_written", "database"},
    {"CREATE", false, "db_table_changed", "database"},
    {"ALTER", false, "db_table_changed", "database"},
    {"RENAME", false, "db_table_changed", "database"},
    {"DROP", false, "db_table_changed", "database"},
    {"CONNECT", false, "db_login", "authentication"},
    {"FAILED_CONNECT", false, "db_login", "authentication"},
    {"CHANGEUSER", false, "db_login", "authentication"},
    {"DISCONNECT", false, "db_logout", "session"},
};

/* A record's columns. */
struct audit_record {
    struct text server;
    struct text user;
    struct text host;
    struct text connection;
    struct text query;
    const struct operation *operation;
    struct text database;
    struct text object; /* with its escapes, without its quotes */
    struct text error;
    bool is_quoted;
    bool is_open; /* the object's closing quote is missing */
};

static bool is_number(struct text text)
{
    uint64_t number = 0;

    return text_to_unsigned(text, &number);
}

/* Takes what stands in front of the next comma, and that. */
static bool take_column(struct text *text, struct text *column)
{
    return text_cut(*text, TEXT(","), column, text);
}

static const struct operation *find_operation(struct text name)
{
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (text_equal(name, text_of(operations[i].name)))
            return &operations[i];
    }
    return NULL;
}

/* Where the quoted object that begins behind position 0 ends, or the text does. */
static size_t closing_quote(struct text text)
{
    size_t i = 1;

    while (i < text.length && text.data[i] != '\'')
        i += text.data[i] == '\\' ? 2 : 1;
    return i < text.length ? i : text.length;
}

/* "0", perhaps with a port and a version of TLS behind it. */
static bool read_error(struct text text, struct audit_record *record)
{
    struct text column = {0};
    size_t count = 0;
    bool more = take_column(&text, &record->error);

    if (record->error.length > 0 && !is_number(record->error))
        return false;
    for (; more && count <= COLUMNS_BEHIND_MOST; count++)
        more = take_column(&text, &column);
    return count <= COLUMNS_BEHIND_MOST;
}

/* "crm,'select 1',0" behind the operation. */
static bool read_rest(struct text text, struct audit_record *record)
{
    size_t end = 0;

    if (!take_column(&text, &record->database))
        return false;
    record->is_quoted = text_starts_with(text, TEXT("'"));
    if (!record->is_quoted)
        return take_column(&text, &record->object) && read_error(text, record);
    end = closing_quote(text);
    record->object = text_from(text_until(text, end), 1);
    record->is_open = end == text.length;
    text = text_from(text, end + 1);
    return record->is_open || (text_take(&text, TEXT(",")) && read_error(text, record));
}

/* Reads the columns from the host on, that is behind the user. */
static bool read_from_host(struct text text, struct audit_record *record)
{
    struct text name = {0};

    if (!take_column(&text, &record->host) || !take_column(&text, &record->connection) ||
        !is_number(record->connection) || !take_column(&text, &record->query) ||
        !is_number(record->query) || !take_column(&text, &name))
        return false;
    record->operation = find_operation(name);
    return record->operation && read_rest(text, record);
}

/* Looks for the end of the user; at the first place that makes sense, and at the others
 * as long as those may lie inside a name.  Returns at how many it does. */
static unsigned read_record(struct text text, struct audit_record *record)
{
    struct audit_record open = {0};
    struct text server = {0};
    unsigned places = 0;
    size_t tries = 0;

    if (!take_column(&text, &server))
        return 0;
    for (size_t i = 0; i < text.length && tries < COMMAS_MOST; i++) {
        struct audit_record found = {.server = server, .user = text_until(text, i)};

        if (text.data[i] != ',')
            continue;
        tries++;
        if (!read_from_host(text_from(text, i + 1), &found))
            continue;
        if (found.is_open) {
            open = open.operation ? open : found;
            continue;
        }
        if (places++ == 0)
            *record = found;
        if (found.is_quoted)
            break;
    }
    if (places == 0 && open.operation) {
        *record = open;
        places = 1;
    }
    return places;
}

static void put_operation(struct event *event, const struct audit_record *record)
{
    const struct operation *operation = record->operation;
    struct text object = escape_backslash(event->arena, record->object);

    if (operation->has_statement) {
        sql_event_put(event, object, SQL_MYSQL);
        return;
    }
    event_put_text(event, FIELD_EVENT_ACTION, text_of(operation->action));
    event_put_text(event, FIELD_EVENT_CATEGORY, text_of(operation->category));
    event_put_said(event, FIELD_DB_OPERATION, text_of(operation->name));
    if (object.length > 0)
        event_put_said(event, FIELD_DB_COLLECTION, object);
}

static bool is_good(const struct audit_record *record)
{
    return record->error.length == 0 || text_equal(record->error, TEXT("0"));
}

static struct text outcome_of(const struct audit_record *record)
{
    if (record->is_open)
        return TEXT("unknown");
    if (text_equal(text_of(record->operation->name), TEXT("FAILED_CONNECT")) || !is_good(record))
        return TEXT("failure");
    return TEXT("success");
}

static void put_record(struct event *event, const struct audit_record *record)
{
    put_operation(event, record);
    event_put_text(event, FIELD_EVENT_OUTCOME, outcome_of(record));
    event_put_said(event, FIELD_USER_NAME, record->user);
    endpoint_put_source(event, record->host, (struct text){0});
    event_put_said(event, FIELD_DB_NAMESPACE, record->database);
    event_put_said(event, FIELD_SESSION_ID, record->connection);
    event_put_said(event, FIELD_DB_STATEMENT_ID, record->query);
    if (!is_good(record))
        event_put_said(event, FIELD_DB_STATUS, record->error);
}

/* Reads a record behind its time.  False where it is none. */
static bool put_text(struct event *event, struct text text, bool has_host)
{
    struct audit_record record = {0};
    unsigned places = read_record(text, &record);

    if (places == 0)
        return false;
    event_put_text(event, FIELD_DB_SYSTEM, TEXT("mysql"));
    if (places > 1) {
        event_flag(event, TEXT("doubtful_user"));
        return true;
    }
    if (!has_host)
        event_put_said(event, FIELD_HOST_NAME, record.server);
    put_record(event, &record);
    return true;
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct text message = text_trim(frame->message);

    *count = 1;
    return put_text(event, message, frame->host.length > 0);
}

static int digits_of(struct text text, size_t from, size_t length)
{
    uint64_t number = 0;

    if (!text_to_unsigned(text_until(text_from(text, from), length), &number))
        return -1;
    return (int)number;
}

/* "20261103 08:05:01" or "1793693101123456". */
static bool read_time(struct text text, const struct zone *zone, timestamp *time)
{
    uint64_t number = 0;
    struct civil civil = {0};

    if (text.length == MICROSECOND_DIGITS && text_to_unsigned(text, &number)) {
        *time = (timestamp)number;
        return true;
    }
    if (text.length != 17 || text.data[8] != ' ' || text.data[11] != ':' || text.data[14] != ':')
        return false;
    civil = (struct civil){
        .year = digits_of(text, 0, 4),
        .month = digits_of(text, 4, 2),
        .day = digits_of(text, 6, 2),
        .hour = digits_of(text, 9, 2),
        .minute = digits_of(text, 12, 2),
        .second = digits_of(text, 15, 2),
    };
    if (!civil_is_valid(&civil))
        return false;
    *time = zone_instant(zone, &civil);
    return true;
}

static bool decode_mysql_audit(const struct decoder *decoder, const struct decode_context *context,
                               struct event *event)
{
    struct text text = event->record->text;
    struct text time = {0};

    if (!take_column(&text, &time) || !read_time(time, context->zone, &event->time))
        return syslog_decode(decoder, context, event);
    event->time_is_arrival = false;
    event->kind = SYSLOG_KINDS;
    event_put_integer(event, FIELD_EVENT_COUNT, event->record->count);
    return put_text(event, text, false);
}

static const char *const names[] = {"mysql-server_auditing", NULL};

static const struct decoder_field fields[] = {
    SQL_EVENT_FIELDS,
    {FIELD_FLAGS, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},
    {FIELD_USER_NAME, ORIGIN_VERBATIM},
    {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM},
    {FIELD_SOURCE_IP, ORIGIN_VERBATIM},
    {FIELD_DB_SYSTEM, ORIGIN_DERIVED},
    {FIELD_DB_NAMESPACE, ORIGIN_VERBATIM},
    {FIELD_SESSION_ID, ORIGIN_VERBATIM},
    {FIELD_DB_STATEMENT_ID, ORIGIN_VERBATIM},
    {FIELD_DB_STATUS, ORIGIN_VERBATIM},
};

static const char *const escapes[] = {"\\", NULL};

const struct program mysql_audit_program = {
    .names = names,
    .kind = {"mysql-audit",
             {{.category = "database", .product = "mysql"},
              {.product = "mysql", .service = "audit"}}},
    .decode = decode_message,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
    .escapes = escapes,
};

static const struct program *const programs[] = {&mysql_audit_program, NULL};
static const char *const aliases[] = {"mariadb-audit", "server_audit", NULL};

const struct decoder mysql_audit_decoder = {
    .name = "mysql-audit",
    .aliases = aliases,
    .description = "MariaDB's audit plugin (server_audit), also in Percona Server and RDS",
    .shape = SHAPE_LINE,
    .decode = decode_mysql_audit,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
    .escapes = escapes,
};
