#include "scan/literal_filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"

enum {
    BITMAP_BITS = 20, /* 128 KiB: as much as stays in the second cache */
    HEAD_BITS = 16,
    WORD = 8, /* bytes that are loaded at once */
    STEP_LONGEST = 8,
    COMPARISONS_A_BYTE = 4,
    COMPARISONS_LEAST = 1 << 16,
    SAMPLE_BITS = 16,
    SAMPLE_LARGEST = 1 << 20,
    CROWD_PRICE = 64, /* of another literal that has the same key */
};

/* Where a literal has as many grams as a step is long, so that one of them is looked at. */
struct window {
    uint64_t key;    /* its first bytes, folded */
    uint32_t offset; /* in the literal */
    uint32_t literal;
    uint32_t next; /* with the same hash: index + 1, 0 = none */
};

/* Literals looked for with grams of one length. */
struct tier {
    unsigned gram_length;
    uint64_t gram_mask; /* of its bytes in a word */
    size_t step;        /* bytes between two looks */
    unsigned key_length;
    uint64_t key_mask;
    uint64_t *grams; /* bitmaps, by hash: of every gram of every window, */
    uint64_t *keys;  /* and of the keys, which say no more often */
    uint32_t *heads; /* hash -> window, index + 1 */
    struct window *windows;
    size_t count;
    size_t capacity;
};

/* By length of literal.  The longer a gram, the less often it is seen in lines that are
 * made of the same words as the literals; the shorter, the longer a step it allows. */
enum { TIER_LONG, TIER_MIDDLE, TIER_SHORT, TIERS };

static const struct {
    size_t shortest; /* literal */
    unsigned gram_length;
} lengths[TIERS] = {
    [TIER_LONG] = {8, 6}, [TIER_MIDDLE] = {6, 4}, [TIER_SHORT] = {FILTER_SHORTEST, 3}};

struct literal_filter {
    const struct text *literals;
    struct tier tiers[TIERS];
};

/* A scan under way. */
struct scan {
    const struct literal_filter *filter;
    struct text stretch;
    struct filter_hits *hits;
    uint64_t comparisons; /* still allowed */
    bool gave_up;
};

/* How often grams occur; what is not sampled is guessed from their bytes. */
struct rarity {
    uint32_t *counts; /* NULL = nothing was sampled */
};

/* Bytes by how common they are in logs of many kinds, the commonest first. */
static const char common_bytes[] = " e0t1aosirn2d3c5l4.pmu6:/-7g98=h\",fb[]y_w{}kv()x;z'j?&@q";

/* That many bytes of a word that was loaded. */
static uint64_t mask_of(unsigned length)
{
    uint64_t mask = 0;

    memset(&mask, 0xFF, length);
    return mask;
}

static uint32_t hash_of(uint64_t gram, unsigned bits)
{
    return (uint32_t)((gram * UINT64_C(0x9E3779B97F4A7C15)) >> (64 - bits));
}

static uint64_t load(const char *bytes, unsigned length)
{
    uint64_t gram = 0;

    memcpy(&gram, bytes, length);
    return gram | UINT64_C(0x2020202020202020);
}

static uint64_t gram_at(const struct tier *tier, const char *bytes)
{
    return load(bytes, tier->gram_length) & tier->gram_mask;
}

/* The key of a window at the beginning of text, which is as long at least. */
static uint64_t key_at(const struct tier *tier, struct text text)
{
    return load(text.data, text.length < WORD ? tier->key_length : WORD) & tier->key_mask;
}

static size_t byte_price(char byte)
{
    const char *place = byte ? strchr(common_bytes, byte) : NULL;
    size_t rank = place ? (size_t)(place - common_bytes) : sizeof common_bytes;

    return sizeof common_bytes + 1 - rank;
}

static uint64_t gram_price(const struct rarity *rarity, const struct tier *tier, const char *bytes)
{
    uint64_t price = 1;

    if (rarity->counts)
        return rarity->counts[hash_of(gram_at(tier, bytes), SAMPLE_BITS)];
    for (unsigned i = 0; i < tier->gram_length; i++)
        price *= byte_price(bytes[i]);
    return price / 1000;
}

static void learn(struct rarity *rarity, const struct tier *tier, struct text sample)
{
    if (sample.length < tier->gram_length)
        return;
    sample = text_until(sample, SAMPLE_LARGEST);
    rarity->counts = mem_zero_array((size_t)1 << SAMPLE_BITS, sizeof *rarity->counts);
    for (size_t i = 0; i + tier->gram_length <= sample.length; i++) {
        uint64_t gram = gram_at(tier, sample.data + i);

        rarity->counts[hash_of(gram, SAMPLE_BITS)]++;
    }
}

static size_t crowd(const struct tier *tier, struct text text)
{
    size_t count = 0;

    for (uint32_t at = tier->heads[hash_of(key_at(tier, text), HEAD_BITS)];
         at && count < CROWD_PRICE; at = tier->windows[at - 1].next)
        count++;
    return count;
}

static void set_bit(uint64_t *bitmap, uint64_t value)
{
    uint32_t hash = hash_of(value, BITMAP_BITS);

    bitmap[hash / 64] |= (uint64_t)1 << hash % 64;
}

/* Where the window of a literal begins: wherever its grams are rarest. */
static size_t best_window(const struct tier *tier, struct text literal, const struct rarity *rarity)
{
    size_t last = literal.length - (tier->step + tier->gram_length - 1);
    uint64_t lowest = UINT64_MAX;
    size_t best = 0;

    for (size_t start = 0; start <= last; start++) {
        uint64_t price = CROWD_PRICE * crowd(tier, text_from(literal, start));

        for (size_t i = 0; i < tier->step; i++)
            price += gram_price(rarity, tier, literal.data + start + i);
        if (price < lowest) {
            lowest = price;
            best = start;
        }
    }
    return best;
}

static void add_literal(struct tier *tier, const struct text *literals, size_t index,
                        const struct rarity *rarity)
{
    size_t start = best_window(tier, literals[index], rarity);
    struct text window = text_from(literals[index], start);
    uint64_t key = key_at(tier, window);
    uint32_t *head = &tier->heads[hash_of(key, HEAD_BITS)];

    for (size_t i = 0; i < tier->step; i++)
        set_bit(tier->grams, gram_at(tier, window.data + i));
    set_bit(tier->keys, key);
    tier->windows = array_room(tier->windows, tier->count, &tier->capacity, sizeof *tier->windows);
    tier->windows[tier->count++] = (struct window){
        .key = key, .offset = (uint32_t)start, .literal = (uint32_t)index, .next = *head};
    *head = (uint32_t)tier->count;
}

static unsigned tier_of(struct text literal)
{
    unsigned which = TIER_LONG;

    while (literal.length < lengths[which].shortest)
        which++;
    return which;
}

static void fill_tier(struct literal_filter *filter, unsigned which, size_t count,
                      struct text sample)
{
    struct tier *tier = &filter->tiers[which];
    struct rarity rarity = {0};
    size_t shortest = SIZE_MAX;

    tier->gram_length = lengths[which].gram_length;
    tier->gram_mask = mask_of(tier->gram_length);
    for (size_t i = 0; i < count; i++) {
        if (tier_of(filter->literals[i]) == which && filter->literals[i].length < shortest)
            shortest = filter->literals[i].length;
    }
    if (shortest == SIZE_MAX)
        return;
    tier->step = shortest + 1 - tier->gram_length;
    if (tier->step > STEP_LONGEST)
        tier->step = STEP_LONGEST;
    tier->key_length = (unsigned)(tier->step + tier->gram_length - 1);
    if (tier->key_length > WORD)
        tier->key_length = WORD;
    tier->key_mask = mask_of(tier->key_length);
    tier->grams = mem_zero_array(((size_t)1 << BITMAP_BITS) / 64, sizeof *tier->grams);
    tier->keys = mem_zero_array(((size_t)1 << BITMAP_BITS) / 64, sizeof *tier->keys);
    tier->heads = mem_zero_array((size_t)1 << HEAD_BITS, sizeof *tier->heads);
    learn(&rarity, tier, sample);
    for (size_t i = 0; i < count; i++) {
        if (tier_of(filter->literals[i]) == which)
            add_literal(tier, filter->literals, i, &rarity);
    }
    mem_free(rarity.counts);
}

struct literal_filter *literal_filter_create(const struct text *literals, size_t count,
                                             struct text sample)
{
    struct literal_filter *filter = mem_zero(sizeof *filter);

    filter->literals = literals;
    for (unsigned which = 0; which < TIERS; which++)
        fill_tier(filter, which, count, sample);
    return filter;
}

void literal_filter_destroy(struct literal_filter *filter)
{
    if (!filter)
        return;
    for (unsigned which = 0; which < TIERS; which++) {
        mem_free(filter->tiers[which].grams);
        mem_free(filter->tiers[which].keys);
        mem_free(filter->tiers[which].heads);
        mem_free(filter->tiers[which].windows);
    }
    mem_free(filter);
}

bool filter_hits_add(struct filter_hits *hits, struct filter_hit hit)
{
    if (hits->count == FILTER_HITS_MOST)
        return false;
    hits->items = array_room(hits->items, hits->count, &hits->capacity, sizeof *hits->items);
    hits->items[hits->count++] = hit;
    return true;
}

static int compare_hits(const void *left, const void *right)
{
    const struct filter_hit *a = left;
    const struct filter_hit *b = right;

    if (a->position != b->position)
        return a->position < b->position ? -1 : 1;
    return (a->literal > b->literal) - (a->literal < b->literal);
}

void filter_hits_sort(struct filter_hits *hits)
{
    for (size_t i = 1; i < hits->count; i++) {
        if (compare_hits(&hits->items[i - 1], &hits->items[i]) > 0) {
            qsort(hits->items, hits->count, sizeof *hits->items, compare_hits);
            return;
        }
    }
}

void filter_hits_finish(struct filter_hits *hits)
{
    mem_free(hits->items);
    *hits = (struct filter_hits){0};
}

static char lower(char byte)
{
    return (char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
}

static bool stands_at(struct scan *scan, struct text literal, size_t position)
{
    size_t i = 0;

    while (i < literal.length && lower(scan->stretch.data[position + i]) == literal.data[i])
        i++;
    scan->comparisons -= i < scan->comparisons ? i : scan->comparisons;
    return i == literal.length;
}

/* The bit of a value stands lowest; others may stand above it. */
static uint64_t bits_of(const uint64_t *bitmap, uint64_t value)
{
    uint32_t hash = hash_of(value, BITMAP_BITS);

    return bitmap[hash / 64] >> hash % 64;
}

/* Compares the literals whose window may begin at start; hits are told at position. */
static void confirm(struct scan *scan, const struct tier *tier, uint64_t key, size_t start,
                    size_t position)
{
    for (uint32_t at = tier->heads[hash_of(key, HEAD_BITS)]; at; at = tier->windows[at - 1].next) {
        const struct window *window = &tier->windows[at - 1];
        struct text literal = scan->filter->literals[window->literal];

        if (scan->comparisons == 0) {
            scan->gave_up = true;
            return;
        }
        scan->comparisons--;
        if (window->key != key || start < window->offset ||
            literal.length > scan->stretch.length - (start - window->offset) ||
            !stands_at(scan, literal, start - window->offset))
            continue;
        if (!filter_hits_add(scan->hits, (struct filter_hit){(uint32_t)position, window->literal}))
            scan->gave_up = true;
    }
}

/* A gram of a window is at position: the window begins less than a step before. */
static void look_back(struct scan *scan, const struct tier *tier, size_t position)
{
    for (size_t back = 0; back < tier->step && back <= position; back++) {
        size_t start = position - back;
        struct text rest = text_from(scan->stretch, start);
        uint64_t key = 0;

        if (rest.length < tier->key_length)
            continue;
        key = key_at(tier, rest);
        if (bits_of(tier->keys, key) & 1)
            confirm(scan, tier, key, start, position);
    }
}

/* Four looks a turn, so that their loads overlap. */
static size_t scan_by_four(struct scan *scan, const struct tier *tier)
{
    const char *data = scan->stretch.data;
    const size_t length = scan->stretch.length;
    const size_t step = tier->step;
    const uint64_t mask = tier->gram_mask;
    const uint64_t *grams = tier->grams;
    size_t i = 0;

    for (; i + 3 * step + WORD <= length && !scan->gave_up; i += 4 * step) {
        uint64_t seen[4];

        for (size_t k = 0; k < 4; k++)
            seen[k] = bits_of(grams, load(data + i + k * step, WORD) & mask) & 1;
        if (__builtin_expect((seen[0] | seen[1] | seen[2] | seen[3]) == 0, 1))
            continue;
        for (size_t k = 0; k < 4; k++) {
            if (seen[k])
                look_back(scan, tier, i + k * step);
        }
    }
    return i;
}

static void scan_tier(struct scan *scan, const struct tier *tier)
{
    size_t i = scan_by_four(scan, tier);

    for (; i + tier->gram_length <= scan->stretch.length && !scan->gave_up; i += tier->step) {
        if (bits_of(tier->grams, gram_at(tier, scan->stretch.data + i)) & 1)
            look_back(scan, tier, i);
    }
}

bool literal_filter_scan(const struct literal_filter *filter, struct text stretch,
                         struct filter_hits *hits)
{
    struct scan scan = {
        .filter = filter,
        .stretch = stretch,
        .hits = hits,
        .comparisons = COMPARISONS_LEAST + COMPARISONS_A_BYTE * (uint64_t)stretch.length,
    };

    hits->count = 0;
    for (unsigned which = 0; which < TIERS && !scan.gave_up; which++) {
        if (filter->tiers[which].count > 0)
            scan_tier(&scan, &filter->tiers[which]);
    }
    filter_hits_sort(hits);
    return !scan.gave_up;
}
