#include "record/line_splitter.h"

#include <string.h>

void line_splitter_init(struct line_splitter *splitter, const struct chunk *chunk)
{
    *splitter = (struct line_splitter){.chunk = chunk, .line = chunk->start.line};
}

struct text line_splitter_without_mark(struct text head)
{
    text_take(&head, TEXT("\xEF\xBB\xBF"));
    return head;
}

/* The bytes of a line of the chunk without its end, the NULs before its beginning and, at
 * the beginning of the log, the byte order mark. */
static struct text strip(const struct chunk *chunk, struct text text, bool is_ended, bool *had_nul)
{
    bool is_first = text.data == chunk->data && chunk->start.offset == 0;

    *had_nul = false;
    if (is_ended && text.length > 0 && text.data[text.length - 1] == '\r')
        text.length--;
    while (text.length > 0 && text.data[0] == '\0') {
        text.data++;
        text.length--;
        *had_nul = true;
    }
    return is_first ? line_splitter_without_mark(text) : text;
}

/* Takes the bytes up to the next newline, or all there are. */
static struct record take_line(struct line_splitter *splitter)
{
    const struct chunk *chunk = splitter->chunk;
    const char *start = chunk->data + splitter->position;
    size_t left = chunk->length - splitter->position;
    const char *newline = memchr(start, '\n', left);
    bool is_ended = newline || chunk->final;
    bool begins_inside = splitter->position == 0 && chunk->start.offset > chunk->start.line_start;
    size_t length = newline ? (size_t)(newline - start) : left;
    struct record record = {
        .incarnation = chunk->start.incarnation,
        .offset = begins_inside ? chunk->start.line_start
                                : chunk->start.offset + splitter->position - chunk->overlap,
        .line = splitter->line + 1,
        .count = 1,
        .is_window = begins_inside || !is_ended,
        .source = chunk->source,
        .path = chunk->path,
        .header = chunk->head,
        .modified = chunk->modified,
    };

    record.text = strip(chunk, (struct text){start, length}, is_ended, &record.had_nul);
    splitter->position += length + (newline != NULL);
    splitter->line += is_ended;
    splitter->windows += record.is_window;
    return record;
}

bool line_splitter_next(struct line_splitter *splitter, struct record *record)
{
    timestamp arrival = record->arrival;

    while (splitter->position < splitter->chunk->length) {
        *record = take_line(splitter);
        record->arrival = arrival;
        if (record->text.length > 0)
            return true;
    }
    return false;
}

bool line_splitter_pass(struct line_splitter *splitter, size_t before, struct text *text)
{
    const char *start = splitter->chunk->data + splitter->position;
    const char *newline = NULL;
    bool had_nul = false;

    if (splitter->position < before)
        newline = memchr(start, '\n', before - splitter->position);
    if (!newline)
        return false;
    *text = strip(splitter->chunk, (struct text){start, (size_t)(newline - start)}, true, &had_nul);
    splitter->position += (size_t)(newline - start) + 1;
    splitter->line++;
    return true;
}

size_t line_splitter_last(const struct chunk *chunk)
{
    size_t end = chunk->length;

    while (end > 0) {
        size_t length = chunk->data[end - 1] == '\n' ? end - 1 : end;
        const char *newline = memrchr(chunk->data, '\n', length);
        size_t start = newline ? (size_t)(newline - chunk->data) + 1 : 0;
        bool had_nul = false;

        if (strip(chunk, (struct text){chunk->data + start, length - start}, true, &had_nul)
                .length > 0)
            return start;
        end = start;
    }
    return chunk->length;
}

struct cursor line_splitter_end(const struct chunk *chunk)
{
    struct cursor end = chunk->start;
    const char *position = chunk->data;
    const char *limit = chunk->data + chunk->length;

    end.offset += chunk->length - chunk->overlap;
    while (position < limit) {
        const char *newline = memchr(position, '\n', (size_t)(limit - position));

        if (!newline && !chunk->final)
            break;
        position = newline ? newline + 1 : limit;
        end.line++;
        end.line_start = end.offset - (uint64_t)(limit - position);
    }
    return end;
}
