/*
 * squid -- Squid's access log in its native format:
 *
 *   1793577901.123    104 10.1.2.3 TCP_TUNNEL/200 28854 CONNECT chat.example:443
 *   jdoe HIER_DIRECT/198.51.100.20 -
 *
 * that is time, milliseconds taken, client, result and status, bytes sent to the
 * client, method, URL, user, hierarchy and peer, content type; all on one line.
 * A syslog frame in front and more columns behind are tolerated; a line with a number
 * more in front of its method is not read, for it is of another layout.  Other formats are
 * read as the source's layout says, by squid_logformat; the fields are then those of
 * web_event, where columns say more than the native ones: what the client sent
 * (%>st), its agent, the name it asked for in TLS.
 *
 *   event.action      http_connect for CONNECT, else http_request
 *   event.category    web, network
 *   event.outcome     failure for *_DENIED and statuses from 400, unknown for
 *                     000, else success
 *   event.reason      what stands behind "error:" in place of a URL
 *   event.duration    nanoseconds; of a CONNECT, the life of the tunnel
 *   http.response.bytes, destination.bytes
 *                     the column's bytes, received by the client.  What a client
 *                     sends is not in this format at all.
 *   url.*, destination.domain, destination.address, destination.port
 *                     of the URL.  Names are lower case and without their final
 *                     dot, IPv6 addresses without brackets; who logs in by a URL
 *                     is left out of url.full.  destination.port is the scheme's
 *                     where the URL has none; url.port is then absent.
 *   destination.ip    the peer's, where it is the server itself and no parent
 *                     proxy; else that of a URL with an address in it
 *   user.name         %xx resolved; absent for "-"
 *
 * Spaces in a URL are borne: the last columns are found from the end.  A line in which
 * they could as well stand in front of further ones has no user, peer or type, and
 * of the URL the first word: one of both places was written by whoever asks.
 */
#ifndef DECODE_SQUID_H
#define DECODE_SQUID_H

#include "decode/decoder.h"

extern const struct decoder squid_decoder;

/* The same where nothing is said of the layout, and it is not native but Squid's
 * combined. */
extern const struct decoder squid_combined_decoder;

#endif
