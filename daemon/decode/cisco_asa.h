/*
 * cisco_asa -- Cisco's ASA, FTD, PIX and FWSM, AnyConnect among what they say.
 *
 *   <166>Nov 03 2026 08:05:01 fw1 : %ASA-6-113039: Group <GP> User <jdoe> IP
 *   <203.0.113.7> AnyConnect parent session started.
 *
 * What stands in front of "%ASA-" depends on the settings and on who relayed it: no
 * time, one with a year or a zone's letters (which are passed over), a host in front of
 * " : " or ": ", a whole frame of syslog.  A name of the message's class may stand in
 * front of its level ("%ASA-auth-6-113015").
 *
 *   event.code        the message's number, "113039": what it is about
 *   event.severity    its level, 0 to 7
 *   message           from the "%" on
 *   event.action ...  of gateway_event.h, for the messages below; the others have code,
 *                     severity and message
 *
 *   vpn_login               716038, 716039 (AnyConnect, WebVPN), 713167 (IKEv1)
 *   vpn_session_started     113039, 716001, 713120, 750006, 603108
 *   vpn_session_ended       113019 (with bytes, duration and reason), 716002, 750007,
 *                           713050, 603109
 *   vpn_address_assigned    722051, 751025, 713228, 109201 (109203: failure)
 *   vpn_handshake, vpn_handshake_failed
 *                           722022, 713119; 725006, 750003
 *   user_mapped, user_unmapped  746012, 746013: whose an address is; with client.nat.ip
 *                           where it is one of the VPN's
 *   vpn_posture             734001, 734002; 722055, which names the client's software
 *   aaa_login               113004, 113005, 113012, 113015, 109005, 109006, 611101, 611102
 *   admin_login, admin_logout   605004, 605005, 308001; 611103, 315011
 *   admin_command           111008, 111009
 *   config_change           111010, and 111001 to 111007, 112001, 502111, 502112
 *   account_*               502101, 502102, 502103, 113006, 113007
 *   connection_started      302013, 302015, 302017, 302020, 302303, 430002, 106100
 *   connection_ended        302014, 302016, 302018, 302021, 430003
 *   connection_denied       1060xx, 106100, 313001, 313004, 4100xx to 4340xx, 7100xx,
 *                           430002 and 430003
 *   http_request            304001, 304002
 *   threat_detected         3380xx, 3382xx, 430001, 430005
 *
 * A login by AnyConnect makes an aaa_login and a vpn_login, one by IKEv1 or IKEv2 an
 * aaa_login alone; a failed one likewise.  A change of the configuration is 111010 and,
 * as any command, 111008.
 *
 * source.* of a flow is who opened it.  "Teardown" does not say who that was: its order is
 * that of the interfaces' trust.  There it is told by the ports, and where those are alike
 * (both the systems' to hand out, or both not) source.* is the line's first end; the
 * "Built" line of the same amberd.session.id tells.  network.bytes are those of both ways.
 * Of 113019, "Bytes rcv" are source.bytes.
 *
 * user.target.name is whose account account_* is about; who did it is not said there.
 *
 * A user shown as "*****" is not said at all.  Names that could end in more than one
 * place ("x> IP <192.0.2.1") are left out, with the address behind them (flag
 * "doubtful_user").
 */
#ifndef DECODE_CISCO_ASA_H
#define DECODE_CISCO_ASA_H

#include "decode/decoder.h"

extern const struct decoder cisco_asa_decoder;

#endif
