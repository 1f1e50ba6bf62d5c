#include "decode/ocserv.h"

#include "support/decoded_line.h"
#include "support/suite.h"

static const struct decoded_line lines[] = {
    {"", NULL},
    {"hello", NULL},
    {"ocserv[9]: x", NULL},
    {"Nov  3 08:05:01 gw ocserv[9]: main[jdoe]:203.0.113.7:51022 new user session",
     "event.action=vpn_session_started event.outcome=success host.name=gw process.name=ocserv "
     "process.pid=9 user.name=jdoe source.address=203.0.113.7 source.ip=203.0.113.7 "
     "source.port=51022"},
    {"Nov  3 08:05:01 gw ocserv[9]: main[jdoe]:[2001:db8::7]:51022 user logged in",
     "event.action=vpn_login event.outcome=success host.name=gw process.name=ocserv "
     "process.pid=9 user.name=jdoe source.address=2001:db8::7 source.ip=2001:db8::7 "
     "source.port=51022"},
    {"Nov  3 08:05:01 gw ocserv[9]: main[jdoe]: 203.0.113.7:51022 user disconnected (reason: "
     "idle timeout, rx: 18223, tx: 990122)",
     "event.action=vpn_session_ended event.outcome=success event.reason=idle timeout "
     "host.name=gw process.name=ocserv process.pid=9 user.name=jdoe source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.port=51022 source.bytes=18223 destination.bytes=990122"},
    {"Nov  3 08:05:01 gw ocserv[9]: main[jdoe]:203.0.113.7:51022 user disconnected (reason: "
     "why)",
     "event.action=vpn_session_ended event.outcome=success event.reason=why host.name=gw "
     "process.name=ocserv process.pid=9 user.name=jdoe source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.port=51022"},
    {"Nov  3 08:05:01 gw ocserv[9]: main:203.0.113.7:51022 user disconnected (reason: "
     "unspecified, rx: 0, tx: 0)",
     "event.action=vpn_disconnect event.outcome=unknown event.reason=unspecified host.name=gw "
     "process.name=ocserv process.pid=9 source.address=203.0.113.7 source.ip=203.0.113.7 "
     "source.port=51022 source.bytes=0 destination.bytes=0"},
    {"Nov  3 08:05:01 gw ocserv[9]: worker: 203.0.113.7 failed authentication for 'o'neil'",
     "event.action=vpn_login event.outcome=failure host.name=gw process.name=ocserv "
     "process.pid=9 user.name=o'neil source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"Nov  3 08:05:01 gw ocserv[9]: worker[jdoe]: 203.0.113.7 worker-auth.c:1731: failed "
     "authentication for 'jdoe'",
     "event.action=vpn_login event.outcome=failure host.name=gw process.name=ocserv "
     "process.pid=9 user.name=jdoe source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"Nov  3 08:05:01 gw ocserv[9]: worker[jdoe]: [unknown] something else",
     "host.name=gw process.name=ocserv process.pid=9 user.name=jdoe"},
    {"Nov  3 08:05:01 gw ocserv[9]: worker: 203.0.113.7 no certificate provided for "
     "authentication",
     "event.action=vpn_certificate_invalid event.outcome=failure host.name=gw "
     "process.name=ocserv process.pid=9 source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"Nov  3 08:05:01 gw ocserv[9]: worker: 203.0.113.7 client certificate verification "
     "failed: The certificate is expired.",
     "event.action=vpn_certificate_invalid event.outcome=failure event.reason=The certificate "
     "is expired. host.name=gw process.name=ocserv process.pid=9 source.address=203.0.113.7 "
     "source.ip=203.0.113.7"},
    {"Nov  3 08:05:01 gw ocserv[9]: worker: 203.0.113.7 GnuTLS error (at worker-vpn.c:795): "
     "The TLS connection was non-properly terminated.",
     "event.action=vpn_handshake_failed event.outcome=failure event.reason=The TLS connection "
     "was non-properly terminated. host.name=gw process.name=ocserv process.pid=9 "
     "source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"Nov  3 08:05:01 gw ocserv[9]: worker[jdoe]: 203.0.113.7 sending IPv4 10.9.0.4",
     "event.action=vpn_address_assigned event.outcome=success host.name=gw process.name=ocserv "
     "process.pid=9 user.name=jdoe source.address=203.0.113.7 source.ip=203.0.113.7 "
     "client.nat.ip=10.9.0.4"},
    {"Nov  3 08:05:01 gw ocserv[9]: worker[jdoe]: 203.0.113.7 sent periodic stats (in: 1234, "
     "out: 5678) to sec-mod",
     "event.action=vpn_session_statistics event.outcome=unknown host.name=gw "
     "process.name=ocserv process.pid=9 user.name=jdoe source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.bytes=1234 destination.bytes=5678"},
    {"Nov  3 08:05:01 gw ocserv[9]: sec-mod: initiating session for user 'jdoe' (session: "
     "ab12cd)",
     "event.action=vpn_login_retold event.outcome=success amberd.count=0 host.name=gw "
     "process.name=ocserv process.pid=9 user.name=jdoe amberd.session.id=ab12cd"},
    {"Nov  3 08:05:01 gw ocserv[9]: sec-mod: temporarily closing session for jdoe (session: "
     "ab12cd)",
     "event.action=vpn_disconnect event.outcome=unknown amberd.count=0 host.name=gw "
     "process.name=ocserv process.pid=9 user.name=jdoe amberd.session.id=ab12cd"},
    {"Nov  3 08:05:01 gw ocserv[9]: sec-mod: denied session for user 'jdoe' (session: ab12cd)",
     "event.action=vpn_refused event.outcome=failure host.name=gw process.name=ocserv "
     "process.pid=9 user.name=jdoe amberd.session.id=ab12cd"},
    {"Nov  3 08:05:01 gw ocserv[9]: main: user 'jdoe' tried to connect more than 2 times",
     "event.action=vpn_refused event.outcome=failure event.reason=tried to connect more than 2 "
     "times host.name=gw process.name=ocserv process.pid=9 user.name=jdoe"},
    {"Nov  3 08:05:01 gw ocserv[9]: main: user 'jdoe' of group 'staff' authenticated",
     "event.action=vpn_login_step event.outcome=unknown event.reason=of group 'staff' "
     "authenticated host.name=gw process.name=ocserv process.pid=9 user.name=jdoe"},
    {"Nov  3 08:05:01 gw ocserv[9]: main: user 'jdoe' presented a certificate from user 'root'",
     "event.action=vpn_certificate_invalid event.outcome=failure event.reason=presented a "
     "certificate from user 'root' host.name=gw process.name=ocserv process.pid=9 "
     "user.name=jdoe"},
    {"Nov  3 08:05:01 gw ocserv[9]: main: user 'jdoe' is odd",
     "host.name=gw process.name=ocserv process.pid=9"},
    {"Nov  3 08:05:01 gw ocserv[9]: main: added IP '203.0.113.9' (with score 80) to ban list, "
     "will be reset at: Tue Nov  3 08:10:01 2026",
     "event.action=vpn_refused event.outcome=failure event.reason=(with score 80) to ban list, "
     "will be reset at: Tue Nov  3 08:10:01 2026 host.name=gw process.name=ocserv "
     "process.pid=9 source.address=203.0.113.9 source.ip=203.0.113.9"},
    {"Nov  3 08:05:01 gw ocserv[9]: main: Rejected connection from banned IP: 203.0.113.9",
     "event.action=vpn_refused event.outcome=failure host.name=gw process.name=ocserv "
     "process.pid=9 source.address=203.0.113.9 source.ip=203.0.113.9"},
    {"Nov  3 08:05:01 gw ocserv[9]: main: initialized ocserv 1.1.6",
     "event.action=vpn_server_started event.outcome=success host.name=gw process.name=ocserv "
     "process.pid=9"},
    {"Nov  3 08:05:01 gw ocserv[9]: main: termination request received; waiting for children "
     "to die",
     "event.action=vpn_server_stopped event.outcome=success host.name=gw process.name=ocserv "
     "process.pid=9"},
    {"Nov  3 08:05:01 gw ocserv[9]: pam_unix(ocserv:auth): authentication failure; logname= "
     "uid=0 euid=0 tty= ruser= rhost=203.0.113.9  user=jdoe",
     "event.action=vpn_login_retold event.outcome=failure amberd.count=0 host.name=gw "
     "process.name=ocserv process.pid=9 user.name=jdoe source.address=203.0.113.9 "
     "source.ip=203.0.113.9"},
    {"Nov  3 08:05:01 gw ocserv[9]: PAM-auth pam_auth_pass: Authentication failure",
     "event.action=vpn_login_retold event.outcome=failure event.reason=Authentication failure "
     "amberd.count=0 host.name=gw process.name=ocserv process.pid=9"},
    {"Nov  3 08:05:01 gw ocserv[9]: worker[x]: 192.0.2.1 y]: 203.0.113.7 failed authentication "
     "for 'x]: 192.0.2.1 y'",
     "event.action=vpn_login event.outcome=failure amberd.flags=doubtful_user host.name=gw "
     "process.name=ocserv "
     "process.pid=9 user.name=x]: 192.0.2.1 y"},
    {"Nov  3 08:05:01 gw ocserv[9]: worker[x]: y]: 203.0.113.7 failed authentication for 'x]: "
     "y'",
     "event.action=vpn_login event.outcome=failure host.name=gw process.name=ocserv "
     "process.pid=9 user.name=x]: y source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"main[jdoe]:203.0.113.7:51022 user logged in",
     "event.action=vpn_login event.outcome=success user.name=jdoe source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.port=51022"},
    {"ocserv[9]: main[jdoe]:203.0.113.7:51022 user logged in",
     "event.action=vpn_login event.outcome=success process.name=ocserv process.pid=9 "
     "user.name=jdoe source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {"Nov  3 08:05:01 gw cron[9]: main: x", "host.name=gw process.name=cron process.pid=9"},
};

START_TEST(lines_are_understood)
{
    decoded_lines_check("ocserv", NULL, lines, sizeof lines / sizeof *lines);
}
END_TEST

SUITE_MAIN("ocserv", lines_are_understood)
