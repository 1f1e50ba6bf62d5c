/*
 * format_alert -- what a translation of an alert record starts from.
 *
 * Only alert records are translated; the other kinds have no counterpart that
 * would not mislead, and readers of a translated stream do without them.
 */
#ifndef OUTPUT_FORMAT_ALERT_H
#define OUTPUT_FORMAT_ALERT_H

#include <stdint.h>

#include <jansson.h>

#include "base/timestamp.h"
#include "output/alert_facts.h"

struct format_alert {
    struct alert_facts facts;
    uint64_t number;
    const char *cursor;
    const char *version; /* of the daemon */
    timestamp at;        /* when the change was journaled */
};

/* The alert's standing in the daemon's own words, under its own name, for both
 * formats: cursor, seq, change, rag, state, subject, due_at ...  A new object. */
json_t *format_alert_own_words(const struct format_alert *alert);

/* What of "T1078.004" names the technique; the rest names the sub-technique. */
enum { FORMAT_TECHNIQUE_LENGTH = 5 };

/* ATT&CK techniques among the rule's tags ("attack.t1078.004" gives
 * "T1078.004"), as an array of strings; NULL when there are none. */
json_t *format_alert_techniques(const struct format_alert *alert);

#endif
