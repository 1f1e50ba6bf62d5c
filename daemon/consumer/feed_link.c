#include "consumer/feed_link.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "base/json_reader.h"
#include "base/memory.h"

enum {
    HEARTBEAT_SECONDS = 5,
    SILENCE_SECONDS = 3 * HEARTBEAT_SECONDS,
    READ_SIZE = 64 << 10,
    LONGEST_FILTER = 3584, /* the request has 4,096 */
};

#define SHORTEST_PAUSE (200 * MILLISECOND)
#define LONGEST_PAUSE  (5 * SECOND)

enum link_state { LINK_DOWN, LINK_GREETING, LINK_SUBSCRIBING, LINK_UP };

struct feed_link {
    struct feed_listener listener;
    char *socket;
    char *name;
    char *format;
    char *from;
    char *filter; /* as JSON; NULL = everything */

    enum link_state state;
    int descriptor;
    struct buffer input;
    struct buffer output;
    char position[FEED_LINE_CURSOR_MOST + 1]; /* "" = as the daemon knows */
    char ack[FEED_LINE_CURSOR_MOST + 1];      /* to be sent; "" = none */
    bool is_paused;

    timestamp now;
    timestamp pause;    /* before the next try */
    timestamp retry_at; /* while down */
    timestamp heard;    /* a line of this connection; or when it was opened */
    timestamp alive;    /* a line of a subscription */
    char *said;         /* the trouble told last; NULL = none */
};

static void keep_cursor(char target[FEED_LINE_CURSOR_MOST + 1], struct text cursor)
{
    snprintf(target, FEED_LINE_CURSOR_MOST + 1, "%.*s", TEXT_ARGS(cursor));
}

struct feed_link *feed_link_create(const struct feed_link_options *options, struct error *err)
{
    struct feed_link *link = mem_zero(sizeof *link);

    link->listener = options->listener;
    link->socket = mem_copy_string(options->socket);
    link->name = mem_copy_string(options->name);
    link->format = mem_copy_string(options->format);
    link->from = mem_copy_string(options->from);
    link->descriptor = -1;
    link->alive = TIMESTAMP_NONE;
    link->filter = mem_copy_string(options->filter);
    if (link->filter && strlen(link->filter) > LONGEST_FILTER) {
        error_set(err, "the filter is too long: as JSON it may have %d bytes", LONGEST_FILTER);
        feed_link_destroy(link);
        return NULL;
    }
    return link;
}

static void hang_up(struct feed_link *link)
{
    if (link->descriptor >= 0)
        close(link->descriptor);
    link->descriptor = -1;
    link->state = LINK_DOWN;
    buffer_clear(&link->input);
    buffer_clear(&link->output);
}

void feed_link_destroy(struct feed_link *link)
{
    if (!link)
        return;
    hang_up(link);
    buffer_finish(&link->input);
    buffer_finish(&link->output);
    mem_free(link->socket);
    mem_free(link->name);
    mem_free(link->format);
    mem_free(link->from);
    mem_free(link->filter);
    mem_free(link->said);
    mem_free(link);
}

/* Pauses differ, so that consumers of a daemon that comes back do not come together. */
static timestamp vary(timestamp pause)
{
    uint16_t chance = 0;

    random_bytes(&chance, sizeof chance);
    return pause / 2 + pause * chance / UINT16_MAX / 2;
}

static void fail(struct feed_link *link, const char *format, ...) PRINTF_LIKE(2, 3);

static void fail(struct feed_link *link, const char *format, ...)
{
    struct buffer message = {0};
    char text[ERROR_TEXT_SIZE] = "";
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    hang_up(link);
    link->pause = link->pause < SHORTEST_PAUSE ? SHORTEST_PAUSE : 2 * link->pause;
    if (link->pause > LONGEST_PAUSE)
        link->pause = LONGEST_PAUSE;
    link->retry_at = link->now + vary(link->pause);
    buffer_append_escaped(&message, text_of(text));
    if (!link->said || strcmp(link->said, buffer_string(&message)) != 0) {
        mem_free(link->said);
        link->said = mem_copy_string(buffer_string(&message));
        link->listener.say(link->said, link->listener.cookie);
    }
    buffer_finish(&message);
}

static void connect_to_feed(struct feed_link *link)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    if (strlen(link->socket) >= sizeof address.sun_path) {
        fail(link, "%s: a socket's path has at most %zu bytes", link->socket,
             sizeof address.sun_path - 1);
        return;
    }
    memcpy(address.sun_path, link->socket, strlen(link->socket));
    link->descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (link->descriptor < 0 ||
        connect(link->descriptor, (struct sockaddr *)&address, sizeof address) < 0) {
        fail(link, "%s: %s; trying again until it answers", link->socket, strerror(errno));
        return;
    }
    link->state = LINK_GREETING;
    link->heard = link->now;
}

static void subscribe(struct feed_link *link)
{
    buffer_printf(&link->output,
                  "{\"op\":\"subscribe\",\"name\":\"%s\",\"format\":\"%s\",\"heartbeat\":%d",
                  link->name, link->format, HEARTBEAT_SECONDS);
    if (link->position[0] != '\0' || link->from)
        buffer_printf(&link->output, ",\"from\":\"%s\"",
                      link->position[0] != '\0' ? link->position : link->from);
    if (link->filter)
        buffer_printf(&link->output, ",\"filter\":%s", link->filter);
    buffer_append(&link->output, "}\n", 2);
    link->state = LINK_SUBSCRIBING;
}

/* The daemon takes leave.  Of a cursor it does not know nobody is helped by asking
 * again: what it has that the name has not read comes instead. */
static void take_error(struct feed_link *link, const struct feed_line *line)
{
    struct arena *arena = arena_create(1 << 10);
    unsigned odd = 0;
    struct text message = json_reader_string(arena, line->message, &odd);

    if (text_equal(line->code, TEXT("bad-cursor")) && link->position[0] != '\0') {
        link->position[0] = link->ack[0] = '\0';
        link->listener.forget(link->listener.cookie);
        fail(link,
             "the journal is another than before; beginning with what it has, of which some may "
             "be known already");
    } else {
        fail(link, "the daemon says: %.*s (%.*s)", TEXT_ARGS(text_until(message, 400)),
             TEXT_ARGS(text_until(line->code, 40)));
    }
    arena_destroy(arena);
}

/* A line of a subscription. */
static void hand_over(struct feed_link *link, const struct feed_line *line)
{
    char cursor[FEED_LINE_CURSOR_MOST + 1] = "";

    keep_cursor(cursor, line->cursor);
    link->alive = link->now;
    link->pause = 0;
    if (line->kind == FEED_LINE_SUBSCRIBED) {
        link->state = LINK_UP;
        mem_free(link->said);
        link->said = NULL;
        link->listener.say("connected to the feed", link->listener.cookie);
    }
    if (cursor[0] != '\0')
        memcpy(link->position, cursor, sizeof link->position);
    link->listener.take(line, link->listener.cookie);
}

/* Whether a line may come now that is handed over. */
static bool is_expected(const struct feed_link *link, enum feed_line_kind kind)
{
    if (link->state == LINK_SUBSCRIBING)
        return kind == FEED_LINE_SUBSCRIBED;
    return link->state == LINK_UP && kind != FEED_LINE_HELLO && kind != FEED_LINE_SUBSCRIBED;
}

static void take_line(struct feed_link *link, struct text raw)
{
    struct feed_line line = {.kind = FEED_LINE_ERROR};

    if (!feed_line_read(raw, &line)) {
        fail(link, "%s: what answers there does not speak the feed's language", link->socket);
        return;
    }
    link->heard = link->now;
    if (line.kind == FEED_LINE_ERROR)
        take_error(link, &line);
    else if (link->state == LINK_GREETING && line.kind == FEED_LINE_HELLO)
        subscribe(link);
    else if (is_expected(link, line.kind))
        hand_over(link, &line);
    /* What a listener was sent before its subscription comes again behind it. */
    else if (link->state != LINK_SUBSCRIBING)
        fail(link, "%s: what answers there does not keep to the feed's order", link->socket);
}

/* The whole lines of the input, until it is paused or the connection given up. */
static void take_lines(struct feed_link *link)
{
    size_t taken = 0;
    size_t end = 0;

    while (link->state != LINK_DOWN && !link->is_paused &&
           text_find(text_from(buffer_text(&link->input), taken), TEXT("\n"), &end)) {
        struct text raw = text_until(text_from(buffer_text(&link->input), taken), end);

        taken += end + 1;
        take_line(link, raw);
    }
    if (link->state == LINK_DOWN)
        return;
    buffer_consume(&link->input, taken);
    if (!link->is_paused && link->input.length >= FEED_LINE_MOST)
        fail(link, "%s: what answers there sends a line that is too long", link->socket);
}

/* Reads what is there, a bounded part of it. */
static void receive(struct feed_link *link)
{
    ssize_t got = recv(link->descriptor, buffer_reserve(&link->input, READ_SIZE), READ_SIZE, 0);

    if (got > 0) {
        link->input.length += (size_t)got;
        take_lines(link);
    } else if (got == 0) {
        fail(link, "the daemon has closed the connection; trying again until it answers");
    } else if (errno != EAGAIN && errno != EINTR) {
        fail(link, "%s: %s", link->socket, strerror(errno));
    }
}

static void transmit(struct feed_link *link)
{
    ssize_t sent = 0;

    if (link->state == LINK_UP && link->ack[0] != '\0' && link->output.length == 0) {
        buffer_printf(&link->output, "{\"op\":\"ack\",\"cursor\":\"%s\"}\n", link->ack);
        link->ack[0] = '\0';
    }
    if (link->state == LINK_DOWN || link->output.length == 0)
        return;
    sent = send(link->descriptor, link->output.data, link->output.length, MSG_NOSIGNAL);
    if (sent > 0)
        buffer_consume(&link->output, (size_t)sent);
    else if (sent < 0 && errno != EAGAIN && errno != EINTR)
        buffer_clear(&link->output); /* what the daemon said last is still to be read */
}

void feed_link_resume_behind(struct feed_link *link, struct text cursor)
{
    keep_cursor(link->position, cursor);
    link->ack[0] = '\0';
    if (link->state != LINK_DOWN)
        hang_up(link);
}

void feed_link_acknowledge(struct feed_link *link, struct text cursor)
{
    if (link->state == LINK_UP)
        keep_cursor(link->ack, cursor);
}

void feed_link_pause(struct feed_link *link, bool is_paused)
{
    if (link->is_paused && !is_paused && link->state != LINK_DOWN)
        link->heard = link->now;
    if (link->is_paused && !is_paused && link->state == LINK_UP)
        link->alive = link->now;
    link->is_paused = is_paused;
}

struct pollfd feed_link_poll(const struct feed_link *link)
{
    bool has_output = link->output.length > 0 || (link->state == LINK_UP && link->ack[0] != '\0');

    /* A hung-up connection would wake who does not read it, again and again. */
    return (struct pollfd){
        .fd = link->is_paused && !has_output ? -1 : link->descriptor,
        .events = (short)((link->is_paused ? 0 : POLLIN) | (has_output ? POLLOUT : 0)),
    };
}

timestamp feed_link_due(const struct feed_link *link)
{
    size_t newline = 0;

    if (link->state == LINK_DOWN)
        return link->retry_at;
    if (link->is_paused)
        return TIMESTAMP_LATEST;
    if (text_find(buffer_text(&link->input), TEXT("\n"), &newline))
        return link->now;
    return link->heard + SILENCE_SECONDS * SECOND;
}

void feed_link_turn(struct feed_link *link, short events, timestamp now)
{
    link->now = now;
    if (link->alive == TIMESTAMP_NONE)
        link->alive = now;
    if (link->state == LINK_DOWN && now >= link->retry_at)
        connect_to_feed(link);
    if (link->state != LINK_DOWN && !link->is_paused && link->input.length > 0)
        take_lines(link);
    if (link->state != LINK_DOWN && (events & (POLLIN | POLLHUP | POLLERR)) && !link->is_paused)
        receive(link);
    if (link->state != LINK_DOWN && !link->is_paused &&
        now - link->heard >= SILENCE_SECONDS * SECOND)
        fail(link, "the daemon has been silent for %d seconds; connecting again", SILENCE_SECONDS);
    transmit(link);
}

timestamp feed_link_heard(const struct feed_link *link)
{
    return link->alive;
}

bool feed_link_is_up(const struct feed_link *link)
{
    return link->state == LINK_UP;
}
