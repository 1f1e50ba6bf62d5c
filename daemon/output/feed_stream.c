#include "output/feed_stream.h"

#include "output/feed_cursor.h"
#include "output/feed_message.h"
#include "output/format_ecs.h"
#include "output/format_ocsf.h"

void feed_stream_finish(struct feed_stream *stream)
{
    feed_filter_destroy(stream->filter);
    feed_window_finish(&stream->window);
    stream->filter = NULL;
}

/* One turn: what feed_stream_fill and the visitor share. */
struct turn {
    struct feed_stream *stream;
    struct buffer *output;
    size_t visited;
    size_t bytes; /* of what was visited */
    enum feed_progress progress;
};

typedef void format_writer(struct buffer *buffer, const struct format_alert *alert);

static format_writer *const writers[] = {
    [FEED_NATIVE] = NULL,
    [FEED_OCSF] = format_ocsf_write,
    [FEED_ECS] = format_ecs_write,
};

/* Appends the record in the client's format; nothing where that has none. */
static void write_record(const struct feed_stream *stream, const struct journal_record *record,
                         const json_t *body, struct buffer *output)
{
    char cursor[FEED_CURSOR_TEXT_SIZE] = {0};
    struct format_alert alert = {
        .number = record->number,
        .cursor = feed_cursor_write(stream->instance, record->number, cursor),
        .version = stream->version,
        .at = record->at,
    };
    size_t start = output->length;

    if (stream->format == FEED_NATIVE) {
        feed_message_record(output, stream->instance, record);
        return;
    }
    if (!alert_facts_read(&alert.facts, body))
        return;
    writers[stream->format](output, &alert);
    if (output->length - start > FEED_MESSAGE_LARGEST) {
        output->length = start;
        feed_message_withheld(output, stream->instance, record,
                              "this record is too long for the feed");
    }
}

static bool needs_tree(const struct feed_stream *stream)
{
    return stream->filter || stream->format != FEED_NATIVE;
}

/* What stands in for a record has a type of its own, which may be asked for. */
static bool is_wanted(const struct feed_stream *stream, const struct journal_record *record,
                      const json_t *body)
{
    return feed_filter_matches(stream->filter, body) ||
           (stream->format == FEED_NATIVE && feed_filter_wants_withheld(stream->filter) &&
            feed_message_must_withhold(record));
}

static void note_sent(struct turn *turn, uint64_t number)
{
    struct feed_stream *stream = turn->stream;

    stream->records++;
    if (!stream->acknowledges)
        return;
    feed_window_add(&stream->window, number);
    if (feed_window_is_full(&stream->window))
        turn->progress = FEED_PAUSED;
}

static bool take_record(const struct journal_record *record, void *cookie)
{
    struct turn *turn = cookie;
    struct feed_stream *stream = turn->stream;
    const json_t *body = needs_tree(stream) ? record_cache_get(stream->cache, record) : NULL;
    size_t start = turn->output->length;

    turn->visited++;
    turn->bytes += record->body.length;
    if (is_wanted(stream, record, body))
        write_record(stream, record, body, turn->output);
    if (turn->output->length > FEED_BUFFER_LARGEST && start > 0) {
        turn->output->length = start;
        turn->progress = FEED_MORE;
        return false;
    }
    stream->position = record->number;
    if (turn->visited == FEED_TURN_LARGEST || turn->bytes >= FEED_TURN_BYTES)
        turn->progress = FEED_MORE;
    if (turn->output->length > start)
        note_sent(turn, record->number);
    return turn->progress == FEED_DONE;
}

/* Whether numbers between position and oldest were used cannot be known: where
 * the position itself is gone too, a gap is told rather than kept silent. */
static void tell_gap(struct feed_stream *stream, struct buffer *output)
{
    struct journal_range range = stream->reader->range(stream->reader->cookie);

    if (stream->position >= range.oldest || stream->position + 1 == range.oldest)
        return;
    feed_message_gap(output, stream->instance, stream->position + 1, range.oldest - 1);
    stream->position = range.oldest - 1;
    stream->gaps++;
}

enum feed_progress feed_stream_fill(struct feed_stream *stream, struct buffer *output,
                                    struct error *err)
{
    struct turn turn = {.stream = stream, .output = output, .progress = FEED_DONE};

    if (output->length >= FEED_BUFFER_LARGEST)
        return FEED_MORE;
    if (feed_window_is_full(&stream->window))
        return FEED_PAUSED;
    tell_gap(stream, output);
    if (stream->position >= stream->reader->range(stream->reader->cookie).newest)
        return FEED_DONE;
    if (!stream->reader->read(stream->reader->cookie, stream->position, FEED_TURN_LARGEST,
                              take_record, &turn, err))
        return FEED_FAILED;
    return turn.progress;
}
