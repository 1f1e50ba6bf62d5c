#include "output/feed_client.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/memory.h"
#include "output/feed_input.h"

/* Seconds a line may take from its first byte to its newline. */
enum { LINE_PATIENCE = 10 };

/* An empty output buffer that grew beyond this goes back to the heap. */
enum { IDLE_BUFFER = 16 << 10 };

struct feed_client {
    const struct feed_host *host;
    int socket;
    bool is_inside;      /* in a callback that will settle: no serving from below */
    bool is_over;        /* nothing more to say or hear: settle ends it */
    bool in_line;        /* part of a line is here, and timed */
    bool has_more;       /* the journal has more, as soon as the socket takes it */
    bool has_progressed; /* the socket took something since the last settling */

    struct feed_input input;
    struct feed_session session;

    ev_io reading;
    ev_io writing;
    ev_timer patience;  /* silence while waiting, then slow lines */
    ev_timer heartbeat; /* repeats */
    ev_timer stall;     /* runs while output waits */
};

static double seconds(timestamp length)
{
    return (double)length / (double)SECOND;
}

static void send_output(struct feed_client *client)
{
    struct buffer *output = &client->session.output;
    size_t sent = 0;

    while (sent < output->length && !client->is_over) {
        ssize_t count = send(client->socket, output->data + sent, output->length - sent,
                             MSG_NOSIGNAL | MSG_DONTWAIT);

        if (count >= 0)
            sent += (size_t)count;
        else if (errno == EAGAIN || errno == EWOULDBLOCK)
            break;
        else if (errno != EINTR)
            client->is_over = true;
    }
    buffer_consume(output, sent);
    client->has_progressed = client->has_progressed || sent > 0;
    if (output->length == 0 && output->capacity > IDLE_BUFFER)
        buffer_finish(output);
}

static void fill_output(struct feed_client *client)
{
    const struct feed_stream *stream = &client->session.stream;
    uint64_t records = stream->records;
    uint64_t gaps = stream->gaps;

    client->has_more = feed_session_fill(&client->session);
    *client->host->records_sent += stream->records - records;
    *client->host->gaps_sent += stream->gaps - gaps;
}

static void stop_hearing(struct feed_client *client)
{
    ev_io_stop(client->host->loop, &client->reading);
    ev_timer_stop(client->host->loop, &client->patience);
}

/* While the client has something to take, its socket is watched, and so is how
 * long it takes nothing. */
static void watch_socket(struct feed_client *client, bool has_something)
{
    struct ev_loop *loop = client->host->loop;

    if (!has_something) {
        ev_io_stop(loop, &client->writing);
        ev_timer_stop(loop, &client->stall);
    } else {
        ev_io_start(loop, &client->writing);
        if (client->has_progressed || !ev_is_active(&client->stall))
            ev_timer_again(loop, &client->stall);
    }
    client->has_progressed = false;
}

/* Where every callback ends: sends what there is, arranges for the rest, or ends
 * the client, which is then no longer to be touched. */
static void settle(struct feed_client *client)
{
    bool is_leaving = false;

    if (!client->is_over)
        fill_output(client);
    send_output(client);
    client->is_inside = false;
    is_leaving = client->session.state == SESSION_LEAVING;
    if (client->is_over || (is_leaving && client->session.output.length == 0)) {
        client->host->ended(client, client->host->cookie);
        return;
    }
    if (is_leaving)
        stop_hearing(client);
    watch_socket(client, client->has_more || client->session.output.length > 0);
}

/* Times the line that has begun; more bytes of it buy no more time. */
static void watch_line(struct feed_client *client, bool one_completed)
{
    struct ev_loop *loop = client->host->loop;

    if (!feed_input_is_partial(&client->input)) {
        client->in_line = false;
        if (client->session.state != SESSION_WAITING)
            ev_timer_stop(loop, &client->patience);
    } else if (!client->in_line || one_completed) {
        client->in_line = true;
        client->patience.repeat = LINE_PATIENCE;
        ev_timer_again(loop, &client->patience);
    }
}

static void follow_heartbeat(struct feed_client *client)
{
    if (client->session.heartbeat == 0)
        return;
    client->heartbeat.repeat = seconds(client->session.heartbeat);
    client->session.heartbeat = 0;
    ev_timer_again(client->host->loop, &client->heartbeat);
}

static void take_lines(struct feed_client *client)
{
    enum feed_input_result result = FEED_INPUT_LINE;
    struct text line = {0};
    bool any = false;

    while ((result = feed_input_next(&client->input, &line)) == FEED_INPUT_LINE) {
        feed_session_hear(&client->session, line);
        any = true;
    }
    if (result == FEED_INPUT_TOO_LONG)
        feed_session_leave(&client->session, "line-too-long", "a line has at most 4096 bytes");
    feed_session_save(&client->session);
    follow_heartbeat(client);
    watch_line(client, any);
}

/* End of input.  Who closed only the half he writes to may go on reading, unless
 * that cut a request short: he is not to get what his filter would have kept out. */
static void hear_end(struct feed_client *client)
{
    client->is_over = feed_client_is_hung_up(client);
    stop_hearing(client);
    if (feed_input_is_partial(&client->input))
        feed_session_leave(&client->session, "bad-request", "the last line has no newline");
    feed_session_listen(&client->session);
}

static void on_readable(struct ev_loop *loop, ev_io *watcher, int events)
{
    struct feed_client *client = watcher->data;
    size_t room = 0;
    char *bytes = feed_input_room(&client->input, &room);
    ssize_t count = recv(client->socket, bytes, room, MSG_DONTWAIT);

    (void)loop;
    (void)events;
    client->is_inside = true;
    if (count > 0) {
        feed_input_added(&client->input, (size_t)count);
        take_lines(client);
    } else if (count == 0) {
        hear_end(client);
    } else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
        client->is_over = true;
    }
    settle(client);
}

static void on_writable(struct ev_loop *loop, ev_io *watcher, int events)
{
    struct feed_client *client = watcher->data;

    (void)loop;
    (void)events;
    client->is_inside = true;
    send_output(client);
    settle(client);
}

/* We may be the slow ones: what the client said can be waiting to be read. */
static bool has_spoken(const struct feed_client *client)
{
    struct pollfd input = {.fd = client->socket, .events = POLLIN};

    return poll(&input, 1, 0) > 0 && (input.revents & POLLIN);
}

static void on_patience(struct ev_loop *loop, ev_timer *watcher, int events)
{
    struct feed_client *client = watcher->data;

    (void)events;
    client->is_inside = true;
    ev_timer_stop(loop, watcher);
    if (client->in_line)
        feed_session_leave(&client->session, "line-too-slow", "a line takes at most 10 seconds");
    else if (!has_spoken(client))
        feed_session_listen(&client->session);
    settle(client);
}

static void on_heartbeat(struct ev_loop *loop, ev_timer *watcher, int events)
{
    struct feed_client *client = watcher->data;

    (void)events;
    client->is_inside = true;
    feed_session_beat(&client->session, (timestamp)(ev_now(loop) * (double)SECOND));
    settle(client);
}

static void on_stall(struct ev_loop *loop, ev_timer *watcher, int events)
{
    struct feed_client *client = watcher->data;
    const char *name = client->session.name;
    char message[160] = {0};

    (void)loop;
    (void)events;
    client->is_inside = true;
    client->is_over = true;
    (*client->host->evicted)++;
    snprintf(message, sizeof message,
             "feed: client %s of uid %u reads nothing, disconnected; it can resume",
             name ? name : "without a name", client->session.user);
    client->host->desk.complain(NOTICE_FEED_READER_DROPPED, message, client->host->desk.cookie);
    settle(client);
}

static void start_watchers(struct feed_client *client)
{
    const struct feed_host *host = client->host;

    ev_io_init(&client->reading, on_readable, client->socket, EV_READ);
    ev_io_init(&client->writing, on_writable, client->socket, EV_WRITE);
    ev_timer_init(&client->patience, on_patience, seconds(host->silence), 0.);
    ev_timer_init(&client->heartbeat, on_heartbeat, 0., seconds(host->heartbeat));
    ev_timer_init(&client->stall, on_stall, 0., seconds(host->stalled));
    client->reading.data = client->writing.data = client;
    client->patience.data = client->heartbeat.data = client->stall.data = client;
    ev_io_start(host->loop, &client->reading);
    send_output(client); /* hello, now: what else we do must not count as his silence */
    ev_io_start(host->loop, &client->writing);
    ev_now_update(host->loop);
    ev_timer_start(host->loop, &client->patience);
    ev_timer_again(host->loop, &client->heartbeat);
}

struct feed_client *feed_client_start(const struct feed_host *host, int socket, uint32_t user)
{
    struct feed_client *client = mem_zero(sizeof *client);

    client->host = host;
    client->socket = socket;
    feed_session_init(&client->session, &host->desk, user);
    start_watchers(client);
    return client;
}

void feed_client_stop(struct feed_client *client)
{
    struct ev_loop *loop = NULL;
    char rest[FEED_LINE_LARGEST] = {0};

    if (!client)
        return;
    loop = client->host->loop;
    stop_hearing(client);
    ev_io_stop(loop, &client->writing);
    ev_timer_stop(loop, &client->heartbeat);
    ev_timer_stop(loop, &client->stall);

    /* Closing on unread input would turn our last words into ECONNRESET. */
    (void)recv(client->socket, rest, sizeof rest, MSG_DONTWAIT);
    close(client->socket);
    feed_session_finish(&client->session);
    mem_free(client);
}

void feed_client_serve(struct feed_client *client)
{
    if (client->is_inside || ev_is_active(&client->writing))
        return;
    client->is_inside = true;
    settle(client);
}

void feed_client_announce(struct feed_client *client, struct text line)
{
    feed_session_announce(&client->session, line);
    feed_client_serve(client);
}

void feed_client_dismiss(struct feed_client *client, const char *code, const char *message)
{
    feed_session_leave(&client->session, code, message);
    send_output(client);
}

bool feed_client_is_hung_up(const struct feed_client *client)
{
    struct pollfd end = {.fd = client->socket};

    return poll(&end, 1, 0) > 0 && (end.revents & (POLLHUP | POLLERR | POLLNVAL));
}

const struct feed_session *feed_client_session(const struct feed_client *client)
{
    return &client->session;
}
