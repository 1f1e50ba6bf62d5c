/*
 * postgresql_csv -- PostgreSQL's log as CSV (log_destination = csvlog).
 *
 * 22 columns until 8.4, 23 since 9.0 (application_name), 24 since 13 (backend_type), 26
 * since 14 (leader_pid, query_id); what comes behind is passed over.  A record whose
 * end is missing keeps what stands in front.  Events are described in
 * postgres_entry.h; the query that failed stands in the ERROR itself.
 */
#ifndef DECODE_POSTGRESQL_CSV_H
#define DECODE_POSTGRESQL_CSV_H

#include "decode/decoder.h"

extern const struct decoder postgresql_csv_decoder;

#endif
