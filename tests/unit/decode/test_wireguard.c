#include "decode/wireguard.h"

#include "support/decoded_line.h"
#include "support/suite.h"

static const struct decoded_line lines[] = {
    {"", NULL},
    {"hello", NULL},
    {"wireguard:", NULL},
    {"wireguard: wg0", NULL},
    {"Nov  3 08:05:01 gw kernel: [12.5] wireguard: wg0: Receiving handshake initiation from "
     "peer 6 (203.0.113.7:19543)",
     "event.action=vpn_handshake event.outcome=unknown host.name=gw process.name=kernel "
     "amberd.session.id=6 source.address=203.0.113.7 source.ip=203.0.113.7 source.port=19543 "
     "observer.ingress.interface.name=wg0"},
    {"Nov  3 08:05:01 gw kernel: [12.5] wireguard: wg0: Sending handshake response to peer 6 "
     "([2001:db8::7]:19543)",
     "event.action=vpn_handshake event.outcome=unknown host.name=gw process.name=kernel "
     "amberd.session.id=6 source.address=2001:db8::7 source.ip=2001:db8::7 source.port=19543 "
     "observer.ingress.interface.name=wg0"},
    {"Nov  3 08:05:01 gw kernel: [12.5] wireguard: wg0: Keypair 12 created for peer 6",
     "event.action=vpn_handshake event.outcome=success host.name=gw process.name=kernel "
     "amberd.session.id=6 observer.ingress.interface.name=wg0"},
    {"Nov  3 08:05:01 gw kernel: [12.5] wireguard: wg0: Keypair 12 destroyed for peer 6",
     "host.name=gw process.name=kernel observer.ingress.interface.name=wg0"},
    {"Nov  3 08:05:01 gw kernel: [12.5] wireguard: wg0: Handshake for peer 6 "
     "(203.0.113.7:19543) did not complete after 5 seconds, retrying (try 2)",
     "event.action=vpn_handshake_failed event.outcome=failure event.reason=did not complete "
     "after 5 seconds, retrying (try 2) host.name=gw process.name=kernel amberd.session.id=6 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=19543 "
     "observer.ingress.interface.name=wg0"},
    {"Nov  3 08:05:01 gw kernel: [12.5] wireguard: wg0: Invalid handshake initiation from "
     "203.0.113.9:555",
     "event.action=vpn_handshake_failed event.outcome=failure host.name=gw process.name=kernel "
     "source.address=203.0.113.9 source.ip=203.0.113.9 source.port=555 "
     "observer.ingress.interface.name=wg0"},
    {"Nov  3 08:05:01 gw kernel: [12.5] wireguard: wg0: Invalid MAC of handshake, dropping "
     "packet from [2001:db8::9]:555",
     "event.action=vpn_handshake_failed event.outcome=failure host.name=gw process.name=kernel "
     "source.address=2001:db8::9 source.ip=2001:db8::9 source.port=555 "
     "observer.ingress.interface.name=wg0"},
    {"Nov  3 08:05:01 gw kernel: [12.5] wireguard: wg0: Packet has unallowed src IP (10.1.1.1) "
     "from peer 6 (203.0.113.7:19543)",
     "event.action=vpn_packet_refused event.outcome=failure host.name=gw process.name=kernel "
     "amberd.session.id=6 source.address=203.0.113.7 source.ip=203.0.113.7 source.port=19543 "
     "observer.ingress.interface.name=wg0 client.nat.ip=10.1.1.1"},
    {"Nov  3 08:05:01 gw kernel: [12.5] wireguard: wg0: No peer has allowed IPs matching "
     "10.1.1.9",
     "event.action=vpn_packet_refused event.outcome=failure host.name=gw process.name=kernel "
     "observer.ingress.interface.name=wg0 client.nat.ip=10.1.1.9"},
    {"Nov  3 08:05:01 gw kernel: [12.5] wireguard: wg0: Zeroing out all keys for peer 6 "
     "(203.0.113.7:19543), since we haven't received a new one in 540 seconds",
     "event.action=vpn_session_ended event.outcome=success host.name=gw process.name=kernel "
     "amberd.session.id=6 source.address=203.0.113.7 source.ip=203.0.113.7 source.port=19543 "
     "observer.ingress.interface.name=wg0"},
    {"Nov  3 08:05:01 gw kernel: [12.5] wireguard: wg0: Interface created",
     "event.action=config_change event.outcome=success host.name=gw process.name=kernel "
     "observer.ingress.interface.name=wg0"},
    {"Nov  3 08:05:01 gw kernel: [12.5] wireguard: wg0: Peer 6 created",
     "event.action=config_change event.outcome=success host.name=gw process.name=kernel "
     "amberd.session.id=6 observer.ingress.interface.name=wg0"},
    {"Nov  3 08:05:01 gw kernel: [12.5] wireguard: wg0: Peer 6 (203.0.113.7:19543) destroyed",
     "event.action=config_change event.outcome=success host.name=gw process.name=kernel "
     "amberd.session.id=6 source.address=203.0.113.7 source.ip=203.0.113.7 source.port=19543 "
     "observer.ingress.interface.name=wg0"},
    {"Nov  3 08:05:01 gw kernel: [12.5] wireguard: wg0: Sending keepalive packet to peer 6 "
     "(203.0.113.7:19543)",
     "host.name=gw process.name=kernel observer.ingress.interface.name=wg0"},
    {"[1708050.945541] wireguard: wg0: Invalid handshake initiation from 203.0.113.9:555",
     "event.action=vpn_handshake_failed event.outcome=failure source.address=203.0.113.9 "
     "source.ip=203.0.113.9 source.port=555 observer.ingress.interface.name=wg0"},
    {"Nov  3 08:05:01 gw kernel: wireguard:wg_receive_handshake_packet:150: wireguard: wg0: "
     "Invalid handshake initiation from 203.0.113.9:555",
     "event.action=vpn_handshake_failed event.outcome=failure host.name=gw process.name=kernel "
     "source.address=203.0.113.9 source.ip=203.0.113.9 source.port=555 "
     "observer.ingress.interface.name=wg0"},
    {"Nov  3 08:05:01 gw kernel: [12.5] usb 1-1: new device", "host.name=gw process.name=kernel"},
    {"Nov  3 08:05:01 gw cron[9]: wireguard: wg0: Interface created",
     "host.name=gw process.name=cron process.pid=9"},
};

START_TEST(lines_are_understood)
{
    decoded_lines_check("wireguard", NULL, lines, sizeof lines / sizeof *lines);
}
END_TEST

START_TEST(the_clock_of_dmesg_is_the_time)
{
    ck_assert_int_eq(decoded_line_time("wireguard",
                                       "[Tue Nov  3 08:05:01 2026] wireguard: wg0: Keypair 12 "
                                       "created for peer 6",
                                       NULL),
                     1793693101 * SECOND);
}
END_TEST

SUITE_MAIN("wireguard", lines_are_understood, the_clock_of_dmesg_is_the_time)
