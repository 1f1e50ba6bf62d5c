/*
 * notify -- the feed, told to people; what is owed over restarts; and whether there is
 * a daemon at all.
 *
 *     feed -> desk -> commands -> state file -> acknowledged
 *
 * A record is acknowledged when nothing is owed for it any more: its command has
 * succeeded or was given up, or the state file says what remains.  After a kill, a page
 * whose command had just succeeded may come twice, with the same key; none is left out.
 */
#ifndef NOTIFIER_NOTIFY_H
#define NOTIFIER_NOTIFY_H

#include "base/error.h"
#include "consumer/feed_link.h"
#include "notifier/desk.h"

struct notify_options {
    const char *name;
    const char *state; /* path of the state file */
    const struct notify_settings *settings;
    void (*say)(const char *message, void *cookie);
    void *cookie;
};

struct notify;

/* Reads the state; options outlive it.  NULL with err. */
struct notify *notify_create(const struct notify_options *options, struct error *err);
void notify_destroy(struct notify *notify);

struct pollfd notify_poll(const struct notify *notify);
timestamp notify_due(const struct notify *notify, struct moment now);

/* Does what there is to do; events as poll(2) returned them.  start false: takes and
 * begins nothing more. */
void notify_turn(struct notify *notify, short events, struct moment now, bool start);

/* Whether commands run that are to be waited for. */
bool notify_is_busy(const struct notify *notify);

#endif
