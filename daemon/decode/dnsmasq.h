/*
 * dnsmasq -- dnsmasq's log of names (log-queries), and Pi-hole's, in syslog or a file of
 * its own, which has no host in its lines:
 *
 *   Nov  3 08:05:01 dnsmasq[9]: query[A] chat.example from 10.1.2.3
 *   Nov  3 08:05:01 dnsmasq[9]: 17 10.1.2.3/41022 query[A] chat.example from 10.1.2.3
 *   Nov  3 08:05:01 dnsmasq[9]: reply chat.example is 198.51.100.20
 *
 * the second with log-queries=extra.  Actions and fields are those of dns_event.
 * Answers and forwardings are not of the kind "dnsmasq" but "other", for they do not
 * say who asked: rules for category dns see each look-up once.  "config x is 0.0.0.0"
 * (or "::") is how a block list in its settings answers.  "config error is
 * REFUSED" has no name in it.  Old releases write unknown types as "type=65".
 *
 * The name is the client's, and may look like the rest of the line: who asks is what
 * stands last.
 */
#ifndef DECODE_DNSMASQ_H
#define DECODE_DNSMASQ_H

#include "decode/decoder.h"

extern const struct decoder dnsmasq_decoder;
extern const struct program dnsmasq_program;

#endif
