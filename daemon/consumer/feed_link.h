/*
 * feed_link -- one consumer's connection to the feed, kept up.
 *
 * Connects, subscribes under a name, hands over what comes line by line, acknowledges
 * what it is told to, and connects again after any break: behind the last line it
 * handed over, with pauses that grow and differ.  A feed that is silent for three
 * heartbeats is a broken one.
 *
 * Opens no clock and waits for nothing: the owner polls the descriptor it names and
 * tells it the time, which is that of a clock nobody steps.
 */
#ifndef CONSUMER_FEED_LINK_H
#define CONSUMER_FEED_LINK_H

#include <poll.h>
#include <stdbool.h>

#include "base/error.h"
#include "base/timestamp.h"
#include "consumer/feed_line.h"

struct feed_listener {
    /* A record, gap, heartbeat or the confirmation of the subscription; borrowed. */
    void (*take)(const struct feed_line *line, void *cookie);

    /* Something people should read: the connection is there, is gone and why, the
     * journal has changed.  A reason that stays the same is told once. */
    void (*say)(const char *message, void *cookie);

    /* The journal is another: the daemon refuses each cursor of the one before, in an
     * acknowledgement as well. */
    void (*forget)(void *cookie);
    void *cookie;
};

struct feed_link_options {
    const char *socket;
    const char *name;   /* as a consumer: amberd-feed(7) */
    const char *format; /* "native", "ocsf", "ecs" */
    const char *from;   /* "unread": a new name begins at the oldest record; NULL: it
                         * begins now; a name that is known goes on either way */
    const char *filter; /* as JSON; NULL = everything */
    struct feed_listener listener;
};

struct feed_link;

/* The texts are copied.  NULL with err when the filter is too long for a line. */
struct feed_link *feed_link_create(const struct feed_link_options *options, struct error *err);
void feed_link_destroy(struct feed_link *link);

/* Has the next subscription begin behind this cursor instead of where the daemon thinks;
 * "" takes that back.  A connection there is, is given up. */
void feed_link_resume_behind(struct feed_link *link, struct text cursor);

/* All up to this cursor has been dealt with.  Sent at the next turn; only the last one
 * given counts. */
void feed_link_acknowledge(struct feed_link *link, struct text cursor);

/* Takes no more lines until told otherwise: the owner is full. */
void feed_link_pause(struct feed_link *link, bool is_paused);

/* What to poll for (descriptor -1: nothing), and until when at most. */
struct pollfd feed_link_poll(const struct feed_link *link);
timestamp feed_link_due(const struct feed_link *link);

/* Does what there is to do.  events as poll(2) returned them, 0 for none. */
void feed_link_turn(struct feed_link *link, short events, timestamp now);

/* When the daemon was last heard saying what only a daemon at work says; before that the
 * time of the first turn, and TIMESTAMP_NONE before that.  Who was paused on a connection
 * that was up has not listened: then it is the end of the pause. */
timestamp feed_link_heard(const struct feed_link *link);
bool feed_link_is_up(const struct feed_link *link);

#endif
