/*
 * suricata -- Suricata's eve.json, in a file or as the message of syslog.
 *
 * Each member is a field under its own dotted path, as json_event.h says, which rules
 * for product suricata ask for ("alert.signature", "src_ip"); beside them stand ours:
 *
 *   event.action      by event_type.  dns: dns_query, dns_answer; alert: ids_alert; http:
 *                     http_request; tls: tls_handshake; flow, netflow:
 *                     network_connection; fileinfo: file_transferred; ssh:
 *                     ssh_connection; anomaly: network_anomaly; else "suricata_" and the
 *                     type
 *   event.outcome     of http and dns: by status and response code; else unknown
 *   event.type        of an alert: allowed, denied
 *   event.duration    of a flow: nanoseconds
 *   rule.name, rule.category, event.code, event.severity
 *                     of an alert: signature, category, signature_id, and severity,
 *                     where 1 is the gravest
 *   source.*, destination.*
 *                     as src_ip and dest_ip: of an answer, the server is the source
 *   dns.*, url.*, http.*, tls.*, file.*
 *                     as far as ECS has them.  url.full is put together from host and
 *                     URL.
 *   dns.resolved_ip   of an answer: the addresses grouped in it, else its first
 *
 * DNS is read in all three versions of its layout: one answer an event, answers[], and
 * queries[] of Suricata 8.  A look-up is a query and an answer: of these only the query
 * is of category dns, and the answer has amberd.count 0.
 */
#ifndef DECODE_SURICATA_H
#define DECODE_SURICATA_H

#include "decode/decoder.h"

extern const struct decoder suricata_decoder;

#endif
