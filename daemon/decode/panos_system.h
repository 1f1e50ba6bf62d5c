/*
 * panos_system -- what PAN-OS tells in words: the description of its SYSTEM lines.
 */
#ifndef DECODE_PANOS_SYSTEM_H
#define DECODE_PANOS_SYSTEM_H

#include "base/text.h"
#include "decode/gateway_event.h"

/* subtype is the part of the system that speaks ("globalprotect", "auth", "vpn",
 * "general"), id what happened to it.  What is not known says nothing. */
void panos_system_read(struct text subtype, struct text id, struct text description,
                       struct gateway_event *said);

#endif
