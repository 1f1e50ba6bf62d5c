/*
 * rule_facts -- what a rule says about itself, as its findings carry it.
 *
 * How a rule matches is sigma's business; this is what everybody behind it
 * needs: what to call the alert, how grave it is, what joins it to another, when
 * it is due.  Belongs to the rule and lives as long as its generation; built-in
 * findings ("a log cannot be read") have constant ones.
 */
#ifndef MODEL_RULE_FACTS_H
#define MODEL_RULE_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/timestamp.h"
#include "model/severity.h"

struct rule_facts {
    const char *key;         /* id, else name: what state and alerts are kept under */
    const char *id;          /* NULL when the rule has none */
    const char *name;        /* NULL when the rule has none */
    const char *title;       /* printable */
    const char *description; /* NULL when the rule has none */
    const char *level;       /* Sigma's word: "high"; NULL when the rule has none */
    const char *control;     /* the checklist control it is evidence for, or NULL */
    const char *path;        /* where it was read, NULL for a built-in one */
    unsigned line;

    enum severity severity;
    bool shadow; /* counted and shown, never alerted */

    const char *const *tags;
    size_t tag_count;
    const char *const *false_positives;
    size_t false_positive_count;
    const char *const *next_steps; /* what people do about an alert, in order */
    size_t next_step_count;

    /* Findings with equal values of these slots (wanted_fields) are one alert.
     * None = those with the same subject and account. */
    const int *dedup_slots;
    size_t dedup_count;
    timestamp dedup_for; /* after closing: how long a new finding reopens it; 0 = the setting's */

    timestamp remediate_within; /* 0 = the setting's */

    /* So many findings within so long raise the alert to escalate_to; 0 = never. */
    unsigned escalate_after;
    timestamp escalate_within;
    enum severity escalate_to;
};

#endif
