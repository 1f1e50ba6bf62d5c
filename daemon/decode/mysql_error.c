#include "decode/mysql_error.h"

#include "decode/endpoint.h"
#include "decode/syslog.h"
#include "decode/syslog_frame.h"

#define DATABASE       "database"
#define AUTHENTICATION "authentication"
#define SUCCESS        "success"
#define FAILURE        "failure"

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Takes a run of digits. */
static bool take_digits(struct text *text, int *number)
{
    size_t length = 0;
    uint64_t value = 0;

    while (length < text->length && length < 9 && is_digit(text->data[length]))
        length++;
    if (!text_to_unsigned(text_until(*text, length), &value))
        return false;
    *text = text_from(*text, length);
    *number = (int)value;
    return true;
}

static void skip_spaces(struct text *text)
{
    while (text_take(text, TEXT(" ")) || text_take(text, TEXT("\t")))
        ;
}

/* "261103" or "2026-11-03" and behind it "8:05:01", the hour perhaps padded. */
static bool take_old_time(struct text *text, struct civil *civil)
{
    struct text rest = *text;
    int date = 0;

    if (!take_digits(&rest, &date))
        return false;
    if (text_take(&rest, TEXT("-"))) {
        civil->year = date;
        if (!take_digits(&rest, &civil->month) || !text_take(&rest, TEXT("-")) ||
            !take_digits(&rest, &civil->day))
            return false;
    } else {
        if (text->length - rest.length != 6)
            return false;
        civil->year = 2000 + date / 10000;
        civil->month = date / 100 % 100;
        civil->day = date % 100;
    }
    if (!text_starts_with(rest, TEXT(" ")))
        return false;
    skip_spaces(&rest);
    if (!take_digits(&rest, &civil->hour) || !text_take(&rest, TEXT(":")) ||
        !take_digits(&rest, &civil->minute) || !text_take(&rest, TEXT(":")) ||
        !take_digits(&rest, &civil->second) || !civil_is_valid(civil))
        return false;
    *text = rest;
    return true;
}

static bool take_time(struct text *text, const struct zone *zone, timestamp *time)
{
    struct civil civil = {0};
    bool has_zone = false;

    if (timestamp_take_iso(text, time, &has_zone)) {
        if (has_zone)
            return true;
        civil = civil_from_timestamp(*time);
    } else if (!take_old_time(text, &civil)) {
        return false;
    }
    *time = zone_instant(zone, &civil);
    return true;
}

/* Takes "[what]" off the front, and blanks. */
static bool take_bracketed(struct text *text, struct text *what)
{
    struct text rest = *text;

    if (!text_take(&rest, TEXT("[")) || !text_cut(rest, TEXT("] "), what, &rest))
        return false;
    *text = rest;
    return true;
}

static void put_what(struct event *event, struct text action, struct text category,
                     struct text outcome)
{
    event_put_text(event, FIELD_EVENT_ACTION, action);
    event_put_text(event, FIELD_EVENT_CATEGORY, category);
    event_put_text(event, FIELD_EVENT_OUTCOME, outcome);
}

/* "jdoe'@'203.0.113.7' (using password: YES)", with the bracket left out by some, or
 * "jdoe'@'203.0.113.7'. Account is locked." */
static bool read_account(struct event *event, struct text rest)
{
    struct text user = {0};
    struct text host = {0};
    struct text reason = {0};
    size_t at = 0;
    size_t end = 0;

    if (text_ends_with(rest, TEXT(")")) &&
        text_find_last(rest, TEXT("' (using password: "), &end)) {
        rest = text_until(rest, end);
    } else if (text_ends_with(rest, TEXT("'"))) {
        rest = text_until(rest, rest.length - 1);
    } else if (text_find_last(rest, TEXT("'. Account is "), &end)) {
        reason = text_from(rest, end + TEXT("'. ").length);
        rest = text_until(rest, end);
    } else {
        return false;
    }
    if (!text_find_last(rest, TEXT("'@'"), &at))
        return false;
    event_put_said(event, FIELD_EVENT_REASON, reason);
    user = text_until(rest, at);
    host = text_from(rest, at + TEXT("'@'").length);
    event_put_text(event, FIELD_USER_NAME, user);
    endpoint_put_source(event, host, (struct text){0});
    return true;
}

/* "jdoe'@'203.0.113.7' to database 'crm'". */
static bool read_database(struct event *event, struct text rest)
{
    static const char between[] = "' to database '";
    size_t first = 0;
    size_t last = 0;
    size_t at = 0;
    struct text account = {0};

    if (!text_find(rest, TEXT(between), &first) || !text_find_last(rest, TEXT(between), &last))
        return false;
    account = text_until(rest, first);
    if (first != last || !text_find(rest, TEXT("'@'"), &at) || at > first ||
        text_find(text_from(rest, at + 1), TEXT("'@'"), &at) || !text_ends_with(rest, TEXT("'")))
        return true;
    text_find(account, TEXT("'@'"), &at);
    event_put_text(event, FIELD_USER_NAME, text_until(account, at));
    endpoint_put_source(event, text_from(account, at + TEXT("'@'").length), (struct text){0});
    rest = text_from(rest, first + sizeof between - 1);
    event_put_said(event, FIELD_DB_NAMESPACE, text_until(rest, rest.length - 1));
    return true;
}

static void read_denied(struct event *event, struct text rest)
{
    if (read_database(event, rest) || read_account(event, rest))
        put_what(event, TEXT("db_login"), TEXT(AUTHENTICATION), TEXT(FAILURE));
}

/* "12 to db: 'crm' user: 'jdoe' host: '203.0.113.7' (Got timeout ...)". */
static void read_aborted(struct event *event, struct text rest)
{
    struct text parts[3] = {0};
    struct text ignored = {0};
    size_t position = 0;

    put_what(event, TEXT("db_connection_aborted"), TEXT("session"), TEXT(FAILURE));
    event_put_said(event, FIELD_SESSION_ID, text_take_word(&rest));
    if (!text_cut(rest, TEXT(" to db: '"), &ignored, &rest) ||
        !text_cut(rest, TEXT("' user: '"), &parts[0], &rest) ||
        !text_cut(rest, TEXT("' host: '"), &parts[1], &rest) ||
        text_find(rest, TEXT("' host: '"), &position))
        return;
    text_cut(rest, TEXT("'"), &parts[2], &rest);
    if (!text_equal(parts[0], TEXT("unconnected")))
        event_put_said(event, FIELD_DB_NAMESPACE, parts[0]);
    if (!text_equal(parts[1], TEXT("unauthenticated")))
        event_put_said(event, FIELD_USER_NAME, parts[1]);
    endpoint_put_source(event, parts[2], (struct text){0});
}

static void put_stopping(struct event *event)
{
    put_what(event, TEXT("db_server_stopping"), TEXT(DATABASE), TEXT("unknown"));
}

/* "root. Shutting down mysqld (Version: 8.0.39).", or "<via user signal>" for the name. */
static void read_shutdown(struct event *event, struct text rest)
{
    size_t end = 0;

    put_stopping(event);
    if (text_find_last(rest, TEXT(". Shutting down "), &end) && !text_starts_with(rest, TEXT("<")))
        event_put_said(event, FIELD_USER_NAME, text_until(rest, end));
}

/* MariaDB's "root[root] @ localhost [203.0.113.7]", the address often left out, or
 * "unknown", where it was a signal. */
static void read_initiator(struct event *event, struct text rest)
{
    struct text host = {0};
    struct text address = {0};
    size_t at = 0;
    size_t bracket = 0;

    put_stopping(event);
    if (!text_find_last(rest, TEXT("] @ "), &at) ||
        !text_find(text_until(rest, at), TEXT("["), &bracket))
        return;
    event_put_said(event, FIELD_USER_NAME, text_until(rest, bracket));
    rest = text_from(rest, at + TEXT("] @ ").length);
    if (!text_cut(rest, TEXT(" ["), &host, &address) || !text_ends_with(address, TEXT("]")))
        return;
    address.length--;
    endpoint_put_source(event, address.length > 0 ? address : host, (struct text){0});
}

/* Whether the server says that it stops, which is then put. */
static bool read_stopping(struct event *event, struct text text)
{
    const struct text end = TEXT("): Normal shutdown");
    struct text program = {0};

    if (text_take(&text, TEXT("Received SHUTDOWN from user "))) {
        read_shutdown(event, text);
    } else if (text_ends_with(text, end) &&
               text_cut(text, TEXT(" (initiated by: "), &program, &text)) {
        read_initiator(event, text_until(text, text.length - end.length));
    } else if (text_ends_with(text, TEXT(": Normal shutdown"))) {
        put_stopping(event);
    } else {
        return false;
    }
    return true;
}

static void read_message(struct event *event, struct text text, struct text level)
{
    size_t position = 0;

    if (text_take(&text, TEXT("Access denied for user '"))) {
        read_denied(event, text);
    } else if (text_take(&text, TEXT("Aborted connection "))) {
        read_aborted(event, text);
    } else if (text_find(text, TEXT(": ready for connections."), &position)) {
        put_what(event, TEXT("db_server_started"), TEXT(DATABASE), TEXT(SUCCESS));
    } else if (text_ends_with(text, TEXT(": Shutdown complete")) ||
               text_find(text, TEXT(": Shutdown complete ("), &position)) {
        put_what(event, TEXT("db_server_stopped"), TEXT(DATABASE), TEXT(SUCCESS));
    } else if (read_stopping(event, text)) {
        return;
    } else if (text_equal_caseless(level, TEXT("ERROR"))) {
        put_what(event, TEXT("db_error"), TEXT(DATABASE), TEXT(FAILURE));
        event_put_said(event, FIELD_ERROR_MESSAGE, text);
    }
}

/* "12 [Note] [MY-010926] [Server] what", "[Warning] what", "12 Connect what".  Returns
 * what. */
static struct text put_head(struct event *event, struct text text)
{
    struct text level = {0};
    struct text code = {0};
    struct text part = {0};
    int thread = 0;

    skip_spaces(&text);
    while (text.length > 0 && is_digit(text.data[0]) && take_digits(&text, &thread))
        ;
    skip_spaces(&text);
    if (take_bracketed(&text, &level)) {
        if (text_starts_with(text, TEXT("[MY-")) && take_bracketed(&text, &code))
            take_bracketed(&text, &part);
        event_put_said(event, FIELD_LOG_LEVEL, level);
        event_put_said(event, FIELD_EVENT_CODE, code);
        event_put_said(event, FIELD_LOG_LOGGER, part);
    } else if (text_take(&text, TEXT("Connect"))) {
        skip_spaces(&text);
    }
    event_put_text(event, FIELD_DB_SYSTEM, TEXT("mysql"));
    read_message(event, text, level);
    return text;
}

static bool decode_message(const struct syslog_frame *frame, struct event *event, unsigned *count)
{
    struct text message = frame->message;
    timestamp time = 0;

    *count = 1;
    take_time(&message, NULL, &time);
    put_head(event, text_trim(message));
    return true;
}

static bool decode_mysql_error(const struct decoder *decoder, const struct decode_context *context,
                               struct event *event)
{
    const struct record *record = event->record;
    struct text text = text_trim(record->text);
    struct syslog_frame frame = {0};

    if (syslog_frame_read(record->text, context->zone, record->modified, &frame) &&
        (text_starts_with(frame.program, TEXT("mysql")) ||
         text_starts_with(frame.program, TEXT("mariadb"))) &&
        !text_equal(frame.program, TEXT("mysqld_safe")))
        return syslog_decode_frame(decoder, &frame, event);
    event_put_integer(event, FIELD_EVENT_COUNT, record->count);
    if (!take_time(&text, context->zone, &event->time))
        return false;
    event->time_is_arrival = false;
    event->kind = SYSLOG_KINDS;
    event_put_said(event, FIELD_MESSAGE, put_head(event, text));
    return true;
}

static const char *const names[] = {"mysqld", "mariadbd", "mysql", NULL};

static const struct decoder_field fields[] = {
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED},    {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},
    {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},   {FIELD_EVENT_CODE, ORIGIN_VERBATIM},
    {FIELD_LOG_LEVEL, ORIGIN_VERBATIM},      {FIELD_LOG_LOGGER, ORIGIN_VERBATIM},
    {FIELD_ERROR_MESSAGE, ORIGIN_VERBATIM},  {FIELD_USER_NAME, ORIGIN_VERBATIM},
    {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM}, {FIELD_SOURCE_IP, ORIGIN_VERBATIM},
    {FIELD_DB_SYSTEM, ORIGIN_DERIVED},       {FIELD_DB_NAMESPACE, ORIGIN_VERBATIM},
    {FIELD_SESSION_ID, ORIGIN_VERBATIM},     {FIELD_EVENT_REASON, ORIGIN_VERBATIM},
};

const struct program mysql_error_program = {
    .names = names,
    .kind = {"mysql-error",
             {{.category = "database", .product = "mysql"},
              {.product = "mysql", .service = "error"}}},
    .decode = decode_message,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
};

static const struct program *const programs[] = {&mysql_error_program, NULL};
static const char *const aliases[] = {"mysql", "mariadb", NULL};

const struct decoder mysql_error_decoder = {
    .name = "mysql-error",
    .aliases = aliases,
    .description = "the error log of MySQL and MariaDB, or its lines in syslog",
    .shape = SHAPE_REPEATED,
    .decode = decode_mysql_error,
    .kinds = syslog_kinds,
    .kind_count = SYSLOG_KINDS,
    .fields = syslog_fields,
    .field_count = SYSLOG_FIELDS,
    .programs = programs,
};
