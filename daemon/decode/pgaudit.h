/*
 * pgaudit -- the lines of PostgreSQL's audit extension, which stand in any of its logs as
 * messages that begin with "AUDIT: ":
 *
 *   SESSION,2,1,READ,SELECT,TABLE,public.bills,"select ...",<none>,5000
 *
 * that is kind of audit, number of the statement in the session and of the statement
 * inside it, class, command, kind and name of the object, statement, parameters, and rows
 * where pgaudit.log_rows is on; CSV.  A line says that the statement was let through.
 *
 *   event.action              as in sql_event.h, of what this line is about: a SELECT on
 *                             behalf of COPY ... TO is a db_export like the COPY itself
 *   db.query.text             absent where the log says <previously logged>
 *   db.operation.name         the command: "SELECT", "GRANT ROLE"
 *   db.collection.name        the object; of GRANT and REVOKE, which log none, what the
 *                             statement names
 *   db.query.parameters       unless <none> or <not logged>
 *   db.response.returned_rows rows
 *   amberd.db.audit_type      SESSION, OBJECT
 *   amberd.db.statement_id, amberd.db.substatement_id
 *   amberd.db.class           READ, WRITE, FUNCTION, ROLE, DDL, MISC, MISC_SET
 *   amberd.db.object_type     TABLE, VIEW ...
 *
 * One statement makes a line for each relation, each statement inside it, and two for a
 * COPY; correlate/echo sees that amberd.count says 1 once.
 */
#ifndef DECODE_PGAUDIT_H
#define DECODE_PGAUDIT_H

#include "base/text.h"
#include "decode/decoder.h"
#include "model/event.h"

/* Reads what stands behind "AUDIT: ".  False where it is none of pgaudit's lines.  The
 * session in event->echo is for the caller to say. */
bool pgaudit_put(struct event *event, struct text text);

#define PGAUDIT_FIELDS                                                                         \
    {FIELD_DB_QUERY_PARAMETERS, ORIGIN_VERBATIM}, {FIELD_DB_ROWS, ORIGIN_DERIVED},             \
        {FIELD_DB_CLASS, ORIGIN_VERBATIM}, {FIELD_DB_AUDIT_TYPE, ORIGIN_VERBATIM},             \
        {FIELD_DB_STATEMENT_ID, ORIGIN_VERBATIM}, {FIELD_DB_SUBSTATEMENT_ID, ORIGIN_VERBATIM}, \
    {                                                                                          \
        FIELD_DB_OBJECT_TYPE, ORIGIN_VERBATIM                                                  \
    }

#endif
