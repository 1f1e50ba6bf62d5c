#include "decode/csv_line.h"

#include <string.h>

#include "base/buffer.h"
#include "support/suite.h"

/* A line, and its values in brackets. */
static const struct {
    const char *line;
    const char *values;
    char separator;
    bool is_open;
} lines[] = {
    {"", "[]", ',', false},
    {",", "[][]", ',', false},
    {"a", "[a]", ',', false},
    {"a,b,,d", "[a][b][][d]", ',', false},
    {"a;b,c", "[a][b,c]", ';', false},
    {" a , b ", "[ a ][ b ]", ',', false},
    {"\"a\",b", "[a][b]", ',', false},
    {"\"a,b\",c", "[a,b][c]", ',', false},
    {"\"a\nb\",c", "[a\nb][c]", ',', false},
    {"\"\",\"\"", "[][]", ',', false},
    {"\"say \"\"hi\"\"\",c", "[say \"hi\"][c]", ',', false},
    {"\"\"\"\"", "[\"]", ',', false},
    /* A quote inside a value is a byte like another. */
    {"a\"b\",c", "[a\"b\"][c]", ',', false},
    /* What stands between the closing quote and the separator is nobody's. */
    {"\"a\"b,c", "[a][c]", ',', false},
    {"\"a", "[a]", ',', true},
    {"\"", "[]", ',', true},
    {"a,\"b,c", "[a][b,c]", ',', true},
    {"\"a\"\"", "[a\"]", ',', true},
    {"\"a\"\",b", "[a\",b]", ',', true},
};

START_TEST(values_come_in_order)
{
    struct arena *arena = arena_create(64);

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct buffer values = {0};
        struct csv_line line = {0};
        struct text value = {0};

        csv_line_init(&line, text_of(lines[i].line), lines[i].separator);
        while (csv_line_next(&line, arena, &value)) {
            buffer_append_byte(&values, '[');
            buffer_append_text(&values, value);
            buffer_append_byte(&values, ']');
        }
        ck_assert_str_eq(buffer_string(&values), lines[i].values);
        ck_assert_msg(line.is_open == lines[i].is_open, "%s", lines[i].line);
        ck_assert(!csv_line_next(&line, arena, &value));
        buffer_finish(&values);
    }
    arena_destroy(arena);
}
END_TEST

/* Each beginning of a line is read from memory that ends there. */
START_TEST(nothing_is_read_past_the_end)
{
    struct arena *arena = arena_create(64);

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        for (size_t length = 0; length <= strlen(lines[i].line); length++) {
            char *exact = malloc(length + 1);
            struct csv_line line = {0};
            struct text value = {0};
            size_t count = 0;

            memcpy(exact + 1, lines[i].line, length);
            csv_line_init(&line, (struct text){exact + 1, length}, lines[i].separator);
            for (; csv_line_next(&line, arena, &value); count++)
                text_hash(value);
            ck_assert_uint_le(count, length + 1);
            free(exact);
        }
    }
    arena_destroy(arena);
}
END_TEST

START_TEST(a_value_without_doubled_quotes_is_borrowed)
{
    static const char text[] = "a,\"b\"";
    struct arena *arena = arena_create(64);
    struct csv_line line = {0};
    struct text value = {0};

    csv_line_init(&line, text_of(text), ',');
    ck_assert(csv_line_next(&line, arena, &value));
    ck_assert_ptr_eq(value.data, text);
    ck_assert(csv_line_next(&line, arena, &value));
    ck_assert_ptr_eq(value.data, text + 3);
    ck_assert_uint_eq(arena_used(arena), 0);
    arena_destroy(arena);
}
END_TEST

SUITE_MAIN("csv_line", values_come_in_order, nothing_is_read_past_the_end,
           a_value_without_doubled_quotes_is_borrowed)
