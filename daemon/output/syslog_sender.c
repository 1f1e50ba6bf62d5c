#include "output/syslog_sender.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/memory.h"
#include "output/alert_facts.h"
#include "output/alert_sentence.h"
#include "output/journald_alert.h"
#include "output/json_line.h"
#include "output/syslog_message.h"

static const struct text consumer_name = {"syslog", 6};

/* Records read before the loop gets its turn. */
enum { TURN_LARGEST = 64 };

/* Seconds.  The position is saved so often while it moves: what was sent since
 * is sent again after a crash. */
static const double shortest_wait = 0.1;
static const double longest_wait = 30.;
static const double save_interval = 1.;

/* A syslog daemon that is restarted is back by the time this is waited for; what is not
 * back then is worth a word. */
static const double longest_silence = 1.;

struct syslog_sender {
    struct ev_loop *loop;
    const struct journal_reader *reader;
    char *path; /* NULL = off */
    char *host;
    int facility;
    enum syslog_format format;
    notice_report *report;
    void *cookie;

    int socket;        /* -1 = not connected */
    double wait;       /* before the next try to connect */
    uint64_t position; /* all up to here is sent, or not for syslog */
    uint64_t saved;
    struct buffer message; /* under way; empty = none */
    bool blocked;          /* the last message found no room */
    bool is_lost;          /* it was told that nobody listens */

    ev_io writing;
    ev_timer retry;
    ev_timer save;

    uint64_t sent;
    uint64_t retries;
};

static void disconnect(struct syslog_sender *sender)
{
    if (sender->socket < 0)
        return;
    ev_io_stop(sender->loop, &sender->writing);
    close(sender->socket);
    sender->socket = -1;
}

static void report(const struct syslog_sender *sender, enum notice notice, const char *words)
{
    struct buffer message = {0};

    if (!sender->report)
        return;
    buffer_printf(&message, "%s: %s", sender->path, words);
    sender->report(notice, buffer_string(&message), sender->cookie);
    buffer_finish(&message);
}

static void wait_before_retry(struct syslog_sender *sender)
{
    disconnect(sender);
    sender->retries++;
    sender->retry.repeat = sender->wait;
    ev_timer_again(sender->loop, &sender->retry);
    sender->wait = sender->wait * 2 > longest_wait ? longest_wait : sender->wait * 2;
}

/* Nobody listens. */
static void wait_for_listener(struct syslog_sender *sender)
{
    if (!sender->is_lost && sender->wait > longest_silence) {
        sender->is_lost = true;
        report(sender, NOTICE_SYSLOG_LOST, "nobody takes alerts; they wait");
    }
    wait_before_retry(sender);
}

static bool connect_socket(struct syslog_sender *sender)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(sender->path);

    if (length >= sizeof address.sun_path)
        return false;
    memcpy(address.sun_path, sender->path, length);
    sender->socket = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (sender->socket < 0)
        return false;
    if (connect(sender->socket, (const struct sockaddr *)&address, sizeof address) < 0) {
        close(sender->socket);
        sender->socket = -1;
        return false;
    }
    ev_io_set(&sender->writing, sender->socket, EV_WRITE);
    return true;
}

enum send_result { SENT, NO_ROOM, NO_SOCKET };

static enum send_result send_bytes(const struct syslog_sender *sender, const struct buffer *message)
{
    ssize_t count = 0;

    if (fault_point("syslog.send"))
        return NO_SOCKET;
    do {
        count = send(sender->socket, message->data, message->length, MSG_NOSIGNAL | MSG_DONTWAIT);
    } while (count < 0 && errno == EINTR);

    /* Out of memory (ENOBUFS) is no reason to watch a socket that says it has room.
     * A message that the socket can never take is dropped rather than retried for
     * ever: what we write is far below any limit but one set to spite us. */
    if (count >= 0 || errno == EMSGSIZE)
        return SENT;
    return errno == EAGAIN || errno == EWOULDBLOCK ? NO_ROOM : NO_SOCKET;
}

static struct syslog_header header_of(const struct syslog_sender *sender, timestamp at)
{
    return (struct syslog_header){sender->facility, sender->host, (int)getpid(), at};
}

static void write_alert(const struct syslog_sender *sender, const struct alert_facts *facts,
                        const struct journal_record *record, struct buffer *message)
{
    struct syslog_header header = header_of(sender, record->at);

    if (sender->format == SYSLOG_JOURNALD)
        journald_alert_write(message, sender->facility, facts, record->number, record->at);
    else
        syslog_message_write(message, &header, facts, record->number);
}

/* About the telling itself; kind is its word in the header of RFC 5424. */
static void write_notice(const struct syslog_sender *sender, enum notice notice, const char *kind,
                         const char *text, struct buffer *message)
{
    timestamp now = (timestamp)(ev_now(sender->loop) * (double)SECOND);
    struct syslog_header header = header_of(sender, now);
    bool is_red = notice_kind(notice)->priority == PRIORITY_CRITICAL;

    if (sender->format == SYSLOG_JOURNALD)
        journald_alert_write_notice(message, sender->facility, notice, text);
    else
        syslog_message_write_health(message, &header, is_red, kind, text);
}

static void save_position(struct syslog_sender *sender)
{
    struct consumer consumer = {.user = geteuid(), .acknowledged = sender->position};
    struct error err = {0};

    /* A position that cannot be saved is saved with the next one; the price is
     * that records are sent again. */
    if (sender->position != sender->saved &&
        sender->reader->save_consumer(sender->reader->cookie, consumer_name, &consumer, &err))
        sender->saved = sender->position;
}

static void on_save(struct ev_loop *loop, ev_timer *watcher, int events)
{
    struct syslog_sender *sender = watcher->data;

    (void)events;
    ev_timer_stop(loop, watcher);
    save_position(sender);
}

static void move_to(struct syslog_sender *sender, uint64_t number)
{
    sender->position = number;
    if (!ev_is_active(&sender->save))
        ev_timer_again(sender->loop, &sender->save);
}

/* Somebody listens. */
static void settle(struct syslog_sender *sender)
{
    sender->wait = shortest_wait;
    if (!sender->is_lost)
        return;
    sender->is_lost = false;
    report(sender, NOTICE_SYSLOG_FOUND, "alerts are taken again, and what waited is sent");
}

/* Sends the message under way.  False when the world has to change first. */
static bool send_message(struct syslog_sender *sender)
{
    switch (send_bytes(sender, &sender->message)) {
    case SENT:
        sender->sent++;
        settle(sender);
        sender->blocked = false;
        return true;
    case NO_ROOM:
        sender->blocked = true;
        ev_io_start(sender->loop, &sender->writing);
        return false;
    case NO_SOCKET:
        wait_for_listener(sender);
        return false;
    }
    return false;
}

struct turn {
    struct syslog_sender *sender;
    size_t visited;
    bool stopped;
};

static bool take_record(const struct journal_record *record, void *cookie)
{
    struct turn *turn = cookie;
    struct syslog_sender *sender = turn->sender;
    json_t *body = record->kind == JOURNAL_ALERT ? json_line_parse(record->body) : NULL;
    struct alert_facts facts = {0};

    turn->visited++;
    buffer_clear(&sender->message);
    if (alert_facts_read(&facts, body) && alert_sentence_is_due(&facts))
        write_alert(sender, &facts, record, &sender->message);
    json_decref(body);
    if (sender->message.length > 0 && !send_message(sender)) {
        turn->stopped = true;
        return false;
    }
    move_to(sender, record->number);
    return true;
}

/* Says which records are no longer kept, before what follows them. */
static bool tell_gap(struct syslog_sender *sender)
{
    struct journal_range range = sender->reader->range(sender->reader->cookie);
    char text[128] = {0};

    if (sender->position >= range.oldest || sender->position + 1 == range.oldest)
        return true;
    snprintf(text, sizeof text,
             "journal records %" PRIu64 " to %" PRIu64 " are no longer kept and were not sent",
             sender->position + 1, range.oldest - 1);
    buffer_clear(&sender->message);
    write_notice(sender, NOTICE_ALERTS_NOT_SENT, "gap", text, &sender->message);
    if (!send_message(sender))
        return false;
    move_to(sender, range.oldest - 1);
    return true;
}

/* Sends a turn's worth, and arranges to be called again for the rest. */
static void pump(struct syslog_sender *sender)
{
    struct turn turn = {.sender = sender};
    struct error err = {0};

    if (sender->socket < 0 && !connect_socket(sender)) {
        wait_for_listener(sender);
        return;
    }
    if (!tell_gap(sender))
        return;
    if (!sender->reader->read(sender->reader->cookie, sender->position, TURN_LARGEST, take_record,
                              &turn, &err)) {
        wait_before_retry(sender);
        return;
    }
    if (turn.stopped)
        return;
    settle(sender);
    if (turn.visited == TURN_LARGEST)
        ev_io_start(sender->loop, &sender->writing);
    else
        ev_io_stop(sender->loop, &sender->writing);
}

static void on_writable(struct ev_loop *loop, ev_io *watcher, int events)
{
    struct syslog_sender *sender = watcher->data;

    (void)events;
    ev_io_stop(loop, watcher);
    sender->blocked = false;
    pump(sender);
}

static void on_retry(struct ev_loop *loop, ev_timer *watcher, int events)
{
    (void)events;
    ev_timer_stop(loop, watcher);
    pump(watcher->data);
}

/* The first time, what the journal already holds is not for syslog. */
static void find_position(struct syslog_sender *sender)
{
    const struct journal_reader *reader = sender->reader;
    struct consumer consumer = {0};

    if (reader->find_consumer(reader->cookie, consumer_name, &consumer)) {
        sender->position = sender->saved = consumer.acknowledged;
        return;
    }
    sender->position = reader->range(reader->cookie).newest;
    sender->saved = sender->position + 1;
    save_position(sender);
}

struct syslog_sender *syslog_sender_start(struct ev_loop *loop,
                                          const struct syslog_options *options,
                                          const struct journal_reader *reader)
{
    struct syslog_sender *sender = mem_zero(sizeof *sender);

    sender->loop = loop;
    sender->reader = reader;
    sender->path = mem_copy_string(options->path);
    sender->host = mem_copy_string(options->host);
    sender->facility = options->facility;
    sender->format = options->format;
    sender->report = options->report;
    sender->cookie = options->cookie;
    sender->socket = -1;
    sender->wait = shortest_wait;
    ev_init(&sender->writing, on_writable);
    ev_init(&sender->retry, on_retry);
    ev_timer_init(&sender->save, on_save, 0., save_interval);
    sender->writing.data = sender->retry.data = sender->save.data = sender;
    if (sender->path) {
        find_position(sender);
        pump(sender);
    }
    return sender;
}

void syslog_sender_stop(struct syslog_sender *sender)
{
    uint64_t before = 0;

    if (!sender)
        return;
    do {
        before = sender->position;
        syslog_sender_notify(sender);
    } while (sender->position != before);
    ev_timer_stop(sender->loop, &sender->retry);
    ev_timer_stop(sender->loop, &sender->save);
    disconnect(sender);
    if (sender->path)
        save_position(sender);
    buffer_finish(&sender->message);
    mem_free(sender->path);
    mem_free(sender->host);
    mem_free(sender);
}

void syslog_sender_notify(struct syslog_sender *sender)
{
    if (sender->path && !sender->blocked && !ev_is_active(&sender->retry))
        pump(sender);
}

void syslog_sender_announce(struct syslog_sender *sender, enum notice notice, const char *message)
{
    struct buffer line = {0};

    if (!sender->path || (sender->socket < 0 && !connect_socket(sender)))
        return;
    write_notice(sender, notice, "health", message, &line);
    if (send_bytes(sender, &line) == SENT)
        sender->sent++;
    buffer_finish(&line);
}

struct syslog_counts syslog_sender_counts(const struct syslog_sender *sender)
{
    struct syslog_counts counts = {
        .sent = sender->sent,
        .retries = sender->retries,
        .connected = sender->socket >= 0,
    };
    uint64_t newest = 0;

    if (!sender->path)
        return counts;
    newest = sender->reader->range(sender->reader->cookie).newest;
    counts.waiting = newest > sender->position ? newest - sender->position : 0;
    return counts;
}
