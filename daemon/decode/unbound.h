/*
 * unbound -- Unbound's log of names (log-queries, log-replies, log-local-actions), in
 * syslog or a file of its own, with any of its times:
 *
 *   [1793577901] unbound[9:0] info: 10.1.2.3 chat.example. A IN
 *   [1793577901] unbound[9:0] info: 10.1.2.3 chat.example. A IN NXDOMAIN 0.000000 1 29
 *   Nov 03 08:05:01 unbound[9:0] query: 10.1.2.3 chat.example. A IN
 *   Nov  3 08:05:01 ns unbound[9]: [9:0] info: ads.example. always_nxdomain
 *   10.1.2.3@41022 ads.example. A IN
 *
 * (the last is one line).  A client that asks more than ip-ratelimit lets it is a
 * dns_query_denied, told once in a second; a zone of which all ask more than ratelimit is
 * a dns_query_failed.  Actions and fields are those of dns_event.  Without tags
 * (log-tag-queryreply) an answer is known by its columns behind the class.  Where only
 * answers are logged, no line is a dns_query; rules of category dns see answers, too,
 * which say who asked.
 *
 *   log.level         "info"
 *   event.duration    of an answer: nanoseconds until it was there
 *   event.reason      of a local action or a response policy ("rpz: applied [NAME] ..."):
 *                     what its zone does; of a failure (log-servfail, val-log-level): why
 */
#ifndef DECODE_UNBOUND_H
#define DECODE_UNBOUND_H

#include "decode/decoder.h"

extern const struct decoder unbound_decoder;
extern const struct program unbound_program;

#endif
