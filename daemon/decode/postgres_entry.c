#include "decode/postgres_entry.h"

#include "decode/endpoint.h"
#include "decode/postgres_login.h"

#define DATABASE       "database"
#define AUTHENTICATION "authentication"
#define CONFIGURATION  "configuration"
#define SUCCESS        "success"
#define FAILURE        "failure"
#define UNKNOWN        "unknown"

enum { LAST_DIGITS = 15, NANOSECONDS_PER_MICROSECOND = 1000 };

/* What is known of an entry on its way into an event. */
struct putting {
    struct event *event;
    struct postgres_entry entry;
    struct postgres_told told;
    bool has_content; /* the message is a statement or its parameters, which have fields of their
                         own */
};

static void put_what(struct event *event, struct text action, struct text category,
                     struct text outcome)
{
    event_put_text(event, FIELD_EVENT_ACTION, action);
    event_put_text(event, FIELD_EVENT_CATEGORY, category);
    event_put_text(event, FIELD_EVENT_OUTCOME, outcome);
}

/* "65.809" of a unit of that many microseconds, in microseconds. */
static bool read_decimal(struct text text, timestamp unit, timestamp *length)
{
    struct text whole = {0};
    struct text fraction = {0};
    uint64_t number = 0;

    text_cut(text, TEXT("."), &whole, &fraction);
    if (whole.length > LAST_DIGITS - 6 || !text_to_unsigned(whole, &number))
        return false;
    *length = (timestamp)number * unit;
    for (size_t i = 0; i < fraction.length && unit > 1; i++) {
        if (fraction.data[i] < '0' || fraction.data[i] > '9')
            return false;
        unit /= 10;
        *length += (fraction.data[i] - '0') * unit;
    }
    return true;
}

static void put_duration(struct event *event, timestamp length)
{
    event_put_integer(event, FIELD_EVENT_DURATION, length * NANOSECONDS_PER_MICROSECOND);
}

static void put_statement(struct putting *putting, struct text sql, struct text outcome,
                          enum echo_kind echo)
{
    struct event *event = putting->event;

    sql_event_put(event, sql, SQL_POSTGRESQL);
    event_put_text(event, FIELD_EVENT_OUTCOME, outcome);
    event->echo.kind = echo;
    event->echo.statement = sql;
    putting->has_content = true;
}

static bool read_statement(struct putting *putting, struct text rest)
{
    put_statement(putting, rest, TEXT(UNKNOWN), ECHO_BEGIN);
    return true;
}

/* "<unnamed>: SQL", "name/portal: SQL". */
static bool read_execute(struct putting *putting, struct text rest)
{
    struct text name = {0};

    if (!text_cut(rest, TEXT(": "), &name, &rest))
        return false;
    put_statement(putting, rest, TEXT(UNKNOWN), ECHO_BEGIN);
    return true;
}

/* Cuts off the plan: its first line is the last one with a cost that is not indented. */
static struct text without_plan(struct text text)
{
    struct text rest = text;
    size_t cost = 0;
    size_t newline = 0;

    while (text_find_last(rest, TEXT("  (cost="), &cost) &&
           text_find_last(text_until(rest, cost), TEXT("\n"), &newline)) {
        rest = text_until(rest, newline);
        if (text.data[newline + 1] != ' ')
            return rest;
    }
    return text;
}

/* "Query Text: SQL", perhaps with parameters and always with the plan in lines behind it.
 * Who writes a statement may write such lines into it: it ends at the last of them.
 * Empty where auto_explain.log_format is another one. */
static struct text statement_of_plan(struct text plan)
{
    static const char *const ends[] = {"\nQuery Identifier: ", "\nQuery Parameters: "};
    size_t end = 0;

    plan = text_trim(plan);
    if (!text_take(&plan, TEXT("Query Text: ")))
        return (struct text){0};
    plan = without_plan(plan);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (text_find_last(plan, text_of(ends[i]), &end))
            plan = text_until(plan, end);
    }
    return plan;
}

static bool read_plan(struct putting *putting, struct text plan)
{
    struct text statement = statement_of_plan(plan);

    put_statement(putting, statement, TEXT(SUCCESS), statement.length > 0 ? ECHO_PLAN : ECHO_NONE);
    if (statement.length == 0)
        putting->told.count = 0;
    return true;
}

/* "0.452 ms", "0.452 ms  statement: SQL", "0.452 ms  bind <unnamed>: SQL". */
static bool read_duration(struct putting *putting, struct text rest)
{
    struct text number = {0};
    struct text sort = {0};
    timestamp length = 0;
    bool is_whole = false;

    if (!text_cut(rest, TEXT(" ms"), &number, &rest) || !read_decimal(number, MILLISECOND, &length))
        return false;
    put_duration(putting->event, length);
    rest = text_trim(rest);
    if (text_take(&rest, TEXT("plan:")))
        return read_plan(putting, rest);
    is_whole =
        text_starts_with(rest, TEXT("statement: ")) || text_starts_with(rest, TEXT("execute "));
    if (!text_cut(rest, TEXT(": "), &sort, &rest))
        rest.length = 0;
    put_statement(putting, rest, TEXT(SUCCESS), is_whole ? ECHO_END : ECHO_NONE);
    if (!is_whole)
        putting->told.count = 0;
    return true;
}

static bool read_audit(struct putting *putting, struct text rest)
{
    if (!pgaudit_put(putting->event, rest))
        return false;
    putting->told.is_audit = true;
    putting->has_content = true;
    return true;
}

static void reset_echo(struct putting *putting)
{
    putting->event->echo.kind = ECHO_RESET;
}

static bool read_received(struct putting *putting, struct text rest)
{
    struct text host = {0};
    struct text port = {0};

    text_take(&rest, TEXT("host="));
    text_cut(rest, TEXT(" port="), &host, &port);
    putting->entry.host = host;
    putting->entry.port = port;
    put_what(putting->event, TEXT("db_connect"), TEXT("network"), TEXT(UNKNOWN));
    reset_echo(putting);
    return true;
}

/* "identity="jdoe" method=scram-sha-256 (/etc/pg_hba.conf:3)": the identity is what
 * somebody chose, so the method is what stands last. */
static bool read_authenticated(struct putting *putting, struct text rest)
{
    struct text method = {0};
    size_t position = 0;

    put_what(putting->event, TEXT("db_login_step"), TEXT(AUTHENTICATION), TEXT(SUCCESS));
    if (!text_find_last(rest, TEXT("\" method="), &position))
        return true;
    method = text_from(rest, position + TEXT("\" method=").length);
    event_put_said(putting->event, FIELD_AUTH_METHOD, text_take_word(&method));
    return true;
}

/* Without " SSL enabled (...)" or " GSS (...)" at its end. */
static struct text without_security(struct text text)
{
    struct text rest = {0};

    text_cut(text, TEXT(" SSL enabled ("), &text, &rest);
    text_cut(text, TEXT(" GSS ("), &text, &rest);
    return text;
}

/* "user=jdoe database=crm application_name=psql SSL enabled (...)". */
static bool read_authorized(struct putting *putting, struct text rest)
{
    struct postgres_entry *entry = &putting->entry;
    struct text user = {0};
    struct text database = {0};

    put_what(putting->event, TEXT("db_login"), TEXT(AUTHENTICATION), TEXT(SUCCESS));
    reset_echo(putting);
    if (!text_take(&rest, TEXT("user=")))
        return true;
    text_cut(rest, TEXT(" application_name="), &rest, &entry->application);
    entry->application = without_security(entry->application);
    rest = without_security(rest);
    text_cut(rest, TEXT(" database="), &user, &database);
    if (entry->user.length == 0)
        entry->user = user;
    if (entry->database.length == 0)
        entry->database = database;
    return true;
}

/* "session time: 0:00:00.022 user=jdoe database=crm host=203.0.113.7 port=51022". */
static bool read_disconnection(struct putting *putting, struct text rest)
{
    struct postgres_entry *entry = &putting->entry;
    struct text hours = {0};
    struct text minutes = {0};
    struct text seconds = {0};
    struct text user = {0};
    struct text database = {0};
    uint64_t hour = 0;
    uint64_t minute = 0;
    timestamp length = 0;
    size_t host = 0;

    put_what(putting->event, TEXT("db_logout"), TEXT("session"), TEXT(SUCCESS));
    reset_echo(putting);
    text_take(&rest, TEXT("session time: "));
    seconds = text_take_word(&rest);
    text_cut(seconds, TEXT(":"), &hours, &seconds);
    text_cut(seconds, TEXT(":"), &minutes, &seconds);
    if (hours.length < 9 && text_to_unsigned(hours, &hour) && minutes.length < 3 &&
        text_to_unsigned(minutes, &minute) && read_decimal(seconds, SECOND, &length))
        put_duration(putting->event, length + (timestamp)hour * HOUR + (timestamp)minute * MINUTE);
    text_take(&rest, TEXT(" "));
    if (!text_take(&rest, TEXT("user=")) || !text_find_last(rest, TEXT(" host="), &host))
        return true;
    text_cut(text_from(rest, host + TEXT(" host=").length), TEXT(" port="), &entry->host,
             &entry->port);
    text_cut(text_until(rest, host), TEXT(" database="), &user, &database);
    if (entry->user.length == 0)
        entry->user = user;
    if (entry->database.length == 0)
        entry->database = database;
    return true;
}

/* A copy of the whole cluster leaves as no statement. */
static bool read_replication(struct putting *putting, struct text rest)
{
    if (!text_starts_with(rest, TEXT("BASE_BACKUP")))
        return false;
    put_what(putting->event, TEXT("db_export"), TEXT(DATABASE), TEXT(UNKNOWN));
    return true;
}

static bool read_setting(struct putting *putting, struct text rest)
{
    size_t position = 0;

    if (!text_find(rest, TEXT("\" changed to \""), &position) &&
        !text_find(rest, TEXT("\" removed from configuration file"), &position))
        return false;
    put_what(putting->event, TEXT("db_setting_changed"), TEXT(CONFIGURATION), TEXT(SUCCESS));
    return true;
}

static bool read_started(struct putting *putting, struct text rest)
{
    (void)rest;
    put_what(putting->event, TEXT("db_server_started"), TEXT(DATABASE), TEXT(SUCCESS));
    return true;
}

static bool read_stopped(struct putting *putting, struct text rest)
{
    (void)rest;
    put_what(putting->event, TEXT("db_server_stopped"), TEXT(DATABASE), TEXT(SUCCESS));
    return true;
}

/* "smart", "fast" or "immediate": "database system is shut down" tells when it is done. */
static bool read_stopping(struct putting *putting, struct text rest)
{
    struct text mode = {0};

    if (!text_cut(rest, TEXT(" shutdown request"), &mode, &rest) || rest.length > 0)
        return false;
    put_what(putting->event, TEXT("db_server_stopping"), TEXT(DATABASE), TEXT(UNKNOWN));
    event_put_text(putting->event, FIELD_EVENT_REASON, mode);
    return true;
}

/* What changed is told by lines on "parameter". */
static bool read_reload(struct putting *putting, struct text rest)
{
    (void)rest;
    put_what(putting->event, TEXT("db_settings_reloaded"), TEXT(CONFIGURATION), TEXT(UNKNOWN));
    return true;
}

static const struct form {
    const char *start;
    bool (*read)(struct putting *putting, struct text rest);
    bool is_statement;
} forms[] = {
    {"statement: ", read_statement, true},
    {"execute ", read_execute, true},
    {"duration: ", read_duration, true},
    {"AUDIT: ", read_audit, true},
    {"connection received: ", read_received, false},
    {"connection authenticated: ", read_authenticated, false},
    {"connection authorized: ", read_authorized, false},
    {"replication connection authorized: ", read_authorized, false},
    {"disconnection: ", read_disconnection, false},
    {"received replication command: ", read_replication, false},
    {"parameter \"", read_setting, false},
    {"received SIGHUP, reloading configuration files", read_reload, false},
    {"received ", read_stopping, false},
    {"database system is ready to accept ", read_started, false},
    {"database system is shut down", read_stopped, false},
};

static void read_message(struct putting *putting)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const struct text start = text_of(forms[i].start);

        if (!text_starts_with(putting->entry.message, start) ||
            (putting->entry.is_doubtful && !forms[i].is_statement))
            continue;
        forms[i].read(putting, text_from(putting->entry.message, start.length));
        return;
    }
}

/* Returns whether a detail is nothing but parameters. */
static bool put_parameters(struct event *event, struct text detail)
{
    if (!text_take(&detail, TEXT("Parameters: ")) && !text_take(&detail, TEXT("parameters: ")))
        return false;
    event_put_said(event, FIELD_DB_QUERY_PARAMETERS, detail);
    return true;
}

static void read_failure(struct putting *putting)
{
    struct postgres_entry *entry = &putting->entry;
    struct event *event = putting->event;
    struct postgres_login login = {0};

    event_put_said(event, FIELD_ERROR_MESSAGE, entry->message);
    if (entry->statement.length > 0)
        event_put_text(event, FIELD_DB_QUERY, entry->statement);
    if (entry->is_doubtful || !text_equal(entry->level, TEXT("FATAL")) ||
        !postgres_login_read(entry->message, &login)) {
        put_what(event, TEXT("db_error"), TEXT(DATABASE), TEXT(FAILURE));
        return;
    }
    put_what(event, TEXT("db_login"), TEXT(AUTHENTICATION), TEXT(FAILURE));
    event_put_said(event, FIELD_AUTH_METHOD, login.method);
    if (login.user.length > 0)
        entry->user = login.user;
    if (login.database.length > 0)
        entry->database = login.database;
    if (entry->host.length == 0)
        entry->host = login.host;
}

static bool is_detail(struct text level)
{
    static const char *const levels[] = {"DETAIL", "HINT",     "CONTEXT",
                                         "QUERY",  "LOCATION", "BACKTRACE"};

    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if (text_equal(level, text_of(levels[i])))
            return true;
    }
    return false;
}

static void read_entry(struct putting *putting)
{
    struct text level = putting->entry.level;

    if (is_detail(level)) {
        event_put_text(putting->event, FIELD_EVENT_ACTION, TEXT("db_detail"));
        event_put_text(putting->event, FIELD_EVENT_CATEGORY, TEXT(DATABASE));
        putting->has_content = put_parameters(putting->event, putting->entry.message);
        putting->told.count = 0;
    } else if (text_equal(level, TEXT("STATEMENT"))) {
        put_statement(putting, putting->entry.message, TEXT(FAILURE), ECHO_END);
    } else if (text_equal(level, TEXT("ERROR")) || text_equal(level, TEXT("FATAL")) ||
               text_equal(level, TEXT("PANIC"))) {
        read_failure(putting);
    } else {
        read_message(putting);
        put_parameters(putting->event, putting->entry.detail);
    }
}

/* Pids are used again, names of sessions are not. */
static void put_session(struct event *event, const struct postgres_entry *entry)
{
    struct text session = entry->session.length > 0 ? entry->session : entry->pid;

    if (event->echo.kind == ECHO_NONE)
        return;
    if (session.length == 0)
        event->echo.kind = ECHO_NONE;
    else if (entry->machine.length > 0)
        session =
            arena_printf(event->arena, "%.*s/%.*s", TEXT_ARGS(entry->machine), TEXT_ARGS(session));
    event->echo.session = session;
}

static void put_names(struct event *event, const struct postgres_entry *entry)
{
    uint64_t pid = 0;

    event_put_text(event, FIELD_DB_SYSTEM, TEXT("postgresql"));
    event_put_said(event, FIELD_LOG_LEVEL, entry->level);
    event_put_said(event, FIELD_USER_NAME, entry->user);
    event_put_said(event, FIELD_DB_NAMESPACE, entry->database);
    event_put_said(event, FIELD_DB_APPLICATION, entry->application);
    if (!text_equal(entry->host, TEXT("[local]")))
        endpoint_put_source(event, entry->host, entry->port);
    if (!entry->is_framed && text_to_unsigned(entry->pid, &pid) && pid <= INT32_MAX)
        event_put_integer(event, FIELD_PROCESS_PID, (int64_t)pid);
    event_put_said(event, FIELD_SESSION_ID, entry->session);
    if (!text_equal(entry->sqlstate, TEXT("00000")))
        event_put_said(event, FIELD_DB_STATUS, entry->sqlstate);
}

struct postgres_told postgres_entry_put(struct event *event, const struct postgres_entry *entry)
{
    struct putting putting = {.event = event, .entry = *entry, .told = {.count = 1}};

    if (entry->has_doubtful_names || entry->is_doubtful)
        event_flag(event, TEXT("doubtful_prefix"));
    read_entry(&putting);
    put_session(event, &putting.entry);
    put_names(event, &putting.entry);
    if (!putting.has_content && !entry->is_framed)
        event_put_said(event, FIELD_MESSAGE, entry->message);
    return putting.told;
}

void postgres_entry_put_whole(struct event *event, const struct postgres_entry *entry)
{
    struct postgres_told told = postgres_entry_put(event, entry);

    event->kind = told.is_audit ? POSTGRES_AUDIT : POSTGRES_MESSAGE;
    event_put_integer(event, FIELD_EVENT_COUNT, (int64_t)event->record->count * told.count);
}

const struct decoder_kind postgres_kinds[POSTGRES_KINDS] = {
    {"other", {{.product = "linux", .service = "syslog"}}},
    {"message", {{.category = "database", .product = "postgresql"}}},
    {"audit",
     {{.category = "database", .product = "postgresql"},
      {.product = "postgresql", .service = "pgaudit"}}},
};
