#include "ctl/table_view.h"

#include <stdio.h>

#include "base/array.h"
#include "base/memory.h"

enum { GAP = 2, WIDEST_BUT_LAST = 32 };

struct row {
    char *cells[TABLE_MOST_COLUMNS];
    size_t count;
    enum colour colour;
};

struct table_view {
    const char *titles[TABLE_MOST_COLUMNS];
    unsigned widths[TABLE_MOST_COLUMNS];
    size_t columns;
    struct row *rows;
    size_t row_count;
    size_t row_capacity;
};

struct table_view *table_view_create(const char *const *titles)
{
    struct table_view *view = mem_zero(sizeof *view);

    for (; titles[view->columns] && view->columns < TABLE_MOST_COLUMNS; view->columns++) {
        view->titles[view->columns] = titles[view->columns];
        view->widths[view->columns] = terminal_columns(text_of(titles[view->columns]));
    }
    return view;
}

void table_view_destroy(struct table_view *view)
{
    if (!view)
        return;
    for (size_t i = 0; i < view->row_count; i++) {
        for (size_t k = 0; k < view->rows[i].count; k++)
            mem_free(view->rows[i].cells[k]);
    }
    mem_free(view->rows);
    mem_free(view);
}

void table_view_row(struct table_view *view, enum colour colour)
{
    view->rows = array_room(view->rows, view->row_count, &view->row_capacity, sizeof *view->rows);
    view->rows[view->row_count++] = (struct row){.colour = colour};
}

void table_view_cell(struct table_view *view, struct text text)
{
    struct row *row = &view->rows[view->row_count - 1];
    unsigned width = terminal_columns(text);

    if (row->count == view->columns)
        return;
    if (row->count + 1 < view->columns && width > WIDEST_BUT_LAST)
        width = WIDEST_BUT_LAST;
    if (width > view->widths[row->count])
        view->widths[row->count] = width;
    row->cells[row->count++] = mem_copy_text(text);
}

/* Writes at most width columns of a cell, and blanks up to it unless last. */
static void print_cell(struct text cell, unsigned width, bool is_last)
{
    unsigned columns = terminal_columns(cell);
    size_t bytes = 0;
    unsigned shown = 0;

    if (columns <= width) {
        printf("%.*s%*s", TEXT_ARGS(cell), is_last ? 0 : (int)(width - columns + GAP), "");
        return;
    }
    while (bytes < cell.length && shown + 1 < width) {
        do
            bytes++;
        while (bytes < cell.length && ((unsigned char)cell.data[bytes] & 0xC0) == 0x80);
        shown++;
    }
    printf("%.*s…%*s", (int)bytes, cell.data, is_last ? 0 : GAP, "");
}

void table_view_print(const struct table_view *view)
{
    unsigned room = terminal_width();
    unsigned last_width = 0;

    for (size_t i = 0; i + 1 < view->columns; i++)
        room -= view->widths[i] + GAP < room ? view->widths[i] + GAP : room;
    last_width = view->widths[view->columns - 1];
    if (last_width > room)
        last_width = room > 20 ? room : 20;

    fputs(terminal_colour(COLOUR_DIM), stdout);
    for (size_t i = 0; i < view->columns; i++)
        print_cell(text_of(view->titles[i]), view->widths[i], i + 1 == view->columns);
    printf("%s\n", terminal_colour(COLOUR_NONE));
    for (size_t i = 0; i < view->row_count; i++) {
        const struct row *row = &view->rows[i];

        fputs(row->colour ? terminal_colour(row->colour) : "", stdout);
        for (size_t k = 0; k < row->count; k++) {
            bool is_last = k + 1 == view->columns;

            print_cell(text_of(row->cells[k]), is_last ? last_width : view->widths[k], is_last);
        }
        printf("%s\n", row->colour ? terminal_colour(COLOUR_NONE) : "");
    }
}
