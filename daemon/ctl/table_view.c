#include "ctl/table_view.h"

#include "base/array.h"
#include "base/memory.h"
#include "base/unicode_width.h"

enum { GAP = 2 };

struct cell {
    char *text;
    unsigned width;
    enum colour colour;
};

struct row {
    struct cell cells[TABLE_MOST_COLUMNS];
    size_t count;
};

struct table_view {
    const struct table_column *columns;
    size_t column_count;
    unsigned natural[TABLE_MOST_COLUMNS]; /* of the widest cell, or the title */
    struct row *rows;
    size_t row_count;
    size_t row_capacity;
};

struct table_view *table_view_create(const struct table_column *columns, size_t count)
{
    struct table_view *view = mem_zero(sizeof *view);

    view->columns = columns;
    view->column_count = count < TABLE_MOST_COLUMNS ? count : TABLE_MOST_COLUMNS;
    for (size_t i = 0; i < view->column_count; i++)
        view->natural[i] = unicode_text_width(text_of(columns[i].title));
    return view;
}

void table_view_destroy(struct table_view *view)
{
    if (!view)
        return;
    for (size_t i = 0; i < view->row_count; i++) {
        for (size_t k = 0; k < view->rows[i].count; k++)
            mem_free(view->rows[i].cells[k].text);
    }
    mem_free(view->rows);
    mem_free(view);
}

void table_view_row(struct table_view *view)
{
    view->rows = array_room(view->rows, view->row_count, &view->row_capacity, sizeof *view->rows);
    view->rows[view->row_count++] = (struct row){.count = 0};
}

void table_view_cell(struct table_view *view, enum colour colour, struct text text)
{
    struct row *row = &view->rows[view->row_count - 1];
    unsigned width = unicode_text_width(text);

    if (row->count == view->column_count)
        return;
    if (width > view->natural[row->count])
        view->natural[row->count] = width;
    row->cells[row->count++] =
        (struct cell){.text = mem_copy_text(text), .width = width, .colour = colour};
}

/* The widths of the columns; 0 = left out. */
struct layout {
    unsigned widths[TABLE_MOST_COLUMNS];
};

static unsigned total(const struct table_view *view, const struct layout *layout)
{
    unsigned sum = 0;

    for (size_t i = 0; i < view->column_count; i++)
        sum += layout->widths[i] ? layout->widths[i] + (sum ? GAP : 0) : 0;
    return sum;
}

/* Leaves out the column that is easiest to spare.  False when there is none. */
static bool leave_one_out(const struct table_view *view, struct layout *layout)
{
    size_t found = view->column_count;

    for (size_t i = 0; i < view->column_count; i++) {
        if (layout->widths[i] && view->columns[i].spare > 0 &&
            (found == view->column_count || view->columns[i].spare > view->columns[found].spare))
            found = i;
    }
    if (found == view->column_count)
        return false;
    layout->widths[found] = 0;
    return true;
}

/* The last resort of a very narrow terminal: columns go from the right, but for the
 * last, which says what the row is about, and the first, which names it.  False when
 * only these are left. */
static bool leave_the_last_out(const struct table_view *view, struct layout *layout)
{
    for (size_t i = view->column_count - 1; i > 1; i--) {
        if (layout->widths[i - 1] > 0) {
            layout->widths[i - 1] = 0;
            return true;
        }
    }
    return false;
}

/* Takes a column off the cell that has most beyond its least.  False when none has. */
static bool take_one(const struct table_view *view, struct layout *layout)
{
    size_t found = view->column_count;
    unsigned most = 0;

    for (size_t i = 0; i < view->column_count; i++) {
        unsigned least = view->columns[i].least ? view->columns[i].least : layout->widths[i];
        unsigned beyond = layout->widths[i] > least ? layout->widths[i] - least : 0;

        if (beyond > most) {
            most = beyond;
            found = i;
        }
    }
    if (found == view->column_count)
        return false;
    layout->widths[found]--;
    return true;
}

/* Hands spare room to the cells that are cut, in turn. */
static void hand_out(const struct table_view *view, struct layout *layout, unsigned room)
{
    bool handed = true;

    while (room > 0 && handed) {
        handed = false;
        for (size_t i = 0; i < view->column_count && room > 0; i++) {
            if (layout->widths[i] == 0 || layout->widths[i] >= view->natural[i])
                continue;
            layout->widths[i]++;
            room--;
            handed = true;
        }
    }
}

static struct layout lay_out(const struct table_view *view, unsigned width)
{
    struct layout layout = {{0}};
    bool can_shrink = true;

    for (size_t i = 0; i < view->column_count; i++) {
        bool is_last = i + 1 == view->column_count;
        unsigned usual = width > 0 ? view->columns[i].usual : is_last ? 0 : TABLE_WIDEST;

        layout.widths[i] = usual && usual < view->natural[i] ? usual : view->natural[i];
    }
    if (width == 0)
        return layout;
    while (total(view, &layout) > width && leave_one_out(view, &layout))
        continue;
    while (total(view, &layout) > width && can_shrink)
        can_shrink = take_one(view, &layout);
    while (total(view, &layout) > width && leave_the_last_out(view, &layout))
        continue;
    if (total(view, &layout) < width)
        hand_out(view, &layout, width - total(view, &layout));
    return layout;
}

/* Appends blanks; a line never ends in some, so they come before what follows. */
static void pad(struct buffer *out, unsigned *owed)
{
    buffer_printf(out, "%*s", (int)*owed, "");
    *owed = 0;
}

static void write_cell(const struct table_column *column, const struct cell *cell, unsigned width,
                       struct buffer *out, unsigned *owed)
{
    struct text whole = text_of(cell->text);
    bool is_cut = cell->width > width;
    struct text shown = !is_cut                 ? whole
                        : column->keeps_its_end ? unicode_fit_end(whole, width - 1)
                                                : unicode_fit(whole, width - 1);
    unsigned used = unicode_text_width(shown) + is_cut;
    unsigned blanks = width > used ? width - used : 0;

    if (column->is_number)
        *owed += blanks;
    if (whole.length > 0) {
        pad(out, owed);
        buffer_printf(out, "%s%s%.*s%s%s", cell->colour ? terminal_colour(cell->colour) : "",
                      is_cut && column->keeps_its_end ? "…" : "", TEXT_ARGS(shown),
                      is_cut && !column->keeps_its_end ? "…" : "",
                      cell->colour ? terminal_colour(COLOUR_NONE) : "");
    }
    *owed += GAP + (column->is_number ? 0 : blanks);
}

static void write_row(const struct table_view *view, const struct layout *layout,
                      const struct row *row, struct buffer *out)
{
    unsigned owed = 0;

    for (size_t i = 0; i < row->count; i++) {
        if (layout->widths[i] > 0)
            write_cell(&view->columns[i], &row->cells[i], layout->widths[i], out, &owed);
    }
    buffer_append_byte(out, '\n');
}

void table_view_write(const struct table_view *view, unsigned width, struct buffer *out)
{
    struct layout layout = lay_out(view, width);
    struct row head = {.count = view->column_count};

    for (size_t i = 0; i < view->column_count; i++) {
        const char *title = view->columns[i].title;

        head.cells[i] = (struct cell){.text = (char *)(uintptr_t)title,
                                      .width = unicode_text_width(text_of(title)),
                                      .colour = COLOUR_DIM};
    }
    write_row(view, &layout, &head, out);
    for (size_t i = 0; i < view->row_count; i++)
        write_row(view, &layout, &view->rows[i], out);
}
