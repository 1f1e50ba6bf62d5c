#include "source/source_set.h"

#include <string.h>

#include "base/memory.h"
#include "source/discovery.h"
#include "source/file_book.h"
#include "source/file_head.h"
#include "source/rotation.h"
#include "source/stored_cursors.h"

/* 1. handed is the file whose chunk the owner has, NULL between two chunks.
 * 2. The bytes of chunk lie in the book's room until the next reading. */
struct source_set {
    struct file_book *book;
    struct stored_cursors *stored;
    struct discovery *discovery;
    struct followed_file *handed;
    struct chunk chunk;
    bool *has_head; /* by source */
    struct file_head head;
};

struct source_set *source_set_create(source_report *report, void *cookie, struct error *err)
{
    struct source_set *set = mem_zero(sizeof *set);

    set->book = file_book_create(report, cookie, err);
    if (!set->book)
        goto fail;
    set->stored = stored_cursors_create();
    set->discovery = discovery_create(set->book, set->stored);
    return set;

fail:
    source_set_destroy(set);
    return NULL;
}

void source_set_destroy(struct source_set *set)
{
    if (!set)
        return;
    discovery_destroy(set->discovery);
    stored_cursors_destroy(set->stored);
    file_book_destroy(set->book);
    mem_free(set->has_head);
    mem_free(set);
}

bool source_set_restore(struct source_set *set, struct text key, struct text value,
                        struct error *err)
{
    return stored_cursors_add(set->stored, key, value, err);
}

void source_set_configure(struct source_set *set, const struct source_set_options *options,
                          bool unclean, timestamp now)
{
    set->handed = NULL;
    set->book->now = now;
    set->book->most_files = options->most_files;
    set->book->most_descriptors = options->most_descriptors;
    set->book->linger = options->linger;
    set->has_head = mem_resize_array(set->has_head, options->source_count, sizeof *set->has_head);
    for (size_t i = 0; i < options->source_count; i++)
        set->has_head[i] = options->sources[i].has_head;
    discovery_configure(set->discovery, options, unclean);
    rotation_review(set->book);
}

int source_set_descriptor(const struct source_set *set)
{
    return opener_descriptor(set->book->opener);
}

static void scan(struct source_set *set)
{
    set->handed = NULL;
    discovery_scan(set->discovery);
    rotation_review(set->book);
}

static void notice_grown(struct source_set *set, int watch)
{
    struct followed_file *file = file_book_watched(set->book, watch);

    if (!file)
        return;
    rotation_look(set->book, file);
    if (file->facts.links == 0 && !file->departed)
        discovery_look(set->discovery, file->path);
}

static void notice_gone(struct source_set *set, int watch)
{
    struct followed_file *file = file_book_watched(set->book, watch);

    if (file)
        discovery_look(set->discovery, file->path);
    else
        discovery_lost_folder(set->discovery, watch);
}

void source_set_notice(struct source_set *set, timestamp now)
{
    bool lost_some = false;

    set->handed = NULL;
    set->book->now = now;
    for (;;) {
        struct notice notice = opener_next_notice(set->book->opener);

        switch (notice.kind) {
        case NOTICE_NONE:
            if (lost_some || discovery_scan_is_due(set->discovery))
                discovery_scan(set->discovery);
            discovery_settle(set->discovery);
            rotation_review(set->book);
            return;
        case NOTICE_GROWN:
            notice_grown(set, notice.watch);
            break;
        case NOTICE_NAMES:
            discovery_notice(set->discovery, notice.watch, notice.name);
            break;
        case NOTICE_GONE:
            notice_gone(set, notice.watch);
            break;
        case NOTICE_OVERFLOW:
            lost_some = true;
            set->book->counts.overflows++;
            file_book_report_path(set->book, SOURCE_OVERFLOW, 0, "", NULL);
            break;
        }
    }
}

void source_set_rescan(struct source_set *set, timestamp now)
{
    set->book->now = now;
    scan(set);
}

/* The end of a file, for now or for ever. */
static void settle(struct source_set *set, struct followed_file *file, bool final)
{
    file->unread = file->tail.searched - file->tail.cursor.offset;
    rotation_note_end(set->book, file);
    file_book_settle(set->book, file);
    if (final)
        rotation_finish(set->book, file);
}

static void hand_over(struct source_set *set, struct followed_file *file)
{
    struct chunk *chunk = &set->chunk;
    uint64_t end = chunk->start.offset + chunk->length - chunk->overlap;

    chunk->source = file->source;
    chunk->path = file->path;
    chunk->modified = file->facts.modified;
    chunk->head = (struct text){0};
    if (set->has_head[file->source] && chunk->start.offset > 0)
        chunk->head = file_head_of(&set->head, &chunk->start.incarnation, file->descriptor);
    file->unread = file->facts.size > end ? file->facts.size - end : 0;
    set->handed = file;
}

/* Reads on in an open file.  False when there was no chunk: it left the backlog,
 * or is another incarnation now. */
static bool read_on(struct source_set *set, struct followed_file *file)
{
    struct file_book *book = set->book;
    struct file_tail_reading reading = {
        .descriptor = file->descriptor, .final = rotation_is_final(book, file), .room = book->room};
    struct error err = {0};
    enum file_tail_result result = file_tail_read(&file->tail, &reading, &set->chunk, &err);

    if (result == FILE_TAIL_REWRITTEN) {
        rotation_begin_anew(book, file, file->unread);
        return false;
    }
    if (result == FILE_TAIL_FAILED) {
        file->failing = true;
        (void)error_wrap(&err, "%s", file->path);
        file_book_blame(book, file, &err);
        settle(set, file, false);
        return false;
    }
    file->is_resumed = false;
    if (file->failing)
        file_book_heal(book, file);
    if (result == FILE_TAIL_CHUNK)
        hand_over(set, file);
    else
        settle(set, file, reading.final);
    return result == FILE_TAIL_CHUNK;
}

static bool read_file(struct source_set *set, struct followed_file *file)
{
    switch (file_book_open(set->book, file)) {
    case FILE_MOVED:
        backlog_remove(&set->book->backlog, file);
        if (file->departed)
            rotation_depart(set->book, file);
        else
            discovery_look(set->discovery, file->path);
        discovery_settle(set->discovery);
        return false;
    case FILE_CLOSED:
        if (rotation_is_final(set->book, file))
            rotation_give_up(set->book, file);
        else
            settle(set, file, false);
        return false;
    case FILE_OPEN:
        break;
    }
    rotation_look(set->book, file);
    return read_on(set, file);
}

bool source_set_next(struct source_set *set, struct chunk *chunk)
{
    struct followed_file *file = NULL;

    set->handed = NULL;
    while ((file = backlog_first(&set->book->backlog)) != NULL) {
        if (!read_file(set, file))
            continue;
        *chunk = set->chunk;
        return true;
    }
    return false;
}

static void count_chunk(struct source_counts *counts, const struct chunk *chunk,
                        const struct followed_file *file)
{
    bool begins_line = chunk->start.offset == chunk->start.line_start;
    bool ends_line = chunk->length == 0 || chunk->data[chunk->length - 1] == '\n' || chunk->final;

    counts->chunks++;
    counts->bytes += chunk->length - chunk->overlap;
    counts->nul_bytes += chunk->start.offset - file->tail.cursor.offset;
    counts->long_lines += begins_line && !ends_line ? 1 : 0;
}

/* A file that never carried a time happens when it arrives; else it would count as
 * unread, come before all others for ever, and hold the event clock. */
static timestamp last_event_of(const struct source_set *set, const struct followed_file *file,
                               timestamp last_event)
{
    if (last_event != TIMESTAMP_NONE)
        return last_event;
    return file->last_event != TIMESTAMP_NONE ? file->last_event : set->book->now;
}

void source_set_taken(struct source_set *set, timestamp last_event)
{
    struct followed_file *file = set->handed;

    set->handed = NULL;
    if (!file)
        return;
    count_chunk(&set->book->counts, &set->chunk, file);
    file_tail_take(&file->tail, &set->chunk, set->book->room);
    file->last_read = set->book->now;
    file->last_event = last_event_of(set, file, last_event);
    backlog_update(&set->book->backlog, file);
    file_book_mark_dirty(set->book, file);
}

void source_set_refused(struct source_set *set)
{
    set->handed = NULL;
}

timestamp source_set_backlog(const struct source_set *set)
{
    const struct followed_file *first = backlog_first(&set->book->backlog);

    if (!first)
        return TIMESTAMP_NONE;
    return first->last_event != TIMESTAMP_NONE ? first->last_event : SOURCE_BACKLOG_UNKNOWN;
}

void source_set_changes(struct source_set *set, state_put *put, void *cookie)
{
    file_book_changes(set->book, put, cookie);
}

void source_set_each(const struct source_set *set, source_file_visit *visit, void *cookie)
{
    const struct file_list *all = &set->book->all;

    for (size_t i = 0; i < all->count; i++) {
        const struct followed_file *file = all->files[i];
        uint64_t offset = file->tail.cursor.offset;
        struct source_file seen = {
            .source = file->source,
            .path = file->path,
            .cursor = file->tail.cursor,
            .size = file->facts.size,
            .lag = file->facts.size > offset ? file->facts.size - offset : 0,
            .last_event = file->last_event,
            .last_read = file->last_read,
            .readable = file->readable,
            .renamed = file->departed,
        };

        visit(&seen, cookie);
    }
}

struct source_counts source_set_counts(const struct source_set *set)
{
    struct source_counts counts = set->book->counts;

    counts.files = set->book->all.count;
    return counts;
}
