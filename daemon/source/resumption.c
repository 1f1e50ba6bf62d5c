#include "source/resumption.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/text.h"
#include "source/rotation.h"

/* A file in a folder where moved logs are looked for. */
struct sibling {
    char *path;
    struct file_facts facts;
};

/* The matching under way. */
struct match {
    struct file_book *book;
    struct stored_cursors *stored;
    const struct glob_list *globs;
    bool unclean;
    struct stored_cursor *moved; /* ordered by path, then birth */
    size_t moved_count;
    size_t moved_capacity;
    struct sibling *siblings; /* of all folders in listed, ordered by birth */
    size_t sibling_count;
    size_t sibling_capacity;
    struct table *listed;
};

struct followed_file *resumption_adopt(struct file_book *book, const struct stored_cursor *stored,
                                       unsigned source, const char *place,
                                       const struct file_facts *facts, bool unclean)
{
    struct followed_file *file = file_book_add(book, stored->path, source, facts);
    struct error err = {0};

    if (!file)
        return NULL;
    file->tail = stored->tail;
    file->is_resumed = true;
    if (strcmp(place, stored->path) != 0)
        file->place = mem_copy_string(place);
    if (file_book_open(book, file) == FILE_OPEN && unclean &&
        facts->size < stored->tail.cursor.offset &&
        file_tail_head_fits(&file->tail, file->descriptor)) {
        file_book_report_gap(book, source, file->path, &file->tail.cursor, 0);
        (void)file_tail_jump(&file->tail, file->descriptor, facts->size, &err);
        file->is_resumed = false;
    }
    return file;
}

static bool is_compressed(struct text name)
{
    return text_ends_with(name, TEXT(".gz")) || text_ends_with(name, TEXT(".xz")) ||
           text_ends_with(name, TEXT(".bz2")) || text_ends_with(name, TEXT(".zst")) ||
           text_ends_with(name, TEXT(".lz4"));
}

/* ".1", "-20261103", "_2026-11-03", ".old": what is put behind a name. */
static bool is_rotation_mark(struct text mark)
{
    bool is_separated = mark.length > 1 && memchr(".-_", mark.data[0], 3);

    return is_separated && ((mark.data[1] >= '0' && mark.data[1] <= '9') ||
                            text_equal(text_from(mark, 1), TEXT("old")));
}

bool resumption_is_rotated_name(const char *log, const char *name)
{
    struct text rest = text_of(name);
    struct text stem = text_of(log);
    struct text extension = {0};
    size_t dot = 0;

    if (is_compressed(rest))
        return false;
    if (text_take(&rest, stem))
        return is_rotation_mark(rest);
    if (!text_find_last(stem, TEXT("."), &dot) || dot == 0)
        return false;
    extension = text_from(stem, dot);
    stem = text_until(stem, dot);
    return text_take(&rest, stem) && text_ends_with(rest, extension) &&
           is_rotation_mark(text_until(rest, rest.length - extension.length));
}

/* Birth where it is known; device only where it is not: as in stored_cursors. */
static bool is_file_of(const struct file_facts *facts, const struct stored_cursor *stored)
{
    return facts->inode == stored->facts.inode && facts->born == stored->facts.born &&
           (facts->born != TIMESTAMP_NONE || facts->device == stored->facts.device);
}

static int by_path_and_birth(const void *a, const void *b)
{
    const struct stored_cursor *first = a;
    const struct stored_cursor *second = b;
    int order = strcmp(first->path, second->path);

    if (order != 0)
        return order;
    return (first->facts.born > second->facts.born) - (first->facts.born < second->facts.born);
}

/* Equal births (clocks tick slowly) go by name: x.log.2 is older than x.log.1. */
static int by_birth(const void *a, const void *b)
{
    const struct sibling *first = a;
    const struct sibling *second = b;

    if (first->facts.born != second->facts.born)
        return first->facts.born < second->facts.born ? -1 : 1;
    return strcmp(second->path, first->path);
}

static void add_sibling(const char *path, void *cookie)
{
    struct match *match = cookie;
    struct file_facts facts = {0};

    if (opener_look_path(match->book->opener, path, &facts) != LOOK_FILE)
        return;
    match->siblings = array_room(match->siblings, match->sibling_count, &match->sibling_capacity,
                                 sizeof *match->siblings);
    match->siblings[match->sibling_count++] =
        (struct sibling){.path = mem_copy_string(path), .facts = facts};
}

static struct text folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return (struct text){path, slash ? (size_t)(slash - path) + 1 : 0};
}

/* Takes those out of the stored ones whose file is not where it was. */
static void collect_moved(struct match *match)
{
    for (size_t i = stored_cursors_count(match->stored); i-- > 0;) {
        const struct stored_cursor *stored = stored_cursors_at(match->stored, i);
        struct file_facts facts = {0};
        enum look_result found = opener_look_path(match->book->opener, stored->path, &facts);
        struct file_facts own = stored->facts;

        if (glob_list_match(match->globs, stored->path) &&
            (found == LOOK_FAILED || (found == LOOK_FILE && is_file_of(&facts, stored))))
            continue;
        match->moved = array_room(match->moved, match->moved_count, &match->moved_capacity,
                                  sizeof *match->moved);
        (void)stored_cursors_take(match->stored, &own, &match->moved[match->moved_count++]);
    }
    if (match->moved_count > 1)
        qsort(match->moved, match->moved_count, sizeof *match->moved, by_path_and_birth);
}

static void list_folders(struct match *match)
{
    match->listed = table_create();
    for (size_t i = 0; i < match->moved_count; i++) {
        const char *path = match->moved[i].path;

        if (!table_put(match->listed, folder_of(path), match))
            opener_list_siblings(match->book->opener, path, add_sibling, match);
    }
    if (match->sibling_count > 1)
        qsort(match->siblings, match->sibling_count, sizeof *match->siblings, by_birth);
}

/* The file of a moved log under its new name. */
static const struct sibling *find_moved(const struct match *match,
                                        const struct stored_cursor *moved)
{
    for (size_t i = 0; i < match->sibling_count; i++) {
        if (is_file_of(&match->siblings[i].facts, moved))
            return &match->siblings[i];
    }
    return NULL;
}

/* Follows a file that had the path of a log once. */
static void follow_departed(struct match *match, const struct stored_cursor *stored,
                            unsigned source, const struct sibling *sibling)
{
    struct followed_file *file = resumption_adopt(match->book, stored, source, sibling->path,
                                                  &sibling->facts, match->unclean);

    if (!file)
        return;
    file_book_wake(match->book, file);
    (void)rotation_depart(match->book, file);
}

/* Whether sibling had the path of moved after it and before the present file, and
 * nobody knows it yet. */
static bool is_generation(const struct match *match, const struct stored_cursor *moved,
                          const struct file_facts *present, const struct sibling *sibling)
{
    struct text folder = folder_of(moved->path);

    return text_equal(folder_of(sibling->path), folder) &&
           resumption_is_rotated_name(moved->path + folder.length, sibling->path + folder.length) &&
           sibling->facts.born >= moved->facts.born && sibling->facts.born <= present->born &&
           !file_facts_same(&sibling->facts, present) && !is_file_of(&sibling->facts, moved) &&
           !stored_cursors_has(match->stored, &sibling->facts) &&
           !file_book_find(match->book, &sibling->facts);
}

static void follow_generations(struct match *match, const struct stored_cursor *moved,
                               unsigned source)
{
    struct file_facts present = {0};

    if (moved->facts.born == TIMESTAMP_NONE)
        return;
    if (opener_look_path(match->book->opener, moved->path, &present) != LOOK_FILE)
        present.born = INT64_MAX;
    for (size_t i = 0; i < match->sibling_count; i++) {
        struct stored_cursor unseen = {.path = moved->path};

        if (!is_generation(match, moved, &present, &match->siblings[i]))
            continue;
        file_tail_begin(&unseen.tail, identifier_random());
        follow_departed(match, &unseen, source, &match->siblings[i]);
    }
}

static void resume_moved(struct match *match, size_t index)
{
    const struct stored_cursor *moved = &match->moved[index];
    const struct source_glob *glob = glob_list_match(match->globs, moved->path);
    const struct sibling *sibling = find_moved(match, moved);
    bool is_newest =
        index + 1 == match->moved_count || strcmp(moved->path, match->moved[index + 1].path) != 0;

    if (glob && sibling)
        follow_departed(match, moved, glob->source, sibling);
    else
        file_book_forget(match->book, moved->tail.cursor.incarnation);
    if (glob && !sibling)
        file_book_report_gap(match->book, glob->source, moved->path, &moved->tail.cursor, 0);
    if (glob && is_newest)
        follow_generations(match, moved, glob->source);
}

void resumption_match(struct file_book *book, struct stored_cursors *stored,
                      const struct glob_list *globs, bool unclean)
{
    struct match match = {.book = book, .stored = stored, .globs = globs, .unclean = unclean};

    collect_moved(&match);
    list_folders(&match);
    for (size_t i = 0; i < match.moved_count; i++)
        resume_moved(&match, i);
    for (size_t i = 0; i < match.moved_count; i++)
        stored_cursor_finish(&match.moved[i]);
    for (size_t i = 0; i < match.sibling_count; i++)
        mem_free(match.siblings[i].path);
    mem_free(match.moved);
    mem_free(match.siblings);
    table_destroy(match.listed);
}
