/*
 * ocserv -- the OpenConnect VPN server, in syslog or on its standard error.
 *
 *   ocserv[912]: main[jdoe]:203.0.113.7:51022 new user session
 *   ocserv[931]: worker: 203.0.113.7 failed authentication for 'jdoe'
 *   ocserv[910]: sec-mod: initiating session for user 'jdoe' (session: ab12cd)
 *
 * In front stand the process, the user where one is known, and the client's address:
 * old releases put a space behind main's colon, and workers never name the port.
 *
 * Actions and fields are those of gateway_event.h:
 *
 *   vpn_login             failure: the worker's "failed authentication for"; success:
 *                         "user logged in".  A client that comes back within the life of
 *                         its cookie is logged in again.
 *   vpn_session_started   "new user session"
 *   vpn_session_ended     "user disconnected", with reason and bytes: source.bytes is
 *                         what the server received.  Of a client without a user it is a
 *                         vpn_disconnect.
 *   vpn_refused           a banned address, an account with too many sessions, a
 *                         session that is denied
 *
 * Who connects chooses the name between the brackets: where more than one place could
 * be its end, and they differ, the line has neither user nor peer (flag
 * "doubtful_user").
 */
#ifndef DECODE_OCSERV_H
#define DECODE_OCSERV_H

#include "decode/decoder.h"

extern const struct decoder ocserv_decoder;
extern const struct program ocserv_program;

#endif
