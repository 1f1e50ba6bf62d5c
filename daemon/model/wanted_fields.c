#include "model/wanted_fields.h"

#include <stdint.h>
#include <string.h>

#include "base/array.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "base/table.h"
#include "model/reserved_name.h"

struct slot {
    char *name;
    struct fed_slot *fed;
};

struct wanted_fields {
    struct slot *items; /* by slot */
    size_t count;
    size_t capacity;
    struct wanted_path *paths; /* sorted; they point into names */
    size_t path_count;
    size_t path_capacity;
    struct table *slots; /* name -> slot + 1, held in the pointer itself */
    struct table *pairs; /* the same of two names with a NUL between them */
    int known[FIELD_COUNT];
    bool all_values;
};

struct wanted_fields *wanted_fields_create(void)
{
    struct wanted_fields *wanted = mem_zero(sizeof *wanted);

    wanted->slots = table_create();
    wanted->pairs = table_create();
    for (size_t i = 0; i < FIELD_COUNT; i++)
        wanted->known[i] = SLOT_NONE;
    return wanted;
}

void wanted_fields_destroy(struct wanted_fields *wanted)
{
    if (!wanted)
        return;
    for (size_t i = 0; i < wanted->count; i++) {
        struct slot *slot = &wanted->items[i];

        while (slot->fed) {
            struct fed_slot *fed = slot->fed;

            slot->fed = fed->next;
            mem_free(fed);
        }
        mem_free(slot->name);
    }
    mem_free(wanted->items);
    mem_free(wanted->paths);
    table_destroy(wanted->slots);
    table_destroy(wanted->pairs);
    mem_free(wanted);
}

/* A place in a table for a slot, which is a pointer's worth and never NULL. */
static void *pack(int slot)
{
    return (void *)((intptr_t)slot + 1);
}

static int unpack(const void *packed)
{
    return (int)(intptr_t)packed - 1;
}

static int add_slot(struct wanted_fields *wanted, struct text name)
{
    wanted->items =
        array_room(wanted->items, wanted->count, &wanted->capacity, sizeof *wanted->items);
    wanted->items[wanted->count] = (struct slot){.name = mem_copy_text(name)};
    return (int)wanted->count++;
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
    slot = add_slot(wanted, name);
    table_put(wanted->slots, name, pack(slot));
    if (field_find(name, &field))
        wanted->known[field] = slot;
    if (path_of(wanted->items[slot].name))
        add_path(wanted, path_of(wanted->items[slot].name), slot);
    return slot;
}

static void feed(struct wanted_fields *wanted, int from, int to)
{
    struct fed_slot *fed = mem_zero(sizeof *fed);

    fed->slot = to;
    fed->next = wanted->items[from].fed;
    wanted->items[from].fed = fed;
}

int wanted_fields_add_either(struct wanted_fields *wanted, struct text name, struct text other)
{
    struct buffer pair = {0};
    int slot = SLOT_NONE;

    if (text_equal(name, other))
        return wanted_fields_add(wanted, name);
    buffer_append_text(&pair, name);
    buffer_append_byte(&pair, '\0');
    buffer_append_text(&pair, other);
    slot = unpack(table_get(wanted->pairs, buffer_text(&pair)));
    if (slot == SLOT_NONE) {
        slot = add_slot(wanted, name);
        table_put(wanted->pairs, buffer_text(&pair), pack(slot));
        feed(wanted, wanted_fields_add(wanted, name), slot);
        feed(wanted, wanted_fields_add(wanted, other), slot);
    }
    buffer_finish(&pair);
    return slot;
}

const struct fed_slot *wanted_fields_fed(const struct wanted_fields *wanted, int slot)
{
    return wanted->items[slot].fed;
}

void wanted_fields_add_all_values(struct wanted_fields *wanted)
{
    wanted->all_values = true;
}

bool wanted_fields_has_all_values(const struct wanted_fields *wanted)
{
    return wanted->all_values;
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
    return unpack(table_get(wanted->slots, name));
}

size_t wanted_fields_count(const struct wanted_fields *wanted)
{
    return wanted->count;
}

struct text wanted_fields_name(const struct wanted_fields *wanted, int slot)
{
    return text_of(wanted->items[slot].name);
}
