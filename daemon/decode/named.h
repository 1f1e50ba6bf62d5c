/*
 * named -- BIND's logs: queries, query-errors, security, update and the rest, in syslog or
 * files of its own, with any of its times, categories and severities or without:
 *
 *   03-Nov-2026 08:05:01.123 queries: info: client @0x7f00 10.1.2.3#41022
 *   (chat.example): query: chat.example IN A +E(0)K (10.0.0.53)
 *
 * on one line.  "@0x7f00" is there since 9.11, "(chat.example)" since 9.9, and "view
 * internal: " in front of "query:" where there are views.  Actions and fields are those
 * of dns_event.  query-errors and, since 9.20, responses say again what queries said, so
 * they count 0;
 * where queries are not logged, they are all that rules of category dns see.
 *
 *   log.level         "info"
 *   log.logger        the category, where print-category is on
 *   destination.ip    the server's address that was asked
 *   event.reason      behind a denial: why
 *
 * BIND writes spaces and quotes in names as escapes, so names cannot forge columns.
 */
#ifndef DECODE_NAMED_H
#define DECODE_NAMED_H

#include "decode/decoder.h"

extern const struct decoder named_decoder;
extern const struct program named_program;

#endif
