/*
 * mysql_error -- the error log of MySQL and MariaDB, from 5.5 on, or its lines in syslog:
 *
 *   2026-11-03T00:05:01.123456Z 12 [Note] [MY-010926] [Server] Access denied for user ...
 *   2026-11-03  8:05:01 12 [Warning] Access denied for user 'jdoe'@'203.0.113.7' ...
 *   261103  8:05:01 [Warning] ...
 *   2026-11-03T00:05:01.123456Z   12 Connect   Access denied for user ...
 *
 * The last is how the general log tells of a refused connection.
 *
 *   event.action           what it means                              event.outcome
 *   db_login               "Access denied", event.reason where the    failure
 *                          account is locked; a login that works is
 *                          not in this log
 *   db_connection_aborted  "Aborted connection"                       failure
 *   db_server_started, db_server_stopped                              success
 *   db_server_stopping     it was told to stop, by user.name where    unknown
 *                          a client did
 *   db_error               anything else at level ERROR               failure
 *
 * Other lines have no action.  log.level is the level, event.code "MY-010926",
 * log.logger the part of the server.
 *
 * Who connects chooses the names of user and database.  The host is what stands at the
 * last place where the sentence can go on behind it; where the database is named, and
 * there are two such places, user, host and database are absent.
 *
 * A line without a time (the start-up's "Version: ...") is not decoded.
 */
#ifndef DECODE_MYSQL_ERROR_H
#define DECODE_MYSQL_ERROR_H

#include "decode/decoder.h"

extern const struct decoder mysql_error_decoder;
extern const struct program mysql_error_program;

#endif
