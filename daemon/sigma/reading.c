#include "sigma/reading.h"

#include <math.h>

#include "base/case_fold.h"

struct event_reading *event_reading_create(const struct event *event)
{
    struct event_reading *reading = arena_zero(event->arena, sizeof *reading);
    size_t count = wanted_fields_count(event->wanted);

    reading->event = event;
    reading->slots = arena_zero(event->arena, (count + 1) * sizeof(struct reading *));
    return reading;
}

struct reading *event_reading_field(struct event_reading *event, int slot)
{
    const struct value *value = event_value(event->event, slot);
    struct reading **end = NULL;

    if (!value)
        return NULL;
    if (event->slots[slot])
        return event->slots[slot];
    end = &event->slots[slot];
    for (; value; value = value->next) {
        *end = arena_zero(event->event->arena, sizeof **end);
        (*end)->value = value;
        end = &(*end)->next;
    }
    return event->slots[slot];
}

struct reading *event_reading_record(struct event_reading *event)
{
    struct arena *arena = event->event->arena;

    if (!event->record) {
        struct value *value = arena_zero(arena, sizeof *value);

        value->kind = VALUE_TEXT;
        value->text = event->event->record->text;
        event->record = arena_zero(arena, sizeof *event->record);
        event->record->value = value;
    }
    return event->record;
}

bool reading_is_scalar(const struct reading *reading)
{
    return reading->value->kind != VALUE_NULL && reading->value->kind != VALUE_OBJECT;
}

static bool is_integral(const struct value *value)
{
    const double exact = 9007199254740992.0; /* 2^53 */

    return value->kind == VALUE_REAL && fabs(value->real) < exact &&
           trunc(value->real) == value->real;
}

struct text reading_text(struct event_reading *event, struct reading *reading)
{
    struct arena *arena = event->event->arena;

    if (!reading->has_text) {
        reading->text = is_integral(reading->value)
                            ? arena_printf(arena, "%.0f", reading->value->real)
                            : value_text(arena, reading->value);
        reading->has_text = true;
    }
    return reading->text;
}

struct text reading_folded(struct event_reading *event, struct reading *reading)
{
    if (!reading->has_folded) {
        reading->folded = case_fold_text(event->event->arena, reading_text(event, reading));
        reading->has_folded = true;
    }
    return reading->folded;
}

const struct address *reading_address(struct event_reading *event, struct reading *reading)
{
    if (!reading->has_address) {
        reading->is_address = reading_is_scalar(reading) &&
                              address_read(reading_text(event, reading), &reading->address);
        reading->has_address = true;
    }
    return reading->is_address ? &reading->address : NULL;
}
