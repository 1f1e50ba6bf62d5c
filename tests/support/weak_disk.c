#include "support/weak_disk.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

#include <sqlite3.h>

/* What SQLite holds for a file of ours; the system's follows it in memory. */
struct weak_file {
    sqlite3_file base;
    sqlite3_file *real;
};

static sqlite3_vfs *beneath;
static atomic_int armed;
static atomic_uint passes;
static atomic_uint struck;

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((struct weak_file *)(void *)file)->real;
}

/* True when this call is the one; a killing weakness does not come back. */
static bool strikes(void)
{
    enum weakness weakness = (enum weakness)atomic_load(&armed);

    if (weakness == WEAK_NOT)
        return false;
    if (atomic_load(&passes) > 0) {
        atomic_fetch_sub(&passes, 1);
        return false;
    }
    if (weakness == WEAK_FAIL && atomic_load(&struck) > 0)
        return false;
    atomic_fetch_add(&struck, 1);
    if (weakness == WEAK_KILL)
        kill(getpid(), SIGKILL);
    return true;
}

static int failure(int io_error)
{
    if (atomic_load(&armed) == WEAK_TEAR)
        kill(getpid(), SIGKILL);
    return atomic_load(&armed) == WEAK_FULL ? SQLITE_FULL : io_error;
}

static int weak_close(sqlite3_file *file)
{
    return real_of(file)->pMethods->xClose(real_of(file));
}

static int weak_read(sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset)
{
    return real_of(file)->pMethods->xRead(real_of(file), bytes, length, offset);
}

static int weak_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
    const sqlite3_io_methods *methods = real_of(file)->pMethods;

    if (strikes()) {
        if (atomic_load(&armed) == WEAK_TEAR)
            methods->xWrite(real_of(file), bytes, length / 2, offset);
        return failure(SQLITE_IOERR_WRITE);
    }
    return methods->xWrite(real_of(file), bytes, length, offset);
}

static int weak_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    if (strikes())
        return failure(SQLITE_IOERR_TRUNCATE);
    return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int weak_sync(sqlite3_file *file, int flags)
{
    if (strikes())
        return failure(SQLITE_IOERR_FSYNC);
    return real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int weak_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int weak_lock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int weak_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int weak_check(sqlite3_file *file, int *is_reserved)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), is_reserved);
}

static int weak_control(sqlite3_file *file, int operation, void *argument)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

static int weak_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int weak_device(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int weak_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, memory);
}

static int weak_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void weak_barrier(sqlite3_file *file)
{
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int weak_unmap(sqlite3_file *file, int delete)
{
    return real_of(file)->pMethods->xShmUnmap(real_of(file), delete);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = weak_close,
    .xRead = weak_read,
    .xWrite = weak_write,
    .xTruncate = weak_truncate,
    .xSync = weak_sync,
    .xFileSize = weak_size,
    .xLock = weak_lock,
    .xUnlock = weak_unlock,
    .xCheckReservedLock = weak_check,
    .xFileControl = weak_control,
    .xSectorSize = weak_sector,
    .xDeviceCharacteristics = weak_device,
    .xShmMap = weak_map,
    .xShmLock = weak_shm_lock,
    .xShmBarrier = weak_barrier,
    .xShmUnmap = weak_unmap,
};

static int weak_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                     int *flags_out)
{
    struct weak_file *weak = (struct weak_file *)(void *)file;
    int code = SQLITE_OK;

    (void)vfs;
    weak->real = (sqlite3_file *)(void *)(weak + 1);
    code = beneath->xOpen(beneath, name, weak->real, flags, flags_out);
    file->pMethods = weak->real->pMethods ? &methods : NULL;
    return code;
}

static int weak_delete(sqlite3_vfs *vfs, const char *name, int sync_folder)
{
    (void)vfs;
    if (strikes())
        return failure(SQLITE_IOERR_DELETE);
    return beneath->xDelete(beneath, name, sync_folder);
}

void weak_disk_install(void)
{
    static sqlite3_vfs vfs;

    if (beneath)
        return;
    beneath = sqlite3_vfs_find(NULL);
    vfs = *beneath;
    vfs.zName = "weak";
    vfs.szOsFile = (int)sizeof(struct weak_file) + beneath->szOsFile;
    vfs.xOpen = weak_open;
    vfs.xDelete = weak_delete;
    sqlite3_vfs_register(&vfs, 1);
}

void weak_disk_arm(enum weakness weakness, unsigned calls_before)
{
    atomic_store(&passes, calls_before);
    atomic_store(&struck, 0);
    atomic_store(&armed, weakness);
}

unsigned weak_disk_struck(void)
{
    return atomic_load(&struck);
}
