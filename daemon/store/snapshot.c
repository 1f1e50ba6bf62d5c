#include "store/snapshot.h"

#include "base/memory.h"
#include "store/delta.h"
#include "store/inventory.h"
#include "store/seal.h"

/* One step of a fold holds the write lock this long: some tenths of a
 * millisecond, for each row may touch a page of its own. */
enum { STEP_ROWS = 64, STEP_BYTES = 64 << 10, STEP_DELTAS = 64 };

enum statement { READ_DELTAS, READ_SEAL, PUT, REMOVE, READ_OLDEST, FORGET, STATEMENT_COUNT };

static const char *const texts[STATEMENT_COUNT] = {
    [READ_DELTAS] = ("SELECT number, packed, seal FROM delta"
                     " WHERE number <= (SELECT max(number) FROM delta) - ?1 ORDER BY number"),
    [READ_SEAL] = "SELECT seal FROM state WHERE owner = ?1 AND key = ?2",
    [PUT] = "INSERT OR REPLACE INTO state(owner, key, value, seal) VALUES(?1, ?2, ?3, ?4)",
    [REMOVE] = "DELETE FROM state WHERE owner = ?1 AND key = ?2",
    [READ_OLDEST] = "SELECT number, seal FROM delta WHERE number <= ?1 ORDER BY number LIMIT ?2",
    [FORGET] = "DELETE FROM delta WHERE number <= ?1",
};

struct snapshot {
    struct database *database;
    struct inventory_book *inventories;
    sqlite3_stmt *statements[STATEMENT_COUNT];
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
        return database_damaged(database, err, "a recent change of state is not as written");
    if (!delta_unpack(packed, fold_put, fold, &reason))
        return database_damaged(database, err, reason.text);
    return true;
}

static bool fold_deltas(struct database *database, struct fold *fold, struct error *err)
{
    sqlite3_stmt *read =
        database_prepare(database, "SELECT number, packed, seal FROM delta ORDER BY number", err);
    enum database_result result = DATABASE_FAILED;
    struct inventory found = {0};

    if (!read)
        return false;
    while ((result = database_step(database, read, err)) == DATABASE_ROW) {
        inventory_add(&found, sqlite3_column_int64(read, 2));
        if (!take_delta(database, read, fold, err)) {
            result = DATABASE_FAILED;
            break;
        }
    }
    sqlite3_finalize(read);
    return result == DATABASE_DONE && inventory_check(database, INVENTORY_DELTA, found, err);
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
    struct inventory found = {0};

    if (!read)
        return false;
    while ((result = database_step(database, read, err)) == DATABASE_ROW) {
        inventory_add(&found, sqlite3_column_int64(read, 3));
        if (!give_row(database, read, fold, put, cookie, err)) {
            result = DATABASE_FAILED;
            break;
        }
    }
    sqlite3_finalize(read);
    return result == DATABASE_DONE && inventory_check(database, INVENTORY_STATE, found, err);
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
    snapshot->inventories = inventory_open(database, err);
    if (!snapshot->inventories)
        goto fail;
    for (size_t i = 0; i < STATEMENT_COUNT; i++) {
        snapshot->statements[i] = database_prepare(database, texts[i], err);
        if (!snapshot->statements[i])
            goto fail;
    }
    return snapshot;

fail:
    snapshot_close(snapshot);
    return NULL;
}

void snapshot_close(struct snapshot *snapshot)
{
    if (!snapshot)
        return;
    for (size_t i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(snapshot->statements[i]);
    inventory_close(snapshot->inventories);
    mem_free(snapshot);
}

bool snapshot_collect(struct snapshot *snapshot, uint64_t keep, size_t *room, struct fold *fold,
                      uint64_t *last, struct error *err)
{
    sqlite3_stmt *read = snapshot->statements[READ_DELTAS];
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

/* Counts the row of a key out that is to be written or removed, if there is one. */
static bool count_out(struct snapshot *snapshot, const struct state_change *change,
                      struct inventory *moved, struct error *err)
{
    sqlite3_stmt *read = snapshot->statements[READ_SEAL];
    enum database_result result = DATABASE_FAILED;

    sqlite3_bind_int(read, 1, (int)change->owner);
    database_bind_bytes(read, 2, change->key);
    result = database_step(snapshot->database, read, err);
    if (result == DATABASE_ROW) {
        inventory_remove(moved, sqlite3_column_int64(read, 0));
        database_reset(read);
    }
    return result != DATABASE_FAILED;
}

static bool write_change(struct snapshot *snapshot, const struct state_change *change,
                         struct inventory *moved, struct error *err)
{
    bool is_kept = change->value.length > 0;
    sqlite3_stmt *statement = snapshot->statements[is_kept ? PUT : REMOVE];
    int64_t seal = 0;

    if (!count_out(snapshot, change, moved, err))
        return false;
    sqlite3_bind_int(statement, 1, (int)change->owner);
    database_bind_bytes(statement, 2, change->key);
    if (is_kept) {
        seal = seal_row(change);
        inventory_add(moved, seal);
        database_bind_bytes(statement, 3, change->value);
        sqlite3_bind_int64(statement, 4, seal);
    }
    return database_run(snapshot->database, statement, err);
}

size_t snapshot_write(struct snapshot *snapshot, const struct state_change *changes, size_t count,
                      struct error *err)
{
    struct inventory moved = {0};
    size_t written = 0;
    size_t bytes = 0;

    while (written < count && written < STEP_ROWS && bytes < STEP_BYTES) {
        if (!write_change(snapshot, &changes[written], &moved, err))
            return 0;
        bytes += changes[written].key.length + changes[written].value.length;
        written++;
    }
    return inventory_change(snapshot->inventories, INVENTORY_STATE, moved, err) ? written : 0;
}

/* Counts the oldest few deltas up to number last out; *newest is the number of the
 * newest of them. */
static bool count_deltas_out(struct snapshot *snapshot, uint64_t last, struct inventory *moved,
                             int64_t *newest, struct error *err)
{
    sqlite3_stmt *read = snapshot->statements[READ_OLDEST];
    enum database_result result = DATABASE_FAILED;

    sqlite3_bind_int64(read, 1, (int64_t)last);
    sqlite3_bind_int(read, 2, STEP_DELTAS);
    while ((result = database_step(snapshot->database, read, err)) == DATABASE_ROW) {
        *newest = sqlite3_column_int64(read, 0);
        inventory_remove(moved, sqlite3_column_int64(read, 1));
    }
    return result == DATABASE_DONE;
}

bool snapshot_forget(struct snapshot *snapshot, uint64_t last, bool *done, struct error *err)
{
    sqlite3_stmt *forget = snapshot->statements[FORGET];
    struct inventory moved = {0};
    int64_t newest = INT64_MIN;

    if (!count_deltas_out(snapshot, last, &moved, &newest, err))
        return false;
    *done = 0 - moved.rows < STEP_DELTAS;
    sqlite3_bind_int64(forget, 1, newest);
    return database_run(snapshot->database, forget, err) &&
           inventory_change(snapshot->inventories, INVENTORY_DELTA, moved, err);
}
