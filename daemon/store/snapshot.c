#include "store/snapshot.h"

#include "base/memory.h"
#include "store/delta.h"
#include "store/seal.h"

/* One step of a fold holds the write lock this long: some tenths of a
 * millisecond, for each row may touch a page of its own. */
enum { STEP_ROWS = 64, STEP_BYTES = 64 << 10, STEP_DELTAS = 64 };

struct snapshot {
    struct database *database;
    sqlite3_stmt *read_deltas;
    sqlite3_stmt *put;
    sqlite3_stmt *remove;
    sqlite3_stmt *forget;
};

static int64_t seal_row(const struct state_change *change)
{
    char owner = (char)change->owner;
    struct text parts[] = {{&owner, 1}, change->key, change->value};

    return seal_of(parts, sizeof parts / sizeof *parts);
}

/* What is lost with a row of each owner, in words for who runs the daemon. */
static const char *const lost[] = {
    [STATE_CURSOR] = "how far a log was read is not as written",
    [STATE_REPEATED] = "a message that may be repeated is not as written",
    [STATE_ALERT] = "an open alert is not as written",
    [STATE_STORM] = "a storm alert is not as written",
    [STATE_OBSERVATION] = "a count of observations is not as written",
    [STATE_WATERMARK] = "the time that a log has come to is not as written",
    [STATE_WAITING] = "a record half read is not as written",
    [STATE_HEADER] = "the names of a log's columns are not as written",
    [STATE_ECHO] = "a statement that may be logged again is not as written",
};

/* The owner may be anything, for the row is damaged. */
static bool tell_changed(struct database *database, int64_t owner, struct error *err)
{
    bool is_known = owner > 0 && owner < (int64_t)(sizeof lost / sizeof *lost);

    return database_damaged(database, err,
                            is_known ? lost[owner] : "a piece of state is not as written");
}

/* Takes the row (number, packed, seal) under read. */
static bool take_delta(struct database *database, sqlite3_stmt *read, struct fold *fold,
                       struct error *err)
{
    struct text packed = database_column(read, 1);
    struct error reason = {0};

    if (sqlite3_column_int64(read, 2) != seal_of(&packed, 1))
        return database_damaged(database, err, "the newest changes of state are not as written");
    if (!delta_unpack(packed, fold_put, fold, &reason))
        return database_damaged(database, err, reason.text);
    return true;
}

static bool fold_deltas(struct database *database, struct fold *fold, struct error *err)
{
    sqlite3_stmt *read =
        database_prepare(database, "SELECT number, packed, seal FROM delta ORDER BY number", err);
    enum database_result result = DATABASE_FAILED;

    if (!read)
        return false;
    while ((result = database_step(database, read, err)) == DATABASE_ROW) {
        if (!take_delta(database, read, fold, err)) {
            result = DATABASE_FAILED;
            break;
        }
    }
    sqlite3_finalize(read);
    return result == DATABASE_DONE;
}

/* Gives the row (owner, key, value, seal) under read, unless a delta has it. */
static bool give_row(struct database *database, sqlite3_stmt *read, struct fold *fold,
                     state_put *put, void *cookie, struct error *err)
{
    int64_t owner = sqlite3_column_int64(read, 0);
    struct state_change change = {
        .owner = (enum state_owner)(uint8_t)owner,
        .key = database_column(read, 1),
        .value = database_column(read, 2),
    };

    if (owner != (int64_t)change.owner || sqlite3_column_int64(read, 3) != seal_row(&change))
        return tell_changed(database, owner, err);
    if (!fold_has(fold, change.owner, change.key))
        put(&change, cookie);
    return true;
}

static bool give_rows(struct database *database, struct fold *fold, state_put *put, void *cookie,
                      struct error *err)
{
    sqlite3_stmt *read =
        database_prepare(database, "SELECT owner, key, value, seal FROM state", err);
    enum database_result result = DATABASE_FAILED;

    if (!read)
        return false;
    while ((result = database_step(database, read, err)) == DATABASE_ROW) {
        if (!give_row(database, read, fold, put, cookie, err)) {
            result = DATABASE_FAILED;
            break;
        }
    }
    sqlite3_finalize(read);
    return result == DATABASE_DONE;
}

bool snapshot_load(struct database *database, state_put *put, void *cookie, struct error *err)
{
    struct fold *fold = fold_create();
    struct state_change change = {0};
    size_t position = 0;
    bool is_loaded = false;

    /* One look at both tables: a fold between two would move rows under it. */
    if (!database_execute(database, "BEGIN", err))
        goto out;
    is_loaded = fold_deltas(database, fold, err) && give_rows(database, fold, put, cookie, err);
    database_rollback(database);
    while (is_loaded && fold_next(fold, &position, &change)) {
        if (change.value.length > 0)
            put(&change, cookie);
    }

out:
    fold_destroy(fold);
    return is_loaded;
}

struct snapshot *snapshot_open(struct database *database, struct error *err)
{
    struct snapshot *snapshot = mem_zero(sizeof *snapshot);

    snapshot->database = database;
    snapshot->read_deltas =
        database_prepare(database,
                         "SELECT number, packed, seal FROM delta"
                         " WHERE number <= (SELECT max(number) FROM delta) - ?1 ORDER BY number",
                         err);
    if (!snapshot->read_deltas)
        goto fail;
    snapshot->put = database_prepare(
        database, "INSERT OR REPLACE INTO state(owner, key, value, seal) VALUES(?1, ?2, ?3, ?4)",
        err);
    if (!snapshot->put)
        goto fail;
    snapshot->remove =
        database_prepare(database, "DELETE FROM state WHERE owner = ?1 AND key = ?2", err);
    if (!snapshot->remove)
        goto fail;
    snapshot->forget =
        database_prepare(database,
                         "DELETE FROM delta WHERE number IN"
                         " (SELECT number FROM delta WHERE number <= ?1 ORDER BY number LIMIT ?2)",
                         err);
    if (!snapshot->forget)
        goto fail;
    return snapshot;

fail:
    snapshot_close(snapshot);
    return NULL;
}

void snapshot_close(struct snapshot *snapshot)
{
    if (!snapshot)
        return;
    sqlite3_finalize(snapshot->read_deltas);
    sqlite3_finalize(snapshot->put);
    sqlite3_finalize(snapshot->remove);
    sqlite3_finalize(snapshot->forget);
    mem_free(snapshot);
}

bool snapshot_collect(struct snapshot *snapshot, uint64_t keep, size_t *room, struct fold *fold,
                      uint64_t *last, struct error *err)
{
    sqlite3_stmt *read = snapshot->read_deltas;
    enum database_result result = DATABASE_DONE;

    *last = 0;
    sqlite3_bind_int64(read, 1, (int64_t)keep);
    while (*room > 0 && (result = database_step(snapshot->database, read, err)) == DATABASE_ROW) {
        size_t length = database_column(read, 1).length;

        if (!take_delta(snapshot->database, read, fold, err)) {
            result = DATABASE_FAILED;
            break;
        }
        *room -= length < *room ? length : *room;
        *last = (uint64_t)sqlite3_column_int64(read, 0);
    }
    database_reset(read);
    return result != DATABASE_FAILED;
}

static bool write_change(struct snapshot *snapshot, const struct state_change *change,
                         struct error *err)
{
    sqlite3_stmt *statement = change->value.length > 0 ? snapshot->put : snapshot->remove;

    sqlite3_bind_int(statement, 1, (int)change->owner);
    database_bind_bytes(statement, 2, change->key);
    if (change->value.length > 0) {
        database_bind_bytes(statement, 3, change->value);
        sqlite3_bind_int64(statement, 4, seal_row(change));
    }
    return database_run(snapshot->database, statement, err);
}

size_t snapshot_write(struct snapshot *snapshot, const struct state_change *changes, size_t count,
                      struct error *err)
{
    size_t written = 0;
    size_t bytes = 0;

    while (written < count && written < STEP_ROWS && bytes < STEP_BYTES) {
        if (!write_change(snapshot, &changes[written], err))
            return 0;
        bytes += changes[written].key.length + changes[written].value.length;
        written++;
    }
    return written;
}

bool snapshot_forget(struct snapshot *snapshot, uint64_t last, bool *done, struct error *err)
{
    sqlite3_bind_int64(snapshot->forget, 1, (int64_t)last);
    sqlite3_bind_int(snapshot->forget, 2, STEP_DELTAS);
    if (!database_run(snapshot->database, snapshot->forget, err))
        return false;
    *done = sqlite3_changes(snapshot->database->handle) < STEP_DELTAS;
    return true;
}
