/*
 * sql_event -- what a statement of SQL says, as decoders of databases put it into an event.
 *
 *   event.action          what the statement does                       event.category
 *   db_query              anything not below                            database
 *   db_export             COPY ... TO, SELECT ... INTO OUTFILE          database
 *   db_import             COPY ... FROM, LOAD DATA                      database
 *   db_role_created       CREATE ROLE, USER, GROUP                      database, iam
 *   db_role_changed       ALTER ROLE, USER, GROUP; SET PASSWORD         database, iam
 *   db_role_removed       DROP ROLE, USER, GROUP                        database, iam
 *   db_privilege_granted  GRANT, ALTER GROUP ... ADD USER               database, iam
 *   db_privilege_revoked  REVOKE, ALTER GROUP ... DROP USER             database, iam
 *
 * Of several statements in one text the lowest row that fits.  db.query.text is the whole
 * text, db.operation.name the first word of each statement in it.
 *
 * user.target.name is the account that is made, changed, removed or given rights;
 * group.name the role it becomes or ceases to be a member of (pg_read_all_data);
 * amberd.db.privilege the right (SELECT) or ability (SUPERUSER); db.collection.name what
 * the right is on, or the table that is copied.  Each may have several values.
 */
#ifndef DECODE_SQL_EVENT_H
#define DECODE_SQL_EVENT_H

#include "decode/decoder.h"
#include "decode/sql_statement.h"
#include "model/event.h"

struct text sql_event_action(enum sql_effect effect);

/* Puts event.action and event.category. */
void sql_event_put_effect(struct event *event, enum sql_effect effect);

/* Puts whom it concerns and which rights. */
void sql_event_put_names(struct event *event, const struct sql_reading *reading);

/* Puts all that a text says, itself included. */
void sql_event_put(struct event *event, struct text sql, enum sql_dialect dialect);

/* Rows for what these put, for struct decoder. */
#define SQL_EVENT_FIELDS                                                               \
    {FIELD_EVENT_ACTION, ORIGIN_DERIVED}, {FIELD_EVENT_CATEGORY, ORIGIN_DERIVED},      \
        {FIELD_DB_QUERY, ORIGIN_VERBATIM}, {FIELD_DB_OPERATION, ORIGIN_VERBATIM},      \
        {FIELD_DB_COLLECTION, ORIGIN_VERBATIM}, {FIELD_DB_PRIVILEGE, ORIGIN_VERBATIM}, \
        {FIELD_GROUP_NAME, ORIGIN_VERBATIM},                                           \
    {                                                                                  \
        FIELD_USER_TARGET_NAME, ORIGIN_VERBATIM                                        \
    }

#endif
