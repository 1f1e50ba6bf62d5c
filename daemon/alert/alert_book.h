/*
 * alert_book -- every alert that is open, and those closed a short while ago.
 *
 * Findings become alerts here: one that belongs to an open alert joins it; one
 * that follows a closing within the rule's time reopens it, or is counted in
 * silence where the alert was judged a false positive; else a new alert is
 * created - unless the rule has spent its budget of new alerts, and then a storm
 * alert stands for the rest, with count and subjects.
 *
 * Pure: time comes in with each call.  `now` is the wall clock, from which due
 * times count; storm and dedup windows run on event time, so that the same log
 * gives the same alerts however fast it is read.  A closing happens at the event
 * clock's time then; a finding from the future is taken for one of now.
 *
 * Bounded: alerts held, subjects listed in a storm, evidence an alert keeps.
 */
#ifndef ALERT_ALERT_BOOK_H
#define ALERT_ALERT_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "model/alert.h"
#include "model/finding.h"
#include "model/state_change.h"

struct alert_options {
    unsigned storm_budget;  /* new alerts a rule may raise ... */
    timestamp storm_window; /* ... within so long, event time */
    timestamp remediate_within;
    timestamp dedup_for;    /* for rules that do not say: reopen within so long */
    unsigned evidence_most; /* raw records kept an alert */
    size_t alerts_most;     /* held at a time; beyond, findings join a storm */
};

struct alert_book;

struct alert_book *alert_book_create(const struct alert_options *options);
void alert_book_destroy(struct alert_book *book);

/* A reload changes the options and nothing else. */
void alert_book_configure(struct alert_book *book, const struct alert_options *options);

/* Gives back one piece of state (STATE_ALERT, STATE_STORM, STATE_OBSERVATION). */
bool alert_book_restore(struct alert_book *book, const struct state_change *piece,
                        struct error *err);

/* What has happened, to be written to the journal.  Borrowed for the call. */
struct alert_entry {
    enum alert_change change;
    const struct alert *alert;
    struct text evidence; /* raw record to keep with it; empty = none */
};

typedef void alert_report(const struct alert_entry *entry, void *cookie);

/* Takes a finding.  The same record found again by the same rule (a line so long
 * that it comes in windows) is no news. */
void alert_book_take(struct alert_book *book, const struct finding *finding, timestamp now,
                     alert_report *report, void *cookie);

/* The cause of built-in findings is gone ("the log is readable again"). */
struct alert_healing {
    struct text rule_key;
    struct text group_key;
    const char *how; /* it was seen, in words */
};

/* Takes the findings back: closes the open alert of that rule and group, if there
 * is one, with how as its remediation. */
void alert_book_heal(struct alert_book *book, const struct alert_healing *healing, timestamp now,
                     alert_report *report, void *cookie);

/* Escalates what is overdue (an Amber not remediated becomes Red exactly once, its
 * due time stays), tells of findings that joined since the last minute of event
 * time, and forgets closed alerts that nothing can reopen any more.  Bounded: of
 * many alerts it deals with some.  Returns when it wants to be called next, now =
 * at once, for there may be more to do, TIMESTAMP_NONE = no need.  event_now is
 * the event clock. */
timestamp alert_book_advance(struct alert_book *book, timestamp now, timestamp event_now,
                             alert_report *report, void *cookie);

/* A person's move.  to = the wanted state; closing says how (texts borrowed).
 * False with err telling what is missing or why it may not be: see lifecycle.h
 * for the moves there are, closure.h for what they need to be told. */
struct alert_move {
    struct identifier alert;
    enum alert_state to;
    const char *actor;
    const char *note;              /* NULL = none */
    const struct closure *closure; /* NULL = none */
};

bool alert_book_move(struct alert_book *book, const struct alert_move *move, timestamp now,
                     alert_report *report, void *cookie, struct error *err);

const struct alert *alert_book_find(const struct alert_book *book, struct identifier id);

/* The alert whose identifier begins with these hex digits; NULL with err when
 * none does, or several do. */
const struct alert *alert_book_find_prefix(const struct alert_book *book, struct text prefix,
                                           struct error *err);

/* All that are held, in no particular order. */
typedef void alert_visit(const struct alert *alert, void *cookie);
void alert_book_each(const struct alert_book *book, alert_visit *visit, void *cookie);

/* State that changed since the last call. */
void alert_book_changes(struct alert_book *book, state_put *put, void *cookie);

struct alert_counts {
    size_t held;
    size_t open_amber;
    size_t open_red;
    uint64_t created;
    uint64_t joined;       /* findings that an alert was there for */
    uint64_t stormed;      /* findings that a storm alert stands for */
    uint64_t observations; /* findings below Amber, counted only */
    uint64_t shadowed;     /* findings of rules in shadow mode */
    timestamp next_due;    /* TIMESTAMP_NONE: nothing is due */
};

struct alert_counts alert_book_counts(const struct alert_book *book);

#endif
