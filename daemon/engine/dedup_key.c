#include "engine/dedup_key.h"

#include <string.h>

/* key with "<length>:<part>" behind it. */
static struct text append(struct arena *arena, struct text key, struct text part)
{
    struct text length = arena_printf(arena, "%zu:", part.length);
    char *joined = arena_alloc(arena, key.length + length.length + part.length);

    if (key.length > 0)
        memcpy(joined, key.data, key.length);
    memcpy(joined + key.length, length.data, length.length);
    if (part.length > 0)
        memcpy(joined + key.length + length.length, part.data, part.length);
    return (struct text){joined, key.length + length.length + part.length};
}

struct text dedup_key(const struct rule_facts *rule, const struct event *event,
                      const struct subject *subject)
{
    struct arena *arena = event->arena;
    struct text key = append(arena, (struct text){0}, subject->account);

    for (size_t i = 0; i < rule->dedup_count; i++) {
        const struct value *value = event_value(event, rule->dedup_slots[i]);

        key = append(arena, key, value_text(arena, value));
    }
    if (rule->dedup_count > 0)
        return key;
    key = append(arena, key, text_of(subject->kind));
    return append(arena, key, subject->name);
}
