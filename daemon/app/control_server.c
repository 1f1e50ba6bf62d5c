#include "app/control_server.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app/clock.h"
#include "app/daemon_log.h"
#include "base/memory.h"
#include "output/complaint.h"
#include "protocol/reply.h"
#include "protocol/request.h"

enum { READ_SIZE = 4096, ACCEPT_PAUSE_SECONDS = 1 };

struct client {
    struct control_server *server;
    struct client *next;
    struct actor actor;
    uint32_t user;
    struct ev_io readable;
    struct ev_io writable;
    struct ev_timer patience;
    struct buffer input;
    struct buffer output;
    size_t sent;  /* bytes of output that are gone */
    bool closing; /* once the output is gone */
};

struct control_server {
    struct ev_loop *loop;
    struct control_options options;
    struct ev_io listener;
    struct ev_timer pause; /* after accept failed for want of descriptors */
    struct client *clients;
    size_t client_count;
    struct complaint refusals;
};

static void client_destroy(struct client *client)
{
    struct control_server *server = client->server;
    struct client **link = &server->clients;

    while (*link != client)
        link = &(*link)->next;
    *link = client->next;
    server->client_count--;

    ev_io_stop(server->loop, &client->readable);
    ev_io_stop(server->loop, &client->writable);
    ev_timer_stop(server->loop, &client->patience);
    close(client->readable.fd);
    buffer_finish(&client->input);
    buffer_finish(&client->output);
    mem_free(client);
}

/* Sends what the socket takes.  False when the client is gone with it. */
static bool client_flush(struct client *client)
{
    struct ev_loop *loop = client->server->loop;

    while (client->sent < client->output.length) {
        ssize_t sent = send(client->writable.fd, client->output.data + client->sent,
                            client->output.length - client->sent, MSG_NOSIGNAL | MSG_DONTWAIT);

        if (sent < 0 && (errno == EAGAIN || errno == EINTR)) {
            ev_io_stop(loop, &client->readable);
            ev_io_start(loop, &client->writable);
            return true;
        }
        if (sent < 0) {
            client_destroy(client);
            return false;
        }
        client->sent += (size_t)sent;
        ev_timer_again(loop, &client->patience);
    }
    buffer_finish(&client->output);
    client->sent = 0;
    ev_io_stop(loop, &client->writable);
    if (client->closing) {
        client_destroy(client);
        return false;
    }
    ev_io_start(loop, &client->readable);
    return true;
}

/* Answers the complete lines in the input, one after the other: the next only
 * once the answer to the last is gone, so that a client who asks and does not
 * listen costs one answer. */
static void client_answer(struct client *client)
{
    const struct control_options *options = &client->server->options;
    size_t end = 0;

    while (client->output.length == 0 && text_find(buffer_text(&client->input), TEXT("\n"), &end)) {
        options->answer(text_until(buffer_text(&client->input), end), &client->actor,
                        &client->output, options->cookie);
        buffer_consume(&client->input, end + 1);
        if (!client_flush(client))
            return;
    }
    if (client->output.length == 0 && client->input.length > REQUEST_LARGEST) {
        reply_write_error(&client->output, REPLY_USAGE, "a request has at most 64 KiB");
        client->closing = true;
        client_flush(client);
    }
}

static void on_readable(struct ev_loop *loop, struct ev_io *watcher, int events)
{
    struct client *client = watcher->data;
    ssize_t got =
        recv(watcher->fd, buffer_reserve(&client->input, READ_SIZE), READ_SIZE, MSG_DONTWAIT);

    (void)events;
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0) {
        client_destroy(client);
        return;
    }
    client->input.length += (size_t)got;
    ev_timer_again(loop, &client->patience);
    client_answer(client);
}

static void on_writable(struct ev_loop *loop, struct ev_io *watcher, int events)
{
    struct client *client = watcher->data;

    (void)loop;
    (void)events;
    if (client_flush(client))
        client_answer(client);
}

static void on_impatience(struct ev_loop *loop, struct ev_timer *watcher, int events)
{
    (void)loop;
    (void)events;
    client_destroy(watcher->data);
}

static void client_create(struct control_server *server, int descriptor, const struct peer *peer)
{
    struct client *client = mem_zero(sizeof *client);

    client->server = server;
    client->user = peer->user;
    actor_identify(&client->actor, peer, access_of(server->options.access, peer),
                   server->options.test_user);
    client->next = server->clients;
    server->clients = client;
    server->client_count++;

    ev_io_init(&client->readable, on_readable, descriptor, EV_READ);
    ev_io_init(&client->writable, on_writable, descriptor, EV_WRITE);
    ev_timer_init(&client->patience, on_impatience, 0., CONTROL_PATIENCE_SECONDS);
    client->readable.data = client->writable.data = client->patience.data = client;
    ev_io_start(server->loop, &client->readable);
    ev_timer_again(server->loop, &client->patience);
}

/* How many clients there are that may only read; those of one user are counted as well. */
static size_t count_readers(const struct control_server *server, uint32_t user, size_t *of_user)
{
    size_t count = 0;

    *of_user = 0;
    for (const struct client *client = server->clients; client; client = client->next) {
        bool is_reader = client->actor.access == ACCESS_READ;

        count += is_reader;
        *of_user += is_reader && client->user == user;
    }
    return count;
}

static bool has_room(const struct control_server *server, uint32_t user, enum access access)
{
    size_t of_user = 0;

    if (server->client_count >= CONTROL_MOST_CLIENTS)
        return false;
    return access == ACCESS_ALL || (count_readers(server, user, &of_user) < CONTROL_MOST_READERS &&
                                    of_user < CONTROL_MOST_OF_READER);
}

/* Everybody can make us say it, so it is said once a minute. */
static void report_refusal(struct control_server *server, const struct peer *peer, const char *code)
{
    uint64_t before = 0;
    char others[48] = "";
    const struct log_facts facts = {.reason = code};

    if (!complaint_is_due(&server->refusals, clock_now(), &before))
        return;
    if (before > 0)
        snprintf(others, sizeof others, " (and %" PRIu64 " like it before)", before);
    DAEMON_LOG_ABOUT(NOTICE_CONTROL_REFUSED, &facts,
                     "control: refused a connection of uid %u, pid %d: %s%s", (unsigned)peer->user,
                     (int)peer->process, code, others);
}

/* Why a peer is not served: the code for the log, and words for him; NULL when he is. */
static const char *reason_to_refuse(const struct control_server *server, const struct peer *peer,
                                    struct buffer *words)
{
    enum access access = access_of(server->options.access, peer);

    if (access == ACCESS_NONE) {
        access_explain(server->options.access, ACCESS_READ, words);
        return "not-allowed";
    }
    if (!has_room(server, peer->user, access)) {
        buffer_append_text(words, TEXT("too many connections; try again"));
        return "too-many-clients";
    }
    return NULL;
}

static void refuse(struct control_server *server, int descriptor, const struct peer *peer,
                   const char *code, const char *words)
{
    struct buffer line = {0};

    reply_write_error(&line, REPLY_PERMISSION, words);
    (void)send(descriptor, line.data, line.length, MSG_NOSIGNAL | MSG_DONTWAIT);
    close(descriptor);
    buffer_finish(&line);
    report_refusal(server, peer, code);
}

static void admit(struct control_server *server, int descriptor)
{
    struct peer peer = {0};
    struct error err = {0};
    struct buffer words = {0};
    const char *code = "unknown-peer";

    if (peer_identify(descriptor, &peer, &err))
        code = reason_to_refuse(server, &peer, &words);
    else
        buffer_append_text(&words, text_of(err.text));
    if (code)
        refuse(server, descriptor, &peer, code, buffer_string(&words));
    else
        client_create(server, descriptor, &peer);
    buffer_finish(&words);
    peer_finish(&peer);
}

static void on_connection(struct ev_loop *loop, struct ev_io *watcher, int events)
{
    struct control_server *server = watcher->data;
    int descriptor = accept4(watcher->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

    (void)events;
    if (descriptor < 0) {
        if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS) {
            ev_io_stop(loop, watcher);
            ev_timer_again(loop, &server->pause);
        }
        return;
    }
    admit(server, descriptor);
}

static void on_pause_over(struct ev_loop *loop, struct ev_timer *watcher, int events)
{
    struct control_server *server = watcher->data;

    (void)events;
    ev_timer_stop(loop, watcher);
    ev_io_start(loop, &server->listener);
}

struct control_server *control_server_start(struct ev_loop *loop,
                                            const struct control_options *options)
{
    struct control_server *server = mem_zero(sizeof *server);

    server->loop = loop;
    server->options = *options;
    ev_io_init(&server->listener, on_connection, options->listener, EV_READ);
    ev_timer_init(&server->pause, on_pause_over, 0., ACCEPT_PAUSE_SECONDS);
    server->listener.data = server->pause.data = server;
    ev_io_start(loop, &server->listener);
    return server;
}

void control_server_stop(struct control_server *server)
{
    if (!server)
        return;
    while (server->clients)
        client_destroy(server->clients);
    ev_io_stop(server->loop, &server->listener);
    ev_timer_stop(server->loop, &server->pause);
    mem_free(server);
}

void control_server_use(struct control_server *server, const char *test_user)
{
    server->options.test_user = test_user;
}
