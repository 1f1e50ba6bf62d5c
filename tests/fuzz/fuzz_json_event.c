/* JSON objects as events: what a whole event has under a name, an event that wants that
 * name has as well, value for value; and no log sets a reserved name. */
#include <stdlib.h>
#include <string.h>

#include "decode/json_event.h"
#include "model/reserved_name.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NAMES_MOST = 8 };

static const struct json_name known[] = {
    {"a", FIELD_USER_NAME},
    {"a.b", FIELD_SOURCE_IP},
    {"b", FIELD_USER_NAME},
};

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static bool is_flag(struct text name)
{
    return text_equal(name, field_name(FIELD_FLAGS));
}

static void compare(const struct value *value, const struct value *other)
{
    demand(value && value->kind == other->kind && value->integer == other->integer);
    demand(text_equal(value->text, other->text));
}

/* Each field of whole, in order, is the next value of its slot. */
static void compare_events(struct arena *arena, const struct event *whole,
                           const struct wanted_fields *wanted, struct event *event)
{
    size_t count = wanted_fields_count(wanted);
    const struct value **next = arena_zero(arena, (count + 1) * sizeof *next);

    for (size_t slot = 0; slot < count; slot++)
        next[slot] = event->slots[slot];
    for (size_t i = 0; i < whole->field_count; i++) {
        int slot = wanted_fields_find(wanted, whole->fields[i].name);

        text_hash(value_text(arena, whole->fields[i].value));
        if (slot == SLOT_NONE || is_flag(whole->fields[i].name))
            continue;
        compare(next[slot], whole->fields[i].value);
        next[slot] = next[slot]->next;
    }
    for (size_t slot = 0; slot < count; slot++)
        demand(!next[slot]);
}

static struct wanted_fields *want_some(const struct event *whole)
{
    struct wanted_fields *wanted = wanted_fields_create();

    for (size_t i = 0; i < whole->field_count && i < NAMES_MOST; i++) {
        struct text name = whole->fields[i].name;

        if (name.length < JSON_PATH_LONGEST && !is_flag(name) &&
            (name.length == 0 || !memchr(name.data, 0, name.length)))
            wanted_fields_add(wanted, name);
    }
    return wanted;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct json_names names = JSON_NAMES(known);
    char *exact = malloc(size ? size : 1);
    const struct record record = {.text = {exact, size}, .count = 1};
    struct arena *arena = arena_create(4096);
    struct wanted_fields *none = wanted_fields_create();
    struct wanted_fields *wanted = NULL;
    struct event *whole = event_create(arena, &record, none, true);
    struct event *event = NULL;
    struct value value = {0};

    if (size > 0)
        memcpy(exact, data, size);
    json_event_read(whole, record.text, &names);
    wanted = want_some(whole);
    event = event_create(arena, &record, wanted, false);
    json_event_read(event, record.text, &names);
    demand(event->is_structured == whole->is_structured);
    wanted_fields_add_all_values(wanted);
    json_event_add_text(event);
    compare_events(arena, whole, wanted, event);
    for (size_t i = 0; i < whole->field_count; i++)
        demand(is_flag(whole->fields[i].name) || !reserved_name_is(whole->fields[i].name) ||
               text_starts_with(whole->fields[i].name, TEXT(RESERVED_PREFIX)));
    if (json_event_find(event, record.text, "a.b", &value))
        json_event_time(&value, NULL);
    wanted_fields_destroy(wanted);
    wanted_fields_destroy(none);
    arena_destroy(arena);
    free(exact);
    return 0;
}
