#include "output/feed_server.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/memory.h"
#include "output/complaint.h"
#include "output/feed_client.h"
#include "output/feed_message.h"
#include "output/name_share.h"
#include "output/peer.h"
#include "output/record_cache.h"

/* Connections taken before others get their turn, and how long to leave them in
 * the backlog when there is no descriptor to take one with. */
enum { ACCEPT_BURST = 16, ACCEPT_PAUSE = 1 };

struct seat {
    struct feed_client *client;
    struct seat *next;
};

struct feed_server {
    struct ev_loop *loop;
    struct feed_options options;
    struct feed_host host;
    notice_report *complain;
    void *cookie;
    char *version;

    struct seat *seats;      /* one a client, newest first */
    struct name_share names; /* that were unknown to the journal */
    struct feed_counts counts;

    ev_io accepting;
    ev_timer pause;
    struct complaint complaints[NOTICE_COUNT];
};

static timestamp now_of(const struct feed_server *server)
{
    return (timestamp)(ev_now(server->loop) * (double)SECOND);
}

/* Of each kind at most one a minute. */
static void say(struct feed_server *server, enum notice notice, const char *message)
{
    char text[ERROR_TEXT_SIZE + 256] = {0};
    uint64_t before = 0;

    if (!server->complain ||
        !complaint_is_due(&server->complaints[notice], now_of(server), &before))
        return;
    if (before > 0)
        snprintf(text, sizeof text, "%s (and %" PRIu64 " like it before)", message, before);
    else
        snprintf(text, sizeof text, "%s", message);
    server->complain(notice, text, server->cookie);
}

static void on_client_complaint(enum notice notice, const char *message, void *cookie)
{
    say(cookie, notice, message);
}

static void on_client_ended(struct feed_client *client, void *cookie)
{
    struct feed_server *server = cookie;
    struct seat **link = &server->seats;

    while (*link && (*link)->client != client)
        link = &(*link)->next;
    if (*link) {
        struct seat *seat = *link;

        *link = seat->next;
        mem_free(seat);
        server->counts.clients--;
    }
    feed_client_stop(client);
}

/* A holder whose other end is closed gives way: after a kill the new connection
 * is often heard of before the end of the old one. */
static bool on_claim(const struct feed_session *session, const char *name, void *cookie)
{
    struct feed_server *server = cookie;

    for (struct seat *seat = server->seats; seat; seat = seat->next) {
        const struct feed_session *other = feed_client_session(seat->client);

        if (other == session || !other->name || strcmp(other->name, name) != 0)
            continue;
        if (!feed_client_is_hung_up(seat->client))
            return false;
        on_client_ended(seat->client, server);
        return true;
    }
    return true;
}

static bool on_may_add_name(uint32_t user, void *cookie)
{
    struct feed_server *server = cookie;

    return name_share_take(&server->names, user);
}

static size_t count_of_user(const struct feed_server *server, uint32_t user)
{
    size_t count = 0;

    for (const struct seat *seat = server->seats; seat; seat = seat->next)
        count += feed_client_session(seat->client)->user == user;
    return count;
}

/* Why a peer is not served: the code, and words where it takes its own; NULL when it is. */
static const char *reason_to_refuse(const struct feed_server *server, const struct peer *peer,
                                    struct buffer *words)
{
    if (access_of(server->options.access, peer) == ACCESS_NONE) {
        access_explain(server->options.access, ACCESS_READ, words);
        return "not-allowed";
    }
    if (server->counts.clients >= server->options.most_clients)
        return "too-many-clients";
    if (count_of_user(server, peer->user) >= server->options.most_per_user)
        return "too-many-of-user";
    return NULL;
}

static void refuse(struct feed_server *server, int socket, const struct peer *peer,
                   const char *code, const char *words)
{
    struct buffer line = {0};
    char message[128] = {0};

    server->counts.refused++;
    feed_message_error(&line, code, words);
    (void)send(socket, line.data, line.length, MSG_NOSIGNAL | MSG_DONTWAIT);
    close(socket);
    buffer_finish(&line);
    snprintf(message, sizeof message, "feed: refused a connection of uid %u, pid %d: %s",
             peer->user, peer->process, code);
    say(server, NOTICE_FEED_REFUSED, message);
}

static void seat_client(struct feed_server *server, int socket, uint32_t user)
{
    struct seat *seat = mem_zero(sizeof *seat);

    seat->client = feed_client_start(&server->host, socket, user);
    seat->next = server->seats;
    server->seats = seat;
    server->counts.clients++;
    server->counts.accepted++;
}

static void admit(struct feed_server *server, int socket)
{
    struct peer peer = {0};
    struct error err = {0};
    struct buffer words = {0};
    const char *reason = "unknown-peer";

    if (peer_identify(socket, &peer, &err))
        reason = reason_to_refuse(server, &peer, &words);
    if (!reason)
        seat_client(server, socket, peer.user);
    else
        refuse(server, socket, &peer, reason,
               words.length > 0 ? buffer_string(&words) : "the feed does not take this connection");
    buffer_finish(&words);
    peer_finish(&peer);
}

/* Without a descriptor to spare the listener stays readable: looking again at
 * once would only burn the processor. */
static void pause_accepting(struct feed_server *server, const char *why)
{
    char message[128] = {0};

    ev_io_stop(server->loop, &server->accepting);
    ev_timer_again(server->loop, &server->pause);
    snprintf(message, sizeof message, "feed: cannot take connections: %s", why);
    say(server, NOTICE_FEED_NOT_ACCEPTING, message);
}

static int take_connection(const struct feed_server *server)
{
    if (fault_point("feed.accept")) {
        errno = EMFILE;
        return -1;
    }
    return accept4(server->options.listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

static void on_acceptable(struct ev_loop *loop, ev_io *watcher, int events)
{
    struct feed_server *server = watcher->data;

    (void)loop;
    (void)events;
    for (int i = 0; i < ACCEPT_BURST; i++) {
        int socket = take_connection(server);

        if (socket >= 0) {
            admit(server, socket);
            continue;
        }
        if (errno != EAGAIN && errno != EWOULDBLOCK && errno != ECONNABORTED && errno != EINTR)
            pause_accepting(server, strerror(errno));
        return;
    }
}

static void on_pause_over(struct ev_loop *loop, ev_timer *watcher, int events)
{
    struct feed_server *server = watcher->data;

    (void)events;
    ev_timer_stop(loop, watcher);
    ev_io_start(loop, &server->accepting);
}

static void apply_defaults(struct feed_options *options)
{
    options->most_clients = options->most_clients ? options->most_clients : 64;
    options->most_per_user = options->most_per_user ? options->most_per_user : 8;
    options->silence = options->silence ? options->silence : 250 * MILLISECOND;
    options->heartbeat = options->heartbeat ? options->heartbeat : 10 * SECOND;
    options->stalled = options->stalled ? options->stalled : 30 * SECOND;
}

static struct feed_desk desk_of(struct feed_server *server, const struct journal_reader *reader)
{
    return (struct feed_desk){
        .reader = reader,
        .cache = record_cache_create(),
        .instance = reader->instance(reader->cookie),
        .version = server->version,
        .claim = on_claim,
        .may_add_name = on_may_add_name,
        .complain = on_client_complaint,
        .cookie = server,
    };
}

static struct feed_host host_of(struct feed_server *server, const struct journal_reader *reader)
{
    return (struct feed_host){
        .loop = server->loop,
        .desk = desk_of(server, reader),
        .silence = server->options.silence,
        .heartbeat = server->options.heartbeat,
        .stalled = server->options.stalled,
        .records_sent = &server->counts.records_sent,
        .gaps_sent = &server->counts.gaps_sent,
        .evicted = &server->counts.evicted,
        .ended = on_client_ended,
        .cookie = server,
    };
}

struct feed_server *feed_server_start(struct ev_loop *loop, const struct feed_options *options,
                                      const struct journal_reader *reader, notice_report *complain,
                                      void *cookie)
{
    struct feed_server *server = mem_zero(sizeof *server);
    int flags = fcntl(options->listener, F_GETFL);

    server->loop = loop;
    server->options = *options;
    server->complain = complain;
    server->cookie = cookie;
    server->names.own_user = options->access->own_user;
    apply_defaults(&server->options);
    server->version = mem_copy_string(options->version ? options->version : "");
    server->host = host_of(server, reader);

    /* A connection that is gone before accept must not make accept wait. */
    if (flags >= 0)
        (void)fcntl(options->listener, F_SETFL, flags | O_NONBLOCK);
    ev_io_init(&server->accepting, on_acceptable, options->listener, EV_READ);
    ev_timer_init(&server->pause, on_pause_over, 0., ACCEPT_PAUSE);
    server->accepting.data = server->pause.data = server;
    ev_io_start(loop, &server->accepting);
    return server;
}

void feed_server_stop(struct feed_server *server)
{
    if (!server)
        return;
    ev_io_stop(server->loop, &server->accepting);
    ev_timer_stop(server->loop, &server->pause);
    while (server->seats) {
        struct feed_client *client = server->seats->client;

        feed_client_dismiss(client, "going-away", "the daemon stops; reconnect and resume");
        on_client_ended(client, server);
    }
    record_cache_destroy(server->host.desk.cache);
    mem_free(server->version);
    mem_free(server);
}

void feed_server_notify(struct feed_server *server)
{
    for (struct seat *seat = server->seats, *next = NULL; seat; seat = next) {
        next = seat->next; /* serving may end the client, and no other */
        feed_client_serve(seat->client);
    }
}

void feed_server_announce(struct feed_server *server, struct text body)
{
    if (!feed_message_is_sound(body))
        return;
    for (struct seat *seat = server->seats, *next = NULL; seat; seat = next) {
        next = seat->next;
        feed_client_announce(seat->client, body);
    }
}

struct feed_counts feed_server_counts(const struct feed_server *server)
{
    struct feed_counts counts = server->counts;
    const struct journal_reader *reader = server->host.desk.reader;
    uint64_t slowest = UINT64_MAX;

    for (const struct seat *seat = server->seats; seat; seat = seat->next) {
        uint64_t position = feed_client_session(seat->client)->stream.position;

        slowest = position < slowest ? position : slowest;
    }
    counts.largest_lag = reader->count(reader->cookie, slowest);
    return counts;
}
