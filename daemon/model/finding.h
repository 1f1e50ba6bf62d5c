/*
 * finding -- a rule says that something is so.
 *
 * Borrowed all through: valid for the call that hands it over.  Whoever keeps
 * anything copies it.
 */
#ifndef MODEL_FINDING_H
#define MODEL_FINDING_H

#include "base/text.h"
#include "base/timestamp.h"
#include "model/cursor.h"
#include "model/event.h"
#include "model/rule_facts.h"
#include "model/subject.h"

struct finding {
    const struct rule_facts *rule;
    struct subject subject;
    struct text group_key; /* findings of one rule with equal keys are one alert */
    timestamp event_time;

    /* The record that tipped it.  A finding without a line (a log that cannot
     * be read) has no event, and its incarnation and offset make it unique. */
    const struct event *event; /* decoded whole, or NULL */
    struct identifier incarnation;
    uint64_t offset;
    unsigned ordinal;
    const char *source; /* name of the source in the settings; NULL = none */
    const char *path;   /* of the log; NULL = none */
    struct text note;   /* said in words, printable; empty = see the event */
};

#endif
