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

/* name: as stored; title: what the rows are called to people. */
static const struct {
    const char *name;
    const char *title;
    const char *seals;
} tables[INVENTORY_TABLES] = {
    [INVENTORY_DELTA] = {"delta", "recent changes of state", "SELECT seal FROM delta"},
    [INVENTORY_STATE] = {"state", "pieces of state", "SELECT seal FROM state"},
    [INVENTORY_CONSUMER] = {"consumer", "places of readers", "SELECT seal FROM consumer"},
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

/* What the table holds, by the seals that its rows have. */
static bool count_rows(struct database *database, enum inventory_table table,
                       struct inventory *inventory, struct error *err)
{
    sqlite3_stmt *read = database_prepare(database, tables[table].seals, err);
    enum database_result result = DATABASE_FAILED;

    if (!read)
        return false;
    while ((result = database_step(database, read, err)) == DATABASE_ROW)
        inventory_add(inventory, sqlite3_column_int64(read, 0));
    sqlite3_finalize(read);
    return result == DATABASE_DONE;
}

bool inventory_create(struct database *database, struct error *err)
{
    struct inventory_book *book = inventory_open(database, err);
    bool is_good = book != NULL;

    for (int table = 0; is_good && table < INVENTORY_TABLES; table++) {
        struct inventory inventory = {0};

        is_good = count_rows(database, table, &inventory, err) &&
                  inventory_write(book, table, inventory, err);
    }
    inventory_close(book);
    return is_good;
}

bool inventory_check(struct database *database, enum inventory_table table, struct inventory found,
                     struct error *err)
{
    sqlite3_stmt *read = database_prepare(database, read_sql, err);
    struct inventory wanted = {0};
    struct error what = {0};
    bool is_read = read && read_row(database, read, table, &wanted, err);

    sqlite3_finalize(read);
    if (!is_read)
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
