/*
 * alert_json -- alerts as JSON: for readers (masked already) and for the state.
 *
 * What readers get, member by member, in this order.  All members are always
 * there unless said otherwise; null stands for what is not known or not given.
 *
 *   type             "alert"
 *   change           "created", "updated" (more findings joined), "moved" (along
 *                    its life), "escalated" (Amber became Red), "reopened",
 *                    "closed" (also as false positive)
 *   time             of the change, by the daemon's clock; null in a replay
 *   id               32 hex digits, the same in all changes of one alert
 *   rag              "amber" or "red", as of this change
 *   state            "open", "acknowledged", "isolated", "investigated",
 *                    "remediated", "reinforced", "closed", "false-positive"
 *   title            of the rule
 *   rule             object: key (the rule's id, else its name), level (Sigma's
 *                    word or null), tags (array of texts)
 *   control          checklist control it is evidence for, or null
 *   subject          object: kind ("user", "agent", "address", "host", "server",
 *                    "source", "unknown"; "several" for a storm), name
 *   account          client the work was for, or null
 *   site             where it was done, or null
 *   event_time       of the first finding, by the log
 *   last_event_time  of the latest finding
 *   raised_at        wall clock
 *   due_at           by when it is to be remediated
 *   closed_at        null while it is open
 *   source           object: name and path (or null), incarnation (32 hex digits,
 *                    names the log file for ever) and offset of the first record
 *   fields           object: the first record's fields, content masked; text,
 *                    number, boolean, null, or an array of those
 *   summary          the first record or what was said of it; content masked
 *   count            findings so far
 *   storm            true: stands for all alerts beyond the rule's budget
 *   subjects         storms only: array of the first 100 different subjects
 *   other_subjects   storms only: findings about subjects not listed
 *   escalated        true: became Red after it was raised
 *   actor            who moved it last, "amberd" for the daemon itself, or null
 *   note             what was said with that, or null
 *   closure          object with what was given of: remediation, root_cause,
 *                    reason, halt, notified, incident, reinforcement, waiver
 *   cut              true: something was too long and ends in an ellipsis, or
 *                    fields, tags or subjects were left out
 *
 * Times are RFC 3339 in UTC with microseconds.
 */
#ifndef MODEL_ALERT_JSON_H
#define MODEL_ALERT_JSON_H

#include "base/buffer.h"
#include "base/error.h"
#include "model/alert.h"

enum {
    ALERT_JSON_MOST = 60 << 10,   /* a body is shorter, whatever the logs hold */
    ALERT_SUMMARY_MOST = 2 << 10, /* costs of parts of it, as written */
    ALERT_FIELDS_MOST = 24 << 10,
    ALERT_VALUE_MOST = 1 << 10,
    ALERT_NAME_MOST = 128,
    ALERT_FIELD_COUNT_MOST = 64,
    ALERT_PACKED_MOST = 1 << 20,
};

/* Appends the journal body of a change at a time (TIMESTAMP_NONE: null): one JSON
 * object without a newline, as above. */
void alert_json_write(struct buffer *buffer, const struct alert *alert, enum alert_change change,
                      timestamp when);

/* Appends everything there is to know, to be read back. */
void alert_json_pack(struct buffer *buffer, const struct alert *alert);

/* Reads back what alert_json_pack wrote; NULL on anything else, with err saying
 * what is wrong with it. */
struct alert *alert_json_unpack(struct text packed, struct error *err);

#endif
