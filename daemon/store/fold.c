#include "store/fold.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/table.h"

struct entry {
    size_t length;
    char value[];
};

struct fold {
    struct table *entries; /* under the owner's byte and the key */
    struct buffer key;
    struct state_change *sorted; /* made when asked for */
};

struct fold *fold_create(void)
{
    struct fold *fold = mem_zero(sizeof *fold);

    fold->entries = table_create();
    return fold;
}

void fold_destroy(struct fold *fold)
{
    size_t position = 0;
    struct text key = {0};
    void *entry = NULL;

    if (!fold)
        return;
    while (table_next(fold->entries, &position, &key, &entry))
        mem_free(entry);
    table_destroy(fold->entries);
    buffer_finish(&fold->key);
    mem_free(fold->sorted);
    mem_free(fold);
}

/* Borrowed until the next call. */
static struct text table_key(struct fold *fold, enum state_owner owner, struct text key)
{
    buffer_clear(&fold->key);
    buffer_append_byte(&fold->key, (char)owner);
    buffer_append_text(&fold->key, key);
    return buffer_text(&fold->key);
}

void fold_put(const struct state_change *change, void *cookie)
{
    struct fold *fold = cookie;
    struct entry *entry = mem_alloc(sizeof *entry + change->value.length);

    entry->length = change->value.length;
    if (entry->length > 0)
        memcpy(entry->value, change->value.data, entry->length);
    mem_free(table_put(fold->entries, table_key(fold, change->owner, change->key), entry));
}

bool fold_has(struct fold *fold, enum state_owner owner, struct text key)
{
    return table_get(fold->entries, table_key(fold, owner, key)) != NULL;
}

bool fold_next(const struct fold *fold, size_t *position, struct state_change *change)
{
    struct text key = {0};
    void *value = NULL;
    const struct entry *entry = NULL;

    if (!table_next(fold->entries, position, &key, &value))
        return false;
    entry = value;
    change->owner = (enum state_owner)(uint8_t)key.data[0];
    change->key = text_from(key, 1);
    change->value = (struct text){entry->value, entry->length};
    return true;
}

static int compare_changes(const void *a, const void *b)
{
    const struct state_change *first = a;
    const struct state_change *second = b;

    if (first->owner != second->owner)
        return first->owner < second->owner ? -1 : 1;
    return text_compare(first->key, second->key);
}

const struct state_change *fold_sort(struct fold *fold, size_t *count)
{
    size_t position = 0;

    *count = 0;
    fold->sorted = mem_resize_array(fold->sorted, fold_count(fold) + 1, sizeof *fold->sorted);
    while (fold_next(fold, &position, &fold->sorted[*count]))
        (*count)++;
    qsort(fold->sorted, *count, sizeof *fold->sorted, compare_changes);
    return fold->sorted;
}

size_t fold_count(const struct fold *fold)
{
    return table_count(fold->entries);
}
