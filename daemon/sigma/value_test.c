#include "sigma/value_test.h"

bool value_test_wants_absence(const struct value_test *test)
{
    return test->kind == TEST_NULL || (test->kind == TEST_EXISTS && !test->boolean);
}

static int bind_field(struct wanted_fields *wanted, struct text field, struct text written)
{
    return written.length > 0 ? wanted_fields_add_either(wanted, field, written)
                              : wanted_fields_add(wanted, field);
}

int value_test_bind(struct value_test *test, struct wanted_fields *wanted)
{
    test->slot = SLOT_NONE;
    test->other_slot = SLOT_NONE;
    if (test->field.length > 0)
        test->slot = bind_field(wanted, test->field, test->written);
    else
        wanted_fields_add_all_values(wanted);
    if (test->kind == TEST_FIELD)
        test->other_slot = bind_field(wanted, test->other_field, test->other_written);
    return value_test_wants_absence(test) ? SLOT_NONE : test->slot;
}

static enum verdict verdict_of(bool answer)
{
    return answer ? VERDICT_YES : VERDICT_NO;
}

static enum verdict ask_string(const struct value_test *test, struct event_reading *event,
                               struct reading *reading)
{
    if (!reading_is_scalar(reading))
        return VERDICT_NO;
    return verdict_of(string_pattern_matches(test->string, string_pattern_is_cased(test->string)
                                                               ? reading_text(event, reading)
                                                               : reading_folded(event, reading)));
}

static enum verdict ask_regex(const struct value_test *test, struct event_reading *event,
                              struct reading *reading)
{
    struct error err = {0};

    if (!reading_is_scalar(reading))
        return VERDICT_NO;
    switch (pattern_search(test->regex, reading_text(event, reading), &err)) {
    case PATTERN_MATCH:
        return VERDICT_YES;
    case PATTERN_NO_MATCH:
        return VERDICT_NO;
    case PATTERN_FAILED:
        break;
    }
    if (!event->trouble)
        event->trouble = arena_copy(event->event->arena, text_of(err.text)).data;
    return VERDICT_UNKNOWN;
}

static enum verdict ask_number(const struct value_test *test, const struct value *value)
{
    struct number number = {0};

    return verdict_of(number_of_value(value, &number) &&
                      number_holds(number, test->relation, test->number));
}

static enum verdict ask_time_part(const struct value_test *test, struct event_reading *event,
                                  struct reading *reading)
{
    struct number number = {0};

    if (!reading_is_scalar(reading))
        return VERDICT_NO;
    return verdict_of(
        time_part_read(reading_text(event, reading), test->time_part, &number.integer) &&
        number_holds(number, test->relation, test->number));
}

/* A log writes the truth in many ways: true, "True", yes, on, 1. */
static enum verdict ask_boolean(const struct value_test *test, const struct value *value)
{
    static const struct text words[2][4] = {
        {{"false", 5}, {"no", 2}, {"off", 3}, {"0", 1}},
        {{"true", 4}, {"yes", 3}, {"on", 2}, {"1", 1}},
    };

    if (value->kind == VALUE_BOOLEAN)
        return verdict_of((value->integer != 0) == test->boolean);
    if (value->kind == VALUE_INTEGER)
        return verdict_of(value->integer == (test->boolean ? 1 : 0));
    for (size_t i = 0; value->kind == VALUE_TEXT && i < 4; i++) {
        if (text_equal_caseless(value->text, words[test->boolean][i]))
            return VERDICT_YES;
    }
    return VERDICT_NO;
}

static enum verdict ask_network(const struct value_test *test, struct event_reading *event,
                                struct reading *reading)
{
    const struct address *address = reading_address(event, reading);

    return verdict_of(address && network_contains(&test->network, address));
}

static bool is_number(const struct value *value)
{
    return value->kind == VALUE_INTEGER || value->kind == VALUE_REAL;
}

static bool fits(struct text text, struct text other, struct string_shape shape)
{
    size_t position = 0;

    if (shape.open_start && shape.open_end)
        return other.length == 0 || text_find(text, other, &position);
    if (shape.open_start)
        return text_ends_with(text, other);
    if (shape.open_end)
        return text_starts_with(text, other);
    return text_equal(text, other);
}

static bool equals_other(const struct value_test *test, struct event_reading *event,
                         struct reading *reading, struct reading *other)
{
    struct number left = {0};
    struct number right = {0};

    if (!reading_is_scalar(reading) || !reading_is_scalar(other))
        return false;
    if (!test->shape.open_start && !test->shape.open_end && is_number(reading->value) &&
        is_number(other->value) && !(reading_is_digits(reading) && reading_is_digits(other)))
        return number_of_value(reading->value, &left) && number_of_value(other->value, &right) &&
               number_holds(left, RELATION_EQUAL, right);
    return fits(reading_folded(event, reading), reading_folded(event, other), test->shape);
}

static enum verdict ask_field(const struct value_test *test, struct event_reading *event,
                              struct reading *reading)
{
    struct reading *other = event_reading_field(event, test->other_slot);

    for (; other; other = other->next) {
        if (equals_other(test, event, reading, other))
            return VERDICT_YES;
    }
    return VERDICT_NO;
}

/* Asks one value that is present. */
static enum verdict ask_value(const struct value_test *test, struct event_reading *event,
                              struct reading *reading)
{
    switch (test->kind) {
    case TEST_STRING:
        return ask_string(test, event, reading);
    case TEST_REGEX:
        return ask_regex(test, event, reading);
    case TEST_NUMBER:
        return ask_number(test, reading->value);
    case TEST_BOOLEAN:
        return ask_boolean(test, reading->value);
    case TEST_NULL:
        return verdict_of(reading->value->kind == VALUE_NULL);
    case TEST_EXISTS:
        return verdict_of(test->boolean);
    case TEST_NETWORK:
        return ask_network(test, event, reading);
    case TEST_FIELD:
        return ask_field(test, event, reading);
    case TEST_TIME_PART:
        return ask_time_part(test, event, reading);
    }
    return VERDICT_NO;
}

enum verdict value_test_ask(const struct value_test *test, struct event_reading *event)
{
    struct reading *reading = test->field.length == 0 ? event_reading_record(event)
                                                      : event_reading_field(event, test->slot);
    enum verdict verdict = VERDICT_NO;

    if (!reading)
        return verdict_of(value_test_wants_absence(test));
    for (; reading; reading = reading->next) {
        enum verdict answer = ask_value(test, event, reading);

        if (answer == VERDICT_YES)
            return answer;
        if (answer == VERDICT_UNKNOWN)
            verdict = answer;
    }
    return verdict;
}
