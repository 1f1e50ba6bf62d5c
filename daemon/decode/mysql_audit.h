/*
 * mysql_audit -- the log of MariaDB's audit plugin (server_audit), which Percona Server
 * and Amazon RDS write as well:
 *
 *   20261103 08:05:01,db1,jdoe,203.0.113.7,12,345,QUERY,crm,'select \'x\'',0
 *
 * that is time (or microseconds since 1970), server, user, host, connection, query,
 * operation, database, object, and error; in syslog without the time.
 *
 *   operation            event.action                               event.outcome
 *   CONNECT              db_login                                   by the error
 *   FAILED_CONNECT       db_login                                   failure
 *   DISCONNECT           db_logout                                  success
 *   CHANGEUSER           db_login                                   by the error
 *   QUERY, QUERY_*       as in sql_event.h                          by the error
 *   READ, WRITE          db_table_read, db_table_written            success
 *   CREATE, ALTER, RENAME, DROP                db_table_changed     success
 *
 * A statement that reads three tables makes three db_table_read and one db_query: count
 * what the rule is about.  amberd.db.statement_id (the query's number) joins them,
 * amberd.session.id is the connection, db.response.status_code the error where there was
 * one, host.name the server.
 *
 * Nothing in a record is escaped but the statement.  Who connects chooses the user's name,
 * so the columns are taken where all that follows them makes sense; where that is so at
 * two places the record has its time and message only (flag "doubtful_user").
 */
#ifndef DECODE_MYSQL_AUDIT_H
#define DECODE_MYSQL_AUDIT_H

#include "decode/decoder.h"

extern const struct decoder mysql_audit_decoder;
extern const struct program mysql_audit_program;

#endif
