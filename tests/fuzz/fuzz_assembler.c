/* A log of a shape (first byte), taken whole, and taken with a restart behind a line
 * now and then (second byte): the records are the same.  Then the bytes as a piece of
 * state that somebody else has written. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "record/assembler.h"
#include "record/line_splitter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A run through the log, and what came of it. */
struct run {
    enum record_shape shape;
    struct assembler *assembler;
    struct arena *arena;
    struct buffer records; /* all of them, in order */
    struct buffer state;   /* changes since the beginning: owner, lengths, key, value */
};

static void note(struct record *record, void *cookie)
{
    struct run *run = cookie;

    buffer_printf(&run->records, "%llu %llu %u %u %d ", (unsigned long long)record->offset,
                  (unsigned long long)record->line, record->ordinal, record->count, record->is_cut);
    buffer_append_text(&run->records, record->header);
    buffer_append_text(&run->records, record->text);
    arena_reset(run->arena);
}

static void keep(const struct state_change *change, void *cookie)
{
    struct buffer *state = cookie;
    size_t lengths[] = {change->owner, change->key.length, change->value.length};

    buffer_append(state, lengths, sizeof lengths);
    buffer_append_text(state, change->key);
    buffer_append_text(state, change->value);
}

/* Whether a later change is about the same key. */
static int is_overtaken(struct text rest, size_t owner, struct text key)
{
    size_t lengths[3];

    while (rest.length > 0) {
        memcpy(lengths, rest.data, sizeof lengths);
        rest = text_from(rest, sizeof lengths);
        if (lengths[0] == owner && text_equal(text_until(rest, lengths[1]), key))
            return 1;
        rest = text_from(rest, lengths[1] + lengths[2]);
    }
    return 0;
}

static void restart(struct run *run)
{
    const struct assembler_target target = {run->arena, note, run};
    static const char *const names[] = {"one"};
    struct text rest = {0};
    struct error err = {0};
    size_t lengths[3];

    assembler_changes(run->assembler, keep, &run->state);
    assembler_destroy(run->assembler);
    run->assembler = assembler_create();
    assembler_use(run->assembler, names, 1, &target);
    for (rest = buffer_text(&run->state); rest.length > 0;) {
        struct state_change piece;

        memcpy(lengths, rest.data, sizeof lengths);
        rest = text_from(rest, sizeof lengths);
        piece = (struct state_change){(enum state_owner)lengths[0], text_until(rest, lengths[1]),
                                      text_until(text_from(rest, lengths[1]), lengths[2])};
        rest = text_from(rest, lengths[1] + lengths[2]);
        if (piece.value.length > 0 && !is_overtaken(rest, lengths[0], piece.key) &&
            !assembler_restore(run->assembler, &piece, &err))
            abort();
    }
}

static void run_log(struct run *run, struct text log, unsigned every)
{
    const struct assembler_target target = {run->arena, note, run};
    static const char *const names[] = {"one"};
    const struct chunk chunk = {
        .data = log.data, .length = log.length, .path = "/a", .final = true};
    struct line_splitter lines = {0};
    struct record record = {0};

    assembler_use(run->assembler, names, 1, &target);
    line_splitter_init(&lines, &chunk);
    while (line_splitter_next(&lines, &record)) {
        assembler_take(run->assembler, run->shape, &record, &target);
        if (every > 0 && lines.line % every == 0 && lines.line < 200)
            restart(run);
    }
    assembler_end(run->assembler, &chunk.start.incarnation, &target);
}

static void restore_anything(struct run *run, struct text bytes)
{
    const struct assembler_target target = {run->arena, note, run};
    struct state_change piece = {.owner = STATE_WAITING};
    struct error err = {0};

    piece.key = text_until(bytes, 21 + bytes.length % 5);
    piece.value = text_from(bytes, piece.key.length);
    assembler_restore(run->assembler, &piece, &err);
    piece.owner = STATE_HEADER;
    piece.key = text_until(bytes, IDENTIFIER_SIZE);
    piece.value = text_from(bytes, IDENTIFIER_SIZE);
    assembler_restore(run->assembler, &piece, &err);
    assembler_advance(run->assembler, TIMESTAMP_LATEST, &target);
    assembler_changes(run->assembler, keep, &run->state);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct run runs[2] = {{0}};
    struct text log = {0};

    if (size < 2)
        return 0;
    log = (struct text){(const char *)data + 2, size - 2};
    for (unsigned i = 0; i < 2; i++) {
        runs[i].shape = (enum record_shape)(data[0] % (SHAPE_JSON + 1));
        runs[i].arena = arena_create(4096);
        runs[i].assembler = assembler_create();
        run_log(&runs[i], log, i == 0 ? 0 : data[1] % 8 + 1);
    }
    if (!text_equal(buffer_text(&runs[0].records), buffer_text(&runs[1].records)))
        abort();
    restore_anything(&runs[0], log);
    for (unsigned i = 0; i < 2; i++) {
        assembler_destroy(runs[i].assembler);
        arena_destroy(runs[i].arena);
        buffer_finish(&runs[i].records);
        buffer_finish(&runs[i].state);
    }
    return 0;
}
