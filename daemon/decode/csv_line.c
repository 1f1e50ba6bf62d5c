#include "decode/csv_line.h"

#include <string.h>

void csv_line_init(struct csv_line *line, struct text text, char separator)
{
    *line = (struct csv_line){.rest = text, .separator = separator};
}

/* Where the quoted value that begins behind position 0 ends: its closing quote, or
 * the end of the text.  *doubled: whether quotes stand in it. */
static size_t find_closing(struct text text, bool *doubled)
{
    size_t i = 1;

    while (i < text.length) {
        const char *quote = memchr(text.data + i, '"', text.length - i);

        if (!quote)
            return text.length;
        i = (size_t)(quote - text.data);
        if (i + 1 == text.length || text.data[i + 1] != '"')
            return i;
        *doubled = true;
        i += 2;
    }
    return text.length;
}

static struct text without_doubles(struct arena *arena, struct text text)
{
    char *plain = arena_alloc(arena, text.length);
    size_t length = 0;

    for (size_t i = 0; i < text.length; i++) {
        plain[length++] = text.data[i];
        if (text.data[i] == '"')
            i++;
    }
    return (struct text){plain, length};
}

static struct text take_quoted(struct csv_line *line, struct arena *arena)
{
    bool doubled = false;
    size_t end = find_closing(line->rest, &doubled);
    struct text value = text_from(text_until(line->rest, end), 1);

    line->is_open = end == line->rest.length;
    line->rest = text_from(line->rest, end + 1);
    return doubled ? without_doubles(arena, value) : value;
}

/* Takes off what is left up to the separator, and that too. */
static struct text take_plain(struct csv_line *line)
{
    const char *end =
        line->rest.length > 0 ? memchr(line->rest.data, line->separator, line->rest.length) : NULL;
    size_t length = end ? (size_t)(end - line->rest.data) : line->rest.length;
    struct text value = text_until(line->rest, length);

    line->is_over = !end;
    line->rest = text_from(line->rest, length + 1);
    return value;
}

bool csv_line_next(struct csv_line *line, struct arena *arena, struct text *value)
{
    if (line->is_over)
        return false;
    if (!text_starts_with(line->rest, TEXT("\""))) {
        *value = take_plain(line);
        return true;
    }
    *value = take_quoted(line, arena);
    take_plain(line);
    return true;
}
