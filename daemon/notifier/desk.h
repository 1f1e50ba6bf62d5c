/*
 * desk -- decides whom to tell what, and keeps account of what is owed.
 *
 * An alert is told of to the first contact when it is new, became Red, or came back; to
 * both who were told when it is over; to the second contact when it is Red and nobody
 * has taken it up in time, or the first could not be told.  Beyond the bound of pages, of
 * which Ambers and Reds have one each, they are told of in one summary.  Knows no feed and
 * no file; runs the commands through its page_queue.
 */
#ifndef NOTIFIER_DESK_H
#define NOTIFIER_DESK_H

#include "notifier/alert_notice.h"
#include "notifier/notify_settings.h"
#include "notifier/page.h"

/* One instant on both clocks: for intervals, and for what outlives a restart. */
struct moment {
    timestamp running;
    timestamp wall;
};

struct desk_options {
    const char *name; /* of the instance; borrowed, as are the settings */
    const struct notify_settings *settings;
    void (*say)(const char *message, void *cookie);
    void *cookie;
};

struct desk;

struct desk *desk_create(const struct desk_options *options);
void desk_destroy(struct desk *desk);

/* A record about an alert.  before is the feed's place before it. */
void desk_take(struct desk *desk, const struct alert_notice *notice, const char *before,
               struct moment now);

/* Records were lost: the line that says so. */
void desk_take_gap(struct desk *desk, struct text raw, const char *before);

/* Whether the daemon is there; tells when that changes, why is for people. */
void desk_watch(struct desk *desk, bool is_there, const char *why);

/* Does what is due.  start false: begins nothing more. */
void desk_turn(struct desk *desk, struct moment now, bool start);

/* When something is due, by the running clock. */
timestamp desk_due(const struct desk *desk, struct moment now);

/* Whether it can take no more for now. */
bool desk_is_full(const struct desk *desk);
size_t desk_running(const struct desk *desk);

/* How far the feed may be acknowledged: the place before the first record that is still
 * owed, or NULL, all that was taken. */
const char *desk_holds_at(const struct desk *desk);

/* The feed's places are of another journal now: what is owed holds it at its beginning. */
void desk_forget_places(struct desk *desk);

/* Its state for a file, and back.  has_changed: since it was written last. */
bool desk_has_changed(const struct desk *desk);
void desk_write(struct desk *desk, struct buffer *lines);
bool desk_read(struct desk *desk, struct text lines);

#endif
