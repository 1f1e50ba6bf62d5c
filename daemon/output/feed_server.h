/*
 * feed_server -- the live feed: journal records to whoever connects.
 *
 * A stream socket, one JSON object a line, both ways; the contract is in
 * amberd-feed(7).  Each client reads the journal at its own pace through a
 * bounded buffer, so nobody's slowness costs anybody else anything: the matcher
 * never waits, and a client that takes nothing for long is let go with a reason.
 *
 * Whoever may read (output/access) is served.  Others are told which group to join, and
 * take up none of the places.
 */
#ifndef OUTPUT_FEED_SERVER_H
#define OUTPUT_FEED_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ev.h>

#include "base/error.h"
#include "base/timestamp.h"
#include "model/journal_reader.h"
#include "model/notice.h"
#include "output/access.h"

struct feed_options {
    int listener;         /* a listening socket, made by the caller; kept open by him */
    const char *version;  /* of the daemon, for hello */
    size_t most_clients;  /* default 64 */
    size_t most_per_user; /* default 8 */
    timestamp silence;    /* a client that says nothing for so long is live: 250 ms */
    timestamp heartbeat;  /* default interval, 10 s */
    timestamp stalled;    /* takes no byte for so long: disconnected, 30 s */
    const struct access_policy *access; /* lent; asked of each connection anew */
};

struct feed_server;

/* Starts serving on the loop.  The reader's tables must outlive the server.  complain,
 * which may be NULL, takes what the daemon's log should say, with the peer's uid. */
struct feed_server *feed_server_start(struct ev_loop *loop, const struct feed_options *options,
                                      const struct journal_reader *reader, notice_report *complain,
                                      void *cookie);

/* Says goodbye to all clients and frees everything. */
void feed_server_stop(struct feed_server *server);

/* The journal has grown: clients that wait for more are served at once. */
void feed_server_notify(struct feed_server *server);

/* Tells every client something that is not in the journal (it cannot be written:
 * the disk is full): {"type":"health", ...}, without a number, in its place among the
 * records (feed_session_announce). */
void feed_server_announce(struct feed_server *server, struct text body);

struct feed_counts {
    size_t clients;
    uint64_t accepted;
    uint64_t refused;
    uint64_t evicted;
    uint64_t records_sent;
    uint64_t gaps_sent;
    uint64_t largest_lag; /* records the slowest client is behind */
};

struct feed_counts feed_server_counts(const struct feed_server *server);

#endif
