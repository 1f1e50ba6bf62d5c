/*
 * alert -- a deviation that people must deal with, and where that stands.
 *
 * The life of an alert (see alert/lifecycle.h):
 *
 *     open -> acknowledged -> isolated -> investigated -> remediated
 *          -> reinforced -> closed, or false positive
 *
 * An alert owns its texts.  It is changed by alert/ alone; everybody else looks.
 */
#ifndef MODEL_ALERT_H
#define MODEL_ALERT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/identifier.h"
#include "base/timestamp.h"
#include "model/severity.h"
#include "model/sightings.h"

enum { ALERT_SUBJECTS_MOST = 100 };

/* Stored by name, in the order of the life. */
enum alert_state {
    ALERT_OPEN,
    ALERT_ACKNOWLEDGED,
    ALERT_ISOLATED,
    ALERT_INVESTIGATED,
    ALERT_REMEDIATED,
    ALERT_REINFORCED,
    ALERT_CLOSED,
    ALERT_FALSE_POSITIVE,
};

/* What has just happened to it: the "change" of its journal record. */
enum alert_change {
    CHANGE_CREATED,
    CHANGE_UPDATED,   /* more findings joined */
    CHANGE_MOVED,     /* a person or the daemon moved it along its life */
    CHANGE_ESCALATED, /* Amber became Red */
    CHANGE_REOPENED,
    CHANGE_CLOSED,
};

/* What a closing says; texts are NULL until given. */
struct closure {
    char *remediation;   /* what was done */
    char *root_cause;    /* why it could happen */
    char *reason;        /* of a false positive */
    char *halt;          /* Red: which process was halted, by whom and when, or why not */
    char *notified;      /* Red: which executives were told, and when */
    char *incident;      /* Red: reference of the incident */
    char *reinforcement; /* Red: the action that keeps it from coming back ... */
    char *waiver;        /* ... or who waived one, and why */
};

/* What the book must remember to treat the next finding rightly; no reader's
 * business. */
struct alert_memory {
    struct identifier last_finding; /* the same record seen again is no news */
    timestamp dedup_for;            /* after closing: how long a finding still belongs here */
    timestamp closed_event;         /* event time of the closing */
    timestamp told_minute;          /* begin of the minute, event time, last reported */
    uint64_t told_count;            /* count, when last reported */
    struct sightings recent;        /* findings, for the rule's escalation */
};

struct alert {
    struct identifier id;
    char *rule_key;
    char *rule_title;
    char *rule_level; /* NULL: the rule has none */
    char *rule_tags;  /* joined by ",", NULL: none */
    char *control;    /* NULL: none */
    char *group_key;
    enum severity severity; /* Amber or Red, as of now */
    enum alert_state state;
    bool escalated; /* became Red after it was raised */
    bool is_storm;  /* stands for alerts beyond the rule's budget */
    bool cut;       /* the record or its fields were longer than is kept here */

    char *subject_kind;
    char *subject;
    char *account; /* NULL: none, or a storm over several */
    char *site;

    char **subjects; /* storms: the first ALERT_SUBJECTS_MOST different ones */
    size_t subject_count;
    uint64_t other_subjects; /* ... and how many findings were about others */

    timestamp event_time; /* of the first finding, by the log */
    timestamp last_event_time;
    timestamp raised_at; /* wall clock */
    timestamp due_at;    /* counts from raised_at, or from the last reopening */
    timestamp closed_at; /* TIMESTAMP_NONE while open */

    char *source; /* name of the source, NULL: none */
    char *path;
    struct identifier incarnation;
    uint64_t offset;
    char *fields;  /* a JSON object: the first finding's fields, masked */
    char *summary; /* the first finding's record or note, masked and printable */

    uint64_t count;         /* findings that joined, the first included */
    uint64_t evidence_kept; /* of which the raw records are in the store */

    char *actor; /* who moved it last, NULL: nobody yet */
    char *note;  /* what was said then */
    struct closure closure;
    struct alert_memory memory;
};

/* "open", "false-positive"; "created" ... */
const char *alert_state_name(enum alert_state state);
bool alert_state_find(struct text name, enum alert_state *state);
const char *alert_change_name(enum alert_change change);

/* True while somebody has work to do. */
bool alert_is_open(const struct alert *alert);

/* Frees the texts of a closing and leaves an empty one. */
void closure_finish(struct closure *closure);

/* Frees the alert and all it owns; NULL is fine. */
void alert_destroy(struct alert *alert);

#endif
