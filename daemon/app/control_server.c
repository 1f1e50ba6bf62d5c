#include "app/control_server.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app/daemon_log.h"
#include "base/memory.h"
#include "protocol/reply.h"
#include "protocol/request.h"

enum { READ_SIZE = 4096, ACCEPT_PAUSE_SECONDS = 1 };

struct client {
    struct control_server *server;
    struct client *next;
    struct actor actor;
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

static struct client *client_create(struct control_server *server, int descriptor)
{
    struct client *client = mem_zero(sizeof *client);

    client->server = server;
    client->next = server->clients;
    server->clients = client;
    server->client_count++;

    ev_io_init(&client->readable, on_readable, descriptor, EV_READ);
    ev_io_init(&client->writable, on_writable, descriptor, EV_WRITE);
    ev_timer_init(&client->patience, on_impatience, 0., CONTROL_PATIENCE_SECONDS);
    client->readable.data = client->writable.data = client->patience.data = client;
    ev_io_start(server->loop, &client->readable);
    ev_timer_again(server->loop, &client->patience);
    return client;
}

static void refuse(struct client *client, const char *why)
{
    reply_write_error(&client->output, REPLY_PERMISSION, why);
    client->closing = true;
    client_flush(client);
}

static void tell_refusal(const char *reason)
{
    const struct log_facts facts = {.reason = reason};

    DAEMON_LOG_ABOUT(NOTICE_CONTROL_REFUSED, &facts, "control connection refused: %s", reason);
}

static void on_connection(struct ev_loop *loop, struct ev_io *watcher, int events)
{
    struct control_server *server = watcher->data;
    struct client *client = NULL;
    struct error err = {0};
    int descriptor = accept4(watcher->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

    (void)events;
    if (descriptor < 0) {
        if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS) {
            ev_io_stop(loop, watcher);
            ev_timer_again(loop, &server->pause);
        }
        return;
    }
    client = client_create(server, descriptor);
    if (!actor_identify(descriptor, server->options.group, server->options.test_user,
                        &client->actor, &err)) {
        tell_refusal(err.text);
        refuse(client, err.text);
    } else if (server->client_count > CONTROL_MOST_CLIENTS) {
        refuse(client, "too many connections; try again");
    }
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
