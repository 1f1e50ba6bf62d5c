#include "decode/key_value.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "support/suite.h"

/* A line, and its pairs with "|" behind each. */
static const struct {
    const char *line;
    const char *pairs;
} lines[] = {
    {"", ""},
    {"=", ""},
    {"a", ""},
    {"a=", "a=|"},
    {"a=1 b=2", "a=1|b=2|"},
    {"a=1,b=2, c=3", "a=1|b=2|c=3|"},
    {"a=1,2 b=3", "a=1,2|b=3|"},
    {"  a=1\tb=2", "a=1|b=2|"},
    {"a=\"x y\" b=2", "a=x y|b=2|"},
    {"a=\"x,b=1\" c=2", "a=x,b=1|c=2|"},
    {"a=\"said \\\"no\\\"\" b=2", "a=said \"no\"|b=2|"},
    {"a=\"back\\\\\" b=2", "a=back\\|b=2|"},
    {"a=\"\" b=\"\"", "a=|b=|"},
    {"a=\"open b=2", "a=open b=2|"},
    {"a=\"open\\", "a=open\\|"},
    {"a=x\"y\" b=2", "a=x\"y\"|b=2|"},
    {"ui=ssh(192.0.2.7) a=1", "ui=ssh(192.0.2.7)|a=1|"},
    {"words in between a=1 more words b=2 end", "a=1|b=2|"},
    {"a-b.c_d=1", "a-b.c_d=1|"},
    {"(x=1) y=2", "y=2|"},
    {"a=\"b\"c=1 d=2", "a=b|c=1|d=2|"},
    {"url=http://x/?a=b&c=d e=1", "url=http://x/?a=b&c=d|e=1|"},
};

static void show(struct text text, struct arena *arena, struct buffer *pairs)
{
    struct key_value pair = {0};

    while (key_value_next(&text, arena, &pair)) {
        buffer_append_text(pairs, pair.key);
        buffer_append_byte(pairs, '=');
        buffer_append_text(pairs, pair.value);
        buffer_append_byte(pairs, '|');
    }
}

START_TEST(pairs_are_read_in_order)
{
    struct arena *arena = arena_create(1024);

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct buffer pairs = {0};

        show(text_of(lines[i].line), arena, &pairs);
        ck_assert_str_eq(buffer_string(&pairs), lines[i].pairs);
        buffer_finish(&pairs);
    }
    arena_destroy(arena);
}
END_TEST

START_TEST(nothing_is_read_past_the_end)
{
    struct arena *arena = arena_create(1024);

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        for (size_t length = 0; length <= strlen(lines[i].line); length++) {
            char *exact = malloc(length + 1);
            struct buffer pairs = {0};

            memcpy(exact + 1, lines[i].line, length);
            show((struct text){exact + 1, length}, arena, &pairs);
            buffer_finish(&pairs);
            free(exact);
        }
    }
    arena_destroy(arena);
}
END_TEST

/* Runs of what could begin a pair are looked at once, not once for each. */
START_TEST(long_runs_take_no_longer_for_their_length)
{
    enum { LENGTH = 1 << 20 };
    static const char bytes[] = {'a', ',', ' ', '"', '\\', '='};
    struct arena *arena = arena_create(1024);
    char *run = malloc(LENGTH);

    for (size_t i = 0; i < sizeof bytes; i++) {
        struct text text = {run, LENGTH};
        struct key_value pair = {0};

        memset(run, bytes[i], LENGTH);
        run[0] = 'k';
        run[1] = '=';
        while (key_value_next(&text, arena, &pair))
            ck_assert_uint_le(pair.value.length, LENGTH);
    }
    free(run);
    arena_destroy(arena);
}
END_TEST

SUITE_MAIN("key_value", pairs_are_read_in_order, nothing_is_read_past_the_end,
           long_runs_take_no_longer_for_their_length)
