#include "store/numbering.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "store/seal.h"

/* SQLite's integers are signed; so far no journal will ever count. */
#define LARGEST ((uint64_t)1 << 62)

uint64_t numbering_next_block(uint64_t number)
{
    return (number / NUMBERING_BLOCK + 1) * NUMBERING_BLOCK;
}

bool numbering_may_follow(uint64_t before, uint64_t number)
{
    return number == before + 1 || (number > before && number % NUMBERING_BLOCK == 0);
}

/* All zero when the kernel does not say: then it may have been another boot. */
static void read_boot(char boot[NUMBERING_BOOT_SIZE])
{
    int file = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);

    if (file < 0 || read(file, boot, NUMBERING_BOOT_SIZE) != NUMBERING_BOOT_SIZE)
        memset(boot, 0, NUMBERING_BOOT_SIZE);
    if (file >= 0)
        close(file);
}

static int64_t seal_row(const struct numbering *numbering)
{
    uint64_t numbers[] = {numbering->next, numbering->reserved, numbering->is_clean,
                          (uint64_t)numbering->erased_before};
    struct text parts[] = {
        {(const char *)numbering->instance.bytes, sizeof numbering->instance.bytes},
        {numbering->boot, sizeof numbering->boot},
        {(const char *)numbers, sizeof numbers},
    };

    return seal_of(parts, sizeof parts / sizeof *parts);
}

bool numbering_touch(const struct numbering *numbering, struct database *database,
                     struct error *err)
{
    static const char sql[] =
        "INSERT INTO numbering(one, instance, boot, clean, next, reserved, erased_before,"
        " seal) VALUES(1, ?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(one) DO UPDATE SET"
        " boot = ?2, clean = ?3, next = ?4, reserved = ?5,"
        " erased_before = ?6, seal = ?7";
    sqlite3_stmt *statement = database_prepare(database, sql, err);
    bool is_written = false;

    if (!statement)
        return false;
    database_bind_bytes(
        statement, 1,
        (struct text){(const char *)numbering->instance.bytes, sizeof numbering->instance.bytes});
    database_bind_bytes(statement, 2, (struct text){numbering->boot, sizeof numbering->boot});
    sqlite3_bind_int(statement, 3, numbering->is_clean);
    sqlite3_bind_int64(statement, 4, (int64_t)numbering->next);
    sqlite3_bind_int64(statement, 5, (int64_t)numbering->reserved);
    sqlite3_bind_int64(statement, 6, numbering->erased_before);
    sqlite3_bind_int64(statement, 7, seal_row(numbering));
    is_written = database_run(database, statement, err);
    sqlite3_finalize(statement);
    return is_written;
}

bool numbering_write_erased(const struct numbering *numbering, struct database *database,
                            timestamp before, struct error *err)
{
    struct numbering wanted = *numbering;

    wanted.erased_before = before;
    return numbering_touch(&wanted, database, err);
}

/* Writes the row for good. */
static bool write_durably(const struct numbering *numbering, struct database *database,
                          struct error *err)
{
    if (database_begin(database, true, err) && numbering_touch(numbering, database, err) &&
        database_commit(database, err))
        return true;
    database_rollback(database);
    return false;
}

bool numbering_create(struct database *database, struct error *err)
{
    struct numbering numbering = {
        .instance = identifier_random(),
        .next = 1,
        .reserved = NUMBERING_BLOCK,
        .erased_before = INT64_MIN,
        .is_clean = true,
    };

    return write_durably(&numbering, database, err);
}

static bool take_row(struct numbering *numbering, struct database *database,
                     sqlite3_stmt *statement, struct error *err)
{
    if (!database_column_copy(statement, 0, numbering->instance.bytes,
                              sizeof numbering->instance.bytes) ||
        !database_column_copy(statement, 1, numbering->boot, sizeof numbering->boot))
        return database_damaged(database, err, "its name or its boot makes no sense");
    numbering->is_clean = sqlite3_column_int(statement, 2) != 0;
    numbering->next = (uint64_t)sqlite3_column_int64(statement, 3);
    numbering->reserved = (uint64_t)sqlite3_column_int64(statement, 4);
    numbering->erased_before = sqlite3_column_int64(statement, 5);
    if (sqlite3_column_int64(statement, 6) != seal_row(numbering) || numbering->next > LARGEST ||
        numbering->reserved > LARGEST)
        return database_damaged(database, err, "its numbering is not as written");
    return true;
}

bool numbering_read(struct numbering *numbering, struct database *database, struct error *err)
{
    sqlite3_stmt *statement = database_prepare(
        database,
        "SELECT instance, boot, clean, next, reserved, erased_before, seal FROM numbering", err);
    bool is_read = false;

    if (!statement)
        return false;
    switch (database_step(database, statement, err)) {
    case DATABASE_ROW:
        is_read = take_row(numbering, database, statement, err);
        break;
    case DATABASE_DONE:
        database_damaged(database, err, "its numbering is missing");
        break;
    case DATABASE_FAILED:
        break;
    }
    sqlite3_finalize(statement);
    return is_read;
}

bool numbering_begin(struct numbering *numbering, struct database *database, uint64_t newest,
                     struct error *err)
{
    char boot[NUMBERING_BOOT_SIZE] = {0};

    if (!numbering_read(numbering, database, err))
        return false;
    if (newest > LARGEST)
        return database_damaged(database, err, "its newest number is out of range");
    read_boot(boot);
    numbering->was_unclean = !numbering->is_clean;
    numbering->was_reboot =
        numbering->was_unclean && (!boot[0] || memcmp(boot, numbering->boot, sizeof boot) != 0);
    if (numbering->was_unclean)
        numbering->next = numbering->reserved;
    if (numbering->next <= newest)
        numbering->next = numbering_next_block(newest);
    if (numbering->reserved <= numbering->next)
        numbering->reserved = numbering_next_block(numbering->next);
    numbering->is_clean = false;
    memcpy(numbering->boot, boot, sizeof boot);
    return write_durably(numbering, database, err);
}

bool numbering_ensure(struct numbering *numbering, struct database *database, uint64_t count,
                      struct error *err)
{
    struct numbering wanted = *numbering;

    if (count <= numbering->reserved - numbering->next)
        return true;
    wanted.reserved = numbering_next_block(numbering->next + count);
    if (!write_durably(&wanted, database, err))
        return error_wrap(err, "cannot reserve numbers");
    *numbering = wanted;
    return true;
}

bool numbering_finish(struct numbering *numbering, struct database *database, struct error *err)
{
    struct numbering ended = *numbering;

    ended.is_clean = true;
    if (!write_durably(&ended, database, err))
        return false;
    *numbering = ended;
    return true;
}
