/*
 * globalprotect -- Palo Alto Networks' PAN-OS: GlobalProtect, and what its firewalls say
 * of traffic, URLs, threats, administrators and changes, as CSV in syslog.
 *
 *   <14>Nov  3 08:05:01 fw1 1,2026/11/03 08:05:01,0123,GLOBALPROTECT,0,2561,2026/11/03
 *   08:05:01,vsys1,gateway-auth,login,SAML,,jdoe,PH,LAPTOP7,203.0.113.7,...
 *
 * The fourth column is the type and says which columns follow; newer releases add some
 * behind.  Before 9.1.3 GlobalProtect was told of as SYSTEM, in words.
 *
 * The time is the high resolution one, where the release has it and it is within a day
 * of the time generated; else that, in the source's zone.
 *
 *   type           event.action, of gateway_event.h
 *   GLOBALPROTECT  by event id: ...-prelogin vpn_connect; gateway-auth, portal-auth,
 *                  clientlessvpn-login vpn_login (whoever connects logs in at the portal
 *                  and at the gateway); gateway-connected vpn_session_started;
 *                  gateway-logout, clientlessvpn-logout vpn_session_ended;
 *                  gateway-getconfig vpn_address_assigned; gateway-setup-...,
 *                  gateway-switch-to-ssl vpn_handshake; gateway-hip-... vpn_posture;
 *                  gateway-tunnel-latency vpn_session_statistics; quarantine-add
 *                  vpn_refused; others vpn_login_step.  The event id is event.code
 *   SYSTEM         globalprotect: vpn_login, vpn_session_started, vpn_session_ended,
 *                  vpn_address_assigned; auth: aaa_login; vpn: vpn_handshake,
 *                  vpn_handshake_failed; general: admin_login, admin_logout
 *   CONFIG         config_change; the command is process.command_line
 *   TRAFFIC        connection_started, connection_ended, connection_denied
 *   THREAT         url: http_request; data: dlp_detected; others threat_detected
 *   HIPMATCH       vpn_posture
 *   USERID         vpn_address_assigned of a VPN's client, count 0; else no action
 *   AUTHENTICATION, AUTH
 *                  aaa_login
 *
 * Other types keep time, type and device.  log.logger is the type and, where there is
 * one, the subtype.  A user "CORP\jdoe" is user.name jdoe and user.domain CORP.
 * client.nat.ip is the private address; source.geo.country_iso_code the region, where
 * that is a country.  amberd.count is the column "repeat count".  Rules of the category
 * vpn see SYSTEM and CONFIG as well, for they tell who runs the gateway.
 */
#ifndef DECODE_GLOBALPROTECT_H
#define DECODE_GLOBALPROTECT_H

#include "decode/decoder.h"

extern const struct decoder globalprotect_decoder;

#endif
