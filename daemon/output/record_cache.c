#include "output/record_cache.h"

#include "base/memory.h"
#include "output/json_line.h"

/* A tree takes some ten times the bytes of its text: 256 KiB of text bound the
 * cache to a few MiB. */
enum { SLOTS = 64, MOST_BYTES = 256 << 10 };

struct record_cache {
    struct {
        uint64_t number; /* 0 = free */
        json_t *root;    /* NULL: it is no JSON object */
    } slots[SLOTS];
    size_t bytes; /* of text, parsed since the last clearing */
};

struct record_cache *record_cache_create(void)
{
    return mem_zero(sizeof(struct record_cache));
}

static void clear(struct record_cache *cache)
{
    for (size_t i = 0; i < SLOTS; i++)
        json_decref(cache->slots[i].root);
    *cache = (struct record_cache){0};
}

void record_cache_destroy(struct record_cache *cache)
{
    if (cache)
        clear(cache);
    mem_free(cache);
}

const json_t *record_cache_get(struct record_cache *cache, const struct journal_record *record)
{
    size_t slot = record->number % SLOTS;

    if (cache->slots[slot].number == record->number && record->number != 0)
        return cache->slots[slot].root;
    if (cache->bytes + record->body.length > MOST_BYTES)
        clear(cache);
    json_decref(cache->slots[slot].root);
    cache->slots[slot].number = record->number;
    cache->slots[slot].root = json_line_parse(record->body);
    cache->bytes += record->body.length;
    return cache->slots[slot].root;
}
