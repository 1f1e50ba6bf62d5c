#include "base/table.h"

#include <stdint.h>

#include "base/memory.h"

enum { FIRST_SIZE = 16 };

struct slot {
    char *key; /* NULL: never used */
    size_t length;
    uint64_t hash;
    void *value; /* NULL with a key: removed, keeps the probe chain whole */
};

/* 1. size is a power of two, and used < size, so every probe ends.
 * 2. used counts slots with a key, count those with a value. */
struct table {
    struct slot *slots;
    size_t size;
    size_t used;
    size_t count;
};

struct table *table_create(void)
{
    struct table *table = mem_zero(sizeof *table);

    table->size = FIRST_SIZE;
    table->slots = mem_zero_array(table->size, sizeof *table->slots);
    return table;
}

void table_destroy(struct table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->size; i++)
        mem_free(table->slots[i].key);
    mem_free(table->slots);
    mem_free(table);
}

/* The slot that holds key, or the empty one where its probe ends. */
static struct slot *probe(const struct table *table, struct text key, uint64_t hash)
{
    for (size_t i = (size_t)hash;; i++) {
        struct slot *slot = &table->slots[i & (table->size - 1)];

        if (!slot->key ||
            (slot->hash == hash && text_equal(key, (struct text){slot->key, slot->length})))
            return slot;
    }
}

void *table_get(const struct table *table, struct text key)
{
    return probe(table, key, text_hash(key))->value;
}

/* Moves the live entries to a table with room to spare, dropping removed ones. */
static void rebuild(struct table *table)
{
    struct slot *old = table->slots;
    size_t old_size = table->size;

    while (table->size < table->count * 4)
        table->size *= 2;
    table->slots = mem_zero_array(table->size, sizeof *table->slots);
    table->used = table->count;
    for (size_t i = 0; i < old_size; i++) {
        if (old[i].value)
            *probe(table, (struct text){old[i].key, old[i].length}, old[i].hash) = old[i];
        else
            mem_free(old[i].key);
    }
    mem_free(old);
}

void *table_put(struct table *table, struct text key, void *value)
{
    uint64_t hash = text_hash(key);
    struct slot *slot = probe(table, key, hash);
    void *before = slot->value;

    if (!slot->key) {
        *slot = (struct slot){mem_copy_text(key), key.length, hash, NULL};
        table->used++;
    }
    slot->value = value;
    if (!before)
        table->count++;
    if (table->used * 4 > table->size * 3)
        rebuild(table);
    return before;
}

void *table_remove(struct table *table, struct text key)
{
    struct slot *slot = probe(table, key, text_hash(key));
    void *before = slot->value;

    if (before) {
        slot->value = NULL;
        table->count--;
    }
    return before;
}

size_t table_count(const struct table *table)
{
    return table->count;
}

bool table_next(const struct table *table, size_t *position, struct text *key, void **value)
{
    for (; *position < table->size; (*position)++) {
        const struct slot *slot = &table->slots[*position];

        if (slot->value) {
            *key = (struct text){slot->key, slot->length};
            *value = slot->value;
            (*position)++;
            return true;
        }
    }
    return false;
}
