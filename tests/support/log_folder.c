#include "support/log_folder.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/table.h"

/* Some tests run as nobody, who gets into no folder of, say, /root. */
static bool everybody_may_enter(const char *path)
{
    char parent[PATH_MAX] = {0};
    struct stat status = {0};

    for (size_t i = 1; path[i - 1] != '\0' && i < sizeof parent; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        memcpy(parent, path, i);
        parent[i] = '\0';
        if (stat(parent, &status) < 0 || !(status.st_mode & S_IXOTH))
            return false;
    }
    return true;
}

void log_folder_init(struct log_folder *folder)
{
    const char *build = getenv("BUILD") ? getenv("BUILD") : "build/test-tmp";
    char absolute[PATH_MAX] = {0};

    *folder = (struct log_folder){.globs = {"app.log"},
                                  .from_beginning = true,
                                  .most_files = 100000,
                                  .most_descriptors = 64,
                                  .linger = MINUTE,
                                  .now = 1000 * DAY,
                                  .event_time = TIMESTAMP_NONE};
    (void)mkdir("build", 0755);
    (void)mkdir(build, 0755);
    ck_assert_ptr_nonnull(realpath(build, absolute));
    ck_assert_int_lt(snprintf(folder->path, sizeof folder->path,
                              "%s/logs-XX"
                              "XX"
                              "XX",
                              everybody_may_enter(absolute) ? absolute : "/var/tmp"),
                     (int)sizeof folder->path);
    ck_assert_ptr_nonnull(mkdtemp(folder->path));
    ck_assert_int_eq(chmod(folder->path, 0755), 0);
    folder->state = table_create();
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

static void forget_state(struct log_folder *folder)
{
    size_t position = 0;
    struct text key = {0};
    void *value = NULL;

    while (table_next(folder->state, &position, &key, &value))
        mem_free(value);
    table_destroy(folder->state);
}

void log_folder_finish(struct log_folder *folder)
{
    source_set_destroy(folder->set);
    forget_state(folder);
    buffer_finish(&folder->text);
    buffer_finish(&folder->events);
    buffer_finish(&folder->last);
    ck_assert_int_eq(nftw(folder->path, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

static void note_event(const struct source_event *event, void *cookie)
{
    static const char *const names[] = {"found",    "renamed", "finished", "unreadable",
                                        "readable", "gap",     "overflow", "limit"};
    struct log_folder *folder = cookie;
    struct text path = text_of(event->path);

    if (text_take(&path, text_of(folder->path)))
        (void)text_take(&path, TEXT("/"));
    buffer_printf(&folder->events, "%s %.*s\n", names[event->kind], TEXT_ARGS(path));
    if (event->kind == SOURCE_GAP)
        folder->lost += event->lost;
    if (event->detail) {
        buffer_clear(&folder->last);
        buffer_append_text(&folder->last, text_of(event->detail));
    }
}

static void restore(struct log_folder *folder)
{
    size_t position = 0;
    struct text key = {0};
    void *value = NULL;
    struct error err = {0};

    while (table_next(folder->state, &position, &key, &value))
        ck_assert_msg(source_set_restore(folder->set, key, text_of(value), &err), "%s", err.text);
}

static void configure(struct log_folder *folder, bool unclean)
{
    char paths[MOST_GLOBS][PATH_MAX] = {{0}};
    const char *globs[MOST_GLOBS] = {0};
    struct source_options source = {.name = "test",
                                    .globs = globs,
                                    .from_beginning = folder->from_beginning,
                                    .has_head = folder->has_head};
    struct source_set_options options = {.sources = &source,
                                         .source_count = 1,
                                         .most_files = folder->most_files,
                                         .most_descriptors = folder->most_descriptors,
                                         .linger = folder->linger};

    for (size_t i = 0; i < MOST_GLOBS && folder->globs[i]; i++) {
        globs[i] = log_folder_path(folder, folder->globs[i], paths[i]);
        source.glob_count++;
    }
    source_set_configure(folder->set, &options, unclean, folder->now);
}

void log_folder_start(struct log_folder *folder, bool unclean)
{
    struct error err = {0};

    if (!folder->set) {
        folder->set = source_set_create(note_event, folder, &err);
        ck_assert_msg(folder->set != NULL, "%s", err.text);
        restore(folder);
    }
    configure(folder, unclean);
}

static void keep_change(const struct state_change *change, void *cookie)
{
    struct log_folder *folder = cookie;

    ck_assert_int_eq(change->owner, STATE_CURSOR);
    if (change->value.length == 0)
        mem_free(table_remove(folder->state, change->key));
    else
        mem_free(table_put(folder->state, change->key, mem_copy_text(change->value)));
}

void log_folder_store(struct log_folder *folder)
{
    source_set_changes(folder->set, keep_change, folder);
}

void log_folder_kill(struct log_folder *folder)
{
    source_set_destroy(folder->set);
    folder->set = NULL;
}

void log_folder_stop(struct log_folder *folder)
{
    log_folder_store(folder);
    log_folder_kill(folder);
}

void log_folder_notice(struct log_folder *folder)
{
    struct pollfd wait = {.fd = source_set_descriptor(folder->set), .events = POLLIN};

    do
        source_set_notice(folder->set, folder->now);
    while (poll(&wait, 1, 0) > 0);
}

/* What every chunk keeps to. */
static void check_chunk(const struct chunk *chunk)
{
    bool is_window = chunk->start.offset > chunk->start.line_start;

    if (chunk->length == 0)
        return;
    ck_assert_uint_le(chunk->length, LINE_LARGEST);
    ck_assert(is_window || chunk->overlap == 0);
    ck_assert(chunk->overlap <= WINDOW_OVERLAP && chunk->overlap < chunk->length);
    if (!is_window) {
        ck_assert_int_ne(chunk->data[0], '\0');
        ck_assert_ptr_null(memmem(chunk->data, chunk->length, "\n\0", 2));
    }
    if (chunk->length > CHUNK_LARGEST)
        ck_assert_ptr_eq(memchr(chunk->data, '\n', chunk->length), chunk->data + chunk->length - 1);
}

bool log_folder_take(struct log_folder *folder, struct chunk *chunk)
{
    if (!source_set_next(folder->set, chunk))
        return false;
    check_chunk(chunk);
    buffer_append(&folder->text, chunk->data + chunk->overlap, chunk->length - chunk->overlap);
    source_set_taken(folder->set, folder->event_time);
    return true;
}

void log_folder_drain(struct log_folder *folder)
{
    struct chunk chunk = {0};

    log_folder_notice(folder);
    while (log_folder_take(folder, &chunk))
        continue;
}

void log_folder_expect(struct log_folder *folder, const char *text)
{
    ck_assert_str_eq(buffer_string(&folder->text), text);
    buffer_clear(&folder->text);
}

void log_folder_expect_events(struct log_folder *folder, const char *events)
{
    ck_assert_str_eq(buffer_string(&folder->events), events);
    buffer_clear(&folder->events);
}

const char *log_folder_path(const struct log_folder *folder, const char *name, char path[PATH_MAX])
{
    ck_assert_int_lt(snprintf(path, PATH_MAX, "%s/%s", folder->path, name), PATH_MAX);
    return path;
}

static void write_with(const struct log_folder *folder, const char *name, int flags,
                       struct text bytes)
{
    char path[PATH_MAX] = {0};
    int descriptor = open(log_folder_path(folder, name, path), O_WRONLY | O_CREAT | flags, 0644);

    ck_assert_msg(descriptor >= 0, "%s: %s", path, strerror(errno));
    ck_assert_int_eq(write(descriptor, bytes.data, bytes.length), (ssize_t)bytes.length);
    close(descriptor);
}

void log_append(const struct log_folder *folder, const char *name, const char *text)
{
    write_with(folder, name, O_APPEND, text_of(text));
}

void log_append_bytes(const struct log_folder *folder, const char *name, const void *bytes,
                      size_t length)
{
    write_with(folder, name, O_APPEND, (struct text){bytes, length});
}

void log_write(const struct log_folder *folder, const char *name, const char *text)
{
    write_with(folder, name, O_TRUNC, text_of(text));
}

void log_rename(const struct log_folder *folder, const char *from, const char *to)
{
    char old_path[PATH_MAX] = {0};
    char new_path[PATH_MAX] = {0};

    ck_assert_int_eq(
        rename(log_folder_path(folder, from, old_path), log_folder_path(folder, to, new_path)), 0);
}

void log_remove(const struct log_folder *folder, const char *name)
{
    char path[PATH_MAX] = {0};

    ck_assert_int_eq(remove(log_folder_path(folder, name, path)), 0);
}

void log_truncate(const struct log_folder *folder, const char *name, uint64_t size)
{
    char path[PATH_MAX] = {0};

    ck_assert_int_eq(truncate(log_folder_path(folder, name, path), (off_t)size), 0);
}

void log_copy(const struct log_folder *folder, const char *from, const char *to)
{
    char path[PATH_MAX] = {0};
    int descriptor = open(log_folder_path(folder, from, path), O_RDONLY);
    struct buffer bytes = {0};
    ssize_t got = 0;

    ck_assert_int_ge(descriptor, 0);
    while ((got = read(descriptor, buffer_reserve(&bytes, 65536), 65536)) > 0)
        bytes.length += (size_t)got;
    close(descriptor);
    write_with(folder, to, O_TRUNC, buffer_text(&bytes));
    buffer_finish(&bytes);
}

void log_make_folder(const struct log_folder *folder, const char *name)
{
    char path[PATH_MAX] = {0};

    ck_assert_int_eq(mkdir(log_folder_path(folder, name, path), 0755), 0);
}

void log_link(const struct log_folder *folder, const char *target, const char *name)
{
    char path[PATH_MAX] = {0};

    ck_assert_int_eq(symlink(target, log_folder_path(folder, name, path)), 0);
}

void log_mode(const struct log_folder *folder, const char *name, unsigned mode)
{
    char path[PATH_MAX] = {0};

    ck_assert_int_eq(chmod(log_folder_path(folder, name, path), mode), 0);
}
