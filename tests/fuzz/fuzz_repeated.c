/* Lines through the memory of repetitions, and any bytes as its state.  And once more with
 * all lines passed over that can be no repetition: that makes no difference. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "record/line_head.h"
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

static void note(const struct state_change *change, void *cookie)
{
    buffer_append_text(cookie, change->key);
    buffer_append_text(cookie, change->value);
}

/* Whose line it is, at a glance, is what reading its head says. */
static void check_host(struct text line)
{
    struct text host = line_head_host(line);
    struct line_head head = {0};

    if (host.length > 0)
        require(line_head_read(line, &head) && text_equal(host, head.host));
}

static void pass_lines(struct repeated *taking, struct repeated *passing, struct text text,
                       struct arena *arena)
{
    struct text line = {0};
    size_t position = 0;

    while (text_cut(text, TEXT("\n"), &line, &text) || line.length > 0) {
        struct record taken = {.text = line, .count = 1};
        struct record other = taken;

        if (line.length == 0)
            continue;
        check_host(line);
        repeated_take(taking, &taken, arena);
        if (!text_find(line, TEXT("message repeated "), &position)) {
            repeated_pass(passing, &other.incarnation, line);
            continue;
        }
        repeated_take(passing, &other, arena);
        require(taken.count == other.count && text_equal(taken.text, other.text));
    }
    repeated_settle(passing);
}

static void compare_passing(struct text text, struct arena *arena)
{
    struct repeated *repeated[2] = {repeated_create(), repeated_create()};
    struct buffer states[2] = {{0}};

    pass_lines(repeated[0], repeated[1], text, arena);
    for (size_t i = 0; i < 2; i++)
        repeated_changes(repeated[i], note, &states[i]);
    require(text_equal(buffer_text(&states[0]), buffer_text(&states[1])));
    for (size_t i = 0; i < 2; i++) {
        repeated_destroy(repeated[i]);
        buffer_finish(&states[i]);
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
    compare_passing(text, arena);
    repeated_destroy(repeated);
    repeated_destroy(restored);
    arena_destroy(arena);
    free(exact);
    return 0;
}
