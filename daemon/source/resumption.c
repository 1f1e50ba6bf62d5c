#include "source/resumption.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/text.h"
#include "source/generations.h"
#include "source/rotation.h"

/* The matching under way. */
struct match {
    struct file_book *book;
    struct stored_cursors *stored;
    const struct glob_list *globs;
    bool unclean;
    struct stored_cursor *moved; /* ordered by path, then birth */
    size_t moved_count;
    size_t moved_capacity;
    struct generations *generations;
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
    file->is_told = stored->is_told;
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

static int by_path_and_birth(const void *a, const void *b)
{
    const struct stored_cursor *first = a;
    const struct stored_cursor *second = b;
    int order = strcmp(first->path, second->path);

    if (order != 0)
        return order;
    return (first->facts.born > second->facts.born) - (first->facts.born < second->facts.born);
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
            (found == LOOK_FAILED || (found == LOOK_FILE && stored_cursor_is_of(stored, &facts))))
            continue;
        match->moved = array_room(match->moved, match->moved_count, &match->moved_capacity,
                                  sizeof *match->moved);
        (void)stored_cursors_take(match->stored, &own, &match->moved[match->moved_count++]);
    }
    if (match->moved_count > 1)
        qsort(match->moved, match->moved_count, sizeof *match->moved, by_path_and_birth);
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
    rotation_depart(match->book, file);
    rotation_seek(match->book);
}

static void resume_moved(struct match *match, size_t index)
{
    const struct stored_cursor *moved = &match->moved[index];
    const struct source_glob *glob = glob_list_match(match->globs, moved->path);
    const struct sibling *sibling = generations_find(match->generations, moved);
    bool is_newest =
        index + 1 == match->moved_count || strcmp(moved->path, match->moved[index + 1].path) != 0;

    if (glob && sibling)
        follow_departed(match, moved, glob->source, sibling);
    else
        file_book_forget(match->book, moved->tail.cursor.incarnation);
    /* What was read to its end under another name, or none, is compressed or removed
     * by now: that is how rotation ends, and no loss. */
    if (glob && !sibling && !moved->drained)
        file_book_report_gap(match->book, glob->source, moved->path, &moved->tail.cursor, 0);
    if (glob && is_newest)
        generations_follow(match->generations, moved->path, glob->source, &moved->facts);
}

void resumption_match(struct file_book *book, struct stored_cursors *stored,
                      const struct glob_list *globs, bool unclean)
{
    struct match match = {.book = book, .stored = stored, .globs = globs, .unclean = unclean};

    match.generations = generations_create(book, stored);
    collect_moved(&match);
    for (size_t i = 0; i < match.moved_count; i++)
        generations_list(match.generations, match.moved[i].path);
    for (size_t i = 0; i < match.moved_count; i++)
        resume_moved(&match, i);
    for (size_t i = 0; i < match.moved_count; i++)
        stored_cursor_finish(&match.moved[i]);
    mem_free(match.moved);
    generations_destroy(match.generations);
}
