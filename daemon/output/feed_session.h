/*
 * feed_session -- what a client may say, and what it gets for it.
 *
 *     waiting --(nothing said)--> listening --(subscribe)--> subscribed
 *        '-----------------(subscribe)--------------------------^
 *     any --(a mistake, goodbye)--> leaving
 *
 * Knows no socket and no timer: lines come in, output comes out.  Lives in the
 * caller's memory.
 */
#ifndef OUTPUT_FEED_SESSION_H
#define OUTPUT_FEED_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "model/journal_reader.h"
#include "model/notice.h"
#include "output/feed_stream.h"
#include "output/record_cache.h"

struct feed_session;

/* What a session needs of the server it belongs to; outlives it. */
struct feed_desk {
    const struct journal_reader *reader;
    struct record_cache *cache;
    struct identifier instance;
    const char *version;

    /* Whether the session may hold the name: nobody else does. */
    bool (*claim)(const struct feed_session *session, const char *name, void *cookie);

    /* Whether one more name, of this user, may be written to the journal. */
    bool (*may_add_name)(uint32_t user, void *cookie);

    /* Something is wrong on our side, and the daemon's log should say so. */
    notice_report *complain;
    void *cookie;
};

enum feed_session_state { SESSION_WAITING, SESSION_LISTENING, SESSION_SUBSCRIBED, SESSION_LEAVING };

struct feed_session {
    const struct feed_desk *desk;
    uint32_t user;
    enum feed_session_state state;
    struct feed_stream stream;
    struct buffer output;
    struct buffer held;   /* an announcement, empty = none */
    uint64_t held_behind; /* the record that it stands behind */
    timestamp heartbeat;  /* what the client asked for; 0 = nothing */

    char *name; /* as a consumer, NULL = none */
    struct consumer consumer;
    bool is_unsaved; /* the consumer differs from the journal's */
};

/* Begins at the end of the journal as it is now, and greets. */
void feed_session_init(struct feed_session *session, const struct feed_desk *desk, uint32_t user);
void feed_session_finish(struct feed_session *session);

/* A line was said; an empty one asks to see what comes. */
void feed_session_hear(struct feed_session *session, struct text line);

/* Nothing was said for long enough: a live listener. */
void feed_session_listen(struct feed_session *session);

/* Writes what was acknowledged to the journal.  Once for all lines that came
 * together. */
void feed_session_save(struct feed_session *session);

/* Appends what the journal has for the client.  True when there may be more as
 * soon as the output has room. */
bool feed_session_fill(struct feed_session *session);

/* Says a line that is in no journal, behind the records that were written until now: at
 * once, or as soon as the client has them.  One at a time, the last; and none that the
 * journal has been written after when its turn comes: it is news no longer. */
void feed_session_announce(struct feed_session *session, struct text line);

void feed_session_beat(struct feed_session *session, timestamp now);

/* Appends the reason; from now on nothing else is said or heard. */
void feed_session_leave(struct feed_session *session, const char *code, const char *message);

#endif
