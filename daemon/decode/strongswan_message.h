/*
 * strongswan_message -- what one message of strongSwan says.
 *
 * The thread and the connection in front are already off.  See strongswan.h.
 */
#ifndef DECODE_STRONGSWAN_MESSAGE_H
#define DECODE_STRONGSWAN_MESSAGE_H

#include <stdbool.h>

#include "base/text.h"
#include "decode/gateway_event.h"

/* False for a message that is none of those known. */
bool strongswan_message_read(struct text message, struct gateway_event *said);

#endif
