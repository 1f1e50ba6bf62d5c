/*
 * storm -- how many new alerts a rule may raise before they become one.
 *
 * A rule has a budget of new alerts within a window of event time.  Past it the
 * rule storms, until its rate has been within the budget for a whole window.
 * Knows no alerts: it says yes or no, and the book acts on it.
 *
 * Bounded by the number of rules; what a rule did not use for a window is
 * forgotten.
 */
#ifndef ALERT_STORM_H
#define ALERT_STORM_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "model/state_change.h"

/* The most that the setting alerts.storm_budget takes: twice as many instants are
 * kept of each rule, and written whenever it raises an alert. */
enum { STORM_BUDGET_MOST = 1000 };

struct storm_limits {
    unsigned budget;  /* new alerts ... */
    timestamp window; /* ... within so long, edges included */
};

struct storm_watch;

struct storm_watch *storm_create(void);
void storm_destroy(struct storm_watch *watch);

/* Counts one new alert that the rule wants at `when`.  False when a storm alert
 * is to stand for it. */
bool storm_admits(struct storm_watch *watch, struct text rule_key,
                  const struct storm_limits *limits, timestamp when);

/* Forgets the rules that have been quiet for longer than a window. */
void storm_expire(struct storm_watch *watch, timestamp window, timestamp event_now);

/* STATE_STORM, keyed by rule. */
bool storm_restore(struct storm_watch *watch, const struct state_change *piece, struct error *err);
void storm_changes(struct storm_watch *watch, state_put *put, void *cookie);

#endif
