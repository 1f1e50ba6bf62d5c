#include "model/wanted_fields.h"

#include <stdint.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/table.h"
#include "model/reserved_name.h"

struct wanted_fields {
    char **names; /* by slot */
    size_t count;
    size_t capacity;
    struct wanted_path *paths; /* sorted; they point into names */
    size_t path_count;
    size_t path_capacity;
    struct table *slots; /* name -> slot + 1, held in the pointer itself */
    int known[FIELD_COUNT];
};

struct wanted_fields *wanted_fields_create(void)
{
    struct wanted_fields *wanted = mem_zero(sizeof *wanted);

    wanted->slots = table_create();
    for (size_t i = 0; i < FIELD_COUNT; i++)
        wanted->known[i] = SLOT_NONE;
    return wanted;
}

void wanted_fields_destroy(struct wanted_fields *wanted)
{
    if (!wanted)
        return;
    for (size_t i = 0; i < wanted->count; i++)
        mem_free(wanted->names[i]);
    mem_free(wanted->names);
    mem_free(wanted->paths);
    table_destroy(wanted->slots);
    mem_free(wanted);
}

/* Where a log would have to say what is wanted under name; NULL when it cannot. */
static const char *path_of(const char *name)
{
    size_t prefix = sizeof RESERVED_PREFIX - 1;

    if (!reserved_name_is(text_of(name)))
        return name;
    if (strncmp(name, RESERVED_PREFIX, prefix) == 0 && reserved_name_is(text_of(name + prefix)))
        return name + prefix;
    return NULL;
}

static void add_path(struct wanted_fields *wanted, const char *path, int slot)
{
    size_t place = wanted->path_count;

    wanted->paths = array_room(wanted->paths, wanted->path_count, &wanted->path_capacity,
                               sizeof *wanted->paths);
    for (; place > 0 && strcmp(wanted->paths[place - 1].path, path) > 0; place--)
        wanted->paths[place] = wanted->paths[place - 1];
    wanted->paths[place] = (struct wanted_path){path, slot};
    wanted->path_count++;
}

int wanted_fields_add(struct wanted_fields *wanted, struct text name)
{
    int slot = wanted_fields_find(wanted, name);
    enum field field = FIELD_COUNT;

    if (slot != SLOT_NONE)
        return slot;
    slot = (int)wanted->count;
    wanted->names =
        array_room(wanted->names, wanted->count, &wanted->capacity, sizeof *wanted->names);
    wanted->names[wanted->count++] = mem_copy_text(name);
    table_put(wanted->slots, name, (void *)((intptr_t)slot + 1));
    if (field_find(name, &field))
        wanted->known[field] = slot;
    if (path_of(wanted->names[slot]))
        add_path(wanted, path_of(wanted->names[slot]), slot);
    return slot;
}

const struct wanted_path *wanted_fields_paths(const struct wanted_fields *wanted, size_t *count)
{
    *count = wanted->path_count;
    return wanted->paths;
}

int wanted_fields_slot(const struct wanted_fields *wanted, enum field field)
{
    return wanted->known[field];
}

int wanted_fields_find(const struct wanted_fields *wanted, struct text name)
{
    return (int)(intptr_t)table_get(wanted->slots, name) - 1;
}

size_t wanted_fields_count(const struct wanted_fields *wanted)
{
    return wanted->count;
}

struct text wanted_fields_name(const struct wanted_fields *wanted, int slot)
{
    return text_of(wanted->names[slot]);
}
