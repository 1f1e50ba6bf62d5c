#include "store/reserve.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/memory.h"
#include "store/state_directory.h"

enum { STAT_BLOCK = 512 };

/* A file of the right size that owns its blocks; holes reserve nothing. */
static bool is_whole(const struct reserve *reserve)
{
    struct stat status = {0};

    return lstat(reserve->path, &status) == 0 && S_ISREG(status.st_mode) &&
           (uint64_t)status.st_size == reserve->bytes &&
           (uint64_t)status.st_blocks * STAT_BLOCK >= reserve->bytes;
}

void reserve_init(struct reserve *reserve, const char *folder, uint64_t bytes)
{
    reserve->folder = mem_copy_string(folder);
    reserve->path = state_directory_path(folder, "reserve");
    reserve->bytes = bytes;
    reserve->is_held = bytes > 0 && is_whole(reserve);
    if (!reserve->is_held)
        unlink(reserve->path);
}

void reserve_finish(struct reserve *reserve)
{
    mem_free(reserve->folder);
    mem_free(reserve->path);
    *reserve = (struct reserve){0};
}

static bool has_room(const struct reserve *reserve)
{
    struct statvfs disk = {0};

    return statvfs(reserve->folder, &disk) == 0 &&
           (uint64_t)disk.f_bavail * disk.f_frsize / 2 >= reserve->bytes;
}

bool reserve_take(struct reserve *reserve)
{
    int file = -1;

    if (reserve->is_held || reserve->bytes == 0 || reserve->bytes > INT64_MAX)
        return reserve->is_held;
    if (!has_room(reserve) || fault_point("store.reserve"))
        return false;
    file = open(reserve->path, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    reserve->is_held = posix_fallocate(file, 0, (off_t)reserve->bytes) == 0;
    close(file);
    if (!reserve->is_held)
        unlink(reserve->path);
    return reserve->is_held;
}

bool reserve_give_up(struct reserve *reserve)
{
    if (!reserve->is_held)
        return false;
    reserve->is_held = false;
    return unlink(reserve->path) == 0;
}

bool reserve_is_spent(const struct reserve *reserve)
{
    return reserve->bytes > 0 && !reserve->is_held;
}
