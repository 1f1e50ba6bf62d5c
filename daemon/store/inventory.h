/*
 * inventory -- what rows a table must have: how many, and the sum of their seals.
 *
 * A seal shows that a row is as written, not that it is there.  So for each table
 * beside the chain a row says how many rows it has and what their seals add up
 * to; it is written in the transaction that changes the table, whichever
 * connection that is on, and has a seal of its own.  It is read before it is
 * written, each time: nothing of it is kept in memory that a rollback or another
 * connection would make untrue.
 *
 * Finds accidents and hasty hands, not enemies, as seals do.
 */
#ifndef STORE_INVENTORY_H
#define STORE_INVENTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "store/database.h"

enum inventory_table { INVENTORY_DELTA, INVENTORY_STATE, INVENTORY_CONSUMER, INVENTORY_TABLES };

/* Rows and the sum of their seals, both modulo 2^64: so a difference of two is one
 * as well, and the order of rows is nothing to it. */
struct inventory {
    uint64_t rows;
    uint64_t sum;
};

/* Counts a row in, or out. */
void inventory_add(struct inventory *inventory, int64_t seal);
void inventory_remove(struct inventory *inventory, int64_t seal);

/* Inside a transaction: writes for each table what it holds, taken as it is.  For
 * a new journal, and for one from before there were inventories. */
bool inventory_create(struct database *database, struct error *err);

/* The statements to keep it with, on the connection that changes the tables. */
struct inventory_book;

struct inventory_book *inventory_open(struct database *database, struct error *err);
void inventory_close(struct inventory_book *book);

/* Inside a transaction: adds what has changed in the table; or writes what it holds
 * now, for who knows all of it. */
bool inventory_change(struct inventory_book *book, enum inventory_table table,
                      struct inventory change, struct error *err);
bool inventory_write(struct inventory_book *book, enum inventory_table table,
                     struct inventory whole, struct error *err);

/* Compares what was found in a table, in the same look at the file (a transaction),
 * with what must be there.  False with err: rows are missing, or too many. */
bool inventory_check(struct database *database, enum inventory_table table, struct inventory found,
                     struct error *err);

#endif
