#include "source/generations.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "source/glob_list.h"
#include "source/rotation.h"

struct generations {
    struct file_book *book;
    const struct stored_cursors *stored;
    struct sibling **siblings; /* of all folders in listed; by path when sorted */
    size_t count;
    size_t capacity;
    bool is_sorted;
    struct table *by_file;
    struct table *listed;
};

struct generations *generations_create(struct file_book *book, const struct stored_cursors *stored)
{
    struct generations *generations = mem_zero(sizeof *generations);

    generations->book = book;
    generations->stored = stored;
    generations->by_file = table_create();
    generations->listed = table_create();
    return generations;
}

void generations_destroy(struct generations *generations)
{
    if (!generations)
        return;
    for (size_t i = 0; i < generations->count; i++) {
        mem_free(generations->siblings[i]->path);
        mem_free(generations->siblings[i]);
    }
    mem_free(generations->siblings);
    table_destroy(generations->by_file);
    table_destroy(generations->listed);
    mem_free(generations);
}

static void add_sibling(const char *path, void *cookie)
{
    struct generations *generations = cookie;
    struct file_facts facts = {0};

    struct sibling *sibling = NULL;
    struct file_key key = {{0}};

    if (opener_look_path(generations->book->opener, path, &facts) != LOOK_FILE)
        return;
    sibling = mem_zero(sizeof *sibling);
    sibling->path = mem_copy_string(path);
    sibling->facts = facts;
    key = file_key_of(&facts);
    (void)table_put(generations->by_file, file_key_text(&key), sibling);
    generations->siblings = array_room(generations->siblings, generations->count,
                                       &generations->capacity, sizeof(struct sibling *));
    generations->siblings[generations->count++] = sibling;
}

void generations_list(struct generations *generations, const char *path)
{
    struct text folder = opener_folder_of(path);

    if (table_put(generations->listed, folder, generations))
        return;
    generations->is_sorted = false;
    opener_list_siblings(generations->book->opener, path, add_sibling, generations);
}

static int by_path(const void *a, const void *b)
{
    return strcmp((*(struct sibling *const *)a)->path, (*(struct sibling *const *)b)->path);
}

/* By birth; where clocks tick too slowly to tell, by the last change. */
static int by_age(const void *a, const void *b)
{
    const struct file_facts *first = &(*(struct sibling *const *)a)->facts;
    const struct file_facts *second = &(*(struct sibling *const *)b)->facts;

    if (first->born != second->born)
        return first->born < second->born ? -1 : 1;
    return (first->modified > second->modified) - (first->modified < second->modified);
}

static void sort(struct generations *generations)
{
    if (!generations->is_sorted && generations->count > 1)
        qsort(generations->siblings, generations->count, sizeof(struct sibling *), by_path);
    generations->is_sorted = true;
}

const struct sibling *generations_find(const struct generations *generations,
                                       const struct stored_cursor *stored)
{
    struct file_key key = file_key_of(&stored->facts);

    return table_get(generations->by_file, file_key_text(&key));
}

/* What all rotated names of a log begin with: its own, without the extension. */
static struct text stem_of(const char *path)
{
    struct text whole = text_of(path);
    size_t folder = opener_folder_of(path).length;
    size_t dot = 0;

    return text_find_last(whole, TEXT("."), &dot) && dot > folder ? text_until(whole, dot) : whole;
}

/* The first sibling whose path is not before stem. */
static size_t first_behind(const struct generations *generations, struct text stem)
{
    size_t low = 0;
    size_t high = generations->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (text_compare(text_of(generations->siblings[middle]->path), stem) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether sibling had path after last and before present, and nobody knows it. */
static bool is_unseen(const struct generations *generations, const char *path,
                      const struct file_facts *last, const struct file_facts *present,
                      const struct sibling *sibling)
{
    struct text folder = opener_folder_of(path);
    const struct file_facts *facts = &sibling->facts;

    return facts->born >= last->born && facts->born <= present->born &&
           text_equal(opener_folder_of(sibling->path), folder) &&
           generations_is_rotated_name(path + folder.length, sibling->path + folder.length) &&
           !file_facts_same(facts, present) && !file_facts_same(facts, last) &&
           !stored_cursors_has(generations->stored, facts) &&
           !file_book_find(generations->book, facts) &&
           !file_book_was_dropped(generations->book, facts);
}

static void follow(struct file_book *book, const char *path, unsigned source,
                   const struct sibling *sibling)
{
    struct followed_file *file = file_book_add(book, path, source, &sibling->facts);

    if (!file)
        return;
    file->place = mem_copy_string(sibling->path);
    (void)file_book_open(book, file);
    file_book_report(book, file, SOURCE_FOUND, NULL);
    file_book_wake(book, file);
    rotation_depart(book, file);
    rotation_seek(book);
}

void generations_follow(struct generations *generations, const char *path, unsigned source,
                        const struct file_facts *last)
{
    struct text stem = stem_of(path);
    struct file_facts present = {0};
    struct sibling **unseen = NULL;
    size_t count = 0;
    size_t capacity = 0;

    if (last->born == TIMESTAMP_NONE)
        return;
    sort(generations);
    if (opener_look_path(generations->book->opener, path, &present) != LOOK_FILE)
        present = (struct file_facts){.born = INT64_MAX};
    for (size_t i = first_behind(generations, stem); i < generations->count; i++) {
        struct sibling *sibling = generations->siblings[i];

        if (!text_starts_with(text_of(sibling->path), stem))
            break;
        if (!is_unseen(generations, path, last, &present, sibling))
            continue;
        unseen = array_room(unseen, count, &capacity, sizeof *unseen);
        unseen[count++] = sibling;
    }
    if (count > 1)
        qsort(unseen, count, sizeof *unseen, by_age);
    for (size_t i = 0; i < count; i++)
        follow(generations->book, path, source, unseen[i]);
    mem_free(unseen);
}

/* ".1", "-20261103", "_2026-11-03", ".old": what is put behind a name. */
static bool is_rotation_mark(struct text mark)
{
    struct text rest = mark;
    bool is_separated =
        text_take(&rest, TEXT(".")) || text_take(&rest, TEXT("-")) || text_take(&rest, TEXT("_"));

    return is_separated && rest.length > 0 &&
           ((rest.data[0] >= '0' && rest.data[0] <= '9') || text_equal(rest, TEXT("old")));
}

bool generations_is_rotated_name(const char *log, const char *name)
{
    struct text rest = text_of(name);
    struct text stem = text_of(log);
    struct text extension = {0};
    size_t dot = 0;

    if (glob_list_is_compressed(rest))
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
