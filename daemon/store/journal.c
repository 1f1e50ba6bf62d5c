#include "store/journal.h"

#include <sys/stat.h>

#include "base/buffer.h"
#include "base/fault.h"
#include "base/memory.h"
#include "store/chain.h"
#include "store/checkpoint.h"
#include "store/consumers.h"
#include "store/counting.h"
#include "store/database.h"
#include "store/journal_batch.h"
#include "store/ledger.h"
#include "store/reserve.h"
#include "store/schema.h"
#include "store/snapshot.h"
#include "store/state_directory.h"
#include "store/turnstile.h"

#define FILE_NAME "journal.db"
#define NEW_NAME  "journal.new" /* while it is made */

/* SQLite's companions of a file.  Left behind without it, they would be replayed
 * into the next file of its name. */
static const char *const old_logs[] = {FILE_NAME "-wal", FILE_NAME "-journal"};
static const char *const new_files[] = {NEW_NAME, NEW_NAME "-journal", NEW_NAME "-wal",
                                        NEW_NAME "-shm"};

/* 1. tip is the end of the chain as committed, counting.numbering.next > tip.number.
 * 2. The main connection writes only inside the turnstile. */
struct journal {
    struct state_directory *directory;
    char *path;
    struct database *database;
    struct turnstile *turnstile;
    struct checkpoint *checkpoint;
    struct ledger *ledger;
    struct consumers *consumers;
    struct reserve reserve;
    struct counting counting;
    struct ledger_tip tip;
    uint64_t oldest;
    bool is_unsynced; /* something is committed that has not been waited for */
    unsigned log_pages;
    uint64_t commits;
    uint64_t records;
    uint64_t failures;
};

/* Makes a whole journal under another name, so that a file of the right name is
 * never half made, and an empty one is damage. */
static bool create_file(const struct journal *journal, const char *folder, struct error *err)
{
    char *path = state_directory_path(folder, NEW_NAME);
    struct database *database = NULL;
    bool is_made = false;

    for (size_t i = 0; i < sizeof new_files / sizeof *new_files; i++) {
        if (!state_directory_remove(journal->directory, new_files[i], err))
            goto out;
    }
    if (!state_directory_make(journal->directory, NEW_NAME, err))
        goto out;
    database = database_open(path, DATABASE_WRITE, err);
    is_made = database && schema_create(database, &schema_history, err) &&
              numbering_create(database, err);
    database_close(database);
    is_made = is_made && state_directory_rename(journal->directory, NEW_NAME, FILE_NAME, err);

out:
    mem_free(path);
    return is_made;
}

static bool ensure_file(const struct journal *journal, const char *folder, struct error *err)
{
    if (state_directory_has(journal->directory, FILE_NAME))
        return state_directory_check(journal->directory, FILE_NAME, err);
    for (size_t i = 0; i < sizeof old_logs / sizeof *old_logs; i++) {
        if (state_directory_has(journal->directory, old_logs[i]))
            return error_set(err,
                             "%s is gone, but its %s is still there: put it back, or move that "
                             "away to begin anew",
                             journal->path, old_logs[i]);
    }
    return create_file(journal, folder, err);
}

static int note_log_pages(void *cookie, sqlite3 *handle, const char *name, int pages)
{
    struct journal *journal = cookie;

    (void)handle;
    (void)name;
    journal->log_pages = pages > 0 ? (unsigned)pages : 0;
    return SQLITE_OK;
}

/* SQLite answers with the mode that it is, not with an error. */
static bool use_log(struct database *database, struct error *err)
{
    sqlite3_stmt *statement = database_prepare(database, "PRAGMA journal_mode = WAL", err);
    bool is_used = false;

    if (statement && database_step(database, statement, err) == DATABASE_ROW) {
        is_used = text_equal(database_column(statement, 0), TEXT("wal"));
        if (!is_used)
            error_set(err, "%s: no write-ahead log on this file system", database->path);
    }
    sqlite3_finalize(statement);
    return is_used;
}

/* SQLite removes the log with the last connection.  After a run that did not end in order
 * it stays, so that one that is gone was taken away. */
static void keep_log(struct journal *journal, bool is_kept)
{
    int keep = is_kept;

    sqlite3_file_control(journal->database->handle, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
}

/* Erased evidence is to be gone from the file: secure_delete. */
static bool open_database(struct journal *journal, struct error *err)
{
    struct stat status = {0};

    if (stat(journal->path, &status) == 0 && status.st_size == 0)
        return error_set(err, "%s is empty: restore a backup, or move it away to begin anew",
                         journal->path);
    journal->database = database_create(journal->path);
    if (!database_connect(journal->database, DATABASE_WRITE, err) ||
        !schema_migrate(journal->database, &schema_history, err) ||
        !use_log(journal->database, err) ||
        !database_execute(journal->database, "PRAGMA secure_delete = ON", err))
        return false;
    sqlite3_wal_hook(journal->database->handle, note_log_pages, journal);
    keep_log(journal, true);
    return schema_check_tables(journal->database, err);
}

static bool open_parts(struct journal *journal, struct error *err)
{
    if (!open_database(journal, err))
        return false;
    journal->ledger = ledger_open(journal->database, err);
    if (!journal->ledger || !ledger_ends(journal->ledger, &journal->oldest, &journal->tip, err) ||
        !ledger_check_tip(journal->ledger, &journal->tip, err))
        return false;
    journal->consumers = consumers_open(journal->database, err);
    if (!journal->consumers ||
        !counting_begin(&journal->counting, journal->database, journal->tip.number, err))
        return false;
    if (journal->tip.number == 0)
        journal->tip.hash = chain_start(journal->counting.numbering.instance);
    journal->turnstile = turnstile_create();
    journal->checkpoint = checkpoint_start(journal->path, journal->turnstile, err);
    return journal->checkpoint != NULL;
}

static void close_parts(struct journal *journal)
{
    checkpoint_stop(journal->checkpoint);
    consumers_close(journal->consumers);
    ledger_close(journal->ledger);
    database_close(journal->database);
    turnstile_destroy(journal->turnstile);
    journal->checkpoint = NULL;
    journal->consumers = NULL;
    journal->ledger = NULL;
    journal->database = NULL;
    journal->turnstile = NULL;
}

/* A start on a full disk costs the reserve. */
static bool open_parts_at_last(struct journal *journal, struct error *err)
{
    if (open_parts(journal, err))
        return true;
    if (!journal->database || !journal->database->full || !reserve_give_up(&journal->reserve))
        return false;
    close_parts(journal);
    return open_parts(journal, err);
}

static bool look_at_counting(struct journal *journal, const char *folder, struct error *err)
{
    const struct state_directory *directory = journal->directory;

    journal->counting.directory = directory;
    return counting_look(&journal->counting, folder, state_directory_has(directory, FILE_NAME),
                         state_directory_has_bytes(directory, old_logs[0]), err);
}

struct journal *journal_open(const struct journal_options *options, struct error *err)
{
    struct journal *journal = mem_zero(sizeof *journal);

    journal->path = state_directory_path(options->directory, FILE_NAME);
    journal->directory = state_directory_open(options->directory, err);
    if (!journal->directory || !look_at_counting(journal, options->directory, err) ||
        !ensure_file(journal, options->directory, err))
        goto fail;
    reserve_init(&journal->reserve, options->directory, options->reserve_bytes);
    if (!open_parts_at_last(journal, err))
        goto fail;
    reserve_take(&journal->reserve);
    return journal;

fail:
    journal_close(journal, false);
    return NULL;
}

bool journal_was_unclean(const struct journal *journal)
{
    return journal->counting.numbering.was_unclean;
}

bool journal_was_reboot(const struct journal *journal)
{
    return journal->counting.numbering.was_reboot;
}

const char *journal_surprise(const struct journal *journal)
{
    return journal->counting.surprise;
}

bool journal_load_state(struct journal *journal, state_put *put, void *cookie, struct error *err)
{
    return snapshot_load(journal->database, put, cookie, err);
}

/* Appends the batch's records behind tip, with the numbers from next on. */
static bool append_records(struct journal *journal, const struct journal_batch *batch,
                           struct ledger_tip *tip, struct error *err)
{
    for (size_t i = 0; i < batch->count; i++) {
        struct journal_record record = batch->records[i];

        record.number = journal->counting.numbering.next + i;
        if (!ledger_append(journal->ledger, &record, tip, err))
            return false;
    }
    return batch->count == 0 ||
           ledger_count(journal->ledger, batch->count, &journal->tip, tip, err);
}

/* A transaction that writes nothing waits for nothing: touch one row. */
static bool append_rest(struct journal *journal, const struct journal_batch *batch,
                        struct error *err)
{
    if (batch->delta.length > 0 &&
        !ledger_append_delta(journal->ledger, buffer_text(&batch->delta), err))
        return false;
    if (batch->count == 0 && batch->delta.length == 0 &&
        !consumers_are_pending(journal->consumers) &&
        !numbering_touch(&journal->counting.numbering, journal->database, err))
        return false;
    return consumers_write(journal->consumers, err);
}

/* Writes all of it or nothing. */
static bool write_batch(struct journal *journal, const struct journal_batch *batch, bool durable,
                        struct ledger_tip *tip, struct error *err)
{
    journal->database->full = false;
    if (!counting_ensure(&journal->counting, journal->database, batch->count, err) ||
        !database_begin(journal->database, durable, err))
        return false;
    if (append_records(journal, batch, tip, err) && append_rest(journal, batch, err)) {
        if (fault_point("store.commit"))
            error_set(err, "%s: commit failed", journal->path);
        else if (database_commit(journal->database, err))
            return true;
    }
    database_rollback(journal->database);
    return false;
}

/* What a commit leaves behind in memory. */
static void settle(struct journal *journal, struct journal_batch *batch, bool durable,
                   const struct ledger_tip *tip)
{
    if (journal->oldest == 0 && batch->count > 0)
        journal->oldest = journal->counting.numbering.next;
    journal->tip = *tip;
    journal->counting.numbering.next += batch->count;
    journal->is_unsynced = !durable;
    journal->commits++;
    journal->records += batch->count;
    consumers_settle(journal->consumers);
    checkpoint_tell(journal->checkpoint, batch->delta.length, journal->log_pages);
    journal_batch_clear(batch);
}

static bool has_work(const struct journal *journal, const struct journal_batch *batch, bool durable)
{
    return batch->count > 0 || batch->delta.length > 0 ||
           consumers_are_pending(journal->consumers) || (durable && journal->is_unsynced);
}

enum journal_result journal_commit(struct journal *journal, struct journal_batch *batch,
                                   bool durable, struct error *err)
{
    struct ledger_tip tip = journal->tip;
    bool is_written = false;

    if (!has_work(journal, batch, durable))
        return JOURNAL_COMMITTED;
    turnstile_enter_first(journal->turnstile);
    is_written = write_batch(journal, batch, durable, &tip, err);
    if (!is_written && journal->database->full && reserve_give_up(&journal->reserve)) {
        tip = journal->tip;
        is_written = write_batch(journal, batch, durable, &tip, err);
    }
    turnstile_leave(journal->turnstile);
    if (is_written) {
        settle(journal, batch, durable, &tip);
        return JOURNAL_COMMITTED;
    }
    journal->failures++;
    return journal->database->full ? JOURNAL_FULL : JOURNAL_FAILED;
}

/* What readers acknowledged since the last commit goes in front of the mark.  What
 * cannot be written costs no more than a crash would: the next start takes the end
 * for one, and readers get again what they acknowledged last. */
static void end_in_order(struct journal *journal)
{
    struct journal_batch *nothing = journal_batch_create();
    struct error ignored = {0};

    journal_commit(journal, nothing, false, &ignored);
    journal_batch_destroy(nothing);
    checkpoint_stop(journal->checkpoint);
    journal->checkpoint = NULL;
    if (counting_finish(&journal->counting, journal->database, &ignored))
        keep_log(journal, false);
}

void journal_close(struct journal *journal, bool clean)
{
    if (!journal)
        return;
    if (clean)
        end_in_order(journal);
    close_parts(journal);
    reserve_finish(&journal->reserve);
    state_directory_close(journal->directory);
    mem_free(journal->path);
    mem_free(journal);
}

bool journal_reserve_is_spent(const struct journal *journal)
{
    return reserve_is_spent(&journal->reserve);
}

void journal_rebuild_reserve(struct journal *journal)
{
    reserve_take(&journal->reserve);
}

static bool read_records(void *cookie, uint64_t after, size_t limit, journal_visit *visit,
                         void *visit_cookie, struct error *err)
{
    struct journal *journal = cookie;

    return ledger_read(journal->ledger, after, limit, visit, visit_cookie, err);
}

static struct journal_range read_range(void *cookie)
{
    const struct journal *journal = cookie;

    return (struct journal_range){journal->oldest, journal->tip.number};
}

static uint64_t count_records(void *cookie, uint64_t after)
{
    const struct journal *journal = cookie;

    return ledger_count_after(journal->ledger, after, journal->tip.number);
}

static struct identifier read_instance(void *cookie)
{
    const struct journal *journal = cookie;

    return journal->counting.numbering.instance;
}

static bool find_consumer(void *cookie, struct text name, struct consumer *consumer)
{
    const struct journal *journal = cookie;

    return consumers_find(journal->consumers, name, consumer);
}

static bool save_consumer(void *cookie, struct text name, const struct consumer *consumer,
                          struct error *err)
{
    struct journal *journal = cookie;

    return consumers_save(journal->consumers, name, consumer, err);
}

struct journal_reader journal_reader(struct journal *journal)
{
    return (struct journal_reader){
        .read = read_records,
        .range = read_range,
        .count = count_records,
        .instance = read_instance,
        .find_consumer = find_consumer,
        .save_consumer = save_consumer,
        .cookie = journal,
    };
}

bool journal_find_alert(struct journal *journal, struct identifier alert, journal_visit *visit,
                        void *cookie)
{
    struct error ignored = {0};
    size_t given = 0;

    return ledger_read_last(journal->ledger, alert, visit, cookie, &given, &ignored) && given > 0;
}

bool journal_each_evidence(struct journal *journal, struct identifier alert, journal_visit *visit,
                           void *cookie)
{
    struct error ignored = {0};
    size_t given = 0;

    return ledger_read_evidence(journal->ledger, alert, visit, cookie, &given, &ignored) &&
           given > 0;
}

bool journal_erase_evidence(struct journal *journal, timestamp before, size_t limit, size_t *erased,
                            struct error *err)
{
    struct numbering *numbering = &journal->counting.numbering;
    timestamp due = before > numbering->erased_before ? before : numbering->erased_before;
    bool is_done = false;

    turnstile_enter_first(journal->turnstile);
    is_done = database_begin(journal->database, false, err) &&
              ledger_erase_evidence(journal->ledger, before, limit, erased, err) &&
              (*erased == 0 || numbering_write_erased(numbering, journal->database, due, err)) &&
              database_commit(journal->database, err);
    database_rollback(journal->database);
    turnstile_leave(journal->turnstile);
    if (is_done && *erased > 0)
        numbering->erased_before = due;
    journal->failures += !is_done;
    return is_done;
}

static uint64_t file_bytes(const char *path, const char *ending)
{
    struct stat status = {0};
    struct buffer name = {0};

    buffer_printf(&name, "%s%s", path, ending);
    if (stat(buffer_string(&name), &status) != 0)
        status.st_size = 0;
    buffer_finish(&name);
    return (uint64_t)status.st_size;
}

struct journal_counts journal_counts(const struct journal *journal)
{
    return (struct journal_counts){
        .commits = journal->commits,
        .records = journal->records,
        .failures = journal->failures + checkpoint_failures(journal->checkpoint),
        .bytes = file_bytes(journal->path, "") + file_bytes(journal->path, "-wal"),
    };
}
