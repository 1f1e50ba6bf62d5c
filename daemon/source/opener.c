#include "source/opener.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/memory.h"
#include "base/text.h"
#include "source/missing_right.h"

enum { EVENTS_SIZE = 64 << 10, LINK_SIZE = 40 };

struct opener {
    int inotify;
    bool round_is_over; /* a bufferful was handed out since the last NOTICE_NONE */
    size_t position;
    size_t length;
    _Alignas(struct inotify_event) char events[EVENTS_SIZE];
};

bool file_facts_same(const struct file_facts *a, const struct file_facts *b)
{
    return a->device == b->device && a->inode == b->inode && a->born == b->born;
}

struct opener *opener_create(struct error *err)
{
    struct opener *opener = mem_zero(sizeof *opener);

    opener->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (opener->inotify >= 0)
        return opener;
    error_set_errno(err, "inotify");
    opener_destroy(opener);
    return NULL;
}

void opener_destroy(struct opener *opener)
{
    if (!opener)
        return;
    if (opener->inotify >= 0)
        close(opener->inotify);
    mem_free(opener);
}

/* glob(3) offers no cookie to its error callback, so the trouble it meets is
 * looked for afterwards, by asking for the rights the walk needed. */
static int go_on(const char *path, int error_number)
{
    (void)path;
    (void)error_number;
    return 0;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The matches of pattern in byte order; to be given to globfree. */
static glob_t find_matches(const char *pattern)
{
    glob_t found = {0};

    if (glob(pattern, GLOB_NOSORT, go_on, &found) == 0 && found.gl_pathc > 1)
        qsort(found.gl_pathv, found.gl_pathc, sizeof *found.gl_pathv, by_bytes);
    return found;
}

void opener_glob(struct opener *opener, const char *pattern, opener_visit *visit, void *cookie)
{
    glob_t found = find_matches(pattern);

    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct file_facts facts = {0};

        if (opener_look_path(opener, found.gl_pathv[i], &facts) == LOOK_FILE)
            visit(found.gl_pathv[i], cookie);
    }
    globfree(&found);
}

/* One level of the walk: all folders that match the first parts of a pattern. */
static bool walk_level(const char *pattern, int rights, opener_visit *visit, void *cookie,
                       struct error *err)
{
    glob_t found = find_matches(pattern);
    bool complete = true;

    for (size_t i = 0; i < found.gl_pathc; i++) {
        const char *path = found.gl_pathv[i];
        struct stat status = {0};

        if (stat(path, &status) < 0 || !S_ISDIR(status.st_mode))
            continue;
        visit(path, cookie);
        if (complete)
            complete = missing_right_check(path, rights, err);
    }
    globfree(&found);
    return complete;
}

static bool has_wildcard(struct text part)
{
    size_t position = 0;

    return text_find(part, TEXT("*"), &position) || text_find(part, TEXT("?"), &position) ||
           text_find(part, TEXT("["), &position);
}

bool opener_walk_folders(struct opener *opener, const char *pattern, opener_visit *visit,
                         void *cookie, struct error *err)
{
    struct text rest = text_of(pattern);
    bool complete = true;
    size_t slash = 0;

    (void)opener;
    for (size_t start = 0; text_find(text_from(rest, start), TEXT("/"), &slash);) {
        size_t end = start + slash;
        char *folder = mem_copy_text(end == 0 ? TEXT("/") : text_until(rest, end));
        struct error trouble = {0};
        struct text next = {0};
        struct text behind = {0};

        (void)text_cut(text_from(rest, end + 1), TEXT("/"), &next, &behind);
        if (!walk_level(folder, has_wildcard(next) ? R_OK | X_OK : X_OK, visit, cookie, &trouble) &&
            complete) {
            complete = false;
            *err = trouble;
        }
        mem_free(folder);
        start = end + 1;
    }
    return complete;
}

struct text opener_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return (struct text){path, slash ? (size_t)(slash - path) + 1 : 0};
}

void opener_list_siblings(struct opener *opener, const char *path, opener_visit *visit,
                          void *cookie)
{
    struct text own = opener_folder_of(path);
    struct text start = own.length > 0 ? own : TEXT("./");
    struct buffer sibling = {0};
    char *folder = mem_copy_text(start);
    DIR *listing = opendir(folder);

    mem_free(folder);
    if (!listing)
        return;
    for (struct dirent *entry = NULL; (entry = readdir(listing)) != NULL;) {
        struct file_facts facts = {0};

        buffer_clear(&sibling);
        buffer_append_text(&sibling, start);
        buffer_append_text(&sibling, text_of(entry->d_name));
        if (opener_look_path(opener, buffer_string(&sibling), &facts) == LOOK_FILE)
            visit(buffer_string(&sibling), cookie);
    }
    closedir(listing);
    buffer_finish(&sibling);
}

static const char *kind_name(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFDIR:
        return "a folder";
    case S_IFIFO:
        return "a pipe";
    case S_IFSOCK:
        return "a socket";
    default:
        return "a device";
    }
}

static bool is_regular(const struct stat *status, const char *path, struct error *err)
{
    if (S_ISREG(status->st_mode))
        return true;
    return error_set(err, "%s: it is %s, not a regular file", path, kind_name(status->st_mode));
}

int opener_open(struct opener *opener, const char *path, struct error *err)
{
    struct stat status = {0};
    int descriptor = -1;

    if (fault_point("opener.open")) {
        error_set(err, "%s: injected failure", path);
        return -1;
    }
    /* Looked at before as well: to open a device or a pipe can have effects. */
    if (!opener_may_read(opener, path, err))
        return -1;
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (descriptor < 0 || fstat(descriptor, &status) < 0)
        error_set_errno(err, "%s", path);
    else if (is_regular(&status, path, err))
        return descriptor;
    if (descriptor >= 0)
        close(descriptor);
    return -1;
}

bool opener_may_read(struct opener *opener, const char *path, struct error *err)
{
    struct stat status = {0};

    (void)opener;
    if (stat(path, &status) == 0 && !is_regular(&status, path, err))
        return false;
    return missing_right_check(path, R_OK, err);
}

static timestamp instant(struct statx_timestamp when)
{
    return when.tv_sec * SECOND + when.tv_nsec / 1000;
}

static bool look(int descriptor, const char *path, struct statx *status)
{
    return statx(descriptor, path, path[0] ? 0 : AT_EMPTY_PATH, STATX_BASIC_STATS | STATX_BTIME,
                 status) == 0;
}

static struct file_facts facts_of(const struct statx *status)
{
    return (struct file_facts){
        .device = makedev(status->stx_dev_major, status->stx_dev_minor),
        .inode = status->stx_ino,
        .born = status->stx_mask & STATX_BTIME ? instant(status->stx_btime) : TIMESTAMP_NONE,
        .modified = instant(status->stx_mtime),
        .size = status->stx_size,
        .links = status->stx_nlink,
    };
}

bool opener_look(struct opener *opener, int descriptor, struct file_facts *facts)
{
    struct statx status = {0};

    (void)opener;
    if (fault_point("opener.look") || !look(descriptor, "", &status))
        return false;
    *facts = facts_of(&status);
    return true;
}

enum look_result opener_look_path(struct opener *opener, const char *path, struct file_facts *facts)
{
    struct statx status = {0};

    (void)opener;
    if (path[0] == '\0')
        return LOOK_ABSENT;
    if (fault_point("opener.look_path"))
        return LOOK_FAILED;
    if (!look(AT_FDCWD, path, &status))
        return errno == ENOENT || errno == ENOTDIR ? LOOK_ABSENT : LOOK_FAILED;
    *facts = facts_of(&status);
    return S_ISREG(status.stx_mode) ? LOOK_FILE : LOOK_OTHER;
}

char *opener_resolve(struct opener *opener, const char *path)
{
    char resolved[PATH_MAX] = {0};

    (void)opener;
    return realpath(path, resolved) ? mem_copy_string(resolved) : NULL;
}

static const char *link_of(int descriptor, char link[LINK_SIZE])
{
    (void)snprintf(link, LINK_SIZE, "/proc/self/fd/%d", descriptor);
    return link;
}

bool opener_trace(struct opener *opener, int descriptor, struct buffer *path)
{
    char link[LINK_SIZE] = {0};
    struct file_facts facts = {0};
    ssize_t length = 0;

    if (!opener_look(opener, descriptor, &facts) || facts.links == 0)
        return false;
    length = readlink(link_of(descriptor, link), buffer_reserve(path, PATH_MAX), PATH_MAX);
    if (length <= 0 || length == PATH_MAX)
        return false;
    path->length += (size_t)length;
    return true;
}

static int add_watch(struct opener *opener, const char *path, uint32_t mask, struct error *err)
{
    int number = WATCH_FAILED;

    if (fault_point("opener.watch"))
        errno = ENOSPC;
    else
        number = inotify_add_watch(opener->inotify, path, mask);
    if (number >= 0)
        return number;
    if (errno != ENOSPC) {
        error_set_errno(err, "inotify: %s", path);
        return WATCH_FAILED;
    }
    error_set(err, "no more inotify watches: raise fs.inotify.max_user_watches");
    return WATCH_EXHAUSTED;
}

int opener_watch_file(struct opener *opener, int descriptor, struct error *err)
{
    char link[LINK_SIZE] = {0};

    return add_watch(opener, link_of(descriptor, link),
                     IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF | IN_DELETE_SELF, err);
}

int opener_watch_folder(struct opener *opener, const char *path, struct error *err)
{
    return add_watch(opener, path,
                     IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ATTRIB |
                         IN_MOVE_SELF | IN_DELETE_SELF | IN_ONLYDIR,
                     err);
}

void opener_unwatch(struct opener *opener, int watch)
{
    if (watch >= 0)
        (void)inotify_rm_watch(opener->inotify, watch);
}

int opener_descriptor(const struct opener *opener)
{
    return opener->inotify;
}

static enum notice_kind kind_of(const struct inotify_event *event)
{
    if (event->mask & IN_Q_OVERFLOW)
        return NOTICE_OVERFLOW;
    if (event->mask & (IN_IGNORED | IN_UNMOUNT | IN_DELETE_SELF | IN_MOVE_SELF))
        return NOTICE_GONE;
    return event->len > 0 || event->mask & IN_ISDIR ? NOTICE_NAMES : NOTICE_GROWN;
}

/* Makes the next event the one at position; false at the end of a round. */
static bool fill(struct opener *opener)
{
    ssize_t got = 0;

    if (opener->position < opener->length)
        return true;
    if (opener->round_is_over) {
        opener->round_is_over = false;
        return false;
    }
    got = read(opener->inotify, opener->events, sizeof opener->events);
    opener->position = 0;
    opener->length = got > 0 ? (size_t)got : 0;
    opener->round_is_over = got > 0;
    return got > 0;
}

struct notice opener_next_notice(struct opener *opener)
{
    struct inotify_event event = {0};
    const char *name = NULL;

    if (!fill(opener))
        return (struct notice){NOTICE_NONE, -1, NULL};
    memcpy(&event, opener->events + opener->position, sizeof event);
    if (event.len > 0)
        name = opener->events + opener->position + sizeof event;
    opener->position += sizeof event + event.len;
    return (struct notice){kind_of(&event), event.wd, name};
}
