#include "scan/literal_filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"

enum {
    BITMAP_BITS = 20, /* 128 KiB: as much as stays in the second cache */
    STEP_LONGEST = 8,
    COMPARISONS_A_BYTE = 4,
    COMPARISONS_LEAST = 1 << 16,
    SAMPLE_BITS = 16,
    SAMPLE_LARGEST = 1 << 20,
    CROWD_PRICE = 64, /* of another literal that has the same gram */
};

/* A run of gram_length bytes in the window of a literal. */
struct gram {
    uint64_t folded;
    uint32_t offset; /* in the literal */
    uint32_t literal;
    uint32_t next; /* with the same hash: index + 1, 0 = none */
};

/* Literals looked for with grams of one length. */
struct tier {
    unsigned gram_length;
    uint64_t mask; /* of the bytes of a gram */
    size_t step;   /* bytes between two looks */
    uint64_t *bitmap;
    uint32_t *heads; /* hash -> gram, index + 1 */
    struct gram *grams;
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

/* The bytes of a gram where eight were loaded. */
static uint64_t mask_of(unsigned gram_length)
{
    uint64_t mask = 0;

    memset(&mask, 0xFF, gram_length);
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
        return rarity->counts[hash_of(load(bytes, tier->gram_length) & tier->mask, SAMPLE_BITS)];
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
        uint64_t gram = load(sample.data + i, tier->gram_length) & tier->mask;

        rarity->counts[hash_of(gram, SAMPLE_BITS)]++;
    }
}

static size_t crowd(const struct tier *tier, const char *bytes)
{
    uint64_t gram = load(bytes, tier->gram_length) & tier->mask;
    size_t count = 0;

    for (uint32_t at = tier->heads[hash_of(gram, BITMAP_BITS)]; at && count < CROWD_PRICE;
         at = tier->grams[at - 1].next)
        count++;
    return count;
}

static void add_gram(struct tier *tier, struct gram gram)
{
    uint32_t hash = hash_of(gram.folded, BITMAP_BITS);

    gram.next = tier->heads[hash];
    tier->grams = array_room(tier->grams, tier->count, &tier->capacity, sizeof *tier->grams);
    tier->grams[tier->count++] = gram;
    tier->heads[hash] = (uint32_t)tier->count;
    tier->bitmap[hash / 64] |= (uint64_t)1 << hash % 64;
}

/* Where the window of a literal begins: as many grams as a step is long, wherever they
 * are rarest. */
static size_t best_window(const struct tier *tier, struct text literal, const struct rarity *rarity)
{
    size_t last = literal.length - (tier->step + tier->gram_length - 1);
    uint64_t lowest = UINT64_MAX;
    size_t best = 0;

    for (size_t start = 0; start <= last; start++) {
        uint64_t price = 0;

        for (size_t i = 0; i < tier->step; i++)
            price += gram_price(rarity, tier, literal.data + start + i) +
                     CROWD_PRICE * crowd(tier, literal.data + start + i);
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

    for (size_t i = start; i < start + tier->step; i++)
        add_gram(tier, (struct gram){
                           .folded = load(literals[index].data + i, tier->gram_length) & tier->mask,
                           .offset = (uint32_t)i,
                           .literal = (uint32_t)index,
                       });
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
    tier->mask = mask_of(tier->gram_length);
    for (size_t i = 0; i < count; i++) {
        if (tier_of(filter->literals[i]) == which && filter->literals[i].length < shortest)
            shortest = filter->literals[i].length;
    }
    if (shortest == SIZE_MAX)
        return;
    tier->step = shortest + 1 - tier->gram_length;
    if (tier->step > STEP_LONGEST)
        tier->step = STEP_LONGEST;
    tier->bitmap = mem_zero_array(((size_t)1 << BITMAP_BITS) / 64, sizeof *tier->bitmap);
    tier->heads = mem_zero_array((size_t)1 << BITMAP_BITS, sizeof *tier->heads);
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
        mem_free(filter->tiers[which].bitmap);
        mem_free(filter->tiers[which].heads);
        mem_free(filter->tiers[which].grams);
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

/* Compares the literals that have a gram where one of its hash was seen. */
static void confirm(struct scan *scan, const struct tier *tier, uint64_t gram, size_t position)
{
    for (uint32_t at = tier->heads[hash_of(gram, BITMAP_BITS)]; at; at = tier->grams[at - 1].next) {
        const struct gram *found = &tier->grams[at - 1];
        struct text literal = scan->filter->literals[found->literal];

        if (scan->comparisons == 0) {
            scan->gave_up = true;
            return;
        }
        scan->comparisons--;
        if (found->folded != gram || position < found->offset ||
            literal.length > scan->stretch.length - (position - found->offset) ||
            !stands_at(scan, literal, position - found->offset))
            continue;
        if (!filter_hits_add(scan->hits, (struct filter_hit){(uint32_t)position, found->literal}))
            scan->gave_up = true;
    }
}

/* The bit of a gram stands lowest; others may stand above it. */
static uint64_t bits_of(const uint64_t *bitmap, uint64_t gram)
{
    uint32_t hash = hash_of(gram, BITMAP_BITS);

    return bitmap[hash / 64] >> hash % 64;
}

/* Looks at one place without stepping out of the stretch. */
static void look_at(struct scan *scan, const struct tier *tier, size_t position)
{
    uint64_t gram = load(scan->stretch.data + position, tier->gram_length) & tier->mask;

    if (bits_of(tier->bitmap, gram) & 1)
        confirm(scan, tier, gram, position);
}

/* Four looks a turn, so that their loads overlap. */
static void scan_tier(struct scan *scan, const struct tier *tier)
{
    const char *data = scan->stretch.data;
    const size_t length = scan->stretch.length;
    const size_t step = tier->step;
    const uint64_t mask = tier->mask;
    const uint64_t *bitmap = tier->bitmap;
    size_t i = 0;

    for (; i + 3 * step + sizeof mask <= length && !scan->gave_up; i += 4 * step) {
        uint64_t first = bits_of(bitmap, load(data + i, 8) & mask);
        uint64_t second = bits_of(bitmap, load(data + i + step, 8) & mask);
        uint64_t third = bits_of(bitmap, load(data + i + 2 * step, 8) & mask);
        uint64_t fourth = bits_of(bitmap, load(data + i + 3 * step, 8) & mask);

        if (__builtin_expect(((first | second | third | fourth) & 1) != 0, 0)) {
            for (size_t k = 0; k < 4; k++)
                look_at(scan, tier, i + k * step);
        }
    }
    for (; i + tier->gram_length <= length && !scan->gave_up; i += step)
        look_at(scan, tier, i);
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
