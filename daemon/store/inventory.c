#include "store/inventory.h"

#include "base/memory.h"
#include "store/seal.h"

struct inventory_book {
    struct database *database;
    sqlite3_stmt *read;
    sqlite3_stmt *write;
};

static const char read_sql[] = "SELECT rows, sum, seal FROM inventory WHERE name = ?1";

static const char write_sql[] =
    "INSERT OR REPLACE INTO inventory(name, rows, sum, seal) VALUES(?1, ?2, ?3, ?4)";

/* name: as stored; title: what the rows are called to people; seals: what adds up to
 * the sum, NULL where the newest row's mark is the sum. */
static const struct {
    const char *name;
    const char *title;
    const char *seals;
} tables[INVENTORY_TABLES] = {
    [INVENTORY_DELTA] = {"delta", "recent changes of state", "SELECT seal FROM delta"},
    [INVENTORY_STATE] = {"state", "pieces of state", "SELECT seal FROM state"},
    [INVENTORY_CONSUMER] = {"consumer", "places of readers", "SELECT seal FROM consumer"},
    [INVENTORY_JOURNAL] = {"journal", "records", NULL},
};

void inventory_add(struct inventory *inventory, int64_t seal)
{
    inventory->rows++;
    inventory->sum += (uint64_t)seal;
}

void inventory_remove(struct inventory *inventory, int64_t seal)
{
    inventory->rows--;
    inventory->sum -= (uint64_t)seal;
}

uint64_t inventory_mark(const struct digest *newest)
{
    struct text hash = {(const char *)newest->bytes, sizeof newest->bytes};

    return (uint64_t)seal_of(&hash, 1);
}

static int64_t seal_row(enum inventory_table table, const struct inventory *inventory)
{
    uint64_t numbers[] = {inventory->rows, inventory->sum};
    struct text parts[] = {text_of(tables[table].name), {(const char *)numbers, sizeof numbers}};

    return seal_of(parts, sizeof parts / sizeof *parts);
}

struct inventory_book *inventory_open(struct database *database, struct error *err)
{
    struct inventory_book *book = mem_zero(sizeof *book);

    book->database = database;
    book->read = database_prepare(database, read_sql, err);
    if (book->read)
        book->write = database_prepare(database, write_sql, err);
    if (book->write)
        return book;
    inventory_close(book);
    return NULL;
}

void inventory_close(struct inventory_book *book)
{
    if (!book)
        return;
    sqlite3_finalize(book->read);
    sqlite3_finalize(book->write);
    mem_free(book);
}

static bool tell_damaged(struct database *database, enum inventory_table table, const char *fault,
                         struct error *err)
{
    struct error what = {0};

    error_set(&what, "the count of its %s is %s", tables[table].title, fault);
    return database_damaged(database, err, what.text);
}

static bool read_row(struct database *database, sqlite3_stmt *read, enum inventory_table table,
                     struct inventory *inventory, struct error *err)
{
    bool is_good = false;

    database_bind_text(read, 1, text_of(tables[table].name));
    switch (database_step(database, read, err)) {
    case DATABASE_ROW:
        inventory->rows = (uint64_t)sqlite3_column_int64(read, 0);
        inventory->sum = (uint64_t)sqlite3_column_int64(read, 1);
        is_good = sqlite3_column_int64(read, 2) == seal_row(table, inventory);
        database_reset(read);
        return is_good || tell_damaged(database, table, "not as written", err);
    case DATABASE_DONE:
        return tell_damaged(database, table, "missing", err);
    case DATABASE_FAILED:
        break;
    }
    return false;
}

bool inventory_write(struct inventory_book *book, enum inventory_table table,
                     struct inventory whole, struct error *err)
{
    database_bind_text(book->write, 1, text_of(tables[table].name));
    sqlite3_bind_int64(book->write, 2, (int64_t)whole.rows);
    sqlite3_bind_int64(book->write, 3, (int64_t)whole.sum);
    sqlite3_bind_int64(book->write, 4, seal_row(table, &whole));
    return database_run(book->database, book->write, err);
}

bool inventory_change(struct inventory_book *book, enum inventory_table table,
                      struct inventory change, struct error *err)
{
    struct inventory inventory = {0};

    if (!read_row(book->database, book->read, table, &inventory, err))
        return false;
    inventory.rows += change.rows;
    inventory.sum += change.sum;
    return inventory_write(book, table, inventory, err);
}

/* The records, and the mark of the newest. */
static bool count_records(struct database *database, struct inventory *inventory, struct error *err)
{
    sqlite3_stmt *read = database_prepare(
        database,
        "SELECT (SELECT count(*) FROM journal), hash FROM journal ORDER BY number DESC LIMIT 1",
        err);
    struct digest newest = {{0}};
    enum database_result result = DATABASE_FAILED;

    while (read && (result = database_step(database, read, err)) == DATABASE_ROW) {
        inventory->rows = (uint64_t)sqlite3_column_int64(read, 0);
        if (database_column_copy(read, 1, newest.bytes, sizeof newest.bytes))
            inventory->sum = inventory_mark(&newest);
    }
    sqlite3_finalize(read);
    return result == DATABASE_DONE;
}

/* What the table holds, by the seals that its rows have. */
static bool count_rows(struct database *database, enum inventory_table table,
                       struct inventory *inventory, struct error *err)
{
    sqlite3_stmt *read = NULL;
    enum database_result result = DATABASE_FAILED;

    if (!tables[table].seals)
        return count_records(database, inventory, err);
    read = database_prepare(database, tables[table].seals, err);
    if (!read)
        return false;
    while ((result = database_step(database, read, err)) == DATABASE_ROW)
        inventory_add(inventory, sqlite3_column_int64(read, 0));
    sqlite3_finalize(read);
    return result == DATABASE_DONE;
}

/* Takes the tables from first on as they are. */
static bool take_tables(struct database *database, enum inventory_table first, struct error *err)
{
    struct inventory_book *book = inventory_open(database, err);
    bool is_good = book != NULL;

    for (int table = first; is_good && table < INVENTORY_TABLES; table++) {
        struct inventory inventory = {0};

        is_good = count_rows(database, table, &inventory, err) &&
                  inventory_write(book, table, inventory, err);
    }
    inventory_close(book);
    return is_good;
}

bool inventory_create(struct database *database, struct error *err)
{
    return take_tables(database, INVENTORY_DELTA, err);
}

bool inventory_count_records(struct database *database, struct error *err)
{
    return take_tables(database, INVENTORY_JOURNAL, err);
}

static bool read_wanted(struct database *database, enum inventory_table table,
                        struct inventory *wanted, struct error *err)
{
    sqlite3_stmt *read = database_prepare(database, read_sql, err);
    bool is_read = read && read_row(database, read, table, wanted, err);

    sqlite3_finalize(read);
    return is_read;
}

bool inventory_check(struct database *database, enum inventory_table table, struct inventory found,
                     struct error *err)
{
    struct inventory wanted = {0};
    struct error what = {0};

    if (!read_wanted(database, table, &wanted, err))
        return false;
    if (found.rows == wanted.rows && found.sum == wanted.sum)
        return true;
    if (found.rows == wanted.rows)
        error_set(&what, "its %s are not the ones last written", tables[table].title);
    else
        error_set(&what, "it holds %llu %s where %llu were written", (unsigned long long)found.rows,
                  tables[table].title, (unsigned long long)wanted.rows);
    return database_damaged(database, err, what.text);
}

bool inventory_check_end(struct database *database, const struct digest *newest, struct error *err)
{
    struct inventory wanted = {0};
    struct inventory found = {0};

    if (!read_wanted(database, INVENTORY_JOURNAL, &wanted, err))
        return false;
    if (wanted.sum == (newest ? inventory_mark(newest) : 0))
        return true;
    return count_records(database, &found, err) &&
           inventory_check(database, INVENTORY_JOURNAL, found, err);
}
