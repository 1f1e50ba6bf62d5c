/*
 * table_view -- rows of text in columns that fit the terminal.
 *
 * Columns are as wide as their widest cell, 32 characters at most; where the terminal is too narrow
 * the last column is cut, with "…".  Cells are expected to be printable already.
 */
#ifndef CTL_TABLE_VIEW_H
#define CTL_TABLE_VIEW_H

#include "base/text.h"
#include "ctl/terminal.h"

enum { TABLE_MOST_COLUMNS = 10 };

struct table_view;

/* titles: one a column, NULL at the end. */
struct table_view *table_view_create(const char *const *titles);
void table_view_destroy(struct table_view *view);

/* Starts a row, drawn in a colour. */
void table_view_row(struct table_view *view, enum colour colour);

/* Adds the next cell of the row; copied. */
void table_view_cell(struct table_view *view, struct text text);

/* Writes the table to standard output. */
void table_view_print(const struct table_view *view);

#endif
