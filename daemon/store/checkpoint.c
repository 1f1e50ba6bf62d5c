#include "store/checkpoint.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>

#include "base/memory.h"
#include "store/database.h"
#include "store/fold.h"
#include "store/snapshot.h"

enum {
    FOLD_DELTAS = 256,         /* deltas, or their bytes, that are worth a fold */
    FOLD_BYTES = 1 << 20,      /*   "                                           */
    FOLD_KEEP = 16,            /* newest deltas left alone */
    FOLD_BYTES_MOST = 8 << 20, /* folded in memory at a time */
    LOG_PAGES = 1000,          /* 4 MiB that are worth a checkpoint */
    MOVES_MOST = 8,
    LOG_PAGES_MOST = 4096, /* 16 MiB: from here the log is made to begin anew */
};

/* 1. Everything from mutex down is guarded by it; above is the thread's own once
 *    it runs. */
struct checkpoint {
    struct database *database;
    struct snapshot *snapshot;
    struct turnstile *turnstile;
    pthread_t thread;
    bool has_thread;

    pthread_mutex_t mutex;
    pthread_cond_t told;
    size_t deltas; /* since the last fold */
    size_t delta_bytes;
    unsigned log_pages;
    unsigned log_pages_done; /* of those, moved to the file */
    bool is_stopping;
    uint64_t failures;
};

static bool has_work(const struct checkpoint *checkpoint)
{
    return checkpoint->deltas >= FOLD_DELTAS || checkpoint->delta_bytes >= FOLD_BYTES ||
           checkpoint->log_pages >= checkpoint->log_pages_done + LOG_PAGES;
}

/* Sleeps until there is work; false when it is time to stop. */
static bool await_work(struct checkpoint *checkpoint)
{
    bool is_wanted = false;

    pthread_mutex_lock(&checkpoint->mutex);
    while (!checkpoint->is_stopping && !has_work(checkpoint))
        pthread_cond_wait(&checkpoint->told, &checkpoint->mutex);
    is_wanted = !checkpoint->is_stopping;
    checkpoint->deltas = 0;
    checkpoint->delta_bytes = 0;
    pthread_mutex_unlock(&checkpoint->mutex);
    return is_wanted;
}

static bool is_stopping(struct checkpoint *checkpoint)
{
    bool stopping = false;

    pthread_mutex_lock(&checkpoint->mutex);
    stopping = checkpoint->is_stopping;
    pthread_mutex_unlock(&checkpoint->mutex);
    return stopping;
}

static void count_failure(struct checkpoint *checkpoint)
{
    pthread_mutex_lock(&checkpoint->mutex);
    checkpoint->failures++;
    pthread_mutex_unlock(&checkpoint->mutex);
}

/* Where a fold stands. */
struct progress {
    const struct state_change *changes; /* still to be written */
    size_t count;
    uint64_t last; /* delta to be forgotten then, with all before it */
    bool is_forgotten;
};

static bool write_step(struct checkpoint *checkpoint, struct progress *progress, struct error *err)
{
    size_t written = 0;

    if (progress->count == 0)
        return snapshot_forget(checkpoint->snapshot, progress->last, &progress->is_forgotten, err);
    written = snapshot_write(checkpoint->snapshot, progress->changes, progress->count, err);
    progress->changes += written;
    progress->count -= written;
    return written > 0;
}

/* One transaction, short enough for the main thread to wait for. */
static bool take_step(struct checkpoint *checkpoint, struct progress *progress, struct error *err)
{
    struct database *database = checkpoint->database;
    bool is_done = false;

    turnstile_enter_second(checkpoint->turnstile);
    is_done = database_begin(database, false, err) && write_step(checkpoint, progress, err) &&
              database_commit(database, err);
    database_rollback(database);
    turnstile_leave(checkpoint->turnstile);
    return is_done;
}

/* Folds one portion.  *more tells whether it was a full one. */
static bool fold_portion(struct checkpoint *checkpoint, bool *more, struct error *err)
{
    struct fold *fold = fold_create();
    struct progress progress = {0};
    size_t room = FOLD_BYTES_MOST;
    bool is_done =
        snapshot_collect(checkpoint->snapshot, FOLD_KEEP, &room, fold, &progress.last, err);

    progress.changes = fold_sort(fold, &progress.count);
    while (is_done && progress.last > 0 && !progress.is_forgotten && !is_stopping(checkpoint))
        is_done = take_step(checkpoint, &progress, err);
    *more = is_done && room == 0;
    fold_destroy(fold);
    return is_done;
}

/* Moves what the log holds into the file without stopping anybody, and once more
 * what came in meanwhile, until little is left: then nobody waits long for it. */
static int move_most(struct checkpoint *checkpoint, int *pages)
{
    int moved = 0;
    int code = SQLITE_OK;

    for (int i = 0; i < MOVES_MOST; i++) {
        code = sqlite3_wal_checkpoint_v2(checkpoint->database->handle, NULL,
                                         SQLITE_CHECKPOINT_PASSIVE, pages, &moved);
        if (code != SQLITE_OK || *pages - moved < LOG_PAGES)
            break;
    }
    return code;
}

/* A log that has grown large all the same, because somebody always reads or
 * writes, is made to begin anew while the main thread is kept from writing. */
static void move_log(struct checkpoint *checkpoint)
{
    int pages = 0;
    int code = move_most(checkpoint, &pages);

    if (code == SQLITE_OK && pages > LOG_PAGES_MOST) {
        turnstile_enter_second(checkpoint->turnstile);
        /* Nor is it kept waiting for somebody else who reads: next time, then. */
        sqlite3_busy_timeout(checkpoint->database->handle, 0);
        code = sqlite3_wal_checkpoint_v2(checkpoint->database->handle, NULL,
                                         SQLITE_CHECKPOINT_RESTART, &pages, NULL);
        sqlite3_busy_timeout(checkpoint->database->handle, DATABASE_BUSY_MILLISECONDS);
        turnstile_leave(checkpoint->turnstile);
    }
    if (code != SQLITE_OK && code != SQLITE_BUSY)
        count_failure(checkpoint);
    pthread_mutex_lock(&checkpoint->mutex);
    checkpoint->log_pages_done = pages > 0 ? (unsigned)pages : 0;
    pthread_mutex_unlock(&checkpoint->mutex);
}

/* A fold fills the log as well, so the log is moved after each portion. */
static void *work(void *cookie)
{
    struct checkpoint *checkpoint = cookie;

    while (await_work(checkpoint)) {
        struct error err = {0};
        bool more = true;

        while (more && !is_stopping(checkpoint)) {
            if (!fold_portion(checkpoint, &more, &err))
                count_failure(checkpoint);
            move_log(checkpoint);
        }
    }
    return NULL;
}

/* Signals are the main loop's business. */
static bool start_thread(struct checkpoint *checkpoint, struct error *err)
{
    sigset_t all = {0};
    sigset_t before = {0};
    int failure = 0;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    failure = pthread_create(&checkpoint->thread, NULL, work, checkpoint);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (failure)
        return error_set(err, "cannot start a second thread");
    checkpoint->has_thread = true;
    return true;
}

struct checkpoint *checkpoint_start(const char *path, struct turnstile *turnstile,
                                    struct error *err)
{
    struct checkpoint *checkpoint = mem_zero(sizeof *checkpoint);
    int64_t objects = 0;

    checkpoint->turnstile = turnstile;
    pthread_mutex_init(&checkpoint->mutex, NULL);
    pthread_cond_init(&checkpoint->told, NULL);
    checkpoint->database = database_open(path, DATABASE_WRITE, err);
    if (!checkpoint->database)
        goto fail;
    checkpoint->snapshot = snapshot_open(checkpoint->database, err);
    /* A connection that has read nothing does not know of the log and quietly
     * checkpoints nothing. */
    if (!checkpoint->snapshot ||
        !database_execute(checkpoint->database, "PRAGMA secure_delete = OFF", err) ||
        !database_query_number(checkpoint->database, "SELECT count(*) FROM sqlite_schema", &objects,
                               err) ||
        !start_thread(checkpoint, err))
        goto fail;
    return checkpoint;

fail:
    checkpoint_stop(checkpoint);
    return NULL;
}

void checkpoint_stop(struct checkpoint *checkpoint)
{
    if (!checkpoint)
        return;
    if (checkpoint->has_thread) {
        pthread_mutex_lock(&checkpoint->mutex);
        checkpoint->is_stopping = true;
        pthread_cond_signal(&checkpoint->told);
        pthread_mutex_unlock(&checkpoint->mutex);
        pthread_join(checkpoint->thread, NULL);
    }
    snapshot_close(checkpoint->snapshot);
    database_close(checkpoint->database);
    pthread_cond_destroy(&checkpoint->told);
    pthread_mutex_destroy(&checkpoint->mutex);
    mem_free(checkpoint);
}

void checkpoint_tell(struct checkpoint *checkpoint, size_t delta_bytes, unsigned log_pages)
{
    pthread_mutex_lock(&checkpoint->mutex);
    checkpoint->deltas += delta_bytes > 0;
    checkpoint->delta_bytes += delta_bytes;
    checkpoint->log_pages = log_pages;
    if (log_pages < checkpoint->log_pages_done)
        checkpoint->log_pages_done = 0;
    if (has_work(checkpoint))
        pthread_cond_signal(&checkpoint->told);
    pthread_mutex_unlock(&checkpoint->mutex);
}

uint64_t checkpoint_failures(struct checkpoint *checkpoint)
{
    uint64_t failures = 0;

    pthread_mutex_lock(&checkpoint->mutex);
    failures = checkpoint->failures;
    pthread_mutex_unlock(&checkpoint->mutex);
    return failures;
}
