#include "source/file_book.h"

#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/memory.h"
#include "source/cursor_text.h"

/* What a table finds a file by: device, inode and birth, as bytes. */
struct identity_key {
    uint64_t words[3];
};

static struct identity_key identity_of(const struct file_facts *facts)
{
    return (struct identity_key){{facts->device, facts->inode, (uint64_t)facts->born}};
}

static struct text key_text(const struct identity_key *key)
{
    return (struct text){(const char *)key->words, sizeof key->words};
}

static struct text watch_text(const int *watch)
{
    return (struct text){(const char *)watch, sizeof *watch};
}

struct file_book *file_book_create(source_report *report, void *cookie, struct error *err)
{
    struct file_book *book = mem_zero(sizeof *book);

    book->report = report;
    book->cookie = cookie;
    book->room = mem_alloc(FILE_TAIL_ROOM);
    book->by_path = table_create();
    book->by_identity = table_create();
    book->by_watch = table_create();
    book->left = table_create();
    file_list_init(&book->all, LIST_ALL);
    file_list_init(&book->dirty, LIST_DIRTY);
    file_list_init(&book->departed, LIST_DEPARTED);
    file_list_init(&book->astray, LIST_ASTRAY);
    book->opener = opener_create(err);
    if (book->opener)
        return book;
    file_book_destroy(book);
    return NULL;
}

void file_book_destroy(struct file_book *book)
{
    if (!book)
        return;
    for (size_t i = 0; i < book->all.count; i++) {
        if (book->all.files[i]->descriptor >= 0)
            close(book->all.files[i]->descriptor);
        followed_file_destroy(book->all.files[i]);
    }
    file_list_finish(&book->all);
    file_list_finish(&book->dirty);
    file_list_finish(&book->departed);
    file_list_finish(&book->astray);
    backlog_finish(&book->backlog);
    table_destroy(book->by_path);
    table_destroy(book->by_identity);
    table_destroy(book->by_watch);
    table_destroy(book->left);
    opener_destroy(book->opener);
    mem_free(book->forgotten);
    mem_free(book->room);
    mem_free(book);
}

struct followed_file *file_book_at(const struct file_book *book, const char *path)
{
    return table_get(book->by_path, text_of(path));
}

struct followed_file *file_book_find(const struct file_book *book, const struct file_facts *facts)
{
    struct identity_key key = identity_of(facts);

    return table_get(book->by_identity, key_text(&key));
}

struct followed_file *file_book_watched(const struct file_book *book, int watch)
{
    return table_get(book->by_watch, watch_text(&watch));
}

bool file_book_has_room(struct file_book *book, unsigned source, const char *path)
{
    if (book->all.count < book->most_files)
        return true;
    if (!book->told_files)
        file_book_report_path(book, SOURCE_LIMIT, source, path, "too many files to follow");
    book->told_files = true;
    return false;
}

struct followed_file *file_book_add(struct file_book *book, const char *path, unsigned source,
                                    const struct file_facts *facts)
{
    struct identity_key key = identity_of(facts);
    struct followed_file *file = NULL;

    if (!file_book_has_room(book, source, path))
        return NULL;
    file = followed_file_create(path, source, facts);
    file_list_add(&book->all, file);
    (void)table_put(book->by_identity, key_text(&key), file);
    (void)table_put(book->by_path, text_of(path), file);
    file->predecessor = table_remove(book->left, text_of(path));
    if (file->predecessor)
        file->predecessor->successor = file;
    file_book_mark_dirty(book, file);
    return file;
}

/* Takes the file out of a table, unless another has its place there. */
static void take_out(struct table *table, struct text key, const struct followed_file *file)
{
    if (table_get(table, key) == file)
        (void)table_remove(table, key);
}

static void close_descriptor(struct file_book *book, struct followed_file *file)
{
    if (file->descriptor < 0)
        return;
    file_book_pin(book, file);
    close(file->descriptor);
    file->descriptor = -1;
    book->descriptors--;
}

/* Joins the neighbours; the successor goes ahead unless it has to wait for the
 * other. */
static void unlink_neighbours(struct file_book *book, struct followed_file *file)
{
    struct followed_file *before = file->predecessor;
    struct followed_file *behind = file->successor;

    if (before)
        before->successor = behind;
    if (behind)
        behind->predecessor = before;
    if (behind && behind->behind)
        file_book_wake(book, behind);
}

void file_book_drop(struct file_book *book, struct followed_file *file)
{
    struct identity_key key = identity_of(&file->facts);

    file_book_forget(book, file->tail.cursor.incarnation);
    book->dropped[book->dropped_next++ % DROPPED_KEPT] = file->facts;
    backlog_remove(&book->backlog, file);
    unlink_neighbours(book, file);
    close_descriptor(book, file);
    if (file->watch >= 0) {
        take_out(book->by_watch, watch_text(&file->watch), file);
        opener_unwatch(book->opener, file->watch);
    }
    take_out(book->by_identity, key_text(&key), file);
    take_out(book->by_path, text_of(file->path), file);
    if (file->left)
        take_out(book->left, text_of(file->left), file);
    file_list_remove(&book->all, file);
    file_list_remove(&book->dirty, file);
    file_list_remove(&book->departed, file);
    file_list_remove(&book->astray, file);
    if (!file->readable)
        book->counts.unreadable--;
    book->told_files = false;
    followed_file_destroy(file);
}

bool file_book_was_dropped(const struct file_book *book, const struct file_facts *facts)
{
    for (size_t i = 0; i < DROPPED_KEPT; i++) {
        if (file_facts_same(&book->dropped[i], facts))
            return true;
    }
    return false;
}

void file_book_wake(struct file_book *book, struct followed_file *file)
{
    file->behind = true;
    if (!file->predecessor || !file->predecessor->behind)
        backlog_add(&book->backlog, file);
}

void file_book_settle(struct file_book *book, struct followed_file *file)
{
    backlog_remove(&book->backlog, file);
    file->behind = false;
    if (file->successor && file->successor->behind)
        backlog_add(&book->backlog, file->successor);
}

void file_book_mark_dirty(struct file_book *book, struct followed_file *file)
{
    file_list_add(&book->dirty, file);
}

void file_book_forget(struct file_book *book, struct identifier incarnation)
{
    book->forgotten = array_room(book->forgotten, book->forgotten_count, &book->forgotten_capacity,
                                 sizeof *book->forgotten);
    book->forgotten[book->forgotten_count++] = incarnation;
}

static void put_change(struct identifier incarnation, struct text value, state_put *put,
                       void *cookie)
{
    char key[IDENTIFIER_TEXT_SIZE] = {0};
    struct state_change change = {
        .owner = STATE_CURSOR, .key = text_of(identifier_write(incarnation, key)), .value = value};

    put(&change, cookie);
}

void file_book_changes(struct file_book *book, state_put *put, void *cookie)
{
    struct buffer value = {0};

    for (size_t i = 0; i < book->forgotten_count; i++)
        put_change(book->forgotten[i], (struct text){0}, put, cookie);
    book->forgotten_count = 0;
    while (book->dirty.count > 0) {
        struct followed_file *file = book->dirty.files[book->dirty.count - 1];
        struct stored_cursor stored = {.facts = file->facts,
                                       .is_told = file->is_told,
                                       .drained = file->drained,
                                       .path = file->path};

        file_tail_mark(&file->tail, file->descriptor);
        stored.tail = file->tail;
        buffer_clear(&value);
        cursor_text_pack(&value, &stored);
        put_change(file->tail.cursor.incarnation, buffer_text(&value), put, cookie);
        file_list_remove(&book->dirty, file);
    }
    buffer_finish(&value);
}

void file_book_pin(struct file_book *book, struct followed_file *file)
{
    bool is_listed = file->newer || file->older || book->newest == file;

    if (!is_listed)
        return;
    if (file->newer)
        file->newer->older = file->older;
    else
        book->newest = file->older;
    if (file->older)
        file->older->newer = file->newer;
    else
        book->oldest = file->newer;
    file->newer = NULL;
    file->older = NULL;
}

void file_book_unpin(struct file_book *book, struct followed_file *file)
{
    file_book_pin(book, file);
    if (file->descriptor < 0 || file->departed)
        return;
    file->older = book->newest;
    if (book->newest)
        book->newest->newer = file;
    else
        book->oldest = file;
    book->newest = file;
}

static void make_room(struct file_book *book, const struct followed_file *file)
{
    while (book->descriptors >= book->most_descriptors && book->oldest)
        close_descriptor(book, book->oldest);
    if (book->descriptors < book->most_descriptors) {
        book->told_descriptors = false;
        return;
    }
    if (!book->told_descriptors)
        file_book_report(book, file, SOURCE_LIMIT, "more rotated files than open descriptors");
    book->told_descriptors = true;
}

/* Whether the name under which it should be found names it still. */
static bool is_in_place(struct file_book *book, const struct followed_file *file)
{
    struct file_facts facts = {0};
    enum look_result found = opener_look_path(book->opener, followed_file_place(file), &facts);

    return found == LOOK_FAILED || (found == LOOK_FILE && file_facts_same(&facts, &file->facts));
}

enum file_access file_book_open(struct file_book *book, struct followed_file *file)
{
    struct error err = {0};
    struct file_facts facts = {0};

    if (file->descriptor >= 0) {
        file_book_unpin(book, file);
        return FILE_OPEN;
    }
    if (!is_in_place(book, file))
        return FILE_MOVED;
    make_room(book, file);
    file->descriptor = opener_open(book->opener, followed_file_place(file), &err);
    if (file->descriptor < 0) {
        file->failing = true;
        file_book_blame(book, file, &err);
        return FILE_CLOSED;
    }
    book->descriptors++;
    if (!opener_look(book->opener, file->descriptor, &facts)) {
        error_set(&err, "%s: cannot be looked at", file->path);
        close_descriptor(book, file);
        file->failing = true;
        file_book_blame(book, file, &err);
        return FILE_CLOSED;
    }
    if (!file_facts_same(&facts, &file->facts)) {
        close_descriptor(book, file);
        return FILE_MOVED;
    }
    file_book_watch(book, file);
    file_book_unpin(book, file);
    return FILE_OPEN;
}

void file_book_watch(struct file_book *book, struct followed_file *file)
{
    struct error err = {0};

    if (file->watch >= 0 || file->descriptor < 0)
        return;
    file->watch = opener_watch_file(book->opener, file->descriptor, &err);
    if (file->watch >= 0)
        (void)table_put(book->by_watch, watch_text(&file->watch), file);
    else
        file_book_miss_watch(book, file->source, file->path, &err);
}

void file_book_miss_watch(struct file_book *book, unsigned source, const char *path,
                          const struct error *err)
{
    if (!book->told_watches)
        file_book_report_path(book, SOURCE_LIMIT, source, path, err->text);
    book->told_watches = true;
}

void file_book_blame(struct file_book *book, struct followed_file *file, const struct error *err)
{
    if (!file->readable)
        return;
    file->readable = false;
    book->counts.unreadable++;
    file_book_report(book, file, SOURCE_UNREADABLE, err->text);
}

void file_book_heal(struct file_book *book, struct followed_file *file)
{
    file->failing = false;
    if (file->readable)
        return;
    file->readable = true;
    book->counts.unreadable--;
    file_book_report(book, file, SOURCE_READABLE, NULL);
}

/* Reports with the detail made fit for print. */
static void report(struct file_book *book, struct source_event *event, const char *detail)
{
    struct buffer printable = {0};

    if (!book->report)
        return;
    if (detail) {
        buffer_append_escaped(&printable, text_of(detail));
        event->detail = buffer_string(&printable);
    }
    book->report(event, book->cookie);
    buffer_finish(&printable);
}

void file_book_report(struct file_book *book, const struct followed_file *file,
                      enum source_event_kind kind, const char *detail)
{
    struct source_event event = {.kind = kind,
                                 .source = file->source,
                                 .path = file->path,
                                 .incarnation = file->tail.cursor.incarnation,
                                 .offset = file->tail.cursor.offset};

    report(book, &event, detail);
}

void file_book_report_gap(struct file_book *book, unsigned source, const char *path,
                          const struct cursor *cursor, uint64_t lost)
{
    struct source_event event = {.kind = SOURCE_GAP,
                                 .source = source,
                                 .path = path,
                                 .incarnation = cursor->incarnation,
                                 .offset = cursor->offset,
                                 .lost = lost};

    book->counts.gaps++;
    report(book, &event, NULL);
}

void file_book_report_path(struct file_book *book, enum source_event_kind kind, unsigned source,
                           const char *path, const char *detail)
{
    struct source_event event = {.kind = kind, .source = source, .path = path};

    report(book, &event, detail);
}
