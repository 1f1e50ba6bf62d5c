/*
 * postgres_entry -- a message of PostgreSQL, whichever of its logs it stood in.
 *
 *   event.action          what it means                               event.outcome
 *   db_connect            somebody connected                          unknown
 *   db_login_step         "connection authenticated"                  success
 *   db_login              "connection authorized"; FATAL: refused     success, failure
 *   db_logout             "disconnection"; event.duration             success
 *   db_query, db_export, db_import, db_role_created, db_role_changed, db_role_removed,
 *   db_privilege_granted, db_privilege_revoked
 *                         a statement, see sql_event.h; logged before it runs (unknown), by
 *                         pgaudit, with its plan by auto_explain, or after it (success),
 *                         or because it failed (failure);
 *                         a BASE_BACKUP, which copies all there is, is a db_export
 *   db_error              ERROR, FATAL, PANIC; error.message          failure
 *   db_setting_changed    a setting has another value after a reload  success
 *   db_settings_reloaded  the files of settings are read anew         unknown
 *   db_server_started, db_server_stopped                              success
 *   db_server_stopping    it was told to stop; event.reason is how:   unknown
 *                         smart, fast or immediate
 *   db_detail             DETAIL, HINT, CONTEXT ... of the line before
 *
 * Other messages have no action.  One login makes a db_connect, perhaps a db_login_step,
 * and a db_login: count those.
 *
 * Fields: user.name, db.namespace, amberd.db.application, source.*, process.pid,
 * amberd.session.id, log.level, db.response.status_code (SQLSTATE), event.duration of
 * statements and sessions in nanoseconds.  message is what was said, but for statements
 * and their parameters, which stand in db.query.* alone.
 *
 * amberd.count is 0 for what only says again what another line does: details, the
 * duration of a statement, the steps "parse" and "bind" of one; whether a statement is
 * logged a second time is for correlate/echo to find out.
 *
 * An entry whose names are doubtful has the flag "doubtful_prefix"; where the message is
 * doubtful as well, only statements are believed.
 */
#ifndef DECODE_POSTGRES_ENTRY_H
#define DECODE_POSTGRES_ENTRY_H

#include <stdbool.h>

#include "decode/decoder.h"
#include "decode/pgaudit.h"
#include "decode/sql_event.h"
#include "model/event.h"

/* Empty = not said.  Names that the server itself vouches for, except in a message. */
struct postgres_entry {
    struct text level; /* "LOG" */
    struct text message;
    struct text detail;
    struct text statement; /* the one that failed */
    struct text sqlstate;
    struct text user;
    struct text database;
    struct text application;
    struct text host;
    struct text port;
    struct text pid;
    struct text session;     /* unlike the pid, never used again */
    struct text machine;     /* where it was logged, where the log is of several */
    bool has_doubtful_names; /* they are left empty */
    bool is_doubtful;        /* the message as well */
    bool is_framed;          /* message and pid are in the event already */
};

struct postgres_told {
    unsigned count; /* how many times it happened, going by this entry; 0 or 1 */
    bool is_audit;  /* pgaudit said it */
};

/* Puts everything but the time, the kind and amberd.count, which are the caller's. */
struct postgres_told postgres_entry_put(struct event *event, const struct postgres_entry *entry);

/* The same for formats that hold nothing but entries: puts amberd.count and the kind too. */
void postgres_entry_put_whole(struct event *event, const struct postgres_entry *entry);

enum postgres_kind { POSTGRES_OTHER, POSTGRES_MESSAGE, POSTGRES_AUDIT, POSTGRES_KINDS };

extern const struct decoder_kind postgres_kinds[POSTGRES_KINDS];

#define POSTGRES_ENTRY_FIELDS                                                          \
    SQL_EVENT_FIELDS, PGAUDIT_FIELDS, {FIELD_EVENT_OUTCOME, ORIGIN_DERIVED},           \
        {FIELD_EVENT_REASON, ORIGIN_VERBATIM}, {FIELD_EVENT_DURATION, ORIGIN_DERIVED}, \
        {FIELD_EVENT_COUNT, ORIGIN_DERIVED}, {FIELD_FLAGS, ORIGIN_DERIVED},            \
        {FIELD_MESSAGE, ORIGIN_VERBATIM}, {FIELD_ERROR_MESSAGE, ORIGIN_VERBATIM},      \
        {FIELD_LOG_LEVEL, ORIGIN_VERBATIM}, {FIELD_USER_NAME, ORIGIN_VERBATIM},        \
        {FIELD_AUTH_METHOD, ORIGIN_VERBATIM}, {FIELD_SOURCE_ADDRESS, ORIGIN_VERBATIM}, \
        {FIELD_SOURCE_IP, ORIGIN_VERBATIM}, {FIELD_SOURCE_PORT, ORIGIN_DERIVED},       \
        {FIELD_PROCESS_PID, ORIGIN_DERIVED}, {FIELD_SESSION_ID, ORIGIN_VERBATIM},      \
        {FIELD_DB_SYSTEM, ORIGIN_DERIVED}, {FIELD_DB_NAMESPACE, ORIGIN_VERBATIM},      \
        {FIELD_DB_APPLICATION, ORIGIN_VERBATIM},                                       \
    {                                                                                  \
        FIELD_DB_STATUS, ORIGIN_VERBATIM                                               \
    }

#endif
