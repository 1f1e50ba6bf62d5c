/*
 * shelf -- the alerts that are held, and how they are found.
 *
 * By identifier; by rule and group, for findings to join; by the next instant at
 * which something is to be done about them.  Whoever changes an alert settles it
 * afterwards, and then all of this agrees again and the change is remembered for
 * the store.
 */
#ifndef ALERT_SHELF_H
#define ALERT_SHELF_H

#include <stdbool.h>
#include <stddef.h>

#include "alert/deadline.h"
#include "model/alert.h"
#include "model/state_change.h"

struct shelf_item {
    struct alert *alert; /* NULL once forgotten */
    struct identifier id;
    struct deadline escalates; /* wall clock: an overdue Amber */
    struct deadline tells;     /* event time: findings that nobody was told of */
    struct deadline expires;   /* event time: nothing can reopen it any more */
    enum severity counted;     /* among the open ones; SEVERITY_OBSERVATION = closed */
    bool changed;
    struct shelf_item *next_changed;
};

struct shelf;

struct shelf *shelf_create(void);
void shelf_destroy(struct shelf *shelf);

/* Takes over an alert whose identifier is not on the shelf yet.  It is settled,
 * but counts as changed only with the next settling. */
struct shelf_item *shelf_add(struct shelf *shelf, struct alert *owned);

/* To be called after each change of item->alert. */
void shelf_settle(struct shelf *shelf, struct shelf_item *item);

/* Forgets the alert; item is gone with the next shelf_changes. */
void shelf_forget(struct shelf *shelf, struct shelf_item *item);

struct shelf_item *shelf_find(const struct shelf *shelf, struct identifier id);

/* The alert a finding of the rule and group would join, open or closed; NULL
 * when there is none.  group is in the form alerts keep it. */
struct shelf_item *shelf_find_group(const struct shelf *shelf, struct text rule_key,
                                    struct text group, bool is_storm);

/* What is to be done by now; NULL = nothing of the kind. */
struct shelf_item *shelf_overdue(const struct shelf *shelf, timestamp now);
struct shelf_item *shelf_untold(const struct shelf *shelf, timestamp event_now);
struct shelf_item *shelf_expired(const struct shelf *shelf, timestamp event_now);

/* When shelf_overdue will next have something; TIMESTAMP_NONE = not yet known. */
timestamp shelf_next_overdue(const struct shelf *shelf);

/* Steps through the shelf in no particular order; *position starts at 0. */
struct shelf_item *shelf_next(const struct shelf *shelf, size_t *position);

struct shelf_counts {
    size_t held;
    size_t open_amber;
    size_t open_red;
};

struct shelf_counts shelf_counts(const struct shelf *shelf);

/* STATE_ALERT of what was settled or forgotten since the last call. */
void shelf_changes(struct shelf *shelf, state_put *put, void *cookie);

#endif
