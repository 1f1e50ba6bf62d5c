/*
 * schema -- the tables of the journal, and how older files become current.
 *
 * The version is SQLite's user_version, the kind of file its application_id.  A
 * migration is a row of a table: SQL, and where that is not enough a function,
 * that lead from one version to the next.  They go forward only, all in one
 * transaction.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "store/database.h"

/* One step: SQL, then what SQL cannot say (NULL: nothing). */
struct schema_migration {
    const char *sql;
    bool (*finish)(struct database *database, struct error *err);
};

/* What leads from nothing to the present version: migrations[i] makes version i + 1 of
 * version i. */
struct schema_history {
    const struct schema_migration *migrations;
    size_t count;
};

/* The journal's. */
extern const struct schema_history schema_history;

/* Writes the tables into an empty file. */
bool schema_create(struct database *database, const struct schema_history *history,
                   struct error *err);

/* Refuses files of another kind or a newer version; says so naming both.  What such a file
 * holds beyond the tables and indexes of its version, or other than them, is damage: a
 * trigger could keep records out of it.  Checked before anything is written. */
bool schema_check(struct database *database, const struct schema_history *history,
                  struct error *err);

/* The same, and brings an older file up to date. */
bool schema_migrate(struct database *database, const struct schema_history *history,
                    struct error *err);

/* Looks for damage in the tables that the chain of hashes does not cover. */
bool schema_check_tables(struct database *database, struct error *err);

#endif
