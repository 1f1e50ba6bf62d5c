#include "store/database.h"

#include <errno.h>
#include <string.h>

#include "base/fault.h"
#include "base/memory.h"

/* No checkpoint of its own accord: the second thread does them.  cell_size_check
 * and trusted_schema make a damaged or doctored file fail early. */
static const char settings[] = "PRAGMA cell_size_check = ON;"
                               "PRAGMA trusted_schema = OFF;"
                               "PRAGMA wal_autocheckpoint = 0;"
                               "PRAGMA cache_size = -16384;"
                               "PRAGMA mmap_size = 0;";

static bool is_want_of_space(sqlite3 *handle)
{
    int code = sqlite3_extended_errcode(handle);
    int number = sqlite3_system_errno(handle);

    if ((code & 0xff) == SQLITE_FULL || code == SQLITE_IOERR_SHMSIZE)
        return true;
    return ((code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN) &&
           (number == ENOSPC || number == EDQUOT);
}

bool database_damaged(struct database *database, struct error *err, const char *what)
{
    bool is_verifying = database->access == DATABASE_READ;

    database->is_damaged = true;
    return error_set(err,
                     "%s is damaged: %s; %smove it away together with its -wal file, keep both, "
                     "and restore a backup",
                     database->path, what,
                     is_verifying ? "" : "`amberctl verify` shows how far it is good; ");
}

/* Want of space may come as a plain I/O error: SQLite's own words do not tell. */
static bool tell_full(const struct database *database, struct error *err, const char *what)
{
    return error_set(err, "%s: the disk is full: free some space (%s)", database->path, what);
}

/* Tells why the last call on the connection failed. */
static bool tell_failure(struct database *database, struct error *err)
{
    int code = sqlite3_errcode(database->handle);

    database->full = is_want_of_space(database->handle);
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
        return database_damaged(database, err, sqlite3_errmsg(database->handle));
    if (database->full)
        return tell_full(database, err, sqlite3_errmsg(database->handle));
    return error_set(err, "%s: %s", database->path, sqlite3_errmsg(database->handle));
}

/* What a test may have armed: a failure of any kind, or a full disk. */
static bool is_failure_injected(struct database *database, struct error *err)
{
    if (fault_point("store.full")) {
        database->full = true;
        return !tell_full(database, err, "database or disk is full");
    }
    if (fault_point("store.step"))
        return !error_set(err, "%s: disk I/O error", database->path);
    return false;
}

static bool open_file(struct database *database, enum database_access access, struct error *err)
{
    int flags = access == DATABASE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;

    if (sqlite3_open_v2(database->path, &database->handle, flags | SQLITE_OPEN_NOMUTEX, NULL) ==
        SQLITE_OK)
        return true;
    if (!database->handle)
        return error_set(err, "%s: out of memory", database->path);
    return tell_failure(database, err);
}

bool database_connect(struct database *database, enum database_access access, struct error *err)
{
    database->access = access;
    if (!open_file(database, access, err))
        return false;
    sqlite3_busy_timeout(database->handle, DATABASE_BUSY_MILLISECONDS);
    sqlite3_db_config(database->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return database_execute(database, settings, err) &&
           (access == DATABASE_READ ||
            database_execute(database, "PRAGMA synchronous = NORMAL", err));
}

struct database *database_create(const char *path)
{
    struct database *database = mem_zero(sizeof *database);

    database->path = mem_copy_string(path);
    return database;
}

struct database *database_open(const char *path, enum database_access access, struct error *err)
{
    struct database *database = database_create(path);

    if (database_connect(database, access, err))
        return database;
    database_close(database);
    return NULL;
}

void database_close(struct database *database)
{
    if (!database)
        return;
    sqlite3_close(database->handle);
    mem_free(database->path);
    mem_free(database);
}

bool database_execute(struct database *database, const char *sql, struct error *err)
{
    if (is_failure_injected(database, err))
        return false;
    if (sqlite3_exec(database->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        return tell_failure(database, err);
    return true;
}

sqlite3_stmt *database_prepare(struct database *database, const char *sql, struct error *err)
{
    sqlite3_stmt *statement = NULL;

    if (sqlite3_prepare_v3(database->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                           NULL) == SQLITE_OK)
        return statement;
    if (sqlite3_errcode(database->handle) == SQLITE_ERROR)
        database_damaged(database, err, sqlite3_errmsg(database->handle));
    else
        tell_failure(database, err);
    return NULL;
}

void database_reset(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

enum database_result database_step(struct database *database, sqlite3_stmt *statement,
                                   struct error *err)
{
    int code = SQLITE_OK;

    if (is_failure_injected(database, err)) {
        database_reset(statement);
        return DATABASE_FAILED;
    }
    code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        return DATABASE_ROW;
    if (code != SQLITE_DONE)
        tell_failure(database, err);
    database_reset(statement);
    return code == SQLITE_DONE ? DATABASE_DONE : DATABASE_FAILED;
}

bool database_run(struct database *database, sqlite3_stmt *statement, struct error *err)
{
    switch (database_step(database, statement, err)) {
    case DATABASE_DONE:
        return true;
    case DATABASE_ROW:
        database_reset(statement);
        return true;
    case DATABASE_FAILED:
        break;
    }
    return false;
}

bool database_query_number(struct database *database, const char *sql, int64_t *number,
                           struct error *err)
{
    sqlite3_stmt *statement = database_prepare(database, sql, err);
    bool has_row = false;

    if (!statement)
        return false;
    switch (database_step(database, statement, err)) {
    case DATABASE_ROW:
        *number = sqlite3_column_int64(statement, 0);
        has_row = true;
        break;
    case DATABASE_DONE:
        error_set(err, "%s: no answer to \"%s\"", database->path, sql);
        break;
    case DATABASE_FAILED:
        break;
    }
    sqlite3_finalize(statement);
    return has_row;
}

bool database_begin(struct database *database, bool durable, struct error *err)
{
    database->full = false;
    /* SQLite takes this between transactions only. */
    if (durable != database->durable) {
        if (!database_execute(database,
                              durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL",
                              err))
            return false;
        database->durable = durable;
    }
    return database_execute(database, "BEGIN IMMEDIATE", err);
}

bool database_commit(struct database *database, struct error *err)
{
    return database_execute(database, "COMMIT", err);
}

void database_rollback(struct database *database)
{
    if (!sqlite3_get_autocommit(database->handle))
        sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
}

/* An empty text may have no data, which SQLite would take for NULL. */
void database_bind_text(sqlite3_stmt *statement, int parameter, struct text text)
{
    sqlite3_bind_text64(statement, parameter, text.length ? text.data : "", text.length,
                        SQLITE_STATIC, SQLITE_UTF8);
}

void database_bind_bytes(sqlite3_stmt *statement, int parameter, struct text bytes)
{
    sqlite3_bind_blob64(statement, parameter, bytes.length ? bytes.data : "", bytes.length,
                        SQLITE_STATIC);
}

struct text database_column(sqlite3_stmt *statement, int column)
{
    const char *data = sqlite3_column_blob(statement, column);
    int length = sqlite3_column_bytes(statement, column);

    return (struct text){data, data && length > 0 ? (size_t)length : 0};
}

bool database_column_copy(sqlite3_stmt *statement, int column, void *bytes, size_t length)
{
    struct text value = database_column(statement, column);

    if (value.length != length)
        return false;
    memcpy(bytes, value.data, length);
    return true;
}
