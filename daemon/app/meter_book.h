/*
 * meter_book -- numbers by name that outlast reloads: of rules, of sources.
 *
 * The engine counts from one reload to the next; what is counted here never goes
 * down.  A name has a row of columns.  The first of them, as many as the owner says,
 * are totals: what was kept of earlier generations and what the present one says.
 * The others say what is, and are gone with the next count.
 *
 *     meter_book_recount(book);
 *     for each rule: meter_book_add(book, key, COLUMN, number)
 *
 * and, once more before the engine begins anew, meter_book_keep.
 *
 * Bounded: METERS_MOST names, each of METER_NAME_LONGEST bytes at most, and what is
 * beyond shares the row METERS_OTHER: a name that has a row keeps it, so no total
 * moves from one row to another.
 */
#ifndef APP_METER_BOOK_H
#define APP_METER_BOOK_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum { METERS_MOST = 1000, METER_NAME_LONGEST = 128, METER_COLUMNS_MOST = 10 };

/* No name of a source or an identifier of a rule has parentheses. */
#define METERS_OTHER "(other)"

struct meter_book;

struct meter_book *meter_book_create(size_t totals);
void meter_book_destroy(struct meter_book *book);

/* Forgets what the present generation was said to have counted. */
void meter_book_recount(struct meter_book *book);

/* Adds to what the present generation has counted; the first one makes the row. */
void meter_book_add(struct meter_book *book, struct text name, size_t column, uint64_t number);

/* The same for a column that holds the largest. */
void meter_book_raise(struct meter_book *book, struct text name, size_t column, uint64_t number);

/* What was counted since the last recount is of the past, and stays. */
void meter_book_keep(struct meter_book *book);

/* The rows, in the order in which they were made. */
size_t meter_book_count(const struct meter_book *book);
struct text meter_book_name(const struct meter_book *book, size_t row);
uint64_t meter_book_value(const struct meter_book *book, size_t row, size_t column);

#endif
