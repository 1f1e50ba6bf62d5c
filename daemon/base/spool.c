#include "base/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/fault.h"
#include "base/memory.h"

enum {
    MODE = 0640,
    BLOCK = 64 << 10,
    LINES_LOOKED_AT = 100,
    LOCK_TRIES = 20,
    LOCK_PAUSE = 50000000, /* ns */
};

struct spool {
    struct spool_options options;
    char *path;
    int file;
    int lock; /* path.lock; the file itself is renamed */
    uint64_t size;
    bool is_new;      /* the folder's entry is not synced */
    bool is_doubtful; /* a sync has failed */
    char cursor[SPOOL_CURSOR_MOST + 1];
};

static char *beside(const char *path, const char *ending)
{
    struct buffer name = {0};

    buffer_printf(&name, "%s.%s", path, ending);
    buffer_append_byte(&name, '\0');
    return name.data;
}

static char *numbered(const char *path, unsigned number)
{
    char digits[16] = "";

    snprintf(digits, sizeof digits, "%u", number);
    return beside(path, digits);
}

static void note_cursor(struct spool *spool, struct text cursor)
{
    memcpy(spool->cursor, cursor.data, cursor.length);
    spool->cursor[cursor.length] = '\0';
}

/* Where the line begins that the byte before end is in; false when it cannot be read. */
static bool find_start(int file, uint64_t end, uint64_t *start)
{
    char block[BLOCK];

    while (end > 0) {
        size_t length = end < BLOCK ? (size_t)end : BLOCK;
        ssize_t got = pread(file, block, length, (off_t)(end - length));
        const char *newline = NULL;

        if (got != (ssize_t)length)
            return false;
        newline = memrchr(block, '\n', length);
        if (newline) {
            *start = end - length + (uint64_t)(newline - block) + 1;
            return true;
        }
        end -= length;
    }
    *start = 0;
    return true;
}

/* The cursor of one line; false when the line has none, or is the beginning of an entry. */
static bool take_cursor(struct spool *spool, int file, uint64_t start, uint64_t end)
{
    size_t length = (size_t)(end - start);
    struct buffer line = {0};
    struct text cursor = {0};

    if (length <= SPOOL_LINE_MOST &&
        pread(file, buffer_reserve(&line, length), length, (off_t)start) == (ssize_t)length) {
        line.length = length;
        cursor = spool->options.cursor_of(text_until(buffer_text(&line), length - 1));
        if (cursor.length > 0 && cursor.length <= SPOOL_CURSOR_MOST)
            note_cursor(spool, cursor);
    }
    buffer_finish(&line);
    return spool->cursor[0] != '\0';
}

/* Looks for a cursor from the end of a file on; what somebody else wrote is passed over. */
static void look_for_cursor(struct spool *spool, int file, uint64_t end)
{
    for (unsigned i = 0; i < LINES_LOOKED_AT && end > 0; i++) {
        uint64_t start = 0;

        if (!find_start(file, end - 1, &start) || take_cursor(spool, file, start, end))
            return;
        end = start;
    }
}

/* The present file may have been begun and have no line yet. */
static void look_in_rotated(struct spool *spool)
{
    char *path = numbered(spool->path, 1);
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    off_t end = file < 0 ? -1 : lseek(file, 0, SEEK_END);

    if (end > 0)
        look_for_cursor(spool, file, (uint64_t)end);
    if (file >= 0)
        close(file);
    mem_free(path);
}

/* Behind a brace a newline alone would make an entry of what may be half of one. */
static bool end_line(struct spool *spool)
{
    static const char ending[] = " \n";
    ssize_t put = write(spool->file, ending, sizeof ending - 1);

    spool->size += put > 0 ? (size_t)put : 0;
    return put == (ssize_t)sizeof ending - 1;
}

/* Leaves the file with whole lines only. */
static bool mend(struct spool *spool, struct error *err)
{
    struct stat status = {0};
    uint64_t whole = 0;
    bool good = false;

    if (fstat(spool->file, &status) < 0 ||
        !find_start(spool->file, (uint64_t)status.st_size, &whole))
        return error_set_errno(err, "%s", spool->path);
    if (!S_ISREG(status.st_mode))
        return error_set(err, "%s: not a regular file", spool->path);
    spool->size = (uint64_t)status.st_size;
    if (spool->size - whole > spool->options.torn) {
        good = end_line(spool);
    } else {
        good = spool->size == whole || ftruncate(spool->file, (off_t)whole) == 0;
        spool->size = whole;
    }
    return good || error_set_errno(err, "%s", spool->path);
}

static void close_file(struct spool *spool)
{
    if (spool->file >= 0)
        close(spool->file);
    spool->file = -1;
}

static bool open_file(struct spool *spool, struct error *err)
{
    spool->file =
        open(spool->path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, MODE);
    if (spool->file < 0)
        return error_set_errno(err, "%s", spool->path);
    spool->is_new = true;
    spool->is_doubtful = false;
    if (mend(spool, err))
        return true;
    close_file(spool);
    return false;
}

/* One that was killed while it started a program has left the lock for a moment to
 * what is about to become that. */
static bool wait_for_lock(int lock)
{
    for (unsigned i = 0; i < LOCK_TRIES; i++) {
        if (flock(lock, LOCK_EX | LOCK_NB) == 0)
            return true;
        nanosleep(&(struct timespec){.tv_nsec = LOCK_PAUSE}, NULL);
    }
    return false;
}

static bool take_lock(struct spool *spool, struct error *err)
{
    char *path = beside(spool->path, "lock");
    bool is_ours = false;

    spool->lock = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, MODE);
    if (spool->lock < 0)
        error_set_errno(err, "%s", path);
    else if (wait_for_lock(spool->lock))
        is_ours = true;
    else
        error_set(err, "%s: another process writes it already", spool->path);
    mem_free(path);
    return is_ours;
}

struct spool *spool_open(const struct spool_options *options, struct error *err)
{
    struct spool *spool = mem_zero(sizeof *spool);

    spool->options = *options;
    spool->path = mem_copy_string(options->path);
    spool->file = spool->lock = -1;
    if (!take_lock(spool, err) || !open_file(spool, err)) {
        spool_close(spool);
        return NULL;
    }
    look_for_cursor(spool, spool->file, spool->size);
    if (spool->cursor[0] == '\0')
        look_in_rotated(spool);
    return spool;
}

void spool_close(struct spool *spool)
{
    if (!spool)
        return;
    close_file(spool);
    if (spool->lock >= 0)
        close(spool->lock);
    mem_free(spool->path);
    mem_free(spool);
}

const char *spool_cursor(const struct spool *spool)
{
    return spool->cursor;
}

/* path.keep goes, path.1 to path.2, path to path.1; a kill in between leaves a number
 * out, and the next time closes it. */
static bool rotate(struct spool *spool, struct error *err)
{
    bool good = true;

    for (unsigned i = spool->options.keep; i > 0 && good; i--) {
        char *older = numbered(spool->path, i);
        char *newer = i > 1 ? numbered(spool->path, i - 1) : mem_copy_string(spool->path);

        if (rename(newer, older) < 0 && errno != ENOENT)
            good = error_set_errno(err, "%s", older);
        mem_free(older);
        mem_free(newer);
    }
    if (!good)
        return false;
    close_file(spool);
    return open_file(spool, err);
}

/* Whether somebody has moved or removed the file. */
static bool is_elsewhere(const struct spool *spool)
{
    struct stat there = {0};
    struct stat ours = {0};

    return fstat(spool->file, &ours) == 0 &&
           (lstat(spool->path, &there) < 0
                ? errno == ENOENT
                : there.st_ino != ours.st_ino || there.st_dev != ours.st_dev);
}

/* Puts a file on the disk that is left behind.  Of one in doubt that was told already,
 * and another sync would not know. */
static bool settle(struct spool *spool, struct error *err)
{
    return !spool->options.is_durable || spool->is_doubtful || spool_sync(spool, err);
}

/* Opens the file that stands there now. */
static bool follow(struct spool *spool, struct error *err)
{
    close_file(spool);
    return open_file(spool, err);
}

/* Begins the next file where it is time to. */
static bool make_room(struct spool *spool, struct error *err)
{
    if (spool->file < 0)
        return open_file(spool, err);
    if (is_elsewhere(spool))
        return settle(spool, err) && follow(spool, err);
    if (!spool->is_doubtful && spool->size < spool->options.largest)
        return true;
    return settle(spool, err) && rotate(spool, err);
}

/* Returns how many bytes were written: all of them, or errno says why not. */
static size_t write_most(int file, struct text bytes)
{
    size_t done = 0;

    while (done < bytes.length) {
        ssize_t put = write(file, bytes.data + done, bytes.length - done);

        if (put < 0 && errno != EINTR)
            break;
        done += put > 0 ? (size_t)put : 0;
    }
    return done;
}

/* Without the lines that the first done bytes hold to their end. */
static struct text behind_lines(struct text lines, size_t done)
{
    size_t newline = 0;

    return text_find_last(text_until(lines, done), TEXT("\n"), &newline)
               ? text_from(lines, newline + 1)
               : lines;
}

bool spool_append(struct spool *spool, struct text *lines, struct error *err)
{
    struct error ignored = {0};
    size_t done = 0;

    if (!make_room(spool, err))
        return false;
    done = write_most(spool->file, *lines);
    spool->size += done;
    if (done < lines->length) {
        error_set_errno(err, "%s", spool->path);
        if (!mend(spool, &ignored))
            close_file(spool); /* opening it again does */
    }
    *lines = behind_lines(*lines, done);
    return lines->length == 0;
}

/* A file that was created is there after a power failure only when its folder says so. */
static bool sync_folder(const char *path, struct error *err)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? mem_copy_text((struct text){path, (size_t)(slash - path) + 1})
                         : mem_copy_string(".");
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = descriptor >= 0 && fsync(descriptor) == 0;

    if (!good)
        error_set_errno(err, "%s", folder);
    if (descriptor >= 0)
        close(descriptor);
    mem_free(folder);
    return good;
}

bool spool_sync(struct spool *spool, struct error *err)
{
    if (spool->file < 0)
        return error_set(err, "%s: not open", spool->path);
    spool->is_doubtful = true;
    if (fault_point("spool.sync") || fdatasync(spool->file) < 0)
        return error_set_errno(err, "%s", spool->path);
    if (spool->is_new && !sync_folder(spool->path, err))
        return false;
    spool->is_new = spool->is_doubtful = false;
    return true;
}

bool spool_is_doubtful(const struct spool *spool)
{
    return spool->is_doubtful;
}
