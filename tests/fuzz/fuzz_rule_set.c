/* A whole rule file, and then the rules against an event made of the same bytes:
 * each field they ask for holds some part of them. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "sigma/rule_set.h"

static void count_match(const struct rule_match *match, void *cookie)
{
    size_t *count = cookie;

    *count += strlen(match->rule->key) + (match->trouble ? strlen(match->trouble) : 0);
}

static void put_fields(struct event *event, const struct wanted_fields *wanted, struct text bytes)
{
    for (size_t i = 0; i < wanted_fields_count(wanted); i++) {
        const struct value value = {
            .kind = (enum value_kind)(i % (VALUE_OBJECT + 1)),
            .text = text_until(text_from(bytes, i * 7 % (bytes.length + 1)), 64),
            .integer = (int64_t)i,
            .real = (double)bytes.length / 2,
        };

        event_put_value(event, wanted_fields_name(wanted, (int)i), &value);
        event_add_leaf(event, &value);
        if (i % 3 == 0)
            event_put_value(event, wanted_fields_name(wanted, (int)i), &value);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* libfyaml 0.7.12 loses memory over escaped single quotes; ours is watched by the
 * unit tests. */
const char *__lsan_default_suppressions(void)
{
    return "leak:libfyaml";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes = mem_alloc(size);
    const struct record record = {.text = {bytes, size}};
    struct wanted_fields *wanted = wanted_fields_create();
    struct arena *arena = arena_create(4096);
    struct diagnostics diagnostics = {0};
    struct rule_set *set = NULL;
    struct event *event = NULL;
    size_t count = 0;

    if (size > 0)
        memcpy(bytes, data, size);
    set = rule_set_parse("fuzz.yml", record.text, wanted, &diagnostics);
    event = event_create(arena, &record, wanted, false);
    put_fields(event, wanted, record.text);
    event->is_structured = size % 2 == 0;
    rule_route_match(rule_set_route(set, NULL, 0, true), event, count_match, &count);

    rule_set_destroy(set);
    diagnostics_finish(&diagnostics);
    arena_destroy(arena);
    wanted_fields_destroy(wanted);
    mem_free(bytes);
    return 0;
}
