#include "decode/member_set.h"

enum { FIRST_CAPACITY = 64 };

struct member {
    uint32_t object; /* 0 = a free place */
    uint32_t hash;
    struct text name;
};

/* The place of the member, or the free one where it belongs. */
static struct member *find(const struct member_set *set, const struct member *member)
{
    size_t place = member->hash & (set->capacity - 1);

    for (;;) {
        struct member *found = &set->members[place];

        if (found->object == 0 || (found->hash == member->hash && found->object == member->object &&
                                   text_equal(found->name, member->name)))
            return found;
        place = (place + 1) & (set->capacity - 1);
    }
}

static void grow(struct member_set *set, struct arena *arena)
{
    struct member_set larger = {.count = set->count};

    larger.capacity = set->capacity ? set->capacity * 2 : FIRST_CAPACITY;
    larger.members = arena_zero(arena, larger.capacity * sizeof *larger.members);
    for (size_t i = 0; i < set->capacity; i++) {
        if (set->members[i].object != 0)
            *find(&larger, &set->members[i]) = set->members[i];
    }
    *set = larger;
}

bool member_set_add(struct member_set *set, struct arena *arena, uint32_t object, struct text name)
{
    uint64_t hash = text_hash(name) + object * UINT64_C(0x9E3779B97F4A7C15);
    struct member member = {object, (uint32_t)(hash >> 32), name};
    struct member *place = NULL;

    if (set->count >= set->capacity / 2)
        grow(set, arena);
    place = find(set, &member);
    if (place->object != 0)
        return false;
    *place = member;
    set->count++;
    return true;
}
