#include "source/backlog.h"

#include <stdbool.h>

#include "base/array.h"
#include "base/memory.h"
#include "source/followed_file.h"

void backlog_finish(struct backlog *backlog)
{
    mem_free(backlog->files);
    *backlog = (struct backlog){0};
}

struct followed_file *backlog_first(const struct backlog *backlog)
{
    return backlog->count > 0 ? backlog->files[0] : NULL;
}

static void place(struct backlog *backlog, size_t index, struct followed_file *file)
{
    backlog->files[index] = file;
    file->backlog_index = index;
}

static void swap(struct backlog *backlog, size_t a, size_t b)
{
    struct followed_file *file = backlog->files[a];

    place(backlog, a, backlog->files[b]);
    place(backlog, b, file);
}

static bool comes_before(const struct backlog *backlog, size_t a, size_t b)
{
    return backlog->files[a]->last_event < backlog->files[b]->last_event;
}

static size_t rise(struct backlog *backlog, size_t index)
{
    while (index > 0 && comes_before(backlog, index, (index - 1) / 2)) {
        swap(backlog, index, (index - 1) / 2);
        index = (index - 1) / 2;
    }
    return index;
}

static void sink(struct backlog *backlog, size_t index)
{
    for (;;) {
        size_t first = index;

        for (size_t child = 2 * index + 1; child <= 2 * index + 2; child++) {
            if (child < backlog->count && comes_before(backlog, child, first))
                first = child;
        }
        if (first == index)
            return;
        swap(backlog, first, index);
        index = first;
    }
}

void backlog_add(struct backlog *backlog, struct followed_file *file)
{
    if (file->backlog_index != NOT_LISTED)
        return;
    backlog->files = array_room(backlog->files, backlog->count, &backlog->capacity,
                                sizeof(struct followed_file *));
    place(backlog, backlog->count, file);
    backlog->count++;
    (void)rise(backlog, file->backlog_index);
}

void backlog_remove(struct backlog *backlog, struct followed_file *file)
{
    size_t index = file->backlog_index;

    if (index == NOT_LISTED)
        return;
    file->backlog_index = NOT_LISTED;
    backlog->count--;
    if (index == backlog->count)
        return;
    place(backlog, index, backlog->files[backlog->count]);
    sink(backlog, rise(backlog, index));
}

void backlog_update(struct backlog *backlog, struct followed_file *file)
{
    if (file->backlog_index != NOT_LISTED)
        sink(backlog, rise(backlog, file->backlog_index));
}
