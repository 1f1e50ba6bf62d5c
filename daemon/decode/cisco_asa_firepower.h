/*
 * cisco_asa_firepower -- the events of Firepower, numbers 430001 to 430005: pairs like
 * "SrcIP: 203.0.113.7, SrcPort: 51022".
 *
 * A reader as those of cisco_asa_flow.h.
 */
#ifndef DECODE_CISCO_ASA_FIREPOWER_H
#define DECODE_CISCO_ASA_FIREPOWER_H

#include <stdbool.h>

#include "base/text.h"
#include "decode/gateway_event.h"

bool cisco_asa_firepower_read(struct text text, struct gateway_event *said);

#endif
