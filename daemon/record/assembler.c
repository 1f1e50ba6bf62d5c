#include "record/assembler.h"

#include "base/memory.h"
#include "record/repeated.h"

struct assembler {
    struct repeated *repeated;
};

struct assembler *assembler_create(void)
{
    struct assembler *assembler = mem_zero(sizeof *assembler);

    assembler->repeated = repeated_create();
    return assembler;
}

void assembler_destroy(struct assembler *assembler)
{
    if (!assembler)
        return;
    repeated_destroy(assembler->repeated);
    mem_free(assembler);
}

void assembler_take(struct assembler *assembler, enum record_shape shape, struct record *line,
                    const struct assembler_target *target)
{
    if (shape == SHAPE_REPEATED)
        repeated_take(assembler->repeated, line, target->arena);
    target->emit(line, target->cookie);
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
    (void)assembler;
    (void)incarnation;
    (void)target;
}

timestamp assembler_advance(struct assembler *assembler, timestamp now,
                            const struct assembler_target *target)
{
    (void)assembler;
    (void)now;
    (void)target;
    return TIMESTAMP_NONE;
}

void assembler_changes(struct assembler *assembler, state_put *put, void *cookie)
{
    repeated_changes(assembler->repeated, put, cookie);
}

bool assembler_restore(struct assembler *assembler, const struct state_change *piece,
                       struct error *err)
{
    return repeated_restore(assembler->repeated, piece->key, piece->value, err);
}

struct assembler_counts assembler_counts(const struct assembler *assembler)
{
    return (struct assembler_counts){.repeats_forgotten = repeated_forgotten(assembler->repeated)};
}
