#include "relay/entry_stream.h"

#include <string.h>

#include "base/spool.h"

/* As in JSON, where a quote inside a string is escaped: names with their values. */
static const char *const own_units[] = {
    "\"_SYSTEMD_UNIT\":\"amberd.service\"",
    "\"_SYSTEMD_UNIT\" : \"amberd.service\"",
};

/* A quote inside a string of JSON is escaped, so this is a name and nothing else. */
struct text entry_cursor_of(struct text line)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789=;-_";
    struct text cursor = {0};
    struct text rest = {0};

    if (!text_ends_with(line, TEXT("}")) ||
        (!text_cut(line, TEXT("\"__CURSOR\":\""), &cursor, &rest) &&
         !text_cut(line, TEXT("\"__CURSOR\" : \""), &cursor, &rest)) ||
        !text_cut(rest, TEXT("\""), &cursor, &rest))
        return (struct text){0};
    for (size_t i = 0; i < cursor.length; i++) {
        if (!memchr(allowed, cursor.data[i], sizeof allowed - 1))
            return (struct text){0};
    }
    return cursor.length <= SPOOL_CURSOR_MOST ? cursor : (struct text){0};
}

void entry_stream_finish(struct entry_stream *stream)
{
    buffer_finish(&stream->input);
}

static bool is_own(struct text line)
{
    size_t position = 0;

    for (size_t i = 0; i < sizeof own_units / sizeof *own_units; i++) {
        if (text_find(line, text_of(own_units[i]), &position))
            return true;
    }
    return false;
}

/* Whether it is the one the spool has already. */
static bool is_known(struct entry_stream *stream, struct text line)
{
    if (stream->has_begun || stream->cursor[0] == '\0')
        return false;
    stream->has_begun = true;
    stream->cursor_is_gone = !text_equal(entry_cursor_of(line), text_of(stream->cursor));
    return !stream->cursor_is_gone;
}

static void take_line(struct entry_stream *stream, struct text line, struct buffer *lines)
{
    if (stream->is_passing || line.length >= SPOOL_LINE_MOST) {
        stream->is_passing = false;
        stream->too_long++;
        return;
    }
    if (line.length == 0 || is_known(stream, line) || is_own(line))
        return;
    buffer_append_text(lines, line);
    buffer_append_byte(lines, '\n');
}

void entry_stream_take(struct entry_stream *stream, struct text bytes, struct buffer *lines)
{
    struct text piece = {0};

    while (text_cut(bytes, TEXT("\n"), &piece, &bytes)) {
        if (stream->input.length > 0) {
            buffer_append_text(&stream->input, piece);
            piece = buffer_text(&stream->input);
        }
        take_line(stream, piece, lines);
        buffer_clear(&stream->input);
    }
    buffer_append_text(&stream->input, piece);
    if (stream->input.length >= SPOOL_LINE_MOST) {
        stream->is_passing = true;
        buffer_clear(&stream->input);
    }
}
