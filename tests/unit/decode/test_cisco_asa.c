#include "decode/cisco_asa.h"

#include "support/decoded_line.h"
#include "support/suite.h"

#define TEARDOWN(number, transport)                                                            \
    "<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-" number ": Teardown " transport " connection 77 " \
    "for "
#define ENDED(number)                                                                         \
    "event.action=connection_ended event.outcome=success event.code=" number                  \
    " event.severity=6 event.duration=31000000000 host.name=fw1 log.syslog.facility.code=20 " \
    "log.syslog.severity.code=6 amberd.session.id=77 "

static const struct decoded_line lines[] = {
    {"", NULL},
    {"%ASA", NULL},
    {"%ASA-6-11303: x", NULL},
    {"%ASA-8-113039: x", NULL},
    {"Nov  3 08:05:01 gw cron[9]: 5% of", NULL},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-113039: Group <GP> User <jdoe> IP <203.0.113.7> "
     "AnyConnect parent session started.",
     "event.action=vpn_session_started event.outcome=success event.code=113039 "
     "event.severity=6 host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "user.name=jdoe group.name=GP source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-716039: Group <GP> User <x> IP <192.0.2.1> IP "
     "<203.0.113.7> Authentication: rejected, Session Type: WebVPN.",
     "event.action=vpn_login event.outcome=failure event.code=716039 event.severity=6 "
     "amberd.flags=doubtful_user host.name=fw1 log.syslog.facility.code=20 "
     "log.syslog.severity.code=6 group.name=GP"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-716002: Group <GP> User <jdoe> IP <203.0.113.7> "
     "WebVPN session terminated: User Requested.",
     "event.action=vpn_session_ended event.outcome=success event.reason=User Requested "
     "event.code=716002 event.severity=6 host.name=fw1 log.syslog.facility.code=20 "
     "log.syslog.severity.code=6 user.name=jdoe group.name=GP source.address=203.0.113.7 "
     "source.ip=203.0.113.7"},
    {"<164>:Nov 03 08:05:01 MSK 192.0.2.20: %ASA-auth-4-113019: Group = GP, Username = jdoe, "
     "IP = 203.0.113.7, Session disconnected. Session Type: AnyConnect-Parent, Duration: 1d "
     "1h:22m:03s, Bytes xmt: 12345, Bytes rcv: 67890, Reason: User Requested",
     "event.action=vpn_session_ended event.outcome=success event.reason=User Requested "
     "event.code=113019 event.severity=4 event.duration=91323000000000 host.name=192.0.2.20 "
     "log.syslog.facility.code=20 log.syslog.severity.code=4 user.name=jdoe group.name=GP "
     "amberd.auth.method=AnyConnect-Parent source.address=203.0.113.7 source.ip=203.0.113.7 "
     "source.bytes=67890 destination.bytes=12345"},
    {"fw1 : %FTD-4-722051: Group <GP> User <jdoe> IP <203.0.113.7> IPv4 Address <10.9.0.4> "
     "IPv6 address <::> assigned to session",
     "event.action=vpn_address_assigned event.outcome=success event.code=722051 "
     "event.severity=4 host.name=fw1 user.name=jdoe group.name=GP source.address=203.0.113.7 "
     "source.ip=203.0.113.7 client.nat.ip=10.9.0.4"},
    {"%PIX-5-713120: Group = 203.0.113.7, IP = 203.0.113.7, PHASE 2 COMPLETED (msgid=1)",
     "event.action=vpn_session_started event.outcome=success event.code=713120 "
     "event.severity=5 group.name=203.0.113.7 source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-713228: Group = GP, Username = jdoe, IP = "
     "203.0.113.7, Assigned private IP address 10.9.0.4 to remote user",
     "event.action=vpn_address_assigned event.outcome=success event.code=713228 "
     "event.severity=6 host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "user.name=jdoe group.name=GP source.address=203.0.113.7 source.ip=203.0.113.7 "
     "client.nat.ip=10.9.0.4"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-750006: Local:198.51.100.1:4500 "
     "Remote:203.0.113.7:51022 Username:jdoe IKEv2 SA UP. Reason: New Connection Established",
     "event.action=vpn_session_started event.outcome=success event.reason=New Connection "
     "Established event.code=750006 event.severity=6 host.name=fw1 log.syslog.facility.code=20 "
     "log.syslog.severity.code=6 user.name=jdoe source.address=203.0.113.7 "
     "source.ip=203.0.113.7 source.port=51022"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-751025: Local:198.51.100.1:4500 "
     "Remote:203.0.113.7:51022 Username:jdoe IKEv2 Group:GP IPv4 Address=10.9.0.4 IPv6 "
     "address=:: assigned to session",
     "event.action=vpn_address_assigned event.outcome=success event.code=751025 "
     "event.severity=6 host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "user.name=jdoe source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022 "
     "client.nat.ip=10.9.0.4"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-113004: AAA user authentication Successful : "
     "server =  10.1.1.1 : user = jdoe",
     "event.action=aaa_login event.outcome=success event.code=113004 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 user.name=jdoe "
     "destination.address=10.1.1.1 destination.ip=10.1.1.1"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-113005: AAA user authentication Rejected : reason "
     "= AAA failure : server = 10.1.1.1 : user = ***** : user IP = 203.0.113.7",
     "event.action=aaa_login event.outcome=failure event.reason=AAA failure event.code=113005 "
     "event.severity=6 host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 destination.address=10.1.1.1 "
     "destination.ip=10.1.1.1"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-113015: AAA user authentication Rejected : reason "
     "= Invalid password : local database : user = x : user IP = 192.0.2.1 : user IP = "
     "203.0.113.7",
     "event.action=aaa_login event.outcome=failure event.reason=Invalid password "
     "event.code=113015 event.severity=6 host.name=fw1 log.syslog.facility.code=20 "
     "log.syslog.severity.code=6 user.name=x : user IP = 192.0.2.1 source.address=203.0.113.7 "
     "source.ip=203.0.113.7"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-109201: UAUTH: Session=0x1, User=jdoe, Assigned "
     "IP=10.9.0.4, Succeeded adding entry.",
     "event.action=vpn_address_assigned event.outcome=success event.code=109201 "
     "event.severity=6 host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "user.name=jdoe amberd.session.id=0x1 client.nat.ip=10.9.0.4"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-109006: Authentication failed for user 'jdoe' "
     "from inside/10.1.1.1/51022 to outside/203.0.113.9/80 on interface inside",
     "event.action=aaa_login event.outcome=failure event.code=109006 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 user.name=jdoe "
     "source.address=10.1.1.1 source.ip=10.1.1.1 source.port=51022 "
     "observer.ingress.interface.name=inside observer.egress.interface.name=outside "
     "destination.address=203.0.113.9 destination.ip=203.0.113.9 destination.port=80"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-734001: DAP: User jdoe, Addr 203.0.113.7, "
     "Connection AnyConnect: The following DAP records were selected for this connection: staff",
     "event.action=vpn_posture event.outcome=success event.code=734001 event.severity=6 "
     "rule.name=staff host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "user.name=jdoe source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-734001: DAP: User x, Addr 192.0.2.1, Addr "
     "203.0.113.7, Connection AnyConnect: The following DAP records were selected for this "
     "connection: staff",
     "event.action=vpn_posture event.outcome=success event.code=734001 event.severity=6 "
     "amberd.flags=doubtful_user rule.name=staff host.name=fw1 log.syslog.facility.code=20 "
     "log.syslog.severity.code=6"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-402119: IPSEC: Received an ESP packet (SPI= 0x0C, "
     "sequence number= 0x5) from 203.0.113.7 (user= jdoe) to 198.51.100.1 that failed "
     "anti-replay checking.",
     "event.action=vpn_packet_refused event.outcome=failure event.reason=that failed "
     "anti-replay checking event.code=402119 event.severity=6 host.name=fw1 "
     "log.syslog.facility.code=20 log.syslog.severity.code=6 user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 destination.address=198.51.100.1 "
     "destination.ip=198.51.100.1"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-603108: Built PPTP Tunnel at outside, tunnel-id = "
     "3, remote-peer = 203.0.113.7, virtual-interface = 1, client-dynamic-ip = 10.9.0.4, "
     "username = jdoe, MPPE-key-strength = 128",
     "event.action=vpn_session_started event.outcome=success event.code=603108 "
     "event.severity=6 host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "user.name=jdoe amberd.session.id=3 source.address=203.0.113.7 source.ip=203.0.113.7 "
     "client.nat.ip=10.9.0.4"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-725006: Device failed SSL handshake with client "
     "outside:203.0.113.7/51022 to 198.51.100.1/443",
     "event.action=vpn_handshake_failed event.outcome=failure event.code=725006 "
     "event.severity=6 host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022 "
     "observer.ingress.interface.name=outside"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-717027: Certificate chain failed validation. "
     "Certificate has expired.",
     "event.action=vpn_certificate_invalid event.outcome=failure event.reason=Certificate has "
     "expired. event.code=717027 event.severity=6 host.name=fw1 log.syslog.facility.code=20 "
     "log.syslog.severity.code=6"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-111008: User 'jdoe' executed the 'write 'x' "
     "memory' command.",
     "event.action=admin_command event.outcome=success event.code=111008 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "process.command_line=write 'x' memory user.name=jdoe"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-111009: User 'jdoe' executed cmd: show "
     "running-config",
     "event.action=admin_command event.outcome=success event.code=111009 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "process.command_line=show running-config user.name=jdoe"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-111010: User 'jdoe', running 'CLI' from IP "
     "203.0.113.7, executed 'no logging enable'",
     "event.action=config_change event.outcome=success event.code=111010 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "process.command_line=no logging enable user.name=jdoe source.address=203.0.113.7 "
     "source.ip=203.0.113.7"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-111004: 203.0.113.7 end configuration: FAILED",
     "event.action=config_change event.outcome=failure event.code=111004 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-111007: Begin configuration: 203.0.113.7 reading "
     "from terminal",
     "event.action=config_change event.outcome=unknown event.reason=reading from terminal "
     "event.code=111007 event.severity=6 host.name=fw1 log.syslog.facility.code=20 "
     "log.syslog.severity.code=6 source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-113006: User 'jdoe' locked out on exceeding '3' "
     "successive failed authentication attempts",
     "event.action=account_locked event.outcome=success event.code=113006 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 user.name=jdoe"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-502103: User priv level changed: Uname: jdoe "
     "From: 1 To: 15",
     "event.action=account_changed event.outcome=success event.reason=From: 1 To: 15 "
     "event.code=502103 event.severity=6 host.name=fw1 log.syslog.facility.code=20 "
     "log.syslog.severity.code=6 user.target.name=jdoe"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-502101: New user added to local dbase: Uname: "
     "jdoe Priv: 15 Encpass: *****",
     "event.action=account_created event.outcome=success event.code=502101 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 user.target.name=jdoe"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-605004: Login denied from 203.0.113.7/32597 to "
     "outside:198.51.100.1/ssh for user \"root\"",
     "event.action=admin_login event.outcome=failure event.code=605004 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 user.name=root "
     "amberd.auth.method=ssh source.address=203.0.113.7 source.ip=203.0.113.7 "
     "source.port=32597 observer.egress.interface.name=outside "
     "destination.address=198.51.100.1 destination.ip=198.51.100.1"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-611102: User authentication failed: IP address: "
     "203.0.113.7, Uname: jdoe",
     "event.action=aaa_login event.outcome=failure event.code=611102 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-611103: User logged out: Uname: jdoe",
     "event.action=admin_logout event.outcome=success event.code=611103 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 user.name=jdoe"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-308001: console enable password incorrect for 3 "
     "tries (from 203.0.113.7)",
     "event.action=admin_login event.outcome=failure event.code=308001 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-315011: SSH session from 203.0.113.7 on interface "
     "inside for user \"jdoe\" disconnected by SSH server, reason: \"Time-out activated\" "
     "(0x3d)",
     "event.action=admin_logout event.outcome=success event.reason=Time-out activated "
     "event.code=315011 event.severity=6 host.name=fw1 log.syslog.facility.code=20 "
     "log.syslog.severity.code=6 user.name=jdoe source.address=203.0.113.7 "
     "source.ip=203.0.113.7 observer.ingress.interface.name=inside"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-302013: Built outbound TCP connection 9 for "
     "outside:203.0.113.9/443 (203.0.113.9/443) to inside:10.1.1.2/53496 (198.51.100.1/53496)",
     "event.action=connection_started event.outcome=success event.code=302013 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 amberd.session.id=9 "
     "source.address=10.1.1.2 source.ip=10.1.1.2 source.port=53496 "
     "observer.ingress.interface.name=inside observer.egress.interface.name=outside "
     "destination.address=203.0.113.9 destination.ip=203.0.113.9 destination.port=443 "
     "network.transport=tcp"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-302015: Built inbound UDP connection 77 for "
     "outside:203.0.113.7/51022 (203.0.113.7/51022)(LOCAL\\jdoe) to inside:10.1.1.2/53 "
     "(10.1.1.2/53) (jdoe)",
     "event.action=connection_started event.outcome=success event.code=302015 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 user.name=jdoe "
     "amberd.session.id=77 source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022 "
     "observer.ingress.interface.name=outside observer.egress.interface.name=inside "
     "destination.address=10.1.1.2 destination.ip=10.1.1.2 destination.port=53 "
     "network.transport=udp"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-302014: Teardown TCP connection 77 for "
     "outside:2001:db8::7/51022 to inside:2001:db8::1/443 duration 1:02:03 bytes 4096 TCP FINs",
     "event.action=connection_ended event.outcome=success event.reason=TCP FINs "
     "event.code=302014 event.severity=6 event.duration=3723000000000 host.name=fw1 "
     "log.syslog.facility.code=20 log.syslog.severity.code=6 amberd.session.id=77 "
     "source.address=2001:db8::7 source.ip=2001:db8::7 source.port=51022 "
     "observer.ingress.interface.name=outside observer.egress.interface.name=inside "
     "destination.address=2001:db8::1 destination.ip=2001:db8::1 destination.port=443 "
     "network.bytes=4096 network.transport=tcp"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-302014: Teardown TCP connection 77 for "
     "outside:203.0.113.9/443 to inside:10.1.1.2/53496(LOCAL\\jdoe) duration 0:00:31 bytes 52 "
     "TCP FINs from inside",
     "event.action=connection_ended event.outcome=success event.reason=TCP FINs from inside "
     "event.code=302014 event.severity=6 event.duration=31000000000 host.name=fw1 "
     "log.syslog.facility.code=20 log.syslog.severity.code=6 user.name=jdoe "
     "amberd.session.id=77 "
     "source.address=10.1.1.2 source.ip=10.1.1.2 source.port=53496 "
     "observer.ingress.interface.name=inside observer.egress.interface.name=outside "
     "destination.address=203.0.113.9 destination.ip=203.0.113.9 destination.port=443 "
     "network.bytes=52 network.transport=tcp"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-302014: Teardown TCP connection 77 for "
     "outside:203.0.113.9/443 to inside:10.1.1.2/53496 duration 0:00:31 bytes 52 "
     "Connection timeout (jdoe)",
     "event.action=connection_ended event.outcome=success event.reason=Connection timeout "
     "event.code=302014 event.severity=6 event.duration=31000000000 host.name=fw1 "
     "log.syslog.facility.code=20 log.syslog.severity.code=6 user.name=jdoe amberd.session.id=77 "
     "source.address=10.1.1.2 source.ip=10.1.1.2 source.port=53496 "
     "observer.ingress.interface.name=inside observer.egress.interface.name=outside "
     "destination.address=203.0.113.9 destination.ip=203.0.113.9 destination.port=443 "
     "network.bytes=52 network.transport=tcp"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-106023: Deny tcp src "
     "inside:10.1.1.1/2143(LOCAL\\jdoe) dst outside:203.0.113.9/139(CORP\\x) by access-group "
     "\"in\"",
     "event.action=connection_denied event.outcome=failure event.code=106023 event.severity=6 "
     "rule.name=in host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "user.name=jdoe source.address=10.1.1.1 source.ip=10.1.1.1 source.port=2143 "
     "observer.ingress.interface.name=inside observer.egress.interface.name=outside "
     "destination.address=203.0.113.9 destination.ip=203.0.113.9 destination.port=139 "
     "network.transport=tcp"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-302020: Built inbound ICMP connection for faddr "
     "203.0.113.7/0 gaddr 198.51.100.1/0 laddr 10.1.1.2/0 type 8 code 0",
     "event.action=connection_started event.outcome=success event.code=302020 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=0 "
     "destination.address=10.1.1.2 destination.ip=10.1.1.2 destination.port=0 "
     "network.transport=icmp"},
    /* Who opened it goes by the ports, and by the order where they do not tell. */
    {TEARDOWN("302014",
              "TCP") "outside:203.0.113.9/8443 to inside:10.1.1.2/53496 duration 0:00:31 bytes 52",
     ENDED(
         "302014") "source.address=10.1.1.2 source.ip=10.1.1.2 source.port=53496 "
                   "observer.ingress.interface.name=inside observer.egress.interface.name=outside "
                   "destination.address=203.0.113.9 destination.ip=203.0.113.9 "
                   "destination.port=8443 "
                   "network.bytes=52 network.transport=tcp"},
    {TEARDOWN("302014",
              "TCP") "outside:203.0.113.9/22 to inside:10.1.1.2/1024 duration 0:00:31 bytes 52",
     ENDED(
         "302014") "source.address=10.1.1.2 source.ip=10.1.1.2 source.port=1024 "
                   "observer.ingress.interface.name=inside observer.egress.interface.name=outside "
                   "destination.address=203.0.113.9 destination.ip=203.0.113.9 destination.port=22 "
                   "network.bytes=52 network.transport=tcp"},
    {TEARDOWN("302014",
              "TCP") "outside:203.0.113.9/32768 to inside:10.1.1.2/8443 duration 0:00:31 bytes 52",
     ENDED(
         "302014") "source.address=203.0.113.9 source.ip=203.0.113.9 source.port=32768 "
                   "observer.ingress.interface.name=outside observer.egress.interface.name=inside "
                   "destination.address=10.1.1.2 destination.ip=10.1.1.2 destination.port=8443 "
                   "network.bytes=52 network.transport=tcp"},
    {TEARDOWN("302014",
              "TCP") "outside:203.0.113.9/1024 to inside:10.1.1.2/1023 duration 0:00:31 bytes 52",
     ENDED(
         "302014") "source.address=203.0.113.9 source.ip=203.0.113.9 source.port=1024 "
                   "observer.ingress.interface.name=outside observer.egress.interface.name=inside "
                   "destination.address=10.1.1.2 destination.ip=10.1.1.2 destination.port=1023 "
                   "network.bytes=52 network.transport=tcp"},
    {TEARDOWN("302014",
              "TCP") "outside:203.0.113.9/40000 to inside:10.1.1.2/50000 duration 0:00:31 bytes 52",
     ENDED(
         "302014") "source.address=203.0.113.9 source.ip=203.0.113.9 source.port=40000 "
                   "observer.ingress.interface.name=outside observer.egress.interface.name=inside "
                   "destination.address=10.1.1.2 destination.ip=10.1.1.2 destination.port=50000 "
                   "network.bytes=52 network.transport=tcp"},
    {TEARDOWN("302016",
              "UDP") "outside:203.0.113.9/500 to inside:10.1.1.2/500 duration 0:00:31 bytes 52",
     ENDED(
         "302016") "source.address=203.0.113.9 source.ip=203.0.113.9 source.port=500 "
                   "observer.ingress.interface.name=outside observer.egress.interface.name=inside "
                   "destination.address=10.1.1.2 destination.ip=10.1.1.2 destination.port=500 "
                   "network.bytes=52 network.transport=udp"},
    {TEARDOWN(
         "302014",
         "TCP") "inside:10.1.1.2/51022 to NP Identity Ifc:10.1.1.1/22 duration 0:00:31 bytes 52",
     ENDED("302014") "source.address=10.1.1.2 source.ip=10.1.1.2 source.port=51022 "
                     "observer.ingress.interface.name=inside observer.egress.interface.name=NP "
                     "Identity Ifc "
                     "destination.address=10.1.1.1 destination.ip=10.1.1.1 destination.port=22 "
                     "network.bytes=52 network.transport=tcp"},
    {TEARDOWN("302016", "UDP") "outside:203.0.113.9/53 to NP Identity Ifc:10.1.1.1/51022 duration "
                               "0:00:31 bytes 52",
     ENDED(
         "302016") "source.address=10.1.1.1 source.ip=10.1.1.1 source.port=51022 "
                   "observer.ingress.interface.name=NP Identity Ifc "
                   "observer.egress.interface.name=outside "
                   "destination.address=203.0.113.9 destination.ip=203.0.113.9 destination.port=53 "
                   "network.bytes=52 network.transport=udp"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-302021: Teardown ICMP connection for faddr "
     "203.0.113.7/0 gaddr 198.51.100.1/7 laddr 10.1.1.2/7 type 8 code 0",
     "event.action=connection_ended event.outcome=success event.code=302021 event.severity=6 "
     "host.name=fw1 "
     "log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "source.address=10.1.1.2 source.ip=10.1.1.2 source.port=7 "
     "destination.address=203.0.113.7 destination.ip=203.0.113.7 destination.port=0 "
     "network.transport=icmp"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-5-746012: user-identity: Add IP-User mapping "
     "10.9.0.4 - LOCAL\\ines Succeeded - VPN user",
     "event.action=user_mapped event.outcome=success event.reason=VPN user event.code=746012 "
     "event.severity=5 host.name=fw1 "
     "log.syslog.facility.code=20 log.syslog.severity.code=6 user.name=ines "
     "source.address=10.9.0.4 "
     "source.ip=10.9.0.4 client.nat.ip=10.9.0.4"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-5-746013: user-identity: Delete IP-User mapping "
     "10.1.1.2 - CORP\\ines Failed - no such entry",
     "event.action=user_unmapped event.outcome=failure event.reason=no such entry "
     "event.code=746013 event.severity=5 host.name=fw1 "
     "log.syslog.facility.code=20 log.syslog.severity.code=6 user.name=CORP\\ines "
     "source.address=10.1.1.2 source.ip=10.1.1.2"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-5-746012: user-identity: Delete IP-User mapping "
     "10.9.0.4 - ines Succeeded - x Succeeded - VPN user",
     "event.action=user_unmapped event.outcome=success event.reason=VPN user "
     "event.code=746012 event.severity=5 amberd.flags=doubtful_user host.name=fw1 "
     "log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "source.address=10.9.0.4 source.ip=10.9.0.4 client.nat.ip=10.9.0.4"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-5-746012: user-identity: Add IP-User mapping ",
     "event.code=746012 event.severity=5 host.name=fw1 "
     "log.syslog.facility.code=20 log.syslog.severity.code=6"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-302021: Teardown ICMP connection for faddr "
     "203.0.113.7/0 gaddr 198.51.100.1/0 laddr 10.1.1.2/0 type 8 code 0",
     "event.action=connection_ended event.outcome=success event.code=302021 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=0 "
     "destination.address=10.1.1.2 destination.ip=10.1.1.2 destination.port=0 "
     "network.transport=icmp"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-106001: Inbound TCP connection denied from "
     "203.0.113.7/54322 to 198.51.100.1/1433 flags SYN on interface outside.",
     "event.action=connection_denied event.outcome=failure event.code=106001 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=54322 "
     "observer.ingress.interface.name=outside destination.address=198.51.100.1 "
     "destination.ip=198.51.100.1 destination.port=1433 network.transport=tcp"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-106016: Deny IP spoof from (203.0.113.7) to "
     "198.51.100.1 on interface outside",
     "event.action=connection_denied event.outcome=failure event.code=106016 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 observer.ingress.interface.name=outside "
     "destination.address=198.51.100.1 destination.ip=198.51.100.1"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-106023: Deny tcp src inside:10.1.1.1/2143 dst "
     "outside:server-a/139 by access-group \"inside in\" [0x0, 0x0]",
     "event.action=connection_denied event.outcome=failure event.code=106023 event.severity=6 "
     "rule.name=inside in host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "source.address=10.1.1.1 source.ip=10.1.1.1 source.port=2143 "
     "observer.ingress.interface.name=inside observer.egress.interface.name=outside "
     "destination.address=server-a destination.port=139 network.transport=tcp"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-106100: access-list IN permitted tcp "
     "inside/10.1.1.1(51022)(LOCAL\\jdoe) -> outside/203.0.113.9(443) hit-cnt 1 first hit "
     "[0x1, 0x0]",
     "event.action=connection_started event.outcome=success event.code=106100 event.severity=6 "
     "rule.name=IN host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "user.name=jdoe source.address=10.1.1.1 source.ip=10.1.1.1 source.port=51022 "
     "observer.ingress.interface.name=inside observer.egress.interface.name=outside "
     "destination.address=203.0.113.9 destination.ip=203.0.113.9 destination.port=443 "
     "network.transport=tcp"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-106100: access-list IN denied udp "
     "inside/10.1.1.1(51022) -> outside/203.0.113.9(53) hit-cnt 1 first hit [0x1, 0x0]",
     "event.action=connection_denied event.outcome=failure event.code=106100 event.severity=6 "
     "rule.name=IN host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "source.address=10.1.1.1 source.ip=10.1.1.1 source.port=51022 "
     "observer.ingress.interface.name=inside observer.egress.interface.name=outside "
     "destination.address=203.0.113.9 destination.ip=203.0.113.9 destination.port=53 "
     "network.transport=udp"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-313001: Denied ICMP type=8, code=0 from "
     "203.0.113.7 on interface outside",
     "event.action=connection_denied event.outcome=failure event.code=313001 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 observer.ingress.interface.name=outside "
     "network.transport=icmp"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-304001: jdoe@10.1.1.2 Accessed URL "
     "203.0.113.9:https://Chat.Example.com/c?q=1",
     "event.action=http_request event.outcome=success event.code=304001 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 user.name=jdoe "
     "source.address=10.1.1.2 source.ip=10.1.1.2 destination.address=203.0.113.9 "
     "destination.domain=chat.example.com destination.ip=203.0.113.9 "
     "url.full=https://Chat.Example.com/c?q=1 url.scheme=https url.domain=chat.example.com "
     "url.path=/c url.query=q=1"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-304002: Access denied URL http://a.example/ SRC "
     "192.0.2.1 DEST 192.0.2.2 SRC 10.1.1.2 DEST 203.0.113.9 on interface inside",
     "event.action=http_request event.outcome=failure event.code=304002 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 "
     "source.address=10.1.1.2 source.ip=10.1.1.2 destination.address=203.0.113.9 "
     "destination.domain=a.example destination.ip=203.0.113.9 url.full=http://a.example/ SRC "
     "192.0.2.1 DEST 192.0.2.2 url.scheme=http url.domain=a.example url.path=/ SRC 192.0.2.1 "
     "DEST 192.0.2.2"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-338008: Dynamic Filter dropped blacklisted TCP "
     "traffic from inside:10.1.1.1/51638 (198.51.100.1/51638) to outside:203.0.113.9/80 "
     "(203.0.113.9/80), destination 203.0.113.9 resolved from dynamic list: bad.example, "
     "threat-level: very-high, category: Malware",
     "event.action=threat_detected event.outcome=failure event.reason=Malware "
     "event.code=338008 event.severity=6 rule.name=bad.example host.name=fw1 "
     "log.syslog.facility.code=20 log.syslog.severity.code=6 source.address=10.1.1.1 "
     "source.ip=10.1.1.1 source.port=51638 observer.ingress.interface.name=inside "
     "observer.egress.interface.name=outside destination.address=203.0.113.9 "
     "destination.ip=203.0.113.9 destination.port=80 network.transport=tcp"},
    {"2026-11-03T08:05:01Z ftd1  %FTD-6-430003: EventPriority: Low, DeviceUUID: 9, "
     "ConnectionID: 5, AccessControlRuleAction: Allow, SrcIP: 10.1.1.5, DstIP: 203.0.113.9, "
     "SrcPort: 5000, DstPort: 443, Protocol: tcp, IngressInterface: inside, EgressInterface: "
     "outside, ACPolicy: Main, with comma, AccessControlRuleName: allow out, User: jdoe, "
     "UserAgent: Mozilla/5.0 (X11; y, z), WebApplication: ChatGPT, ConnectionDuration: 60, "
     "InitiatorBytes: 900, ResponderBytes: 7000, URL: https://chat.example.com/c?q=1",
     "event.action=connection_ended event.outcome=success event.code=430003 event.severity=6 "
     "event.duration=60000000000 rule.name=allow out host.name=ftd1 user.name=jdoe "
     "amberd.session.id=5 source.address=10.1.1.5 source.ip=10.1.1.5 source.port=5000 "
     "source.bytes=900 observer.ingress.interface.name=inside "
     "observer.egress.interface.name=outside destination.address=203.0.113.9 "
     "destination.domain=chat.example.com destination.ip=203.0.113.9 destination.port=443 "
     "destination.bytes=7000 network.transport=tcp network.application=ChatGPT "
     "url.full=https://chat.example.com/c?q=1 url.scheme=https url.domain=chat.example.com "
     "url.path=/c url.query=q=1 user_agent.original=Mozilla/5.0 (X11; y, z)"},
    /* The client chooses the URL. */
    {"2026-11-03T08:05:01Z ftd1 : %FTD-6-430003: AccessControlRuleAction: Allow, SrcIP: 10.1.1.5, "
     "DstIP: 203.0.113.9, User: jdoe, URL: http://x.example/, User: root, SrcIP: 10.1.1.9, "
     "AccessControlRuleAction: Block",
     "event.action=connection_ended event.outcome=success event.code=430003 event.severity=6 "
     "host.name=ftd1 user.name=jdoe source.address=10.1.1.5 source.ip=10.1.1.5 "
     "destination.address=203.0.113.9 destination.domain=x.example destination.ip=203.0.113.9 "
     "url.full=http://x.example/ url.scheme=http url.domain=x.example url.path=/"},
    {"2026-11-03T08:05:01Z ftd1 : %FTD-6-430002: AccessControlRuleAction: Block with reset, "
     "AccessControlRuleReason: URL Block, SrcIP: 10.1.1.5, DstIP: 203.0.113.9, User: No "
     "Authentication Required",
     "event.action=connection_denied event.outcome=failure event.reason=URL Block "
     "event.code=430002 event.severity=6 host.name=ftd1 source.address=10.1.1.5 "
     "source.ip=10.1.1.5 destination.address=203.0.113.9 destination.ip=203.0.113.9"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-722055: Group <GP> User <jdoe> IP <203.0.113.7> "
     "Client Type: Cisco AnyConnect VPN Agent for Windows 4.10",
     "event.action=vpn_posture event.outcome=unknown event.code=722055 event.severity=6 "
     "host.name=fw1 log.syslog.facility.code=20 log.syslog.severity.code=6 user.name=jdoe "
     "group.name=GP source.address=203.0.113.7 source.ip=203.0.113.7 user_agent.original=Cisco "
     "AnyConnect VPN Agent for Windows 4.10"},
    {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-505015: Module ips, application up",
     "event.code=505015 event.severity=6 host.name=fw1 log.syslog.facility.code=20 "
     "log.syslog.severity.code=6"},
};

START_TEST(lines_are_understood)
{
    decoded_lines_check("cisco-asa", NULL, lines, sizeof lines / sizeof *lines);
}
END_TEST

START_TEST(times_are_read)
{
    static const struct {
        const char *line;
        timestamp time;
    } times[] = {
        {"<166>Nov 03 2026 08:05:01 fw1 : %ASA-6-302013: x", 1793693101 * SECOND},
        {"<166>:Nov 03 08:05:01 MSK: %ASA-6-302013: x", 1793693101 * SECOND},
        {"2026-11-03T08:05:01Z fw1 : %ASA-6-302013: x", 1793693101 * SECOND},
        {"Nov  3 08:05:01 log1 Nov 04 2026 08:05:01 fw1 : %ASA-6-302013: x", 1793693101 * SECOND},
        {"fw1 : %ASA-6-302013: x", TIMESTAMP_NONE},
        {"%ASA-6-302013: x", TIMESTAMP_NONE},
    };

    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        ck_assert_int_eq(decoded_line_time("cisco-asa", times[i].line, NULL), times[i].time);
}
END_TEST

SUITE_MAIN("cisco_asa", lines_are_understood, times_are_read)
