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

/* A line with which a record begins. */
static void begin(struct waiting_book *book, enum record_shape shape, struct record *line,
                  const struct assembler_target *target)
{
    if (line->is_window || part_of(shape, line->text, false).ends)
        target->emit(line, target->cookie);
    else
        waiting_book_begin(book, line, (struct text){0}, target);
}

void multi_line_take(struct waiting_book *book, enum record_shape shape, struct record *line,
                     const struct assembler_target *target)
{
    struct waiting *waiting = waiting_book_find(book, &line->incarnation, (struct text){0});
    struct part part = part_of(shape, line->text, waiting != NULL);

    if (line->is_window)
        part = (struct part){.begins = true, .ends = true};
    if (waiting && part.begins) {
        waiting_book_let_go(book, waiting, target);
        waiting = NULL;
    }
    if (!waiting) {
        begin(book, shape, line, target);
    } else if (!waiting_book_add(book, waiting, line, target)) {
        waiting->record.is_cut = true;
        waiting_book_let_go(book, waiting, target);
        line->is_cut = true;
        begin(book, shape, line, target);
    } else if (part.ends) {
        waiting_book_let_go(book, waiting, target);
    }
}
