#include "ctl/paragraph.h"

#include <stdbool.h>

#include "base/unicode_width.h"

enum { LEAST_ROOM = 20 };

/* Cuts the next line off the front of words: up to the last blank that lets it fit. */
static struct text take_line(struct text *words, unsigned room)
{
    struct text line = unicode_fit(*words, room);
    size_t blank = 0;
    struct text seen = line;

    if (line.length < words->length && words->data[line.length] != ' ' &&
        text_find_last(line, TEXT(" "), &blank) && blank > 0)
        seen = text_until(line, blank);
    if (seen.length == 0)
        seen = text_until(*words, 1);
    *words = text_skip_spaces(text_from(*words, seen.length));
    return text_trim(seen);
}

static void begin_line(struct buffer *out, const struct paragraph_shape *shape, const char *label)
{
    unsigned used = unicode_text_width(text_of(label));

    if (used == 0) {
        buffer_printf(out, "%*s", (int)(shape->indent + shape->label), "");
        return;
    }
    buffer_printf(out, "%*s%s%s%s%*s", (int)shape->indent, "",
                  terminal_colour(shape->label_colour ? shape->label_colour : COLOUR_DIM), label,
                  terminal_colour(COLOUR_NONE),
                  shape->label > used ? (int)(shape->label - used) : 1, "");
}

void paragraph_write(struct buffer *out, const struct paragraph_shape *shape, const char *label,
                     struct text words)
{
    unsigned margin = shape->indent + shape->label;
    unsigned room = shape->width > margin + LEAST_ROOM ? shape->width - margin : LEAST_ROOM;

    words = text_trim(words);
    while (words.length > 0) {
        struct text line = take_line(&words, room);

        begin_line(out, shape, label);
        buffer_printf(out, "%s%.*s%s\n", shape->colour ? terminal_colour(shape->colour) : "",
                      TEXT_ARGS(line), shape->colour ? terminal_colour(COLOUR_NONE) : "");
        label = "";
    }
}

void paragraph_write_line(struct buffer *out, const struct paragraph_shape *shape,
                          const char *label, struct text words)
{
    begin_line(out, shape, label);
    buffer_append_text(out, words);
    buffer_append_byte(out, '\n');
}
