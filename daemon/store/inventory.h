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
 * The records have a row too, for a chain does not know where it ends.  Its sum is
 * the mark of the newest record alone: that one's hash speaks for all before it, so
 * a start compares two numbers and reads no records.
 *
 * Finds accidents and hasty hands, not enemies, as seals do: an end that was cut off
 * with care is found by its anchor only.
 */
#ifndef STORE_INVENTORY_H
#define STORE_INVENTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/error.h"
#include "store/database.h"

enum inventory_table {
    INVENTORY_DELTA,
    INVENTORY_STATE,
    INVENTORY_CONSUMER,
    INVENTORY_JOURNAL, /* its sum is inventory_mark of the newest record */
    INVENTORY_TABLES,
};

/* Rows and the sum of their seals, both modulo 2^64: so a difference of two is one
 * as well, and the order of rows is nothing to it. */
struct inventory {
    uint64_t rows;
    uint64_t sum;
};

/* Counts a row in, or out. */
void inventory_add(struct inventory *inventory, int64_t seal);
void inventory_remove(struct inventory *inventory, int64_t seal);

/* What stands for the newest record: its hash, put into one number. */
uint64_t inventory_mark(const struct digest *newest);

/* Inside a transaction: writes for each table what it holds, taken as it is.  For
 * a new journal, and for one from before there were inventories. */
bool inventory_create(struct database *database, struct error *err);

/* Inside a transaction: the same of the records alone, for a journal from before
 * they were counted. */
bool inventory_count_records(struct database *database, struct error *err);

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

/* The same of the records, by their end alone: newest is the newest one's hash, NULL
 * while there is none.  Counts them only to say how many are missing. */
bool inventory_check_end(struct database *database, const struct digest *newest, struct error *err);

#endif
