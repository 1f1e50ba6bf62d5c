/* table_view: what becomes of a table on terminals of all widths. */
#include "ctl/table_view.h"

#include <string.h>

#include "base/unicode_width.h"

#include "support/suite.h"

static const struct table_column columns[] = {
    {.title = "ID"},
    {.title = "COUNT", .is_number = true, .spare = 1},
    {.title = "AT", .spare = 2},
    {.title = "WHO", .usual = 8, .least = 4},
    {.title = "PATH", .usual = 12, .least = 6, .keeps_its_end = true},
};

static struct buffer out;

static const char *write(unsigned width, const char *rows[][5], size_t count)
{
    struct table_view *view = table_view_create(columns, 5);

    terminal_init("never");
    buffer_clear(&out);
    for (size_t i = 0; i < count; i++) {
        table_view_row(view);
        for (size_t k = 0; k < 5; k++)
            table_view_cell(view, COLOUR_NONE, text_of(rows[i][k]));
    }
    table_view_write(view, width, &out);
    table_view_destroy(view);
    return buffer_string(&out);
}

START_TEST(it_fits_the_terminal)
{
    const char *rows[][5] = {
        {"a1", "7", "12:00", "acruz", "/var/log/auth.log"},
        {"b2", "1200", "12:01", "\xe4\xb8\xad\xe6\x9d\x91\xe5\x85\x89\xe4\xb8\x80",
         "/var/log/squid/access.log"},
    };
    static const struct {
        unsigned width;
        const char *text;
    } table[] = {
        {0, "ID  COUNT  AT     WHO       PATH\n"
            "a1      7  12:00  acruz     /var/log/auth.log\n"
            "b2   1200  12:01  中村光一  /var/log/squid/access.log\n"},
        {60, "ID  COUNT  AT     WHO       PATH\n"
             "a1      7  12:00  acruz     /var/log/auth.log\n"
             "b2   1200  12:01  中村光一  /var/log/squid/access.log\n"},
        {42, "ID  COUNT  AT     WHO       PATH\n"
             "a1      7  12:00  acruz     …/log/auth.log\n"
             "b2   1200  12:01  中村光一  …id/access.log\n"},
        {34, "ID  COUNT  WHO       PATH\n"
             "a1      7  acruz     …log/auth.log\n"
             "b2   1200  中村光一  …d/access.log\n"},
        {30, "ID  WHO       PATH\n"
             "a1  acruz     …ar/log/auth.log\n"
             "b2  中村光一  …quid/access.log\n"},
        {20, "ID  WHO     PATH\n"
             "a1  acruz   …uth.log\n"
             "b2  中村…   …ess.log\n"},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        ck_assert_str_eq(write(table[i].width, rows, 2), table[i].text);
}
END_TEST

START_TEST(a_line_is_never_wider_than_the_terminal)
{
    char name[201] = "";
    const char *rows[][5] = {{"a1", "7", "12:00", name, name}};

    memset(name, 'x', sizeof name - 1);
    for (unsigned width = 16; width < 250; width++) {
        struct text rest = text_of(write(width, rows, 1));

        while (rest.length > 0) {
            struct text line = {0};

            text_cut(rest, TEXT("\n"), &line, &rest);
            ck_assert_msg(unicode_text_width(line) <= width, "%u: %.*s", width, TEXT_ARGS(line));
        }
    }
}
END_TEST

START_TEST(a_long_name_leaves_the_other_columns_in_place)
{
    char name[201] = "";
    const char *rows[][5] = {{"a1", "7", "12:00", name, "/a"}, {"b2", "8", "12:01", "dlim", "/b"}};
    const char *got = NULL;

    memset(name, 'x', sizeof name - 1);
    got = write(0, rows, 2);
    ck_assert_ptr_nonnull(strstr(got, "xxx…  /a\n"));
    ck_assert_ptr_nonnull(strstr(got, "dlim                                              /b\n"));
}
END_TEST

START_TEST(lines_end_in_no_blanks_and_missing_cells_are_none)
{
    const char *rows[][5] = {{"a1", "7", "", "dlim", ""}, {"b2", "", "", "", ""}};

    ck_assert_str_eq(write(80, rows, 2), "ID  COUNT  AT  WHO   PATH\n"
                                         "a1      7      dlim\n"
                                         "b2\n");
}
END_TEST

SUITE_MAIN("table_view", it_fits_the_terminal, a_line_is_never_wider_than_the_terminal,
           a_long_name_leaves_the_other_columns_in_place,
           lines_end_in_no_blanks_and_missing_cells_are_none)
