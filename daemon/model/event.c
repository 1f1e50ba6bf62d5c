#include "model/event.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { FIRST_FIELDS = 16 };

struct event *event_create(struct arena *arena, const struct record *record,
                           const struct wanted_fields *wanted, bool whole)
{
    struct event *event = arena_zero(arena, sizeof *event);

    event->record = record;
    event->wanted = wanted;
    event->arena = arena;
    event->time = record->arrival;
    event->time_is_arrival = true;
    event->whole = whole;
    event->slots = arena_zero(arena, (wanted_fields_count(wanted) + 1) * sizeof *event->slots);
    return event;
}

bool event_wants(const struct event *event, enum field field)
{
    return event->whole || wanted_fields_slot(event->wanted, field) != SLOT_NONE;
}

/* Remembers a field of a whole event under its name. */
static void list_field(struct event *event, struct text name, const struct value *value)
{
    if (event->field_count == event->field_capacity) {
        size_t capacity = event->field_capacity ? event->field_capacity * 2 : FIRST_FIELDS;
        struct event_field *fields = arena_alloc(event->arena, capacity * sizeof *fields);

        if (event->field_count > 0)
            memcpy(fields, event->fields, event->field_count * sizeof *fields);
        event->fields = fields;
        event->field_capacity = capacity;
    }
    event->fields[event->field_count++] = (struct event_field){name, value};
}

/* Puts a copy of value behind the values that a slot has already. */
static void append(struct event *event, struct value **slot, const struct value *value)
{
    struct chain {
        struct value value;
        struct chain *last; /* kept in the first of a chain only */
    };
    struct chain *link = arena_alloc(event->arena, sizeof *link);
    struct chain *first = (struct chain *)(void *)*slot;

    link->value = *value;
    link->value.next = NULL;
    link->last = link;
    if (first) {
        first->last->value.next = &link->value;
        first->last = link;
    } else {
        *slot = &link->value;
    }
}

static bool is_kept(const struct event *event, int slot)
{
    return slot != SLOT_NONE || event->whole;
}

void event_put_slot(struct event *event, int slot, struct text name, const struct value *value)
{
    if (event->whole) {
        struct value *copy = arena_alloc(event->arena, sizeof *copy);

        *copy = *value;
        copy->next = NULL;
        list_field(event, name, copy);
    }
    event_put_unlisted(event, slot, value);
}

void event_put_unlisted(struct event *event, int slot, const struct value *value)
{
    if (slot == SLOT_NONE)
        return;
    append(event, &event->slots[slot], value);
    for (const struct fed_slot *fed = wanted_fields_fed(event->wanted, slot); fed; fed = fed->next)
        append(event, &event->slots[fed->slot], value);
}

void event_add_leaf(struct event *event, const struct value *value)
{
    if (wanted_fields_has_all_values(event->wanted))
        append(event, &event->leaves, value);
}

void event_put_text(struct event *event, enum field field, struct text text)
{
    int slot = wanted_fields_slot(event->wanted, field);

    if (is_kept(event, slot))
        event_put_slot(event, slot, field_name(field),
                       &(struct value){.kind = VALUE_TEXT, .text = text});
}

void event_put_integer(struct event *event, enum field field, int64_t integer)
{
    int slot = wanted_fields_slot(event->wanted, field);

    if (is_kept(event, slot))
        event_put_slot(event, slot, field_name(field),
                       &(struct value){.kind = VALUE_INTEGER, .integer = integer});
}

void event_put_boolean(struct event *event, enum field field, bool boolean)
{
    int slot = wanted_fields_slot(event->wanted, field);

    if (is_kept(event, slot))
        event_put_slot(event, slot, field_name(field),
                       &(struct value){.kind = VALUE_BOOLEAN, .integer = boolean});
}

void event_put_said(struct event *event, enum field field, struct text text)
{
    if (text.length > 0)
        event_put_text(event, field, text);
}

void event_change_integer(struct event *event, enum field field, int64_t integer)
{
    int slot = wanted_fields_slot(event->wanted, field);
    struct text name = field_name(field);
    struct value *value = NULL;

    if (slot != SLOT_NONE && event->slots[slot]) {
        event->slots[slot]->kind = VALUE_INTEGER;
        event->slots[slot]->integer = integer;
    }
    for (size_t i = 0; i < event->field_count; i++) {
        if (!text_equal(event->fields[i].name, name))
            continue;
        value = arena_alloc(event->arena, sizeof *value);
        *value = (struct value){.kind = VALUE_INTEGER, .integer = integer};
        event->fields[i].value = value;
    }
}

void event_flag(struct event *event, struct text flag)
{
    for (size_t i = 0; i < event->flag_count; i++) {
        if (text_equal(event->flags[i], flag))
            return;
    }
    if (event->flag_count == EVENT_FLAGS_MOST)
        return;
    event->flags[event->flag_count++] = flag;
    event_put_text(event, FIELD_FLAGS, flag);
}

void event_put_value(struct event *event, struct text name, const struct value *value)
{
    event_put_slot(event, wanted_fields_find(event->wanted, name), name, value);
}

const struct value *event_value(const struct event *event, int slot)
{
    return slot == SLOT_NONE ? NULL : event->slots[slot];
}

const struct value *event_get(const struct event *event, enum field field)
{
    int slot = wanted_fields_slot(event->wanted, field);
    struct text name = field_name(field);

    if (slot != SLOT_NONE)
        return event->slots[slot];
    for (size_t i = 0; i < event->field_count; i++) {
        if (text_equal(event->fields[i].name, name))
            return event->fields[i].value;
    }
    return NULL;
}

struct text event_text(const struct event *event, enum field field)
{
    return value_text(event->arena, event_get(event, field));
}

bool value_is_beyond_integers(const struct value *value)
{
    struct text digits = value->text;
    size_t run = 0;

    if (value->kind != VALUE_REAL || fabs(value->real) < 0x1p63)
        return false;
    text_take(&digits, TEXT("-"));
    while (run < digits.length && digits.data[run] >= '0' && digits.data[run] <= '9')
        run++;
    return run > 0 && run == digits.length;
}

struct text value_text(struct arena *arena, const struct value *value)
{
    if (!value || value->kind == VALUE_NULL || value->kind == VALUE_OBJECT)
        return (struct text){0};
    if (value->kind == VALUE_TEXT || value->text.length > 0)
        return value->text;
    if (value->kind == VALUE_BOOLEAN)
        return value->integer ? TEXT("true") : TEXT("false");
    if (value->kind == VALUE_INTEGER)
        return arena_printf(arena, "%" PRId64, value->integer);
    return arena_printf(arena, "%.17g", value->real);
}
