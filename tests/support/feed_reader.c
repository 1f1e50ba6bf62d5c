#include "support/feed_reader.h"

#include <string.h>

#include "base/memory.h"
#include "support/give_up.h"
#include "support/line_socket.h"
#include "support/wait_until.h"

struct feed_reader {
    struct line_socket *socket;
    struct text line;
    json_t *hello;
};

static json_t *parse(struct text line)
{
    json_error_t trouble = {0};
    json_t *json = json_loadb(line.data, line.length, JSON_REJECT_DUPLICATES, &trouble);

    if (!json_is_object(json))
        give_up("the feed says what is no JSON object (%s): %.*s", trouble.text,
                (int)(line.length < 400 ? line.length : 400), line.data);
    return json;
}

static json_t *subscribe_request(const struct feed_subscription *subscription)
{
    json_t *request = json_pack("{s:s}", "op", "subscribe");

    if (subscription->from)
        json_object_set_new(request, "from", json_string(subscription->from));
    if (subscription->name)
        json_object_set_new(request, "name", json_string(subscription->name));
    if (subscription->name)
        json_object_set_new(request, "ack", json_true());
    if (subscription->filter)
        json_object_set_new(request, "filter", subscription->filter);
    if (subscription->heartbeat > 0)
        json_object_set_new(request, "heartbeat", json_integer(subscription->heartbeat));
    return request;
}

/* What came of a try to subscribe. */
static bool is_subscribed(struct feed_reader *reader, double seconds)
{
    json_t *answer = feed_reader_next(reader, seconds);
    bool subscribed = strcmp(record_text(answer, "type"), "subscribed") == 0;

    /* The server may not have seen yet that we have gone before. */
    if (answer && !subscribed && strcmp(record_text(answer, "code"), "name-in-use") != 0)
        give_up("the feed does not let us subscribe: %.*s", TEXT_ARGS(reader->line));
    json_decref(answer);
    return subscribed;
}

/* One try; NULL when nobody answers, or is gone before we have subscribed. */
static struct feed_reader *try_open(const char *path, json_t *request, double seconds)
{
    struct line_socket *socket = line_socket_connect(path);
    struct feed_reader *reader = NULL;

    if (!socket)
        return NULL;
    reader = mem_zero(sizeof *reader);
    reader->socket = socket;
    reader->hello = feed_reader_next(reader, seconds);
    if (reader->hello && line_socket_send_json(socket, json_incref(request)) &&
        is_subscribed(reader, seconds))
        return reader;
    feed_reader_close(reader);
    return NULL;
}

struct feed_reader *feed_reader_open(const char *path, const struct feed_subscription *subscription,
                                     double seconds)
{
    double end = wait_clock() + seconds;
    json_t *request = subscribe_request(subscription);
    struct feed_reader *reader = NULL;

    while (!(reader = try_open(path, request, seconds)) && wait_clock() < end)
        wait_idle(1000);
    json_decref(request);
    return reader;
}

void feed_reader_close(struct feed_reader *reader)
{
    if (!reader)
        return;
    line_socket_close(reader->socket);
    json_decref(reader->hello);
    mem_free(reader);
}

json_t *feed_reader_next(struct feed_reader *reader, double seconds)
{
    return line_socket_next(reader->socket, seconds, &reader->line) ? parse(reader->line) : NULL;
}

/* An error other than a farewell. */
static bool is_refusal(const json_t *line)
{
    return strcmp(record_text(line, "type"), "error") == 0 &&
           strcmp(record_text(line, "code"), "going-away") != 0;
}

json_t *feed_reader_next_record(struct feed_reader *reader, double seconds)
{
    double end = wait_clock() + seconds;
    json_t *record = NULL;

    while ((record = feed_reader_next(reader, end - wait_clock()))) {
        if (record_number(record) > 0)
            return record;
        if (is_refusal(record))
            give_up("the feed refuses: %.*s", TEXT_ARGS(reader->line));
        json_decref(record);
    }
    return NULL;
}

struct text feed_reader_line(const struct feed_reader *reader)
{
    return reader->line;
}

bool feed_reader_is_closed(const struct feed_reader *reader)
{
    return line_socket_is_closed(reader->socket);
}

const json_t *feed_reader_hello(const struct feed_reader *reader)
{
    return reader->hello;
}

bool feed_reader_acknowledge(struct feed_reader *reader, const char *cursor)
{
    return line_socket_send_json(reader->socket,
                                 json_pack("{s:s, s:s}", "op", "ack", "cursor", cursor));
}

uint64_t record_number(const json_t *record)
{
    json_int_t number = json_integer_value(json_object_get(record, "seq"));

    return number > 0 ? (uint64_t)number : 0;
}

const char *record_text(const json_t *record, const char *name)
{
    const char *text = json_string_value(json_object_get(record, name));

    return text ? text : "";
}
