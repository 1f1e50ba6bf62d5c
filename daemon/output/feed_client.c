#include "output/feed_client.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/memory.h"
#include "output/feed_cursor.h"
#include "output/feed_input.h"
#include "output/feed_message.h"
#include "output/feed_request.h"
#include "output/feed_stream.h"

/* Seconds a line may take from its first byte to its newline. */
enum { LINE_PATIENCE = 10 };

/* An empty output buffer that grew beyond this goes back to the heap. */
enum { IDLE_BUFFER = 16 << 10 };

enum client_state { CLIENT_WAITING, CLIENT_LISTENING, CLIENT_SUBSCRIBED, CLIENT_LEAVING };
enum { CLIENT_STATES = CLIENT_LEAVING + 1 };

struct feed_client {
    const struct feed_host *host;
    int socket;
    uint32_t user;
    enum client_state state;
    bool inside;  /* within a callback that will settle: no serving from below */
    bool over;    /* nothing more to say or hear: settle ends it */
    bool in_line; /* part of a line is here, and timed */
    bool more;    /* the stream has more as soon as the socket takes it */

    char *name; /* of the consumer, NULL = none */
    struct consumer consumer;
    bool ack_unsaved;

    struct feed_input input;
    struct buffer output;
    struct feed_stream stream;

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

static void leave(struct feed_client *client, const char *code, const char *message)
{
    if (client->state == CLIENT_LEAVING)
        return;
    client->state = CLIENT_LEAVING;
    client->more = false;
    ev_io_stop(client->host->loop, &client->reading);
    ev_timer_stop(client->host->loop, &client->patience);
    ev_timer_stop(client->host->loop, &client->heartbeat);
    feed_message_error(&client->output, code, message);
}

static void complain(struct feed_client *client, const char *what)
{
    char message[ERROR_TEXT_SIZE + 128] = {0};

    snprintf(message, sizeof message, "feed: client%s%s of uid %u: %s", client->name ? " " : "",
             client->name ? client->name : "", client->user, what);
    client->host->complain(message, client->host->cookie);
}

/* A failure that is the daemon's own. */
static void leave_failed(struct feed_client *client, const struct error *err)
{
    complain(client, err->text);
    leave(client, "journal-failed", "the daemon could not use its journal; reconnect and resume");
}

static void send_output(struct feed_client *client)
{
    struct ev_loop *loop = client->host->loop;
    size_t sent = 0;

    while (sent < client->output.length && !client->over) {
        ssize_t count = send(client->socket, client->output.data + sent,
                             client->output.length - sent, MSG_NOSIGNAL | MSG_DONTWAIT);

        if (count >= 0)
            sent += (size_t)count;
        else if (errno == EAGAIN || errno == EWOULDBLOCK)
            break;
        else if (errno != EINTR)
            client->over = true;
    }
    buffer_consume(&client->output, sent);
    if (client->output.length == 0) {
        ev_timer_stop(loop, &client->stall);
        if (client->output.capacity > IDLE_BUFFER)
            buffer_finish(&client->output);
    } else if (sent > 0 || !ev_is_active(&client->stall)) {
        ev_timer_again(loop, &client->stall);
    }
}

static void fill_output(struct feed_client *client)
{
    uint64_t records = client->stream.records;
    uint64_t gaps = client->stream.gaps;
    struct error err = {0};
    enum feed_progress progress = feed_stream_fill(&client->stream, &client->output, &err);

    client->more = progress == FEED_MORE;
    *client->host->records_sent += client->stream.records - records;
    *client->host->gaps_sent += client->stream.gaps - gaps;
    if (progress == FEED_FAILED)
        leave_failed(client, &err);
}

/* Where every callback ends: sends what there is, arranges for the rest, or ends
 * the client, which is then no longer to be touched. */
static void settle(struct feed_client *client)
{
    struct ev_loop *loop = client->host->loop;

    if (client->state != CLIENT_LEAVING && client->state != CLIENT_WAITING && !client->over)
        fill_output(client);
    send_output(client);
    client->inside = false;
    if (client->over || (client->state == CLIENT_LEAVING && client->output.length == 0)) {
        client->host->ended(client, client->host->cookie);
        return;
    }
    if (client->more || client->output.length > 0)
        ev_io_start(loop, &client->writing);
    else
        ev_io_stop(loop, &client->writing);
}

typedef void client_move(struct feed_client *client, struct feed_request *request);

/* Makes the name the client's own.  False after leaving. */
static bool take_name(struct feed_client *client, struct feed_request *request)
{
    const struct feed_host *host = client->host;
    bool known = host->reader->find_consumer(host->reader->cookie, text_of(request->name),
                                             &client->consumer);

    if (known && client->consumer.user != client->user && client->user != 0)
        leave(client, "name-taken", "this name belongs to another user");
    else if (!host->claim(client, request->name, host->cookie))
        leave(client, "name-in-use", "another connection holds this name");
    else if (!known && !host->may_add_name(host->cookie))
        leave(client, "too-many-names", "too many new names since the daemon started");
    if (client->state == CLIENT_LEAVING)
        return false;

    client->name = request->name;
    request->name = NULL;
    if (known && request->start == FEED_FROM_UNSAID)
        client->stream.position = client->consumer.acknowledged;
    client->ack_unsaved = !known;
    if (!known)
        client->consumer.user = client->user;
    return true;
}

static bool read_cursor(struct feed_client *client, const char *text, uint64_t *number)
{
    switch (feed_cursor_read(text_of(text), client->host->instance, number)) {
    case FEED_CURSOR_GOOD:
        return true;
    case FEED_CURSOR_DAMAGED:
        leave(client, "bad-cursor",
              "this is no cursor as it was given out; start from \"oldest\" or \"newest\"");
        return false;
    case FEED_CURSOR_FOREIGN:
        leave(client, "bad-cursor",
              "this cursor is of another journal (see instance in hello), whose records are not "
              "here; start from \"oldest\" or \"newest\"");
        return false;
    }
    return false;
}

static bool take_start(struct feed_client *client, const struct feed_request *request)
{
    struct journal_range range = {0};

    switch (request->start) {
    case FEED_FROM_CURSOR:
        return read_cursor(client, request->cursor, &client->stream.position);
    case FEED_FROM_OLDEST:
        range = client->host->reader->range(client->host->reader->cookie);
        client->stream.position = range.oldest > 0 ? range.oldest - 1 : 0;
        return true;
    case FEED_FROM_NEWEST:
    case FEED_FROM_UNSAID:
        /* The position has been that of the moment of connecting all along. */
        return true;
    }
    return false;
}

static void save_consumer(struct feed_client *client)
{
    const struct journal_reader *reader = client->host->reader;
    struct error err = {0};

    if (!client->ack_unsaved || client->over)
        return;
    client->ack_unsaved = false;
    if (!reader->save_consumer(reader->cookie, text_of(client->name), &client->consumer, &err))
        leave_failed(client, &err);
}

static void subscribe(struct feed_client *client, struct feed_request *request)
{
    const struct feed_host *host = client->host;
    timestamp interval = request->heartbeat ? request->heartbeat : host->heartbeat;

    if (!take_start(client, request) || (request->name && !take_name(client, request)))
        return;
    if (client->ack_unsaved)
        client->consumer.acknowledged = client->stream.position;
    client->stream.filter = request->filter;
    request->filter = NULL;
    client->stream.format = request->format;
    client->stream.acknowledges = request->acknowledges;
    client->state = CLIENT_SUBSCRIBED;
    client->heartbeat.repeat = seconds(interval);
    ev_timer_again(host->loop, &client->heartbeat);
    feed_message_subscribed(&client->output, host->instance, client->name,
                            feed_format_name(request->format), client->stream.position);
    save_consumer(client);
}

static void acknowledge(struct feed_client *client, struct feed_request *request)
{
    uint64_t number = 0;

    if (!client->stream.acknowledges) {
        leave(client, "bad-request", "this subscription takes no acks");
        return;
    }
    if (!read_cursor(client, request->cursor, &number))
        return;
    if (number > client->stream.position) {
        leave(client, "bad-ack", "this cursor was not sent on this connection yet");
        return;
    }
    feed_window_acknowledge(&client->stream.window, number);
    if (number > client->consumer.acknowledged) {
        client->consumer.acknowledged = number;
        client->ack_unsaved = true;
    }
}

static void refuse_early_ack(struct feed_client *client, struct feed_request *request)
{
    (void)request;
    leave(client, "bad-request", "an ack needs a subscription with a name first");
}

static void refuse_second(struct feed_client *client, struct feed_request *request)
{
    (void)request;
    leave(client, "bad-request", "one subscription a connection; connect again for another");
}

/* What each thing said does in each state; NULL: nothing. */
static client_move *const moves[CLIENT_STATES][FEED_ACK + 1] = {
    [CLIENT_WAITING] = {[FEED_SUBSCRIBE] = subscribe, [FEED_ACK] = refuse_early_ack},
    [CLIENT_LISTENING] = {[FEED_SUBSCRIBE] = subscribe, [FEED_ACK] = refuse_early_ack},
    [CLIENT_SUBSCRIBED] = {[FEED_SUBSCRIBE] = refuse_second, [FEED_ACK] = acknowledge},
    [CLIENT_LEAVING] = {NULL, NULL},
};

static void obey(struct feed_client *client, struct text line)
{
    struct feed_request request = {0};
    struct error err = {0};

    if (client->state == CLIENT_LEAVING)
        return;
    if (line.length == 0) {
        /* Somebody pressed Enter: he wants to see something. */
        if (client->state == CLIENT_WAITING)
            client->state = CLIENT_LISTENING;
        return;
    }
    if (!feed_request_read(&request, line, &err)) {
        leave(client, "bad-request", err.text);
        return;
    }
    moves[client->state][request.operation](client, &request);
    feed_request_finish(&request);
}

/* Times the line that has begun; more bytes of it buy no more time. */
static void watch_line(struct feed_client *client, bool one_completed)
{
    struct ev_loop *loop = client->host->loop;

    if (client->state == CLIENT_LEAVING)
        return;
    if (!feed_input_is_partial(&client->input)) {
        client->in_line = false;
        if (client->state != CLIENT_WAITING)
            ev_timer_stop(loop, &client->patience);
    } else if (!client->in_line || one_completed) {
        client->in_line = true;
        client->patience.repeat = LINE_PATIENCE;
        ev_timer_again(loop, &client->patience);
    }
}

static void take_lines(struct feed_client *client)
{
    enum feed_input_result result = FEED_INPUT_LINE;
    struct text line = {0};
    bool any = false;

    while ((result = feed_input_next(&client->input, &line)) == FEED_INPUT_LINE) {
        obey(client, line);
        any = true;
    }
    if (result == FEED_INPUT_TOO_LONG)
        leave(client, "line-too-long", "a line has at most 4096 bytes");
    save_consumer(client);
    watch_line(client, any);
}

/* End of input.  Who closed only the half he writes to may go on reading. */
static void hear_end(struct feed_client *client)
{
    if (feed_client_is_hung_up(client))
        client->over = true;
    ev_io_stop(client->host->loop, &client->reading);
    if (client->state == CLIENT_WAITING)
        client->state = CLIENT_LISTENING;
    ev_timer_stop(client->host->loop, &client->patience);
}

static void on_readable(struct ev_loop *loop, ev_io *watcher, int events)
{
    struct feed_client *client = watcher->data;
    size_t room = 0;
    char *bytes = feed_input_room(&client->input, &room);
    ssize_t count = recv(client->socket, bytes, room, MSG_DONTWAIT);

    (void)loop;
    (void)events;
    client->inside = true;
    if (count > 0) {
        feed_input_added(&client->input, (size_t)count);
        take_lines(client);
    } else if (count == 0) {
        hear_end(client);
    } else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
        client->over = true;
    }
    settle(client);
}

static void on_writable(struct ev_loop *loop, ev_io *watcher, int events)
{
    struct feed_client *client = watcher->data;

    (void)loop;
    (void)events;
    client->inside = true;
    send_output(client);
    settle(client);
}

static void on_patience(struct ev_loop *loop, ev_timer *watcher, int events)
{
    struct feed_client *client = watcher->data;

    (void)events;
    client->inside = true;
    ev_timer_stop(loop, watcher);
    if (feed_input_is_partial(&client->input))
        leave(client, "line-too-slow", "a line takes at most 10 seconds");
    else if (client->state == CLIENT_WAITING)
        client->state = CLIENT_LISTENING;
    settle(client);
}

static void on_heartbeat(struct ev_loop *loop, ev_timer *watcher, int events)
{
    struct feed_client *client = watcher->data;
    const struct feed_host *host = client->host;
    struct feed_pulse pulse = {
        .time = (timestamp)(ev_now(loop) * (double)SECOND),
        .newest = host->reader->range(host->reader->cookie).newest,
        .through = client->stream.position,
    };

    (void)events;
    client->inside = true;
    if (client->output.length == 0)
        feed_message_heartbeat(&client->output, host->instance, &pulse);
    settle(client);
}

static void on_stall(struct ev_loop *loop, ev_timer *watcher, int events)
{
    struct feed_client *client = watcher->data;

    (void)loop;
    (void)events;
    client->inside = true;
    client->over = true;
    (*client->host->evicted)++;
    complain(client, "reads nothing, disconnected; it can resume from its cursor");
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
    ev_timer_start(host->loop, &client->patience);
    ev_timer_again(host->loop, &client->heartbeat);
}

struct feed_client *feed_client_start(const struct feed_host *host, int socket, uint32_t user)
{
    struct feed_client *client = mem_zero(sizeof *client);
    struct journal_range range = host->reader->range(host->reader->cookie);

    client->host = host;
    client->socket = socket;
    client->user = user;
    client->stream = (struct feed_stream){
        .reader = host->reader,
        .cache = host->cache,
        .instance = host->instance,
        .version = host->version,
        .position = range.newest,
    };
    start_watchers(client);
    feed_message_hello(&client->output, host->version, host->instance, range);
    ev_io_start(host->loop, &client->writing);
    return client;
}

void feed_client_stop(struct feed_client *client)
{
    struct ev_loop *loop = NULL;
    char rest[FEED_LINE_LARGEST] = {0};

    if (!client)
        return;
    loop = client->host->loop;
    ev_io_stop(loop, &client->reading);
    ev_io_stop(loop, &client->writing);
    ev_timer_stop(loop, &client->patience);
    ev_timer_stop(loop, &client->heartbeat);
    ev_timer_stop(loop, &client->stall);

    /* Closing on unread input would turn our last words into ECONNRESET. */
    (void)recv(client->socket, rest, sizeof rest, MSG_DONTWAIT);
    close(client->socket);
    feed_stream_finish(&client->stream);
    buffer_finish(&client->output);
    mem_free(client->name);
    mem_free(client);
}

void feed_client_serve(struct feed_client *client)
{
    if (client->inside || ev_is_active(&client->writing))
        return;
    client->inside = true;
    settle(client);
}

void feed_client_announce(struct feed_client *client, struct text line)
{
    if (client->inside || client->state == CLIENT_LEAVING ||
        client->output.length + line.length + 1 > FEED_BUFFER_LARGEST)
        return;
    client->inside = true;
    buffer_append_text(&client->output, line);
    buffer_append_byte(&client->output, '\n');
    settle(client);
}

void feed_client_dismiss(struct feed_client *client, const char *code, const char *message)
{
    leave(client, code, message);
    send_output(client);
}

bool feed_client_is_hung_up(const struct feed_client *client)
{
    struct pollfd end = {.fd = client->socket};

    return poll(&end, 1, 0) > 0 && (end.revents & (POLLHUP | POLLERR | POLLNVAL));
}

uint32_t feed_client_user(const struct feed_client *client)
{
    return client->user;
}

const char *feed_client_name(const struct feed_client *client)
{
    return client->name;
}

uint64_t feed_client_position(const struct feed_client *client)
{
    return client->stream.position;
}
