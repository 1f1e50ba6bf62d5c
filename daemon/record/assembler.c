#include "record/assembler.h"

#include "base/memory.h"
#include "record/audit_join.h"
#include "record/header_book.h"
#include "record/json_parts.h"
#include "record/multi_line.h"
#include "record/repeated.h"
#include "record/source_names.h"
#include "record/waiting_book.h"

/* The families of shapes whose records wait; each has a book. */
enum family { FAMILY_LINES, FAMILY_STANZAS, FAMILY_AUDIT, FAMILY_COUNT };

/* What the state calls them, and how long they wait.  Stored: never reused. */
static const struct {
    char letter;
    timestamp patience;
} families[FAMILY_COUNT] = {
    [FAMILY_LINES] = {'l', ASSEMBLER_PATIENCE},
    [FAMILY_STANZAS] = {'s', STANZA_PATIENCE},
    [FAMILY_AUDIT] = {'a', ASSEMBLER_PATIENCE},
};

struct assembler {
    struct source_names names;
    struct repeated *repeated;
    struct header_book *headers;
    struct waiting_book *books[FAMILY_COUNT];
    const struct assembler_target *target; /* of the call under way */
    uint64_t cut;
};

struct assembler *assembler_create(void)
{
    struct assembler *assembler = mem_zero(sizeof *assembler);

    assembler->repeated = repeated_create();
    assembler->headers = header_book_create();
    for (size_t i = 0; i < FAMILY_COUNT; i++)
        assembler->books[i] =
            waiting_book_create(families[i].letter, families[i].patience, &assembler->names);
    return assembler;
}

void assembler_destroy(struct assembler *assembler)
{
    if (!assembler)
        return;
    for (size_t i = 0; i < FAMILY_COUNT; i++)
        waiting_book_destroy(assembler->books[i]);
    header_book_destroy(assembler->headers);
    repeated_destroy(assembler->repeated);
    source_names_finish(&assembler->names);
    mem_free(assembler);
}

/* Counts what the shapes give out on its way to whom it is for. */
static void count_and_emit(struct record *record, void *cookie)
{
    struct assembler *assembler = cookie;

    assembler->cut += record->is_cut;
    assembler->target->emit(record, assembler->target->cookie);
}

static struct assembler_target counting(struct assembler *assembler,
                                        const struct assembler_target *target)
{
    assembler->target = target;
    return (struct assembler_target){target->arena, count_and_emit, assembler};
}

void assembler_use(struct assembler *assembler, const char *const *names, size_t count,
                   const struct assembler_target *target)
{
    const struct assembler_target counted = counting(assembler, target);
    struct source_names next = source_names_copy(names, count);
    unsigned *numbers = mem_zero_array(assembler->names.count, sizeof *numbers);

    for (size_t i = 0; i < assembler->names.count; i++)
        numbers[i] = source_names_find(&next, text_of(assembler->names.names[i]));
    for (size_t i = 0; i < FAMILY_COUNT && assembler->names.count > 0; i++)
        waiting_book_renumber(assembler->books[i], numbers, &counted);
    source_names_finish(&assembler->names);
    assembler->names = next;
    mem_free(numbers);
}

/* Lines of shapes in which a record may be more than a line, or less. */
static void take_apart(struct assembler *assembler, enum record_shape shape, struct record *line,
                       const struct assembler_target *target)
{
    switch (shape) {
    case SHAPE_CONTINUED:
    case SHAPE_QUOTED:
        multi_line_take(assembler->books[FAMILY_LINES], shape, line, target);
        break;
    case SHAPE_STANZA:
        multi_line_take(assembler->books[FAMILY_STANZAS], shape, line, target);
        break;
    case SHAPE_AUDIT:
        audit_join_take(assembler->books[FAMILY_AUDIT], line, target);
        break;
    case SHAPE_JSON:
        if (line->is_window)
            target->emit(line, target->cookie);
        else
            json_parts_take(line, target);
        break;
    case SHAPE_LINE:
    case SHAPE_REPEATED:
    case SHAPE_HEADED_HASH:
    case SHAPE_HEADED_FIRST:
    default:
        target->emit(line, target->cookie);
    }
}

void assembler_take(struct assembler *assembler, enum record_shape shape, struct record *line,
                    const struct assembler_target *target)
{
    const struct assembler_target counted = counting(assembler, target);

    if (shape == SHAPE_HEADED_HASH || shape == SHAPE_HEADED_FIRST) {
        if (header_book_take(assembler->headers, shape, line))
            target->emit(line, target->cookie);
        return;
    }
    line->header = (struct text){0};
    if (shape == SHAPE_REPEATED)
        repeated_take(assembler->repeated, line, target->arena);
    if (shape == SHAPE_LINE || shape == SHAPE_REPEATED)
        target->emit(line, target->cookie);
    else
        take_apart(assembler, shape, line, &counted);
}

void assembler_pass(struct assembler *assembler, enum record_shape shape,
                    const struct identifier *incarnation, struct text line)
{
    if (shape == SHAPE_REPEATED)
        repeated_pass(assembler->repeated, incarnation, line);
}

void assembler_settle(struct assembler *assembler)
{
    repeated_settle(assembler->repeated);
}

void assembler_end(struct assembler *assembler, const struct identifier *incarnation,
                   const struct assembler_target *target)
{
    const struct assembler_target counted = counting(assembler, target);

    for (size_t i = 0; i < FAMILY_COUNT; i++)
        waiting_book_end(assembler->books[i], incarnation, &counted);
    header_book_end(assembler->headers, incarnation);
}

timestamp assembler_advance(struct assembler *assembler, timestamp now,
                            const struct assembler_target *target)
{
    const struct assembler_target counted = counting(assembler, target);
    timestamp next = TIMESTAMP_NONE;

    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        timestamp due = waiting_book_advance(assembler->books[i], now, &counted);

        if (due != TIMESTAMP_NONE && (next == TIMESTAMP_NONE || due < next))
            next = due;
    }
    return next;
}

void assembler_changes(struct assembler *assembler, state_put *put, void *cookie)
{
    repeated_changes(assembler->repeated, put, cookie);
    header_book_changes(assembler->headers, put, cookie);
    for (size_t i = 0; i < FAMILY_COUNT; i++)
        waiting_book_changes(assembler->books[i], put, cookie);
}

static bool restore_waiting(struct assembler *assembler, const struct state_change *piece,
                            struct error *err)
{
    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        bool mine = false;
        bool good = waiting_book_restore(assembler->books[i], piece, &mine, err);

        if (mine)
            return good;
    }
    return error_set(err, "a piece of a record that waits, of no shape there is");
}

bool assembler_restore(struct assembler *assembler, const struct state_change *piece,
                       struct error *err)
{
    if (piece->owner == STATE_WAITING)
        return restore_waiting(assembler, piece, err);
    if (piece->owner == STATE_HEADER)
        return header_book_restore(assembler->headers, piece, err);
    return repeated_restore(assembler->repeated, piece->key, piece->value, err);
}

struct assembler_counts assembler_counts(const struct assembler *assembler)
{
    struct assembler_counts counts = {
        .repeats_forgotten = repeated_forgotten(assembler->repeated),
        .cut = assembler->cut,
    };

    for (size_t i = 0; i < FAMILY_COUNT; i++) {
        struct waiting_counts of = waiting_book_counts(assembler->books[i]);

        counts.waiting += of.waiting;
        counts.pressed += of.pressed;
    }
    return counts;
}
