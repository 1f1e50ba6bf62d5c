#include "store/schema.h"

#include <string.h>

#include "store/inventory.h"
#include "store/schema_objects.h"

/* "ambr": what file(1) and SQLite tell our files by. */
#define APPLICATION      "0x616d6272"
#define APPLICATION_CODE 0x616d6272

/*
 * journal    the records and their chain; body_salt and body_digest let a body
 *            be checked on its own
 * evidence   what may be erased: of an erased text the digest in journal stays
 * delta      state changes as they came, one packed row a commit
 * state      the snapshot: what older deltas came to, a row a key
 * numbering  one row: the journal's name, the run, the numbers, and up to when
 *            evidence was erased
 *
 * seal is a checksum over the rest of the row: no chain covers these tables, and
 * a flipped bit in a cursor would silently skip log lines.
 */
static const char tables[] =
    "CREATE TABLE journal("
    " number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, at INTEGER NOT NULL, alert BLOB,"
    " body TEXT NOT NULL, body_salt BLOB NOT NULL, body_digest BLOB NOT NULL,"
    " evidence_digest BLOB, hash BLOB NOT NULL);"
    "CREATE INDEX journal_alert ON journal(alert) WHERE alert IS NOT NULL;"
    "CREATE TABLE evidence(number INTEGER PRIMARY KEY, salt BLOB NOT NULL, text BLOB NOT NULL);"
    "CREATE TABLE delta(number INTEGER PRIMARY KEY, packed BLOB NOT NULL, seal INTEGER NOT NULL);"
    "CREATE TABLE state(owner INTEGER, key BLOB, value BLOB NOT NULL, seal INTEGER NOT NULL,"
    " PRIMARY KEY(owner, key)) WITHOUT ROWID;"
    "CREATE TABLE consumer(name BLOB PRIMARY KEY, user INTEGER NOT NULL,"
    " acknowledged INTEGER NOT NULL, seal INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE numbering(one INTEGER PRIMARY KEY CHECK(one = 1), instance BLOB NOT NULL,"
    " boot BLOB NOT NULL, clean INTEGER NOT NULL, next INTEGER NOT NULL,"
    " reserved INTEGER NOT NULL, erased_before INTEGER NOT NULL, seal INTEGER NOT NULL);";

/* inventory: a row for each of the sealed tables, with what it must hold; since the
 * third version one for the journal as well. */
static const char inventories[] =
    "CREATE TABLE inventory(name TEXT PRIMARY KEY, rows INTEGER NOT NULL, sum INTEGER NOT NULL,"
    " seal INTEGER NOT NULL) WITHOUT ROWID;";

static const struct schema_migration migrations[] = {
    {tables, NULL},
    {inventories, inventory_create},
    {"", inventory_count_records},
};

const struct schema_history schema_history = {migrations, sizeof migrations / sizeof *migrations};

/* Runs migrations first..., inside a transaction. */
static bool run_migrations(struct database *database, const struct schema_history *history,
                           size_t first, struct error *err)
{
    char version[64] = {0};

    for (size_t i = first; i < history->count; i++) {
        const struct schema_migration *migration = &history->migrations[i];

        if (!database_execute(database, migration->sql, err) ||
            (migration->finish && !migration->finish(database, err)))
            return false;
    }
    sqlite3_snprintf(sizeof version, version, "PRAGMA user_version = %d", (int)history->count);
    return database_execute(database, version, err);
}

bool schema_create(struct database *database, const struct schema_history *history,
                   struct error *err)
{
    if (!database_execute(database, "PRAGMA page_size = 4096; PRAGMA application_id = " APPLICATION,
                          err))
        return false;
    if (database_begin(database, true, err) && run_migrations(database, history, 0, err) &&
        database_commit(database, err))
        return true;
    database_rollback(database);
    return false;
}

static bool read_version(struct database *database, const struct schema_history *history,
                         size_t *version, struct error *err)
{
    int64_t application = 0;
    int64_t number = 0;

    if (!database_query_number(database, "PRAGMA application_id", &application, err) ||
        !database_query_number(database, "PRAGMA user_version", &number, err))
        return false;
    if (application != APPLICATION_CODE)
        return error_set(err, "%s is no journal of amberd", database->path);
    if (number < 1)
        return database_damaged(database, err, "it has no schema version");
    if (number > (int64_t)history->count)
        return error_set(err,
                         "%s has schema version %lld, and this amberd knows up to version %zu: "
                         "use the newer amberd, or restore a backup from before it",
                         database->path, (long long)number, history->count);
    *version = (size_t)number;
    return true;
}

/* The file holds what the first migrations make, and nothing else. */
static bool check_objects(struct database *database, const struct schema_history *history,
                          size_t version, struct error *err)
{
    const struct schema_history past = {history->migrations, version};
    struct database *model = database_open(":memory:", DATABASE_WRITE, err);
    bool is_good =
        model && run_migrations(model, &past, 0, err) && schema_objects_match(database, model, err);

    database_close(model);
    return is_good;
}

bool schema_check(struct database *database, const struct schema_history *history,
                  struct error *err)
{
    size_t version = 0;

    if (!read_version(database, history, &version, err))
        return false;
    if (version < history->count)
        return error_set(err,
                         "%s has schema version %zu, older than %zu: start the daemon once, it "
                         "brings the file up to date",
                         database->path, version, history->count);
    return check_objects(database, history, version, err);
}

bool schema_migrate(struct database *database, const struct schema_history *history,
                    struct error *err)
{
    size_t version = 0;

    if (!read_version(database, history, &version, err) ||
        !check_objects(database, history, version, err))
        return false;
    if (version == history->count)
        return true;
    if (database_begin(database, true, err) && run_migrations(database, history, version, err) &&
        database_commit(database, err))
        return true;
    database_rollback(database);
    return error_wrap(err, "cannot bring schema version %zu up to %zu", version, history->count);
}

static bool check_table(struct database *database, const char *name, struct error *err)
{
    sqlite3_stmt *statement = NULL;
    char sql[64] = {0};
    bool is_good = false;

    sqlite3_snprintf(sizeof sql, sql, "PRAGMA quick_check(%s)", name);
    statement = database_prepare(database, sql, err);
    if (statement && database_step(database, statement, err) == DATABASE_ROW) {
        const char *verdict = (const char *)sqlite3_column_text(statement, 0);

        is_good = verdict && strcmp(verdict, "ok") == 0;
        if (!is_good)
            database_damaged(database, err, verdict ? verdict : "the check says nothing");
    }
    sqlite3_finalize(statement);
    return is_good;
}

bool schema_check_tables(struct database *database, struct error *err)
{
    static const char *const names[] = {"delta", "state", "consumer", "numbering", "inventory"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!check_table(database, names[i], err))
            return false;
    }
    return true;
}
