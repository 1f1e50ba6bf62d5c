/*
 * table_view -- rows of text in columns that fit a terminal.
 *
 * On a terminal a table is never wider than that: columns that can be spared are left
 * out, what is still too long is cut, with "…", and where that is not enough columns go
 * from the right, all but the first and the last.  Where there is room to spare,
 * long cells get it.  Without a terminal all columns are shown, and all but the last are
 * cut at TABLE_WIDEST: a 200-byte name does not push the rest of the table away.
 *
 * Cells are expected to be printable already; they are measured in columns of the
 * terminal, not in bytes or characters.
 */
#ifndef CTL_TABLE_VIEW_H
#define CTL_TABLE_VIEW_H

#include "base/buffer.h"
#include "base/text.h"
#include "ctl/terminal.h"

enum { TABLE_MOST_COLUMNS = 12, TABLE_WIDEST = 48 };

struct table_column {
    const char *title;
    unsigned usual;     /* wider only where there is room to spare; 0 = always as its cells */
    unsigned least;     /* what it keeps on a narrow terminal; 0 = all of its usual width */
    unsigned spare;     /* 0 = always left out last; else when room is short, highest first */
    bool is_number;     /* stands at the right */
    bool keeps_its_end; /* cut at the front: a path's end says more */
};

struct table_view;

/* columns are lent for the life of the view. */
struct table_view *table_view_create(const struct table_column *columns, size_t count);
void table_view_destroy(struct table_view *view);

/* Starts a row. */
void table_view_row(struct table_view *view);

/* Adds the next cell of the row, in a colour; copied. */
void table_view_cell(struct table_view *view, enum colour colour, struct text text);

/* Appends the table for a terminal of so many columns; 0 = for none. */
void table_view_write(const struct table_view *view, unsigned width, struct buffer *out);

#endif
