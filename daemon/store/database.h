/*
 * database -- a connection to an SQLite file, opened the one way this project
 * opens one, and failing in the project's words.
 *
 * Belongs to one thread.  Messages name the file, say what SQLite said, and when
 * the file is damaged what to do about it.
 */
#ifndef STORE_DATABASE_H
#define STORE_DATABASE_H

#include <stdbool.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/error.h"
#include "base/text.h"

enum database_access {
    DATABASE_WRITE, /* an existing file, to write */
    DATABASE_READ,  /* an existing file, never changed */
};

/* How long a connection waits for another process: an admin's sqlite3 shell. */
enum { DATABASE_BUSY_MILLISECONDS = 250 };

enum database_result { DATABASE_ROW, DATABASE_DONE, DATABASE_FAILED };

struct database {
    sqlite3 *handle;
    char *path;
    enum database_access access;
    bool is_damaged; /* damage was found and told */
    bool full;       /* the last failure was for want of space */
    bool durable;    /* commits wait for the disk */
};

/* Opens the file at path.  NULL with err; the file must exist. */
struct database *database_open(const char *path, enum database_access access, struct error *err);

/* The same in two steps, for who must know afterwards whether the disk was full:
 * connecting may need room for SQLite's shared memory. */
struct database *database_create(const char *path);
bool database_connect(struct database *database, enum database_access access, struct error *err);

/* Closes and frees. */
void database_close(struct database *database);

/* Runs SQL without parameters and results. */
bool database_execute(struct database *database, const char *sql, struct error *err);

/* Prepares a statement; the caller finalizes it (sqlite3_finalize takes NULL). */
sqlite3_stmt *database_prepare(struct database *database, const char *sql, struct error *err);

/* One step.  A statement that is done or failed is reset and lets go of what was
 * bound to it. */
enum database_result database_step(struct database *database, sqlite3_stmt *statement,
                                   struct error *err);

/* Steps a statement that gives no rows. */
bool database_run(struct database *database, sqlite3_stmt *statement, struct error *err);

/* Ends a reading before its last row. */
void database_reset(sqlite3_stmt *statement);

/* The only number that a query gives; false also when it gives none. */
bool database_query_number(struct database *database, const char *sql, int64_t *number,
                           struct error *err);

/* A write transaction, from the start.  durable: its commit waits for the disk. */
bool database_begin(struct database *database, bool durable, struct error *err);
bool database_commit(struct database *database, struct error *err);

/* Undoes what was begun, if anything was. */
void database_rollback(struct database *database);

/* Says in err that the file is damaged, what is wrong, and what to do; who only
 * reads is verifying it and is not sent to do so.  Returns false. */
bool database_damaged(struct database *database, struct error *err, const char *what);

/* Parameters count from 1, columns from 0.  A bound text stays the caller's and
 * must live until the statement is done; a column's until the next step. */
void database_bind_text(sqlite3_stmt *statement, int parameter, struct text text);
void database_bind_bytes(sqlite3_stmt *statement, int parameter, struct text bytes);
struct text database_column(sqlite3_stmt *statement, int column);

/* True when the column holds exactly length bytes, which are copied to bytes. */
bool database_column_copy(sqlite3_stmt *statement, int column, void *bytes, size_t length);

#endif
