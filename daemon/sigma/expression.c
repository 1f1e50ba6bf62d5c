#include "sigma/expression.h"

#include <string.h>

void expression_list_add(struct expression_list *list, struct arena *arena,
                         struct expression *expression)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? list->capacity * 2 : 4;
        struct expression **items = arena_alloc(arena, capacity * sizeof(struct expression *));

        if (list->count > 0)
            memcpy(items, list->items, list->count * sizeof(struct expression *));
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = expression;
}

static struct expression *create(struct arena *arena, enum expression_kind kind)
{
    struct expression *expression = arena_zero(arena, sizeof *expression);

    expression->kind = kind;
    expression->needed_slot = SLOT_NONE;
    return expression;
}

/* Whether it is a test that a choice can take. */
static bool asks_text(const struct expression *expression)
{
    return expression->kind == EXPRESSION_TEST && expression->test->kind == TEST_STRING &&
           expression->test->field.length > 0 && string_choice_takes(expression->test->string);
}

static bool asks_same_field(const struct expression *one, const struct expression *other)
{
    return text_equal(one->test->field, other->test->field) &&
           text_equal(one->test->written, other->test->written);
}

/* Moves the parts that a choice could take behind the others, and says how many they
 * are.  All are about the field of the first. */
static size_t part_texts(struct arena *arena, struct expression *expression)
{
    struct expression **texts = arena_alloc(arena, expression->count * sizeof *texts);
    size_t count = 0;

    for (size_t i = 0; i < expression->count; i++) {
        struct expression *part = expression->parts[i];

        if (asks_text(part) && (count == 0 || asks_same_field(part, texts[0])))
            texts[count++] = part;
        else
            expression->parts[i - count] = part;
    }
    for (size_t i = 0; i < count; i++)
        expression->parts[expression->count - count + i] = texts[i];
    return count;
}

static void find_choice(struct arena *arena, struct expression *expression)
{
    size_t count = part_texts(arena, expression);
    struct string_choice *choice = NULL;

    if (count < EXPRESSION_CHOICE_LEAST)
        return;
    choice = string_choice_create(arena, count);
    expression->single = expression->count - count;
    for (size_t i = expression->single; i < expression->count; i++)
        string_choice_add(choice, expression->parts[i]->test->string);
    expression->choice = choice;
}

struct expression *expression_join(struct arena *arena, enum expression_kind kind,
                                   const struct expression_list *list)
{
    struct expression *joined = NULL;

    if (list->count == 1)
        return list->items[0];
    joined = create(arena, kind);
    joined->parts = list->items;
    joined->count = list->count;
    if (kind == EXPRESSION_OR && list->count >= EXPRESSION_CHOICE_LEAST)
        find_choice(arena, joined);
    return joined;
}

struct expression *expression_not(struct arena *arena, struct expression *inner)
{
    struct expression *negated = create(arena, EXPRESSION_NOT);

    negated->parts = arena_alloc(arena, sizeof(struct expression *));
    negated->parts[0] = inner;
    negated->count = 1;
    return negated;
}

struct expression *expression_test(struct arena *arena, const struct value_test *test)
{
    struct expression *leaf = create(arena, EXPRESSION_TEST);

    leaf->test = arena_alloc(arena, sizeof *leaf->test);
    *leaf->test = *test;
    return leaf;
}

/* What all parts need, any of them does; what one part needs, all of them do. */
static int slot_needed_by_parts(const struct expression *expression)
{
    int slot = expression->count > 0 ? expression->parts[0]->needed_slot : SLOT_NONE;

    for (size_t i = 1; i < expression->count; i++) {
        int other = expression->parts[i]->needed_slot;

        if (expression->kind == EXPRESSION_AND && slot == SLOT_NONE)
            slot = other;
        else if (expression->kind == EXPRESSION_OR && slot != other)
            slot = SLOT_NONE;
    }
    return slot;
}

void expression_bind(struct expression *expression, struct wanted_fields *wanted)
{
    for (size_t i = 0; i < expression->count; i++)
        expression_bind(expression->parts[i], wanted);
    if (expression->kind == EXPRESSION_TEST)
        expression->needed_slot = value_test_bind(expression->test, wanted);
    else if (expression->kind != EXPRESSION_NOT)
        expression->needed_slot = slot_needed_by_parts(expression);
}

static enum verdict negate(enum verdict verdict)
{
    if (verdict == VERDICT_UNKNOWN)
        return verdict;
    return verdict == VERDICT_YES ? VERDICT_NO : VERDICT_YES;
}

static bool ask_choice(const struct expression *expression, struct event_reading *event)
{
    int slot = expression->parts[expression->single]->test->slot;
    struct reading *reading = event_reading_field(event, slot);

    for (; reading; reading = reading->next) {
        if (reading_is_scalar(reading) &&
            string_choice_has(expression->choice, reading_folded(event, reading)))
            return true;
    }
    return false;
}

/* decisive: the answer of one part that settles the whole. */
static enum verdict ask_parts(const struct expression *expression, struct event_reading *event,
                              enum verdict decisive)
{
    size_t count = expression->choice ? expression->single : expression->count;
    enum verdict verdict = negate(decisive);

    if (expression->choice && ask_choice(expression, event))
        return VERDICT_YES;
    for (size_t i = 0; i < count; i++) {
        enum verdict answer = expression_ask(expression->parts[i], event);

        if (answer == decisive)
            return answer;
        if (answer == VERDICT_UNKNOWN)
            verdict = answer;
    }
    return verdict;
}

enum verdict expression_ask(const struct expression *expression, struct event_reading *event)
{
    if (expression->needed_slot != SLOT_NONE && !event_value(event->event, expression->needed_slot))
        return VERDICT_NO;
    switch (expression->kind) {
    case EXPRESSION_AND:
        return ask_parts(expression, event, VERDICT_NO);
    case EXPRESSION_OR:
        return ask_parts(expression, event, VERDICT_YES);
    case EXPRESSION_NOT:
        return negate(expression_ask(expression->parts[0], event));
    case EXPRESSION_TEST:
        break;
    }
    return value_test_ask(expression->test, event);
}
