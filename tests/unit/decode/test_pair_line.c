#include "decode/pair_line.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "support/suite.h"

/* A line, how its pairs are written, and what they are. */
static const struct {
    const char *line;
    const char *separator;
    const char *between;
    const char *quote;
    const char *pairs;
} lines[] = {
    {"a=1 b=2", " ", "=", "\"", "a:1|b:2|"},
    {"", " ", "=", "\"", ""},
    {"no pairs at all", " ", "=", "\"", ""},
    {"a= b=2", " ", "=", "\"", "a:|b:2|"},
    {"  a=1   b=2  ", " ", "=", "\"", "a:1|b:2|"},
    {"word a=1 word b=2 word", " ", "=", "\"", "a:1|b:2|"},
    {"a=x=y b=2", " ", "=", "\"", "a:x=y|b:2|"},
    {"a=\"x b=3\" b=2", " ", "=", "\"", "a:x b=3|b:2|"},
    {"a=\"x\\\" b=3\\\\\" b=2", " ", "=", "\"", "a:x\" b=3\\|b:2|"},
    {"a=\"x\"tail b=2", " ", "=", "\"", "a:x|b:2|"},
    {"a=\"x\" b", " ", "=", "\"", "a:x|"},
    {"a=\"x b=2", " ", "=", "\"", "a:x b=2|open"},
    {"a=\"x\\", " ", "=", "\"", "a:x\\|open"},
    {"a=\"\" b=2", " ", "=", "\"", "a:|b:2|"},
    {"a=\"x y\"", " ", "=", "", "a:\"x|"},
    {"=1 b=2", " ", "=", "\"", "b:2|"},
    {"Name: ines ; Place : 'MNL; 1';x", ";", ":", "'", "Name:ines|Place:MNL; 1|"},
    {"a=>1||b=>x|y", "||", "=>", "\"", "a:1|b:x|y|"},
    {"a\t=1\tb=2", "\t", "=", "\"", "b:2|"},
};

START_TEST(pairs_come_in_order)
{
    struct arena *arena = arena_create(1024);

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const struct pair_style style = {text_of(lines[i].separator), text_of(lines[i].between),
                                         text_of(lines[i].quote)};
        struct pair_line line = {.rest = text_of(lines[i].line)};
        struct buffer seen = {0};
        struct text name = {0};
        struct text value = {0};

        while (pair_line_next(&line, &style, arena, &name, &value)) {
            buffer_append_text(&seen, name);
            buffer_append_byte(&seen, ':');
            buffer_append_text(&seen, value);
            buffer_append_byte(&seen, '|');
        }
        if (line.is_open)
            buffer_append_text(&seen, TEXT("open"));
        ck_assert_msg(text_equal(buffer_text(&seen), text_of(lines[i].pairs)), "%s is %s",
                      lines[i].line, buffer_string(&seen));
        buffer_finish(&seen);
    }
    arena_destroy(arena);
}
END_TEST

SUITE_MAIN("pair_line", pairs_come_in_order)
