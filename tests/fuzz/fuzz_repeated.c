/* Lines through the memory of repetitions, and any bytes as its state. */
#include <stdlib.h>
#include <string.h>

#include "record/repeated.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition)
{
    if (!condition)
        abort();
}

static void restore(const struct state_change *change, void *cookie)
{
    struct error err = {0};

    if (change->value.length > 0)
        require(repeated_restore(cookie, change->key, change->value, &err));
}

static void take_lines(struct repeated *repeated, struct text text, struct arena *arena)
{
    struct text line = {0};

    while (text_cut(text, TEXT("\n"), &line, &text) || line.length > 0) {
        struct record record = {.text = line, .count = 1};

        repeated_take(repeated, &record, arena);
        require(record.count >= 1 && record.count <= REPEATED_HIGHEST);
        require(record.text.length <= line.length + REPEATED_LONGEST);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *exact = malloc(size ? size : 1);
    struct text text = {exact, size};
    struct arena *arena = arena_create(4096);
    struct repeated *repeated = repeated_create();
    struct repeated *restored = repeated_create();
    struct error err = {0};

    if (size > 0)
        memcpy(exact, data, size);
    take_lines(repeated, text, arena);
    repeated_changes(repeated, restore, restored);
    repeated_restore(restored, text_until(text, size / 2), text_from(text, size / 2), &err);
    take_lines(restored, text, arena);
    repeated_destroy(repeated);
    repeated_destroy(restored);
    arena_destroy(arena);
    free(exact);
    return 0;
}
