/*
 * openvpn_status -- OpenVPN's status file, in its three versions: who is connected.
 *
 *   1   jdoe,203.0.113.7:51022,18223,990122,Tue Nov  3 08:05:01 2026
 *   2   CLIENT_LIST,jdoe,203.0.113.7:51022,10.8.0.6,,18223,990122,...
 *   3   the same with tabs
 *
 * It is no log: OpenVPN writes it anew every minute over what is there, and whoever
 * follows the file as it grows sees nothing of that, or halves.  What can be followed is
 * a copy that grows ("cat status >> log" by a timer), or the lines of `status 2` from
 * the management interface; `amberctl decode` and `replay` read the file itself.
 *
 * Each client is an event vpn_session_status (event.outcome unknown) with user, peer,
 * client.nat.ip, source.bytes (received by the server) and destination.bytes since the
 * session began, event.start (when it did, in UTC), and amberd.session.id, the client's
 * number.  Counts begin anew when a client reconnects: what tells sessions apart is the
 * user with event.start.  A file may name a client twice.
 *
 * Columns came with releases: 2.3 has nine with the label, 2.4 twelve, 2.5 thirteen;
 * how many there are tells which, and a line whose numbers are none is not decoded.  The
 * user is the column "Username", where that is not "UNDEF", else "Common Name".
 *
 * ROUTING_TABLE is a vpn_route_learned.  Titles and headings are decoded and say
 * nothing; "TIME" and "Updated" set the event's own time only, for lines have no other:
 * a client's event has the time it was read.
 */
#ifndef DECODE_OPENVPN_STATUS_H
#define DECODE_OPENVPN_STATUS_H

#include "decode/decoder.h"

extern const struct decoder openvpn_status_decoder;

#endif
