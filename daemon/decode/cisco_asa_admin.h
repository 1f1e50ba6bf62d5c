/*
 * cisco_asa_admin -- messages of Cisco's firewalls on whoever runs them, and on AAA.
 *
 * Readers as those of cisco_asa_flow.h.
 */
#ifndef DECODE_CISCO_ASA_ADMIN_H
#define DECODE_CISCO_ASA_ADMIN_H

#include <stdbool.h>

#include "base/text.h"
#include "decode/gateway_event.h"

bool cisco_asa_admin_read_aaa(struct text text, struct gateway_event *said);
bool cisco_asa_admin_read_executed(struct text text, struct gateway_event *said);
bool cisco_asa_admin_read_changed(struct text text, struct gateway_event *said);
bool cisco_asa_admin_read_begin(struct text text, struct gateway_event *said);
bool cisco_asa_admin_read_end(struct text text, struct gateway_event *said);
bool cisco_asa_admin_read_login(struct text text, struct gateway_event *said);
bool cisco_asa_admin_read_uname(struct text text, struct gateway_event *said);
bool cisco_asa_admin_read_account(struct text text, struct gateway_event *said);
bool cisco_asa_admin_read_lock(struct text text, struct gateway_event *said);
bool cisco_asa_admin_read_tries(struct text text, struct gateway_event *said);
bool cisco_asa_admin_read_ssh_end(struct text text, struct gateway_event *said);
bool cisco_asa_admin_read_cut_through(struct text text, struct gateway_event *said);

#endif
