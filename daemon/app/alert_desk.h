/*
 * alert_desk -- where what the engine says becomes what the journal holds.
 *
 * Collects alert changes, source events and the daemon's own news into one batch,
 * adds the cursors and state that belong to them, and commits all in one
 * transaction.  That transaction is the whole crash story: nothing is ever
 * half done.
 *
 * When the journal cannot be written the desk is blocked: the batch is kept, no
 * more log is read (the files are the buffer), and it is tried again every
 * second.  Readers hear of it directly, once a minute as long as it lasts, and from a
 * record of the journal that it is over.
 */
#ifndef APP_ALERT_DESK_H
#define APP_ALERT_DESK_H

#include <stdbool.h>

#include <jansson.h>

#include "alert/alert_book.h"
#include "app/telemetry.h"
#include "base/error.h"
#include "base/timestamp.h"
#include "engine/pipeline.h"
#include "source/source_set.h"
#include "store/journal.h"

struct alert_desk;

/* What the desk wants done when its state changes. */
struct alert_desk_hooks {
    void (*committed)(void *cookie); /* the journal has grown */

    /* Tell people directly; that it is over stands in the journal as well. */
    void (*blocked)(const char *message, void *cookie);
    void (*unblocked)(const char *message, void *cookie);
    void *cookie;
};

/* telemetry, lent, counts what passes over the desk. */
struct alert_desk *alert_desk_create(struct journal *journal, struct telemetry *telemetry,
                                     const struct alert_desk_hooks *hooks);
void alert_desk_destroy(struct alert_desk *desk);

/* Who is asked for changed state at a commit, and whose source names are shown.
 * Lent. */
void alert_desk_attach(struct alert_desk *desk, struct pipeline *pipeline,
                       struct source_set *sources);
void alert_desk_use(struct alert_desk *desk, const struct generation *generation);

/* Callbacks for pipeline and source_set, with the desk as cookie. */
void alert_desk_take_alert(const struct alert_entry *entry, void *cookie);
void alert_desk_take_source(const struct source_event *event, void *cookie);

/* Journals {"type": type, "message": ..., and the members of details (taken, may be
 * NULL)}: the daemon's own news. */
void alert_desk_tell(struct alert_desk *desk, enum journal_kind kind, const char *type,
                     const char *message, json_t *details);

/* True when there is a record that readers should not have to wait for. */
bool alert_desk_is_urgent(const struct alert_desk *desk);

/* Writes everything.  False when the journal would not take it: the desk is then
 * blocked until a later call succeeds. */
bool alert_desk_commit(struct alert_desk *desk, bool durable);
bool alert_desk_is_blocked(const struct alert_desk *desk);

#endif
