#include "consumer/feed_line.h"

#include <string.h>

#include "base/json_reader.h"

/* What a line says of its place, wherever its format keeps that. */
struct places {
    struct text cursor;   /* native; a gap in every format */
    struct text through;  /* subscribed, heartbeat */
    struct text metadata; /* OCSF: metadata.uid */
    struct text event;    /* ECS: event.id */
};

static const struct {
    struct text type;
    enum feed_line_kind kind;
} kinds[] = {
    {{"hello", 5}, FEED_LINE_HELLO},         {{"subscribed", 10}, FEED_LINE_SUBSCRIBED},
    {{"heartbeat", 9}, FEED_LINE_HEARTBEAT}, {{"gap", 3}, FEED_LINE_GAP},
    {{"error", 5}, FEED_LINE_ERROR},
};

/* The string that a member has in an object whose bracket was read last; the reader is
 * behind the object then. */
static struct text string_within(struct json_reader *reader, struct text wanted)
{
    struct text found = {0};

    while (json_reader_next(reader) == JSON_NAME) {
        bool is_it = text_equal(reader->raw, wanted);

        if (json_reader_next(reader) == JSON_STRING && is_it)
            found = reader->raw;
        json_reader_skip(reader);
    }
    return found;
}

/* A member whose name is known; the reader stands at its value. */
static void take_member(struct json_reader *reader, struct text name, struct feed_line *line,
                        struct places *places)
{
    const struct {
        struct text name;
        struct text *target;
    } strings[] = {
        {TEXT("type"), &line->type},         {TEXT("cursor"), &places->cursor},
        {TEXT("through"), &places->through}, {TEXT("code"), &line->code},
        {TEXT("message"), &line->message},
    };

    if (reader->token == JSON_OBJECT && text_equal(name, TEXT("metadata"))) {
        places->metadata = string_within(reader, TEXT("uid"));
        return;
    }
    if (reader->token == JSON_OBJECT && text_equal(name, TEXT("event"))) {
        places->event = string_within(reader, TEXT("id"));
        return;
    }
    for (size_t i = 0; reader->token == JSON_STRING && i < sizeof strings / sizeof *strings; i++) {
        if (text_equal(name, strings[i].name))
            *strings[i].target = reader->raw;
    }
    json_reader_skip(reader);
}

static enum feed_line_kind kind_of(struct text type)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (text_equal(kinds[i].type, type))
            return kinds[i].kind;
    }
    return FEED_LINE_RECORD;
}

static struct text cursor_of(const struct feed_line *line, const struct places *places)
{
    if (line->kind == FEED_LINE_SUBSCRIBED || line->kind == FEED_LINE_HEARTBEAT)
        return places->through;
    if (line->kind == FEED_LINE_HELLO || line->kind == FEED_LINE_ERROR)
        return (struct text){0};
    if (places->cursor.length > 0 || line->type.length > 0)
        return places->cursor;
    return places->metadata.length > 0 ? places->metadata : places->event;
}

/* It is given back as it is, within a line of our own. */
static bool is_cursor(struct text cursor)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

    for (size_t i = 0; i < cursor.length; i++) {
        if (!memchr(allowed, cursor.data[i], sizeof allowed - 1))
            return false;
    }
    return cursor.length <= FEED_LINE_CURSOR_MOST;
}

bool feed_line_read(struct text raw, struct feed_line *line)
{
    struct json_reader reader;
    struct places places = {.cursor = {0}};

    *line = (struct feed_line){.raw = raw};
    if (raw.length >= FEED_LINE_MOST)
        return false;
    json_reader_init(&reader, raw);
    if (json_reader_next(&reader) != JSON_OBJECT)
        return false;
    while (json_reader_next(&reader) == JSON_NAME) {
        struct text name = reader.raw;

        json_reader_next(&reader);
        take_member(&reader, name, line, &places);
    }
    if (reader.token != JSON_OBJECT_END || json_reader_next(&reader) != JSON_END)
        return false;
    line->kind = kind_of(line->type);
    line->cursor = cursor_of(line, &places);
    return is_cursor(line->cursor);
}

struct text feed_line_cursor_of(struct text raw)
{
    struct feed_line line = {.kind = FEED_LINE_HELLO};

    if (!feed_line_read(raw, &line) ||
        (line.kind != FEED_LINE_RECORD && line.kind != FEED_LINE_GAP))
        return (struct text){0};
    return line.cursor;
}
