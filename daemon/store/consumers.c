#include "store/consumers.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/table.h"
#include "store/inventory.h"
#include "store/seal.h"

struct entry {
    struct consumer consumer;
    int64_t seal;
    bool is_pending;
};

/* Of a damaged name this much is told, so that the advice behind it is not cut. */
enum { NAME_TOLD = 64 };

struct consumers {
    struct database *database;
    struct inventory_book *inventories;
    sqlite3_stmt *write;
    struct table *entries;
    size_t pending;
};

static int64_t seal_row(struct text name, const struct consumer *consumer)
{
    uint64_t numbers[] = {consumer->user, consumer->acknowledged};
    struct text parts[] = {name, {(const char *)numbers, sizeof numbers}};

    return seal_of(parts, sizeof parts / sizeof *parts);
}

static struct entry *add_entry(struct consumers *consumers, struct text name)
{
    struct entry *entry = mem_zero(sizeof *entry);

    mem_free(table_put(consumers->entries, name, entry));
    return entry;
}

/* The name may be anything, for the row is damaged. */
static bool tell_changed(struct consumers *consumers, struct text name, struct error *err)
{
    struct buffer what = {0};

    buffer_append_text(&what, TEXT("how far reader \""));
    buffer_append_escaped(&what, text_until(name, NAME_TOLD));
    buffer_append_text(&what, TEXT("\" has come is not as written"));
    database_damaged(consumers->database, err, buffer_string(&what));
    buffer_finish(&what);
    return false;
}

/* Takes the row (name, user, acknowledged, seal) under read. */
static bool take_row(struct consumers *consumers, sqlite3_stmt *read, struct error *err)
{
    struct text name = database_column(read, 0);
    struct consumer consumer = {
        .user = (uint32_t)sqlite3_column_int64(read, 1),
        .acknowledged = (uint64_t)sqlite3_column_int64(read, 2),
    };

    struct entry *entry = NULL;
    int64_t seal = seal_row(name, &consumer);

    if (sqlite3_column_int64(read, 3) != seal)
        return tell_changed(consumers, name, err);
    entry = add_entry(consumers, name);
    entry->consumer = consumer;
    entry->seal = seal;
    return true;
}

static bool read_all(struct consumers *consumers, struct error *err)
{
    sqlite3_stmt *read = database_prepare(
        consumers->database, "SELECT name, user, acknowledged, seal FROM consumer", err);
    enum database_result result = DATABASE_FAILED;

    if (!read)
        return false;
    while ((result = database_step(consumers->database, read, err)) == DATABASE_ROW) {
        if (!take_row(consumers, read, err)) {
            result = DATABASE_FAILED;
            break;
        }
    }
    sqlite3_finalize(read);
    return result == DATABASE_DONE;
}

/* The rows of all entries, as they are once all is written. */
static struct inventory take_inventory(const struct consumers *consumers)
{
    struct inventory inventory = {0};
    size_t position = 0;
    struct text name = {0};
    void *value = NULL;

    while (table_next(consumers->entries, &position, &name, &value))
        inventory_add(&inventory, ((const struct entry *)value)->seal);
    return inventory;
}

/* One look at both tables: a commit between two would move rows under it. */
static bool read_whole(struct consumers *consumers, struct error *err)
{
    struct database *database = consumers->database;
    bool is_good = database_execute(database, "BEGIN", err) && read_all(consumers, err) &&
                   inventory_check(database, INVENTORY_CONSUMER, take_inventory(consumers), err);

    database_rollback(database);
    return is_good;
}

struct consumers *consumers_open(struct database *database, struct error *err)
{
    struct consumers *consumers = mem_zero(sizeof *consumers);

    consumers->database = database;
    consumers->entries = table_create();
    consumers->write = database_prepare(database,
                                        "INSERT OR REPLACE INTO consumer(name, user, acknowledged,"
                                        " seal) VALUES(?1, ?2, ?3, ?4)",
                                        err);
    if (consumers->write)
        consumers->inventories = inventory_open(database, err);
    if (consumers->inventories && read_whole(consumers, err))
        return consumers;
    consumers_close(consumers);
    return NULL;
}

void consumers_close(struct consumers *consumers)
{
    size_t position = 0;
    struct text name = {0};
    void *entry = NULL;

    if (!consumers)
        return;
    while (table_next(consumers->entries, &position, &name, &entry))
        mem_free(entry);
    table_destroy(consumers->entries);
    inventory_close(consumers->inventories);
    sqlite3_finalize(consumers->write);
    mem_free(consumers);
}

bool consumers_find(const struct consumers *consumers, struct text name, struct consumer *consumer)
{
    const struct entry *entry = table_get(consumers->entries, name);

    if (!entry)
        return false;
    *consumer = entry->consumer;
    return true;
}

bool consumers_save(struct consumers *consumers, struct text name, const struct consumer *consumer,
                    struct error *err)
{
    struct entry *entry = table_get(consumers->entries, name);

    if (name.length == 0 || name.length > CONSUMER_NAME_LONGEST)
        return error_set(err, "a reader's name has 1 to %d bytes", CONSUMER_NAME_LONGEST);
    if (!entry && table_count(consumers->entries) >= CONSUMERS_MOST)
        return error_set(err, "there are %d named readers already", CONSUMERS_MOST);
    if (!entry)
        entry = add_entry(consumers, name);
    entry->consumer = *consumer;
    entry->seal = seal_row(name, consumer);
    if (!entry->is_pending) {
        entry->is_pending = true;
        consumers->pending++;
    }
    return true;
}

bool consumers_are_pending(const struct consumers *consumers)
{
    return consumers->pending > 0;
}

static bool write_entry(struct consumers *consumers, struct text name, const struct entry *entry,
                        struct error *err)
{
    database_bind_bytes(consumers->write, 1, name);
    sqlite3_bind_int64(consumers->write, 2, entry->consumer.user);
    sqlite3_bind_int64(consumers->write, 3, (int64_t)entry->consumer.acknowledged);
    sqlite3_bind_int64(consumers->write, 4, entry->seal);
    return database_run(consumers->database, consumers->write, err);
}

bool consumers_write(struct consumers *consumers, struct error *err)
{
    size_t position = 0;
    struct text name = {0};
    void *value = NULL;

    if (consumers->pending == 0)
        return true;
    while (table_next(consumers->entries, &position, &name, &value)) {
        const struct entry *entry = value;

        if (entry->is_pending && !write_entry(consumers, name, entry, err))
            return false;
    }
    return inventory_write(consumers->inventories, INVENTORY_CONSUMER, take_inventory(consumers),
                           err);
}

void consumers_settle(struct consumers *consumers)
{
    size_t position = 0;
    struct text name = {0};
    void *value = NULL;

    if (consumers->pending == 0)
        return;
    while (table_next(consumers->entries, &position, &name, &value))
        ((struct entry *)value)->is_pending = false;
    consumers->pending = 0;
}
