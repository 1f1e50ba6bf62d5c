/*
 * postgresql_json -- PostgreSQL's log as JSON (log_destination = jsonlog, since 15).
 *
 * An object a line, of which members that are null are left out.  Of a member that
 * stands twice the first counts (flag "duplicate_key"); of an object whose end is
 * missing what stands in front.  Events are described in postgres_entry.h; the query
 * that failed stands in the ERROR itself.
 */
#ifndef DECODE_POSTGRESQL_JSON_H
#define DECODE_POSTGRESQL_JSON_H

#include "decode/decoder.h"

extern const struct decoder postgresql_json_decoder;

#endif
