/*
 * postgresql -- PostgreSQL's log as it goes to standard error, a file, or syslog.
 *
 *   2026-11-03 08:05:01.123 PST [4711] jdoe@crm LOG:  statement: select 1
 *
 * Events are described in postgres_entry.h.  Which columns stand in front the setting
 * `layout` says, which is the server's log_line_prefix (see postgres_prefix.h); without it
 * that of Debian holds, and some others in common use where that does not fit.  Lines
 * that begin with a tab go on with the one before.  A level must be one of the English
 * words.
 *
 * In syslog each message, and each line of one, begins with "[4-1] "; what stands
 * behind that is tried as the same prefixes.  A further line ("[4-2] ") keeps the
 * fields of its frame and counts 0.
 *
 * Also a log written to CSV (postgresql_csv.h) and to JSON (postgresql_json.h).
 */
#ifndef DECODE_POSTGRESQL_H
#define DECODE_POSTGRESQL_H

#include "decode/decoder.h"

extern const struct decoder postgresql_decoder;
extern const struct program postgresql_program;

#endif
