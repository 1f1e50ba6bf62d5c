/*
 * feed_client -- one connection to the feed: a socket, its timers, a session.
 *
 * A client ends in one place only: it says so to its host, which frees it.
 */
#ifndef OUTPUT_FEED_CLIENT_H
#define OUTPUT_FEED_CLIENT_H

#include <stdbool.h>
#include <stdint.h>

#include <ev.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "output/feed_session.h"

struct feed_client;

/* What a client needs of the server it belongs to; outlives it. */
struct feed_host {
    struct ev_loop *loop;
    struct feed_desk desk;
    timestamp silence;
    timestamp heartbeat;
    timestamp stalled;

    uint64_t *records_sent;
    uint64_t *gaps_sent;
    uint64_t *evicted;

    /* The client is over: stop it.  The last thing a client calls. */
    void (*ended)(struct feed_client *client, void *cookie);
    void *cookie;
};

/* Takes over a connected, non-blocking socket, greets, and follows the journal
 * from where it is now. */
struct feed_client *feed_client_start(const struct feed_host *host, int socket, uint32_t user);

/* Closes the socket and frees the client; NULL is fine. */
void feed_client_stop(struct feed_client *client);

/* Sends what is new, unless the client is busy with what is old.  May end it. */
void feed_client_serve(struct feed_client *client);

/* Sends a line that is in no journal, behind what is (feed_session_announce).  May end the
 * client. */
void feed_client_announce(struct feed_client *client, struct text line);

/* Says goodbye; what the socket takes at once is sent. */
void feed_client_dismiss(struct feed_client *client, const char *code, const char *message);

/* The other end is closed, whether or not the loop has noticed. */
bool feed_client_is_hung_up(const struct feed_client *client);

const struct feed_session *feed_client_session(const struct feed_client *client);

#endif
