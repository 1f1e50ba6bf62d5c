/*
 * wireguard -- what the kernel's WireGuard says, with its dynamic debugging on:
 *
 *   echo module wireguard +p > /sys/kernel/debug/dynamic_debug/control
 *
 *   Nov  3 08:05:01 gw kernel: [1708050.94] wireguard: wg0: Receiving handshake
 *   initiation from peer 6 (203.0.113.7:19543)
 *
 * in syslog or as dmesg prints it, the time of which says nothing about the clock, or
 * as dmesg -T does ("[Tue Nov  3 08:05:01 2026] ");
 * with the flags m, f and l the function and line stand in front.  Other lines of the
 * kernel keep their frame.
 *
 * WireGuard has no users and no logins.  A peer goes by a number, in
 * amberd.session.id, which holds until the interface is taken down; `wg show` and the
 * order of its peers tell the key.  Actions are those of gateway_event.h:
 *
 *   vpn_handshake           a step of one (unknown), a new pair of keys (success),
 *                           which comes every two minutes while there is traffic
 *   vpn_handshake_failed    from an address whose key is not known, or not finished
 *   vpn_packet_refused      a packet from an address inside that the peer may not use;
 *                           that address is client.nat.ip
 *   vpn_session_ended       all keys of a peer were wiped: nothing came for long
 *   config_change           an interface or a peer was added or taken away
 *
 * The interface is observer.ingress.interface.name.
 */
#ifndef DECODE_WIREGUARD_H
#define DECODE_WIREGUARD_H

#include "decode/decoder.h"

extern const struct decoder wireguard_decoder;
extern const struct program wireguard_program;

#endif
