#include "record/multi_line.h"

#include <string.h>

/* What a line is to the record that waits in front of it. */
struct part {
    bool begins; /* surely a record of its own */
    bool ends;   /* its record is whole with it */
};

static bool has_odd_quotes(struct text line)
{
    const char *at = line.data;
    const char *end = line.data + line.length;
    bool odd = false;

    while (at < end && (at = memchr(at, '"', (size_t)(end - at))) != NULL) {
        odd = !odd;
        at++;
    }
    return odd;
}

static struct part part_of(enum record_shape shape, struct text line, bool something_waits)
{
    if (shape == SHAPE_CONTINUED)
        return (struct part){.begins = !text_starts_with(line, TEXT("\t"))};
    if (shape == SHAPE_QUOTED)
        return (struct part){.ends = has_odd_quotes(line) == something_waits};
    return (struct part){
        .begins = text_starts_with(line, TEXT("Start-Date:")),
        .ends = text_starts_with(line, TEXT("End-Date:")),
    };
}

/* A line with which a record begins, in the place of one that waits (NULL = none). */
static void begin(struct waiting_book *book, enum record_shape shape, struct waiting *waiting,
                  struct record *line, const struct assembler_target *target)
{
    bool is_whole = line->is_window || part_of(shape, line->text, false).ends;

    if (waiting && !is_whole) {
        waiting_book_replace(book, waiting, line, target);
        return;
    }
    if (waiting)
        waiting_book_let_go(book, waiting, target);
    if (is_whole)
        target->emit(line, target->cookie);
    else
        waiting_book_begin(book, line, (struct text){0}, target);
}

void multi_line_take(struct waiting_book *book, enum record_shape shape, struct record *line,
                     const struct assembler_target *target)
{
    struct waiting *waiting = waiting_book_find(book, &line->incarnation, (struct text){0});
    struct part part = part_of(shape, line->text, waiting != NULL);

    if (!waiting || part.begins || line->is_window) {
        begin(book, shape, waiting, line, target);
    } else if (!waiting_book_add(book, waiting, line, target)) {
        waiting->record.is_cut = true;
        line->is_cut = true;
        begin(book, shape, waiting, line, target);
    } else if (part.ends) {
        waiting_book_let_go(book, waiting, target);
    }
}
