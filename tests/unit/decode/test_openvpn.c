#include "decode/openvpn.h"

#include "support/decoded_line.h"
#include "support/suite.h"

static const struct decoded_line lines[] = {
    {"", NULL},
    {"hello", NULL},
    {"2026-11-03 08:05", NULL},
    {"Tue Nov 31 08:05:01 2026 x", NULL},
    {"2026-11-03 08:05:01 OpenVPN 2.6.3 x86_64-pc-linux-gnu [SSL (OpenSSL)]", ""},
    {"Tue Nov  3 08:05:01 2026 203.0.113.7:51022 TLS: Initial packet from "
     "[AF_INET]203.0.113.7:51022, sid=9a8b7c6d 1a2b3c4d",
     "event.action=vpn_connect event.outcome=unknown source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 TCP connection established with [AF_INET6]2001:db8::5:1194",
     "event.action=vpn_connect event.outcome=unknown source.address=2001:db8::5 "
     "source.ip=2001:db8::5 source.port=1194"},
    {"2026-11-03 08:05:01 us=123456 203.0.113.7:51022 VERIFY OK: depth=1, CN=Example CA",
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 203.0.113.7:51022 VERIFY OK: depth=0, C=XX, O=Example, CN=jdoe, "
     "emailAddress=jdoe@example.net",
     "event.action=vpn_certificate event.outcome=unknown user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 203.0.113.7:51022 VERIFY OK: depth=0, "
     "/C=XX/O=Example/CN=jane/emailAddress=jane@example.net",
     "event.action=vpn_certificate event.outcome=unknown user.name=jane "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 TLS Error: tls-crypt unwrapping failed from "
     "[AF_INET]203.0.113.7:51022 (via [AF_INET]198.51.100.1%eth0)",
     "event.action=vpn_handshake_failed event.outcome=failure event.reason=tls-crypt unwrapping "
     "failed source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 203.0.113.7:51022 VERIFY OK: depth=0, O=x, CN=jdoe, CN=root",
     "event.action=vpn_certificate event.outcome=unknown source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 203.0.113.7:51022 VERIFY ERROR: depth=0, error=certificate has "
     "expired: CN=jdoe, serial=7",
     "event.action=vpn_certificate_invalid event.outcome=failure event.reason=certificate has "
     "expired user.name=jdoe source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 203.0.113.7:51022 VERIFY ERROR: depth=1, error=self signed "
     "certificate in certificate chain: CN=Example CA",
     "event.action=vpn_certificate_invalid event.outcome=failure event.reason=self signed "
     "certificate in certificate chain source.address=203.0.113.7 source.ip=203.0.113.7 "
     "source.port=51022"},
    {"2026-11-03 08:05:01 203.0.113.7:51022 VERIFY ERROR: could not extract CN",
     "event.action=vpn_certificate_invalid event.outcome=failure event.reason=could not "
     "extract CN source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 203.0.113.7:51022 CRL CHECK FAILED: CN=jdoe is REVOKED",
     "event.action=vpn_certificate_invalid event.outcome=failure event.reason=CN=jdoe is "
     "REVOKED source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 203.0.113.7:51022 TLS: Username/Password authentication succeeded "
     "for username 'o'neil' [CN SET]",
     "event.action=vpn_login event.outcome=success user.name=o'neil source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 203.0.113.7:51022 TLS: Username/Password authentication deferred for "
     "username 'jdoe' ",
     "event.action=vpn_login_step event.outcome=unknown user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 203.0.113.7:51022 TLS Auth Error: Auth Username/Password "
     "verification failed for peer",
     "event.action=vpn_login event.outcome=failure event.reason=Auth Username/Password "
     "verification failed for peer source.address=203.0.113.7 source.ip=203.0.113.7 "
     "source.port=51022"},
    {"2026-11-03 08:05:01 AUTH-PAM: BACKGROUND: user 'x' failed to authenticate: "
     "Authentication failure",
     "event.action=vpn_login_retold event.outcome=failure event.reason=Authentication failure "
     "amberd.count=0 user.name=x"},
    {"2026-11-03 08:05:01 jdoe/203.0.113.7:51022 SENT CONTROL [jdoe]: 'AUTH_FAILED,LIMIT' "
     "(status=1)",
     "event.action=vpn_login_retold event.outcome=failure event.reason=LIMIT amberd.count=0 "
     "user.name=jdoe source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 jdoe/203.0.113.7:51022 SENT CONTROL [jdoe]: "
     "'PUSH_REPLY,route-gateway 10.8.0.1' (status=1)",
     "user.name=jdoe source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 203.0.113.7:51022 [jane roe] Peer Connection Initiated with "
     "[AF_INET]203.0.113.7:51022 (via [AF_INET]192.0.2.1%eth0)",
     "event.action=vpn_handshake event.outcome=success user.name=jane roe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 203.0.113.7:51022 [UNDEF] Peer Connection Initiated with "
     "[AF_INET]203.0.113.7:51022",
     "event.action=vpn_handshake event.outcome=success source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 jdoe/203.0.113.7:51022 MULTI_sva: pool returned IPv4=10.8.0.6, "
     "IPv6=(Not enabled)",
     "event.action=vpn_address_assigned event.outcome=success user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022 client.nat.ip=10.8.0.6"},
    {"2026-11-03 08:05:01 jdoe/203.0.113.7:51022 MULTI_sva: pool returned IPv4=(Not enabled), "
     "IPv6=fd00:8::1000",
     "event.action=vpn_address_assigned event.outcome=success user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022 "
     "client.nat.ip=fd00:8::1000"},
    {"2026-11-03 08:05:01 jdoe/203.0.113.7:51022 MULTI: primary virtual IP for "
     "jdoe/203.0.113.7:51022: 10.8.0.6",
     "event.action=vpn_session_started event.outcome=success user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022 client.nat.ip=10.8.0.6"},
    {"2026-11-03 08:05:01 jdoe/203.0.113.7:51022 MULTI: Learn: 10.8.0.6 -> "
     "jdoe/203.0.113.7:51022",
     "event.action=vpn_route_learned event.outcome=unknown user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022 client.nat.ip=10.8.0.6"},
    {"2026-11-03 08:05:01 jdoe/203.0.113.7:51022 MULTI: Learn: 00:53:00:aa:bb:cc@0 -> "
     "jdoe/203.0.113.7:51022",
     "event.action=vpn_route_learned event.outcome=unknown user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 MULTI: new connection by client 'jdoe' will cause previous active "
     "sessions by this client to be dropped.  Remember to use the --duplicate-cn option.",
     "event.action=vpn_shared_account event.outcome=unknown user.name=jdoe"},
    {"2026-11-03 08:05:01 jdoe/203.0.113.7:51022 MULTI: bad source address from client "
     "[10.1.1.1], packet dropped",
     "event.action=vpn_packet_refused event.outcome=failure user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022 client.nat.ip=10.1.1.1"},
    {"2026-11-03 08:05:01 MULTI: Connection from 203.0.113.9:555 would exceed new connection "
     "frequency limit as controlled by --connect-freq",
     "event.action=vpn_refused event.outcome=failure event.reason=would exceed new connection "
     "frequency limit as controlled by --connect-freq source.address=203.0.113.9 "
     "source.ip=203.0.113.9 source.port=555"},
    {"2026-11-03 08:05:01 TLS Error: cannot locate HMAC in incoming packet from "
     "[AF_INET]203.0.113.9:555",
     "event.action=vpn_handshake_failed event.outcome=failure event.reason=cannot locate HMAC "
     "in incoming packet source.address=203.0.113.9 source.ip=203.0.113.9 source.port=555"},
    {"2026-11-03 08:05:01 203.0.113.7:51022 TLS Error: TLS handshake failed",
     "event.action=vpn_handshake_failed event.outcome=failure event.reason=TLS handshake "
     "failed source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 203.0.113.7:51022 OpenSSL: error:0A000086:SSL routines::certificate "
     "verify failed",
     "event.action=vpn_handshake_failed event.outcome=failure event.reason=error:0A000086:SSL "
     "routines::certificate verify failed amberd.count=0 source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 jdoe/203.0.113.7:51022 Connection reset, restarting [0]",
     "event.action=vpn_disconnect event.outcome=unknown amberd.count=0 user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 jdoe/203.0.113.7:51022 [jdoe] Inactivity timeout (--ping-restart), "
     "restarting",
     "event.action=vpn_disconnect event.outcome=unknown amberd.count=0 user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 jdoe/203.0.113.7:51022 SIGTERM[soft,remote-exit] received, "
     "client-instance exiting",
     "event.action=vpn_session_ended event.outcome=success event.reason=remote-exit "
     "user.name=jdoe source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 203.0.113.7:51022 SIGUSR1[soft,tls-error] received, client-instance "
     "restarting",
     "event.action=vpn_disconnect event.outcome=unknown event.reason=tls-error "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 SIGTERM[hard,] received, process exiting",
     "event.action=vpn_server_stopped event.outcome=success"},
    {"2026-11-03 08:05:01 Initialization Sequence Completed",
     "event.action=vpn_server_started event.outcome=success"},
    {"2026-11-03 08:05:01 corp/jane@x/2001:db8::5:1194 SIGTERM[soft,remote-exit] received, "
     "client-instance exiting",
     "event.action=vpn_session_ended event.outcome=success event.reason=remote-exit "
     "user.name=corp/jane@x source.address=2001:db8::5 source.ip=2001:db8::5 source.port=1194"},
    {"2026-11-03 08:05:01 203.0.113.7:51022/jane SIGTERM[soft,remote-exit] received, "
     "client-instance exiting",
     "event.action=vpn_session_ended event.outcome=success event.reason=remote-exit "
     "user.name=jane source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01 x/192.0.2.1:1 y/203.0.113.7:51022 SIGTERM[soft,remote-exit] "
     "received, client-instance exiting",
     "event.action=vpn_disconnect event.outcome=unknown event.reason=remote-exit"},
    {"Nov  3 08:05:01 gw ovpn-server[871]: jdoe/203.0.113.7:51022 SIGTERM[soft,remote-exit] "
     "received, client-instance exiting",
     "event.action=vpn_session_ended event.outcome=success event.reason=remote-exit "
     "host.name=gw process.name=ovpn-server process.pid=871 user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"Nov  3 08:05:01 gw openvpn: 203.0.113.7:51022 TLS Error: TLS handshake failed",
     "event.action=vpn_handshake_failed event.outcome=failure event.reason=TLS handshake "
     "failed host.name=gw process.name=openvpn source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.port=51022"},
    {"Nov  3 08:05:01 gw cron[9]: (root) CMD (x)", "host.name=gw process.name=cron process.pid=9"},
    {"203.0.113.7:51022 TLS Error: TLS handshake failed",
     "event.action=vpn_handshake_failed event.outcome=failure event.reason=TLS handshake "
     "failed source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"Initialization Sequence Completed", "event.action=vpn_server_started event.outcome=success"},
    {"Nov  3 08:05:01 gw openvpn[9]: user 'jdoe' could not authenticate.",
     "event.action=vpn_login_retold event.outcome=failure amberd.count=0 host.name=gw "
     "process.name=openvpn process.pid=9 user.name=jdoe"},
    {"Nov  3 08:05:01 gw openvpn[9]: user 'jdoe' authenticated",
     "event.action=vpn_login_retold event.outcome=success amberd.count=0 host.name=gw "
     "process.name=openvpn process.pid=9 user.name=jdoe"},
    {"Nov  3 08:05:01 gw openvpn[9]: user 'jdoe' is odd",
     "host.name=gw process.name=openvpn process.pid=9"},
    {"2026-11-03T08:05:01+0000 [stdout#info] [OVPN 0] OUT: '2026-11-03 08:05:01 "
     "203.0.113.7:51022 TLS Error: TLS handshake failed'",
     "event.action=vpn_handshake_failed event.outcome=failure event.reason=TLS handshake "
     "failed source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03 08:05:01+0000 [-] OVPN 1 OUT: \"Tue Nov  3 08:05:01 2026 "
     "jdoe/203.0.113.7:51022 SIGTERM[soft,remote-exit] received, client-instance exiting\"",
     "event.action=vpn_session_ended event.outcome=success event.reason=remote-exit "
     "user.name=jdoe source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"2026-11-03T08:05:01+00:00 gw openvpn[9]: AUTH-PAM: BACKGROUND: user 'x [ OUT: 'y' failed "
     "to authenticate: why",
     "event.action=vpn_login_retold event.outcome=failure event.reason=why amberd.count=0 "
     "host.name=gw process.name=openvpn process.pid=9 user.name=x [ OUT: 'y"},
};

START_TEST(lines_are_understood)
{
    decoded_lines_check("openvpn", NULL, lines, sizeof lines / sizeof *lines);
}
END_TEST

START_TEST(times_are_read)
{
    static const struct {
        const char *line;
        timestamp time;
    } times[] = {
        {"Tue Nov  3 08:05:01 2026 x", 1793693101 * SECOND},
        {"2026-11-03 08:05:01 x", 1793693101 * SECOND},
        {"2026-11-03 08:05:01 us=123456 x", 1793693101 * SECOND + 123456},
        {"2026-11-03 08:05:01 us=1234567 x", 1793693101 * SECOND},
        {"Nov  3 08:05:01 gw openvpn[9]: x", 1793693101 * SECOND},
        {"Initialization Sequence Completed", TIMESTAMP_NONE},
    };

    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        ck_assert_int_eq(decoded_line_time("openvpn", times[i].line, NULL), times[i].time);
}
END_TEST

SUITE_MAIN("openvpn", lines_are_understood, times_are_read)
