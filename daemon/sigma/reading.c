#include "sigma/reading.h"

#include <math.h>
#include <stdlib.h>

#include "base/case_fold.h"

struct event_reading *event_reading_create(const struct event *event)
{
    struct event_reading *reading = arena_zero(event->arena, sizeof *reading);
    size_t count = wanted_fields_count(event->wanted);

    reading->event = event;
    reading->slots = arena_zero(event->arena, (count + 1) * sizeof(struct reading *));
    return reading;
}

static struct reading *chain_of(const struct event *event, const struct value *value)
{
    struct reading *first = NULL;
    struct reading **end = &first;

    for (; value; value = value->next) {
        *end = arena_zero(event->arena, sizeof **end);
        (*end)->value = value;
        end = &(*end)->next;
    }
    return first;
}

struct reading *event_reading_field(struct event_reading *event, int slot)
{
    const struct value *value = event_value(event->event, slot);

    if (value && !event->slots[slot])
        event->slots[slot] = chain_of(event->event, value);
    return value ? event->slots[slot] : NULL;
}

struct reading *event_reading_record(struct event_reading *event)
{
    const struct event *of = event->event;
    const struct value *values = of->leaves;
    struct value *line = NULL;

    if (event->record)
        return event->record;
    if (!of->is_structured) {
        line = arena_zero(of->arena, sizeof *line);
        *line = (struct value){.kind = VALUE_TEXT, .text = of->record->text, .next = of->leaves};
        values = line;
    }
    event->record = chain_of(of, values);
    for (struct reading *reading = event->record; reading; reading = reading->next) {
        reading->has_text = reading->value->text.length > 0;
        reading->text = reading->value->text;
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

/* With as few digits as tell it from its neighbours: 0.1, and not 0.10000000000000001.
 * What is beyond whole numbers here is as it was written. */
static struct text write_real(struct arena *arena, const struct value *value)
{
    struct text text = {0};

    if (value_is_beyond_integers(value))
        return value->text;
    if (is_integral(value))
        return arena_printf(arena, "%.0f", value->real + 0.0); /* -0 is 0 */
    for (int digits = 15; digits <= 17; digits++) {
        text = arena_printf(arena, "%.*g", digits, value->real);
        if (strtod(text.data, NULL) == value->real)
            break;
    }
    return text;
}

struct text reading_text(struct event_reading *event, struct reading *reading)
{
    struct arena *arena = event->event->arena;

    if (!reading->has_text) {
        reading->text = reading->value->kind == VALUE_REAL ? write_real(arena, reading->value)
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
        reading->is_address =
            reading_is_scalar(reading) &&
            address_read(address_without_zone(reading_text(event, reading)), &reading->address);
        reading->has_address = true;
    }
    return reading->is_address ? &reading->address : NULL;
}
