/*
 * cisco_asa_message -- what one numbered message of Cisco's firewalls says.
 *
 * Which number means what: see cisco_asa.h.
 */
#ifndef DECODE_CISCO_ASA_MESSAGE_H
#define DECODE_CISCO_ASA_MESSAGE_H

#include <stdbool.h>

#include "base/text.h"
#include "decode/gateway_event.h"

/* Reads what stands behind the number and its colon; the texts point into it.  False,
 * with nothing said, where the number is none of those known or the text is not as
 * that number has it. */
bool cisco_asa_message_read(unsigned number, struct text text, struct gateway_event *said);

#endif
