#include "output/feed_session.h"

#include <stdio.h>

#include "base/memory.h"
#include "output/feed_cursor.h"
#include "output/feed_message.h"
#include "output/feed_request.h"

enum { STATES = SESSION_LEAVING + 1, OPERATIONS = FEED_ACK + 1 };

void feed_session_init(struct feed_session *session, const struct feed_desk *desk, uint32_t user)
{
    struct journal_range range = desk->reader->range(desk->reader->cookie);

    *session = (struct feed_session){
        .desk = desk,
        .user = user,
        .stream =
            {
                .reader = desk->reader,
                .cache = desk->cache,
                .instance = desk->instance,
                .version = desk->version,
                .position = range.newest,
            },
    };
    feed_message_hello(&session->output, desk->version, desk->instance, range);
}

void feed_session_finish(struct feed_session *session)
{
    feed_stream_finish(&session->stream);
    buffer_finish(&session->output);
    buffer_finish(&session->held);
    mem_free(session->name);
    session->name = NULL;
}

/* A failure that is the daemon's own. */
static void leave_failed(struct feed_session *session, const struct error *err)
{
    char message[ERROR_TEXT_SIZE + 32] = {0};

    snprintf(message, sizeof message, "feed: uid %u: %s", session->user, err->text);
    session->desk->complain(NOTICE_FEED_JOURNAL_FAILED, message, session->desk->cookie);
    feed_session_leave(session, "journal-failed",
                       "the daemon could not use its journal; reconnect and resume");
}

/* Makes the name the session's own.  False after leaving. */
static bool take_name(struct feed_session *session, struct feed_request *request)
{
    const struct feed_desk *desk = session->desk;
    bool known = desk->reader->find_consumer(desk->reader->cookie, text_of(request->name),
                                             &session->consumer);

    if (known && session->consumer.user != session->user && session->user != 0)
        feed_session_leave(session, "name-taken", "this name belongs to another user");
    else if (!desk->claim(session, request->name, desk->cookie))
        feed_session_leave(session, "name-in-use", "another connection holds this name");
    else if (!known && !desk->may_add_name(session->user, desk->cookie))
        feed_session_leave(session, "too-many-names",
                           "you, or all together, added too many new names since the "
                           "daemon started");
    if (session->state == SESSION_LEAVING)
        return false;

    session->name = request->name;
    request->name = NULL;
    if (known && (request->start == FEED_FROM_UNSAID || request->start == FEED_FROM_UNREAD))
        session->stream.position = session->consumer.acknowledged;
    session->is_unsaved = !known;
    if (!known)
        session->consumer.user = session->user;
    return true;
}

static bool read_cursor(struct feed_session *session, const char *text, uint64_t *number)
{
    switch (feed_cursor_read(text_of(text), session->desk->instance, number)) {
    case FEED_CURSOR_GOOD:
        return true;
    case FEED_CURSOR_DAMAGED:
        feed_session_leave(
            session, "bad-cursor",
            "this is no cursor as it was given out; start from \"oldest\" or \"newest\"");
        return false;
    case FEED_CURSOR_FOREIGN:
        feed_session_leave(
            session, "bad-cursor",
            "this cursor is of another journal (see instance in hello), whose records are not "
            "here; start from \"oldest\" or \"newest\"");
        return false;
    }
    return false;
}

static bool take_start(struct feed_session *session, const struct feed_request *request)
{
    struct journal_range range = {0};

    switch (request->start) {
    case FEED_FROM_CURSOR:
        return read_cursor(session, request->cursor, &session->stream.position);
    case FEED_FROM_UNREAD: /* a name that is known begins elsewhere */
    case FEED_FROM_OLDEST:
        range = session->desk->reader->range(session->desk->reader->cookie);
        session->stream.position = range.oldest > 0 ? range.oldest - 1 : 0;
        return true;
    case FEED_FROM_NEWEST:
    case FEED_FROM_UNSAID:
        /* The position has been that of the moment of connecting all along. */
        return true;
    }
    return false;
}

static void subscribe(struct feed_session *session, struct feed_request *request)
{
    const struct feed_desk *desk = session->desk;

    if (!take_start(session, request) || (request->name && !take_name(session, request)))
        return;
    if (session->is_unsaved)
        session->consumer.acknowledged = session->stream.position;
    session->stream.filter = request->filter;
    request->filter = NULL;
    session->stream.format = request->format;
    session->stream.acknowledges = request->acknowledges;
    session->state = SESSION_SUBSCRIBED;
    session->heartbeat = request->heartbeat;
    feed_message_subscribed(&session->output, desk->instance, session->name,
                            feed_format_name(request->format), session->stream.position);
    feed_session_save(session);
}

static void acknowledge(struct feed_session *session, struct feed_request *request)
{
    uint64_t number = 0;

    if (!session->stream.acknowledges) {
        feed_session_leave(session, "bad-request", "this subscription takes no acks");
        return;
    }
    if (!read_cursor(session, request->cursor, &number))
        return;
    if (number > session->stream.position) {
        feed_session_leave(session, "bad-ack", "this cursor was not sent on this connection yet");
        return;
    }
    feed_window_acknowledge(&session->stream.window, number);
    if (number > session->consumer.acknowledged) {
        session->consumer.acknowledged = number;
        session->is_unsaved = true;
    }
}

static void refuse_early_ack(struct feed_session *session, struct feed_request *request)
{
    (void)request;
    feed_session_leave(session, "bad-request", "an ack needs a subscription with a name first");
}

static void refuse_second(struct feed_session *session, struct feed_request *request)
{
    (void)request;
    feed_session_leave(session, "bad-request",
                       "one subscription a connection; connect again for another");
}

/* What each thing said does in each state; NULL: nothing. */
typedef void session_move(struct feed_session *session, struct feed_request *request);

static session_move *const moves[STATES][OPERATIONS] = {
    [SESSION_WAITING] = {[FEED_SUBSCRIBE] = subscribe, [FEED_ACK] = refuse_early_ack},
    [SESSION_LISTENING] = {[FEED_SUBSCRIBE] = subscribe, [FEED_ACK] = refuse_early_ack},
    [SESSION_SUBSCRIBED] = {[FEED_SUBSCRIBE] = refuse_second, [FEED_ACK] = acknowledge},
    [SESSION_LEAVING] = {NULL, NULL},
};

void feed_session_hear(struct feed_session *session, struct text line)
{
    struct feed_request request = {0};
    struct error err = {0};

    if (line.length == 0) {
        feed_session_listen(session);
        return;
    }
    if (session->state == SESSION_LEAVING)
        return;
    if (!feed_request_read(&request, line, &err)) {
        feed_session_leave(session, "bad-request", err.text);
        return;
    }
    moves[session->state][request.operation](session, &request);
    feed_request_finish(&request);
}

void feed_session_listen(struct feed_session *session)
{
    if (session->state == SESSION_WAITING)
        session->state = SESSION_LISTENING;
}

void feed_session_save(struct feed_session *session)
{
    const struct journal_reader *reader = session->desk->reader;
    struct error err = {0};

    if (!session->is_unsaved)
        return;
    session->is_unsaved = false;
    if (!reader->save_consumer(reader->cookie, text_of(session->name), &session->consumer, &err))
        leave_failed(session, &err);
}

void feed_session_announce(struct feed_session *session, struct text line)
{
    const struct journal_reader *reader = session->desk->reader;

    buffer_clear(&session->held);
    buffer_append_text(&session->held, line);
    buffer_append_byte(&session->held, '\n');
    session->held_behind = reader->range(reader->cookie).newest;
}

/* Lets the announcement go when its turn has come. */
static void release_held(struct feed_session *session)
{
    uint64_t position = session->stream.position;

    if (session->held.length == 0 || position < session->held_behind)
        return;
    if (position == session->held_behind) {
        if (session->output.length + session->held.length > FEED_BUFFER_LARGEST)
            return;
        buffer_append_text(&session->output, buffer_text(&session->held));
    }
    buffer_clear(&session->held);
}

bool feed_session_fill(struct feed_session *session)
{
    struct error err = {0};
    enum feed_progress progress = FEED_DONE;

    if (session->state == SESSION_WAITING || session->state == SESSION_LEAVING)
        return false;
    release_held(session);
    progress = feed_stream_fill(&session->stream, &session->output, &err);
    release_held(session);
    if (progress == FEED_FAILED)
        leave_failed(session, &err);
    return progress == FEED_MORE;
}

void feed_session_beat(struct feed_session *session, timestamp now)
{
    const struct journal_reader *reader = session->desk->reader;
    struct feed_pulse pulse = {
        .time = now,
        .newest = reader->range(reader->cookie).newest,
        .through = session->stream.position,
        .lag = reader->count(reader->cookie, session->stream.position),
    };

    /* Output that waits tells as much, and a slow client is not to be buried. */
    if (session->state != SESSION_LEAVING && session->output.length == 0)
        feed_message_heartbeat(&session->output, session->desk->instance, &pulse);
}

void feed_session_leave(struct feed_session *session, const char *code, const char *message)
{
    if (session->state == SESSION_LEAVING)
        return;
    session->state = SESSION_LEAVING;
    feed_message_error(&session->output, code, message);
}
