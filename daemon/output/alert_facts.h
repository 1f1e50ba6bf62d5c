/*
 * alert_facts -- the body of an alert record, read for what other formats need.
 *
 * Borrows from the tree.  Strings are NULL where the body lacks them, instants
 * TIMESTAMP_NONE; a body comes from the disk and is believed nothing.
 */
#ifndef OUTPUT_ALERT_FACTS_H
#define OUTPUT_ALERT_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "base/timestamp.h"
#include "model/alert.h"
#include "model/severity.h"

struct alert_facts {
    const json_t *body;
    const char *id;
    const char *change; /* "created" ... */
    const char *rag;    /* "amber", "red" */
    const char *state;  /* "open" ... */
    const char *title;
    const char *rule_key;
    const char *rule_id;
    const char *rule_level;
    const char *control;
    const char *subject_kind;
    const char *subject;
    const char *account;
    const char *site;
    const char *source; /* its name */
    const char *path;
    const char *summary;
    const char *actor;
    const char *note;
    enum severity severity; /* Amber unless rag says red */
    enum alert_state known_state;
    timestamp event_time;
    timestamp last_event_time;
    timestamp raised_at;
    timestamp due_at;
    timestamp closed_at;
    int64_t count;
};

/* False when the body is not about an alert: no "type":"alert" with an id. */
bool alert_facts_read(struct alert_facts *facts, const json_t *body);

/* The state in which people call it settled. */
bool alert_facts_is_false_positive(const struct alert_facts *facts);

/* A field of the first finding, by its dotted name; NULL when absent. */
const char *alert_facts_field(const struct alert_facts *facts, const char *name);

#endif
