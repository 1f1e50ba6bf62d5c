/*
 * cisco_asa_flow -- messages of Cisco's firewalls on flows: let through, over, refused.
 *
 * Each reader takes a message's text and fills what it says, the texts pointing into
 * it; false where the text is not as that message has it.  What the messages are is
 * said at each in the source, and which numbers they have in cisco_asa_message.c.
 */
#ifndef DECODE_CISCO_ASA_FLOW_H
#define DECODE_CISCO_ASA_FLOW_H

#include <stdbool.h>

#include "base/text.h"
#include "decode/gateway_event.h"

/* "10.1.1.1/51022", "outside:10.1.1.1/443", "10.1.1.1(51022)", "outside/10.1.1.1(443)";
 * each perhaps with "(LOCAL\jdoe)" behind it; what is not there is empty. */
struct cisco_asa_end {
    struct text interface;
    struct text address;
    struct text port;
    struct text user; /* of identity firewalls, without "LOCAL\" */
};

struct cisco_asa_end cisco_asa_flow_read_end(struct text word);

bool cisco_asa_flow_read_built(struct text text, struct gateway_event *said);
bool cisco_asa_flow_read_built_icmp(struct text text, struct gateway_event *said);
bool cisco_asa_flow_read_teardown(struct text text, struct gateway_event *said);
bool cisco_asa_flow_read_teardown_icmp(struct text text, struct gateway_event *said);
bool cisco_asa_flow_read_from_to(struct text text, struct gateway_event *said);
bool cisco_asa_flow_read_source_only(struct text text, struct gateway_event *said);
bool cisco_asa_flow_read_src_dst(struct text text, struct gateway_event *said);
bool cisco_asa_flow_read_access_list(struct text text, struct gateway_event *said);
bool cisco_asa_flow_read_url(struct text text, struct gateway_event *said);
bool cisco_asa_flow_read_url_denied(struct text text, struct gateway_event *said);
bool cisco_asa_flow_read_listed(struct text text, struct gateway_event *said);

#endif
