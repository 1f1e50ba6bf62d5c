#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/fault.h"
#include "base/memory.h"

enum { DEEPEST = 8, MOST_FILES = 100000 };

/* Refuses what is no plain file or could have been written by anyone. */
static bool is_trustworthy(int descriptor, const char *path, size_t limit, struct error *err)
{
    struct stat status = {0};

    if (fstat(descriptor, &status) < 0)
        return error_set_errno(err, "%s", path);
    if (!S_ISREG(status.st_mode))
        return error_set(err, "%s: not a regular file", path);
    if (status.st_mode & S_IWOTH)
        return error_set(err, "%s: anybody may write to it; `chmod o-w` it first", path);
    if (status.st_uid != 0 && status.st_uid != geteuid())
        return error_set(err, "%s: belongs to user %u; it must belong to root or to user %u", path,
                         (unsigned)status.st_uid, (unsigned)geteuid());
    if (status.st_size > 0 && (size_t)status.st_size > limit)
        return error_set(err, "%s: longer than %zu bytes", path, limit);
    return true;
}

static bool read_all(int descriptor, const char *path, size_t limit, struct buffer *buffer,
                     struct error *err)
{
    size_t start = buffer->length;

    for (;;) {
        ssize_t got = read(descriptor, buffer_reserve(buffer, 65536), 65536);

        if (got == 0)
            return true;
        if (got < 0 && errno != EINTR)
            return error_set_errno(err, "%s", path);
        buffer->length += got > 0 ? (size_t)got : 0;
        if (buffer->length - start > limit)
            return error_set(err, "%s: longer than %zu bytes", path, limit);
    }
}

bool file_read(const char *path, size_t limit, struct buffer *buffer, struct error *err)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    bool good = false;

    if (descriptor < 0)
        return error_set_errno(err, "%s", path);
    good = is_trustworthy(descriptor, path, limit, err) &&
           read_all(descriptor, path, limit, buffer, err);
    close(descriptor);
    return good;
}

static bool write_all(int descriptor, const char *path, struct text bytes, struct error *err)
{
    while (bytes.length > 0) {
        ssize_t put = write(descriptor, bytes.data, bytes.length);

        if (put < 0 && errno != EINTR)
            return error_set_errno(err, "%s", path);
        bytes = text_from(bytes, put > 0 ? (size_t)put : 0);
    }
    return true;
}

/* False with errno where only now is said that there was no room, as on NFS. */
static bool close_written(int descriptor)
{
    bool good = close(descriptor) == 0;

    if (!fault_point("file.close"))
        return good;
    errno = ENOSPC;
    return false;
}

/* A fresh file of ours alone: what lies there of somebody else's is not followed. */
static bool write_fresh(const char *path, struct text bytes, mode_t mode, struct error *err)
{
    int descriptor = -1;
    bool good = false;

    unlink(path);
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return error_set_errno(err, "%s", path);
    good = write_all(descriptor, path, bytes, err);
    if (good && fchmod(descriptor, mode) < 0)
        good = error_set_errno(err, "%s", path);
    if (!close_written(descriptor) && good)
        good = error_set_errno(err, "%s", path);
    return good;
}

bool file_replace(const char *path, struct text bytes, mode_t mode, struct error *err)
{
    struct buffer fresh = {0};
    bool good = false;

    buffer_printf(&fresh, "%s.tmp", path);
    good = write_fresh(buffer_string(&fresh), bytes, mode, err);
    if (good && rename(buffer_string(&fresh), path) < 0)
        good = error_set_errno(err, "%s", path);
    if (!good)
        unlink(buffer_string(&fresh));
    buffer_finish(&fresh);
    return good;
}

/* The listing under way. */
struct listing {
    file_visit *visit;
    void *cookie;
    size_t count;
};

static bool is_yaml(const char *name)
{
    return text_ends_with(text_of(name), TEXT(".yml")) ||
           text_ends_with(text_of(name), TEXT(".yaml"));
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void free_names(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        mem_free(names[i]);
    mem_free(names);
}

/* The next name that is not hidden.  NULL at the end, with errno 0, and where
 * the folder cannot be read on. */
static const char *next_name(DIR *folder)
{
    const struct dirent *entry = NULL;

    errno = EIO;
    if (fault_point("file.readdir"))
        return NULL;
    do {
        errno = 0;
        entry = readdir(folder);
    } while (entry && entry->d_name[0] == '.');
    return entry ? entry->d_name : NULL;
}

/* The names in a folder but for hidden ones, sorted. */
static bool read_folder(const char *path, char ***names, size_t *count, struct error *err)
{
    DIR *folder = opendir(path);
    const char *name = NULL;
    size_t capacity = 0;
    bool good = true;

    if (!folder)
        return error_set_errno(err, "%s", path);
    while (good && (name = next_name(folder)) != NULL) {
        *names = array_room(*names, *count, &capacity, sizeof **names);
        (*names)[(*count)++] = mem_copy_string(name);
        if (*count > MOST_FILES)
            good = error_set(err, "%s: more than %d files", path, MOST_FILES);
    }
    if (good && errno != 0)
        good = error_set_errno(err, "%s", path);
    closedir(folder);
    if (*count > 0)
        qsort(*names, *count, sizeof **names, by_name);
    return good;
}

static bool list(struct listing *listing, const char *path, unsigned depth, struct error *err);

/* A link to what is not there, or a file that went away meanwhile.  What may not
 * be looked at is another matter: its rules would be missing and nobody told. */
static bool leads_nowhere(int number)
{
    return number == ENOENT || number == ENOTDIR || number == ELOOP;
}

static bool list_folder(struct listing *listing, const char *path, unsigned depth,
                        struct error *err)
{
    const char *separator = text_ends_with(text_of(path), TEXT("/")) ? "" : "/";
    char **names = NULL;
    size_t count = 0;
    struct buffer inner = {0};
    bool good = read_folder(path, &names, &count, err);

    for (size_t i = 0; good && i < count; i++) {
        struct stat status = {0};

        buffer_clear(&inner);
        buffer_printf(&inner, "%s%s%s", path, separator, names[i]);
        if (stat(buffer_string(&inner), &status) < 0)
            good = leads_nowhere(errno) || error_set_errno(err, "%s", buffer_string(&inner));
        else if ((S_ISDIR(status.st_mode) && depth < DEEPEST) ||
                 (S_ISREG(status.st_mode) && is_yaml(names[i])))
            good = list(listing, buffer_string(&inner), depth + 1, err);
    }
    buffer_finish(&inner);
    free_names(names, count);
    return good;
}

static bool list(struct listing *listing, const char *path, unsigned depth, struct error *err)
{
    struct stat status = {0};

    if (stat(path, &status) < 0)
        return error_set_errno(err, "%s", path);
    if (S_ISDIR(status.st_mode))
        return list_folder(listing, path, depth, err);
    if (++listing->count > MOST_FILES)
        return error_set(err, "%s: more than %d files", path, MOST_FILES);
    listing->visit(path, listing->cookie);
    return true;
}

bool file_list_yaml(const char *path, file_visit *visit, void *cookie, struct error *err)
{
    struct listing listing = {visit, cookie, 0};

    return list(&listing, path, 0, err);
}
