#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/fault.h"
#include "base/memory.h"
#include "store/database.h"
#include "store/numbering.h"
#include "store/schema.h"
#include "store/state_directory.h"

enum { PAGES_AT_ONCE = 1024 };

/* A backup under way. */
struct backup {
    struct database *source;
    struct database *copy;
    char *path;
    char *partial;
    verify_progress *progress;
    void *cookie;
};

/* A file of nobody else, for what is copied is evidence. */
static bool make_partial(const struct backup *backup, struct error *err)
{
    struct stat status = {0};
    int file = -1;

    if (lstat(backup->path, &status) == 0)
        return error_set(err, "%s is there already: choose another name, or move it away",
                         backup->path);
    file = open(backup->partial, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0 && errno == EEXIST)
        return error_set(err,
                         "%s is there: another backup is under way, or was killed; then remove it",
                         backup->partial);
    if (file < 0)
        return error_set_errno(err, "%s", backup->partial);
    close(file);
    return true;
}

/* One transaction for all steps: what is committed meanwhile does not begin it anew. */
static bool copy_pages(const struct backup *backup, struct error *err)
{
    sqlite3_backup *copying = NULL;
    int code = SQLITE_OK;

    if (!database_execute(backup->source, "BEGIN; SELECT count(*) FROM numbering", err))
        return false;
    copying = sqlite3_backup_init(backup->copy->handle, "main", backup->source->handle, "main");
    if (!copying)
        return error_set(err, "%s: %s", backup->partial, sqlite3_errmsg(backup->copy->handle));
    do {
        code = sqlite3_backup_step(copying, PAGES_AT_ONCE);
        if (backup->progress) {
            uint64_t all = (uint64_t)sqlite3_backup_pagecount(copying);

            backup->progress(all - (uint64_t)sqlite3_backup_remaining(copying), all,
                             backup->cookie);
        }
    } while (code == SQLITE_OK);
    sqlite3_backup_finish(copying);
    database_rollback(backup->source);
    return code == SQLITE_DONE || error_set(err, "%s: %s", backup->partial, sqlite3_errstr(code));
}

/* No write-ahead log beside it, and numbers that nobody has seen. */
static bool settle_copy(const struct backup *backup, struct error *err)
{
    struct numbering numbering = {0};
    int64_t newest = 0;

    return database_execute(backup->copy, "PRAGMA journal_mode = DELETE", err) &&
           database_query_number(backup->copy, "SELECT coalesce(max(number), 0) FROM journal",
                                 &newest, err) &&
           numbering_begin(&numbering, backup->copy, (uint64_t)newest, err) &&
           numbering_ensure(&numbering, backup->copy, BACKUP_LEAP, err);
}

static bool sync_path(const char *path, struct error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool good = file >= 0 && fsync(file) == 0;

    if (!good)
        error_set_errno(err, "%s", path);
    if (file >= 0)
        close(file);
    return good;
}

/* Network file systems do not know how to rename without taking a place, with EINVAL; a
 * second name takes none either. */
static bool take_name(const struct backup *backup)
{
    errno = EINVAL;
    if (!fault_point("backup.rename") &&
        renameat2(AT_FDCWD, backup->partial, AT_FDCWD, backup->path, RENAME_NOREPLACE) == 0)
        return true;
    return errno == EINVAL && link(backup->partial, backup->path) == 0 &&
           unlink(backup->partial) == 0;
}

/* Gives it its name, unless somebody else has taken that meanwhile. */
static bool name_copy(const struct backup *backup, struct error *err)
{
    char *folder = mem_copy_string(backup->path);
    bool good = sync_path(backup->partial, err);

    if (good && !take_name(backup))
        good = error_set_errno(err, "%s", backup->path);
    good = good && sync_path(dirname(folder), err);
    mem_free(folder);
    return good;
}

static bool copy_journal(struct backup *backup, const char *directory, struct error *err)
{
    char *source = state_directory_path(directory, "journal.db");
    bool good = false;

    backup->source = database_open(source, DATABASE_READ, err);
    good = backup->source && schema_check(backup->source, &schema_history, err);
    backup->copy = good ? database_open(backup->partial, DATABASE_WRITE, err) : NULL;
    good = backup->copy && copy_pages(backup, err) && settle_copy(backup, err);
    database_close(backup->copy);
    database_close(backup->source);
    mem_free(source);
    return good;
}

bool backup_journal(const char *directory, const char *path, verify_progress *progress,
                    void *cookie, struct verify_result *result, struct error *err)
{
    struct backup backup = {.path = mem_copy_string(path), .progress = progress, .cookie = cookie};
    struct buffer partial = {0};
    bool good = false;

    *result = (struct verify_result){0};
    buffer_printf(&partial, "%s.partial", path);
    backup.partial = mem_copy_text(buffer_text(&partial));
    if (make_partial(&backup, err)) {
        good = copy_journal(&backup, directory, err) &&
               verify_file(backup.partial, NULL, NULL, NULL, result, err) &&
               name_copy(&backup, err);
        if (!good)
            unlink(backup.partial);
    }
    buffer_finish(&partial);
    mem_free(backup.partial);
    mem_free(backup.path);
    return good;
}
