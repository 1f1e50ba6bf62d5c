/*
 * fortinet -- FortiGate's log: VPN, administrators, traffic, web and DNS filter.
 *
 *   date=2026-11-03 time=08:05:01 devname="FG1" eventtime=1793577901123456789 tz="+0800"
 *   logid="0101039424" type="event" subtype="vpn" action="tunnel-up" remip=203.0.113.7
 *   user="jdoe" ...
 *
 * with a frame of syslog or a bare priority in front, or nothing.  Values are quoted
 * since 5.6; releases before 5.0 have other names (src, dst, sent, rcvd, status, log_id),
 * which are read as well.
 *
 * Every pair is also a field under its own name, as Sigma's rules for FortiGate have
 * them ("cfgpath", "action"), but for names with a dot in them and the URLs.  "N/A",
 * "(null)" and an empty value say nothing and are kept only there.
 *
 * A key that stands in a line twice has all its values, the users, groups and addresses
 * under our names too (flag "duplicate_key"); for what the line means the first counts.
 *
 * The time is eventtime (seconds, or smaller units by the number of digits), where it is
 * within a day of date and time, else these, in tz or, without it, the source's zone.
 *
 *   event.code          logid
 *   message             msg
 *   log.level, observer.name, network.protocol (service), rule.category (catdesc, appcat)
 *   event.action        of gateway_event.h:
 *
 *   type, subtype       action               event.action
 *   event, vpn          ssl-login-fail       vpn_login
 *                       tunnel-up            vpn_login of an "ssl-web" tunnel or a "login
 *                                            successfully", else vpn_session_started
 *                       tunnel-down, tunnel-stats
 *                                            vpn_session_ended, vpn_session_statistics
 *                       ssl-new-con          vpn_connect
 *                       negotiate, install_sa, ssl-alert
 *                                            vpn_handshake, or ..._failed by its status
 *                       dpd, delete_phase1_sa, delete_ipsec_sa, phase2-down
 *                                            vpn_disconnect
 *                       ssl-web-deny         vpn_refused
 *   event, user         ...logout, ...logoff aaa_logout
 *                       any other            aaa_login
 *   event, system       login, logout        admin_login, admin_logout
 *                       any other with a cfgpath, or "Configuration changed"
 *                                            config_change; of system.admin and user.local
 *                                            account_created, _changed, _deleted, with
 *                                            the account in user.target.name
 *   traffic             deny, blocked        connection_denied
 *                       start                connection_started
 *                       any other            connection_ended; failure where utmaction
 *                                            is block
 *   utm, webfilter                           http_request
 *   utm, dns                                 dns_query
 *   utm, app-ctrl                            application_used
 *   utm, dlp                                 dlp_detected
 *   utm, any other; anomaly                  threat_detected
 *
 * source.bytes is sentbyte and destination.bytes rcvdbyte, in VPN events as in traffic.
 * The address of an administrator is what stands in brackets in ui ("https(192.0.2.7)").
 */
#ifndef DECODE_FORTINET_H
#define DECODE_FORTINET_H

#include "decode/decoder.h"

extern const struct decoder fortinet_decoder;

#endif
