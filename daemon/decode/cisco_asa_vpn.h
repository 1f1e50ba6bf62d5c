/*
 * cisco_asa_vpn -- messages of Cisco's firewalls on clients: sessions, logins, addresses.
 *
 * Readers as those of cisco_asa_flow.h.
 */
#ifndef DECODE_CISCO_ASA_VPN_H
#define DECODE_CISCO_ASA_VPN_H

#include <stdbool.h>

#include "base/text.h"
#include "decode/gateway_event.h"

bool cisco_asa_vpn_read_client(struct text text, struct gateway_event *said);
bool cisco_asa_vpn_read_client_and_reason(struct text text, struct gateway_event *said);
bool cisco_asa_vpn_read_agent(struct text text, struct gateway_event *said);
bool cisco_asa_vpn_read_disconnected(struct text text, struct gateway_event *said);
bool cisco_asa_vpn_read_assigned(struct text text, struct gateway_event *said);
bool cisco_asa_vpn_read_ikev2(struct text text, struct gateway_event *said);
bool cisco_asa_vpn_read_uauth(struct text text, struct gateway_event *said);
bool cisco_asa_vpn_read_posture(struct text text, struct gateway_event *said);
bool cisco_asa_vpn_read_mapping(struct text text, struct gateway_event *said);
bool cisco_asa_vpn_read_packet(struct text text, struct gateway_event *said);
bool cisco_asa_vpn_read_pptp(struct text text, struct gateway_event *said);
bool cisco_asa_vpn_read_tls_client(struct text text, struct gateway_event *said);
bool cisco_asa_vpn_read_certificate(struct text text, struct gateway_event *said);

#endif
