#include "store/state_directory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/memory.h"

enum { PID_TEXT_SIZE = 32, OTHERS = S_IRWXG | S_IRWXO };

struct state_directory {
    char *path;
    int folder; /* -1: not open */
    int lock;   /* -1: not held */
};

static bool check_folder(const struct state_directory *directory, struct error *err)
{
    struct stat status = {0};

    if (fstat(directory->folder, &status) != 0)
        return error_set_errno(err, "%s", directory->path);
    if (status.st_uid != geteuid())
        return error_set(
            err, "%s belongs to uid %u, and this is uid %u: start as its owner, or chown it",
            directory->path, (unsigned)status.st_uid, (unsigned)geteuid());
    if (status.st_mode & OTHERS)
        return error_set(err,
                         "%s is open to others (mode %04o), and evidence lies in it: chmod 0700",
                         directory->path, (unsigned)status.st_mode & 07777U);
    return true;
}

static bool open_folder(struct state_directory *directory, struct error *err)
{
    if (mkdir(directory->path, 0700) != 0 && errno != EEXIST)
        return error_set_errno(err, "cannot create %s", directory->path);
    directory->folder = open(directory->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory->folder < 0)
        return error_set_errno(err, "cannot open %s", directory->path);
    return check_folder(directory, err);
}

/* The pid is there for people; the lock itself is the kernel's. */
static bool tell_holder(const struct state_directory *directory, struct error *err)
{
    char text[PID_TEXT_SIZE] = {0};
    ssize_t length = pread(directory->lock, text, sizeof text - 1, 0);
    uint64_t pid = 0;

    if (length > 0 && text_to_unsigned(text_trim(text_of(text)), &pid))
        return error_set(err, "%s is in use by another amberd, pid %llu", directory->path,
                         (unsigned long long)pid);
    return error_set(err, "%s is in use by another amberd", directory->path);
}

/* On a full disk the pid stays unwritten, and the lock holds all the same. */
static void write_pid(int lock)
{
    if (ftruncate(lock, 0) == 0)
        dprintf(lock, "%ld\n", (long)getpid());
}

static bool take_lock(struct state_directory *directory, struct error *err)
{
    directory->lock =
        openat(directory->folder, "lock", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (directory->lock < 0)
        return error_set_errno(err, "cannot open %s/lock", directory->path);
    if (flock(directory->lock, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return tell_holder(directory, err);
        return error_set_errno(err, "cannot lock %s/lock", directory->path);
    }
    write_pid(directory->lock);
    return true;
}

struct state_directory *state_directory_open(const char *path, struct error *err)
{
    struct state_directory *directory = mem_zero(sizeof *directory);

    directory->path = mem_copy_string(path);
    directory->folder = -1;
    directory->lock = -1;
    if (open_folder(directory, err) && take_lock(directory, err))
        return directory;
    state_directory_close(directory);
    return NULL;
}

void state_directory_close(struct state_directory *directory)
{
    if (!directory)
        return;
    if (directory->lock >= 0)
        close(directory->lock);
    if (directory->folder >= 0)
        close(directory->folder);
    mem_free(directory->path);
    mem_free(directory);
}

char *state_directory_path(const char *folder, const char *name)
{
    struct buffer path = {0};

    buffer_printf(&path, "%s/%s", folder, name);
    buffer_append_byte(&path, '\0');
    return path.data;
}

bool state_directory_has(const struct state_directory *directory, const char *name)
{
    struct stat status = {0};

    return fstatat(directory->folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

bool state_directory_has_bytes(const struct state_directory *directory, const char *name)
{
    struct stat status = {0};

    return fstatat(directory->folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           status.st_size > 0;
}

bool state_directory_check(const struct state_directory *directory, const char *name,
                           struct error *err)
{
    struct stat status = {0};

    if (fstatat(directory->folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return error_set_errno(err, "%s/%s", directory->path, name);
    if (!S_ISREG(status.st_mode))
        return error_set(err, "%s/%s is no regular file", directory->path, name);
    if (status.st_uid != geteuid() || (status.st_mode & OTHERS))
        return error_set(err, "%s/%s is open to others (uid %u, mode %04o): chown and chmod 0600",
                         directory->path, name, (unsigned)status.st_uid,
                         (unsigned)status.st_mode & 07777U);
    return true;
}

bool state_directory_remove(const struct state_directory *directory, const char *name,
                            struct error *err)
{
    if (unlinkat(directory->folder, name, 0) != 0 && errno != ENOENT)
        return error_set_errno(err, "cannot remove %s/%s", directory->path, name);
    return true;
}

bool state_directory_make(const struct state_directory *directory, const char *name,
                          struct error *err)
{
    int file = openat(directory->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (file < 0)
        return error_set_errno(err, "cannot create %s/%s", directory->path, name);
    close(file);
    return true;
}

bool state_directory_rename(const struct state_directory *directory, const char *from,
                            const char *to, struct error *err)
{
    if (renameat(directory->folder, from, directory->folder, to) != 0 ||
        fsync(directory->folder) != 0)
        return error_set_errno(err, "cannot create %s/%s", directory->path, to);
    return true;
}

static bool write_bytes(const struct state_directory *directory, const char *name,
                        struct text bytes, struct error *err)
{
    int file = openat(directory->folder, name, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    ssize_t written = file < 0 ? -1 : write(file, bytes.data, bytes.length);
    bool good = written >= 0 && (size_t)written == bytes.length && fsync(file) == 0;

    if (written >= 0 && (size_t)written < bytes.length)
        errno = ENOSPC;
    if (!good)
        error_set_errno(err, "cannot write %s/%s", directory->path, name);
    if (file >= 0) {
        int why = errno;

        close(file);
        errno = why;
    }
    return good;
}

bool state_directory_write(const struct state_directory *directory, const char *name,
                           struct text bytes, struct error *err)
{
    struct buffer fresh = {0};
    bool good = false;

    buffer_printf(&fresh, "%s.new", name);
    good = state_directory_remove(directory, buffer_string(&fresh), err) &&
           state_directory_make(directory, buffer_string(&fresh), err) &&
           write_bytes(directory, buffer_string(&fresh), bytes, err) &&
           state_directory_rename(directory, buffer_string(&fresh), name, err);
    buffer_finish(&fresh);
    return good;
}
