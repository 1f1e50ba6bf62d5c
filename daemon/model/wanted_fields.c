#include "model/wanted_fields.h"

#include <stdint.h>

#include "base/array.h"
#include "base/memory.h"
#include "base/table.h"

struct wanted_fields {
    char **names; /* by slot */
    size_t count;
    size_t capacity;
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
    table_destroy(wanted->slots);
    mem_free(wanted);
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
    return slot;
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
