/*
 * openvpn -- OpenVPN's server, in its own log file or in syslog.
 *
 * Its own file has the time in front, "Tue Nov  3 08:05:01 2026" up to 2.4 and
 * "2026-11-03 08:05:01" since 2.5, both in the machine's zone; from verb 4 on, 2.5 has
 * the microseconds behind it as "us=123456".  With --suppress-timestamps there is
 * none.  Access Server quotes the line in one of its own.  In syslog the program is
 * called openvpn or, started by a unit, ovpn-NAME.
 *
 * Actions and fields are those of gateway_event.h.  Beside them:
 *
 *   vpn_handshake         "Peer Connection Initiated": the keys are agreed on.  It is
 *                         there when the password was wrong as well.
 *   vpn_session_started   "primary virtual IP for": the client has been let in
 *   vpn_session_ended     the instance of a client with a name ends; of one without it
 *                         is a vpn_disconnect
 *   vpn_login             a password's result.  With certificates only there is none.
 *   vpn_shared_account    "will cause previous active sessions ... to be dropped": the
 *                         account in use twice, or one client that comes back before
 *                         its last session timed out
 *
 * A client is named "user/address:port" at the head of its lines, before it has logged
 * in "address:port".  Names may have spaces and slashes in them: where more than one
 * place could be the end of the name, and they differ, the line has neither user nor
 * peer.  IPv6 addresses have no brackets; the last colon is the port's.
 */
#ifndef DECODE_OPENVPN_H
#define DECODE_OPENVPN_H

#include "decode/decoder.h"

extern const struct decoder openvpn_decoder;
extern const struct program openvpn_program;

#endif
