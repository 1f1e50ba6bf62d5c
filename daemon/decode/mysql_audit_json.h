/*
 * mysql_audit_json -- the audit logs of Percona Server (audit_log_format=JSON) and MySQL
 * Enterprise (audit_log_format=JSON), an object a line; the comma that the latter writes
 * behind one is passed over.
 *
 *   event.action           what it means                        event.outcome
 *   db_login               Connect, Change user; connection     by the status
 *   db_logout              Quit; disconnect                     success
 *   db_query ...           a statement, see sql_event.h         by the status
 *   db_table_read, db_table_written, as in mysql_audit.h        success
 *   db_audit_started, db_audit_stopped                          success
 *
 * Fields: user.name, source.address, source.ip, db.namespace, db.collection.name,
 * amberd.session.id (the connection), db.response.status_code where it is not 0.  All
 * members keep their own names beside these.
 */
#ifndef DECODE_MYSQL_AUDIT_JSON_H
#define DECODE_MYSQL_AUDIT_JSON_H

#include "decode/decoder.h"

extern const struct decoder mysql_audit_json_decoder;

#endif
