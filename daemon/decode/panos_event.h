/*
 * panos_event -- what a line of PAN-OS says, by its type.
 *
 * Which type says what: see globalprotect.h.
 */
#ifndef DECODE_PANOS_EVENT_H
#define DECODE_PANOS_EVENT_H

#include <stddef.h>

#include "base/text.h"
#include "decode/gateway_event.h"
#include "decode/panos_line.h"

enum panos_kind {
    PANOS_GLOBALPROTECT,
    PANOS_SYSTEM,
    PANOS_CONFIG,
    PANOS_TRAFFIC,
    PANOS_URL,
    PANOS_THREAT,
    PANOS_OTHER,
    PANOS_KINDS
};

/* The texts point into the line; an empty one was not said. */
struct panos_event {
    struct gateway_event said;
    enum panos_kind kind;
    struct text level;    /* "informational" to "critical" */
    struct text category; /* of the URL, the traffic or the threat */
    struct text region;   /* of the client: "PH", or a range of addresses */
    struct text device;
    struct text referrer;
    struct text method;
    struct text description;
    struct text repeat; /* how often it happened, a number */
    size_t precise;     /* the column of the high resolution time; 0: none */
};

void panos_event_read(const struct panos_line *line, struct panos_event *found);

#endif
