#include "decode/strongswan.h"

#include "support/decoded_line.h"
#include "support/suite.h"

static const struct decoded_line lines[] = {
    {"", NULL},
    {"hello", NULL},
    {"09[IKE]", NULL},
    {"09[ike] x", NULL},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> authentication of 'jdoe@example.net' "
     "with EAP successful",
     "event.action=vpn_login event.outcome=success rule.name=rw host.name=gw "
     "process.name=charon process.pid=702 user.name=jdoe@example.net amberd.session.id=42 "
     "amberd.auth.method=EAP"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> authentication of 'x' with y' with "
     "pre-shared key failed",
     "event.action=vpn_login event.outcome=failure rule.name=rw host.name=gw "
     "process.name=charon process.pid=702 user.name=x' with y amberd.session.id=42 "
     "amberd.auth.method=pre-shared key"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> authentication of 'gw.example' (myself) "
     "with RSA_EMSA_PKCS1_SHA2_256 successful",
     "rule.name=rw host.name=gw process.name=charon process.pid=702 amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> XAuth authentication of 'jdoe' successful",
     "event.action=vpn_login event.outcome=success rule.name=rw host.name=gw "
     "process.name=charon process.pid=702 user.name=jdoe amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> XAuth authentication of 'jdoe' failed",
     "event.action=vpn_login event.outcome=failure rule.name=rw host.name=gw "
     "process.name=charon process.pid=702 user.name=jdoe amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> XAuth pam_authenticate for 'jdoe' "
     "failed: System error",
     "event.action=vpn_login_retold event.outcome=failure event.reason=System error "
     "amberd.count=0 rule.name=rw host.name=gw process.name=charon process.pid=702 "
     "user.name=jdoe amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> RADIUS authentication of 'jdoe' failed",
     "event.action=vpn_login event.outcome=failure rule.name=rw host.name=gw "
     "process.name=charon process.pid=702 user.name=jdoe amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> RADIUS authentication of 'jdoe' "
     "successful",
     "event.action=vpn_login_retold event.outcome=success amberd.count=0 rule.name=rw "
     "host.name=gw process.name=charon process.pid=702 user.name=jdoe amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> EAP-MS-CHAPv2 username: 'jdoe'",
     "event.action=vpn_login_step event.outcome=unknown rule.name=rw host.name=gw "
     "process.name=charon process.pid=702 user.name=jdoe amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> EAP-MS-CHAPv2 verification failed, retry "
     "(1)",
     "event.action=vpn_login event.outcome=failure event.reason=retry (1) rule.name=rw "
     "host.name=gw process.name=charon process.pid=702 amberd.session.id=42 "
     "amberd.auth.method=EAP-MS-CHAPv2"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> received EAP identity 'jdoe'",
     "event.action=vpn_login_step event.outcome=unknown rule.name=rw host.name=gw "
     "process.name=charon process.pid=702 user.name=jdoe amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> EAP method EAP_MSCHAPV2 failed for peer "
     "jdoe",
     "event.action=vpn_login_retold event.outcome=failure amberd.count=0 rule.name=rw "
     "host.name=gw process.name=charon process.pid=702 user.name=jdoe amberd.session.id=42 "
     "amberd.auth.method=EAP_MSCHAPV2"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> EAP method EAP_TLS failed for peer C=XX, "
     "CN=jdoe",
     "event.action=vpn_login event.outcome=failure rule.name=rw host.name=gw "
     "process.name=charon process.pid=702 user.name=C=XX, CN=jdoe amberd.session.id=42 "
     "amberd.auth.method=EAP_TLS"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> EAP method EAP_TLS succeeded, MSK "
     "established",
     "rule.name=rw host.name=gw process.name=charon process.pid=702 amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> no EAP key found for hosts 'gw.example' "
     "- 'jdoe'",
     "event.action=vpn_login_retold event.outcome=failure amberd.count=0 rule.name=rw "
     "host.name=gw process.name=charon process.pid=702 user.name=jdoe amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> no shared key found for "
     "'gw.example'[198.51.100.1] - 'jdoe'[203.0.113.7]",
     "event.action=vpn_login event.outcome=failure rule.name=rw host.name=gw "
     "process.name=charon process.pid=702 user.name=jdoe amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> tried 2 shared keys for 'gw.example' - "
     "'jdoe', but MAC mismatched",
     "event.action=vpn_login event.outcome=failure event.reason=MAC mismatched rule.name=rw "
     "host.name=gw process.name=charon process.pid=702 user.name=jdoe amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> looking for peer configs matching "
     "198.51.100.1[%any]...203.0.113.7[jdoe]",
     "event.action=vpn_login_step event.outcome=unknown rule.name=rw host.name=gw "
     "process.name=charon process.pid=702 user.name=jdoe amberd.session.id=42 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 destination.address=198.51.100.1 "
     "destination.ip=198.51.100.1"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> no matching peer config found",
     "event.action=vpn_refused event.outcome=failure rule.name=rw host.name=gw "
     "process.name=charon process.pid=702 amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> no IKE config found for "
     "198.51.100.1...203.0.113.7, sending NO_PROPOSAL_CHOSEN",
     "event.action=vpn_refused event.outcome=failure event.reason=NO_PROPOSAL_CHOSEN "
     "rule.name=rw host.name=gw process.name=charon process.pid=702 amberd.session.id=42 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 destination.address=198.51.100.1 "
     "destination.ip=198.51.100.1"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> subject certificate invalid (valid from "
     "Jan 01 00:00:00 2020 to Jan 01 00:00:00 2021)",
     "event.action=vpn_certificate_invalid event.outcome=failure event.reason=(valid from Jan "
     "01 00:00:00 2020 to Jan 01 00:00:00 2021) rule.name=rw host.name=gw process.name=charon "
     "process.pid=702 amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] no trusted ECDSA public key found for 'jd'oe'",
     "event.action=vpn_certificate_invalid event.outcome=failure host.name=gw "
     "process.name=charon process.pid=702 user.name=jd'oe"},
    {"Nov  3 08:05:01 gw charon[702]: 09[CFG] no issuer certificate found for \"C=PH, CN=jdoe\"",
     "event.action=vpn_certificate_invalid event.outcome=failure host.name=gw "
     "process.name=charon process.pid=702 user.name=C=PH, CN=jdoe"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> IKE_SA rw[42] established between "
     "198.51.100.1[gw.example]...203.0.113.7[x]...192.0.2.1[y]",
     "event.action=vpn_session_started event.outcome=success rule.name=rw host.name=gw "
     "process.name=charon process.pid=702 user.name=x]...192.0.2.1[y amberd.session.id=42 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 destination.address=198.51.100.1 "
     "destination.ip=198.51.100.1"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> CHILD_SA net{7} established with SPIs "
     "c1_i c2_o and TS 0.0.0.0/0 === 10.9.0.4/32",
     "event.action=vpn_route_learned event.outcome=unknown rule.name=net host.name=gw "
     "process.name=charon process.pid=702 amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> assigning virtual IP 10.9.0.4 to peer "
     "'jdoe'",
     "event.action=vpn_address_assigned event.outcome=success rule.name=rw host.name=gw "
     "process.name=charon process.pid=702 user.name=jdoe amberd.session.id=42 "
     "client.nat.ip=10.9.0.4"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> no virtual IP found for %any requested "
     "by 'jdoe'",
     "event.action=vpn_address_assigned event.outcome=failure rule.name=rw host.name=gw "
     "process.name=charon process.pid=702 user.name=jdoe amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> deleting IKE_SA rw[42] between "
     "198.51.100.1[gw.example]...203.0.113.7[jdoe]",
     "event.action=vpn_session_ended event.outcome=success rule.name=rw host.name=gw "
     "process.name=charon process.pid=702 user.name=jdoe amberd.session.id=42 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 destination.address=198.51.100.1 "
     "destination.ip=198.51.100.1"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> received DELETE for IKE_SA rw[42]",
     "event.action=vpn_disconnect event.outcome=unknown amberd.count=0 rule.name=rw "
     "host.name=gw process.name=charon process.pid=702 amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> deleting half open IKE_SA with "
     "203.0.113.7 after timeout",
     "event.action=vpn_handshake_failed event.outcome=failure event.reason=timeout "
     "rule.name=rw host.name=gw process.name=charon process.pid=702 amberd.session.id=42 "
     "source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> deleting duplicate IKE_SA for peer "
     "'jdoe' due to uniqueness policy",
     "event.action=vpn_shared_account event.outcome=unknown rule.name=rw host.name=gw "
     "process.name=charon process.pid=702 user.name=jdoe amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> sending DPD request",
     "rule.name=rw host.name=gw process.name=charon process.pid=702 amberd.session.id=42"},
    {"Nov  3 08:05:01 gw charon: 09[IKE] <7> 2001:db8::9 is initiating a Main Mode IKE_SA",
     "event.action=vpn_connect event.outcome=unknown host.name=gw process.name=charon "
     "amberd.session.id=7 source.address=2001:db8::9 source.ip=2001:db8::9"},
    {"Nov  3 08:05:01 gw charon-systemd[702]: 09[NET] <7> received packet: from "
     "2001:db8::9[500] to 2001:db8::1[4500] (80 bytes)",
     "host.name=gw process.name=charon-systemd process.pid=702 amberd.session.id=7 "
     "source.address=2001:db8::9 source.ip=2001:db8::9 source.port=500 "
     "destination.address=2001:db8::1 destination.ip=2001:db8::1 destination.port=4500"},
    {"Nov  3 08:05:01 gw charon[702]: 09[IKE] <rw|42> sending packet: from 198.51.100.1[4500] "
     "to 203.0.113.7[28808] (80 bytes)",
     "rule.name=rw host.name=gw process.name=charon process.pid=702 amberd.session.id=42 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=28808 "
     "destination.address=198.51.100.1 destination.ip=198.51.100.1 destination.port=4500"},
    {"Nov  3 08:05:01 gw ipsec[702]: Starting IKE charon daemon (strongSwan 5.9.8)",
     "event.action=vpn_server_started event.outcome=success host.name=gw process.name=ipsec "
     "process.pid=702"},
    {"Nov  3 08:05:01 gw charon[702]: 00[DMN] signal of type SIGTERM received. Shutting down",
     "event.action=vpn_server_stopped event.outcome=success host.name=gw process.name=charon "
     "process.pid=702"},
    {"Nov  3 08:05:01 gw 09[IKE1] <rw|42> authentication of 'jdoe' with EAP successful",
     "event.action=vpn_login event.outcome=success rule.name=rw user.name=jdoe "
     "amberd.session.id=42 amberd.auth.method=EAP"},
    {"2026-11-03T08:05:01 09[IKE] <rw|42> authentication of 'jdoe' with EAP successful",
     "event.action=vpn_login event.outcome=success rule.name=rw user.name=jdoe "
     "amberd.session.id=42 amberd.auth.method=EAP"},
    {"09[CFG] no IKE config found for 198.51.100.1...203.0.113.7, sending NO_PROPOSAL_CHOSEN",
     "event.action=vpn_refused event.outcome=failure event.reason=NO_PROPOSAL_CHOSEN "
     "source.address=203.0.113.7 source.ip=203.0.113.7 destination.address=198.51.100.1 "
     "destination.ip=198.51.100.1"},
    {"Nov  3 08:05:01 gw cron[9]: 09[IKE] x", "host.name=gw process.name=cron process.pid=9"},
};

START_TEST(lines_are_understood)
{
    decoded_lines_check("strongswan", NULL, lines, sizeof lines / sizeof *lines);
}
END_TEST

START_TEST(times_are_read)
{
    static const struct {
        const char *line;
        timestamp time;
    } times[] = {
        {"Nov  3 08:05:01 09[IKE] x", 1793693101 * SECOND},
        {"2026-11-03T08:05:01.250 09[IKE] x", 1793693101 * SECOND + 250 * MILLISECOND},
        {"09[IKE] x", TIMESTAMP_NONE},
    };

    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        ck_assert_int_eq(decoded_line_time("strongswan", times[i].line, NULL), times[i].time);
}
END_TEST

SUITE_MAIN("strongswan", lines_are_understood, times_are_read)
