#include "source/stored_cursors.h"

#include "base/array.h"
#include "base/memory.h"
#include "base/table.h"

struct waiting {
    struct stored_cursor stored;
    size_t index;
};

/* by_file[key of waiting[i]] == waiting[i], and waiting[i]->index == i. */
struct stored_cursors {
    struct waiting **waiting;
    size_t count;
    size_t capacity;
    struct table *by_file;
    struct table *paths;
};

struct stored_cursors *stored_cursors_create(void)
{
    struct stored_cursors *cursors = mem_zero(sizeof *cursors);

    cursors->by_file = table_create();
    cursors->paths = table_create();
    return cursors;
}

static void waiting_destroy(struct waiting *waiting)
{
    stored_cursor_finish(&waiting->stored);
    mem_free(waiting);
}

void stored_cursors_destroy(struct stored_cursors *cursors)
{
    if (!cursors)
        return;
    for (size_t i = 0; i < cursors->count; i++)
        waiting_destroy(cursors->waiting[i]);
    mem_free(cursors->waiting);
    table_destroy(cursors->by_file);
    table_destroy(cursors->paths);
    mem_free(cursors);
}

static void remove_waiting(struct stored_cursors *cursors, struct waiting *waiting)
{
    struct file_key key = file_key_of(&waiting->stored.facts);
    struct waiting *last = cursors->waiting[--cursors->count];

    (void)table_remove(cursors->by_file, file_key_text(&key));
    cursors->waiting[waiting->index] = last;
    last->index = waiting->index;
}

bool stored_cursors_add(struct stored_cursors *cursors, struct text key, struct text value,
                        struct error *err)
{
    struct waiting *waiting = mem_zero(sizeof *waiting);
    struct file_key file = {{0}};
    struct waiting *other = NULL;

    if (!cursor_text_unpack(key, value, &waiting->stored, err)) {
        mem_free(waiting);
        return false;
    }
    file = file_key_of(&waiting->stored.facts);
    other = table_get(cursors->by_file, file_key_text(&file));
    if (other && other->stored.tail.cursor.offset > waiting->stored.tail.cursor.offset) {
        waiting_destroy(waiting);
        return error_set(err, "stored cursor: another for the same file is further on");
    }
    if (other) {
        remove_waiting(cursors, other);
        waiting_destroy(other);
    }
    cursors->waiting =
        array_room(cursors->waiting, cursors->count, &cursors->capacity, sizeof(struct waiting *));
    waiting->index = cursors->count;
    cursors->waiting[cursors->count++] = waiting;
    (void)table_put(cursors->by_file, file_key_text(&file), waiting);
    (void)table_put(cursors->paths, text_of(waiting->stored.path), cursors);
    return true;
}

bool stored_cursors_take(struct stored_cursors *cursors, const struct file_facts *facts,
                         struct stored_cursor *stored)
{
    struct file_key key = file_key_of(facts);
    struct waiting *waiting = table_get(cursors->by_file, file_key_text(&key));

    if (!waiting)
        return false;
    remove_waiting(cursors, waiting);
    *stored = waiting->stored;
    mem_free(waiting);
    return true;
}

bool stored_cursors_has(const struct stored_cursors *cursors, const struct file_facts *facts)
{
    struct file_key key = file_key_of(facts);

    return table_get(cursors->by_file, file_key_text(&key)) != NULL;
}

bool stored_cursors_know_path(const struct stored_cursors *cursors, const char *path)
{
    return table_get(cursors->paths, text_of(path)) != NULL;
}

size_t stored_cursors_count(const struct stored_cursors *cursors)
{
    return cursors->count;
}

const struct stored_cursor *stored_cursors_at(const struct stored_cursors *cursors, size_t index)
{
    return &cursors->waiting[index]->stored;
}
