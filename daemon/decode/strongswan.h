/*
 * strongswan -- strongSwan's IKE daemon, in syslog or by its file logger.
 *
 *   charon[702]: 09[IKE] <rw|42> authentication of 'jdoe@example.net' with EAP successful
 *   Nov  3 08:05:01 09[IKE] <rw|42> ...        the file logger, any time_format that has
 *                                              the day before the clock, or ISO 8601
 *
 * 09 is the thread, IKE the part of the daemon, rw the connection (rule.name) and 42 the
 * IKE_SA (amberd.session.id), by which lines belong together until the daemon is started
 * anew.  Most lines on a login name the user or the address, not both.
 *
 * Actions and fields are those of gateway_event.h:
 *
 *   vpn_login             "authentication of 'ID' with METHOD successful" or failed,
 *                         XAuth's, RADIUS's and EAP-MSCHAPv2's failures, and a wrong
 *                         pre-shared key.  Who has to show a certificate and a password
 *                         logs in twice.  What the daemon does to identify itself
 *                         ("myself") is none.
 *   vpn_login_step        names the user: "EAP identity", "EAP-MS-CHAPv2 username"
 *   vpn_login_retold      "EAP method EAP_MSCHAPV2 failed for peer", what PAM says
 *   vpn_session_started   "IKE_SA rw[42] established"
 *   vpn_route_learned     "CHILD_SA net{7} established": networks in the tunnel
 *   vpn_session_ended     "deleting IKE_SA rw[42]"
 *   vpn_shared_account    a second IKE_SA of one peer, where uniqueness is asked for
 *
 * user.name is the identity as it was sent, which may be a certificate's whole subject.
 * Packets that were received or sent have their two ends and no action; source.* is the
 * peer in both, for lines on a failed login name no address.
 */
#ifndef DECODE_STRONGSWAN_H
#define DECODE_STRONGSWAN_H

#include "decode/decoder.h"

extern const struct decoder strongswan_decoder;
extern const struct program strongswan_program;

#endif
