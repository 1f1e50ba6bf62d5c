/*
 * zeek -- Zeek's logs, as tab-separated columns or as JSON.
 *
 * Columns stand as the lines at the head of the file say: #separator, #set_separator,
 * #empty_field, #unset_field, #path, #fields and #types.  Without them, and with no
 * `layout` that is such lines, a line with columns does not decode.  Of JSON, _path says
 * which log it is, or else the file's name up to its first dot ("dns.log",
 * "dns.08:00:00-09:00:00.log.gz"), without a "zeek_" or "zeek-" in front.
 *
 * Each column is a field under Zeek's own name, which rules for product zeek ask for
 * ("id.orig_h", "query"): counts, times and booleans as such, sets and vectors as several
 * values, \xHH resolved.  What is unset is absent.  Beside those stand ours:
 *
 *   event.action      of dns: dns_query; http: http_request; ssl: tls_handshake; conn:
 *                     network_connection; ssh: ssh_connection; files: file_transferred;
 *                     notice: zeek_notice; weird: zeek_weird; x509: certificate_seen;
 *                     of others as zeek_names has it, or "zeek_" and the path
 *   event.outcome     by the status of HTTP, the response code of DNS, or what the log
 *                     says of success; unknown where it says nothing
 *   event.duration    nanoseconds
 *   event.id          the connection's uid
 *   source.*, destination.*
 *                     originator and responder; bytes are the payload's, as Zeek
 *                     counts it
 *   dns.*, url.*, http.*, tls.*, user.*, file.*
 *                     see zeek_names.  url.full is put together from host and URI.
 *
 * A line has a kind of its own for each log, so a rule for service dns never sees conn.
 */
#ifndef DECODE_ZEEK_H
#define DECODE_ZEEK_H

#include "decode/decoder.h"

extern const struct decoder zeek_decoder;

#endif
