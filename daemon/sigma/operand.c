#include "sigma/operand.h"

#include <string.h>

void operand_list_add(struct operand_list *list, struct arena *arena, const struct operand *operand)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? list->capacity * 2 : 2;
        struct operand *items = arena_alloc(arena, capacity * sizeof *items);

        if (list->count > 0)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = *operand;
}

void operand_read(struct operand_list *list, struct arena *arena, const struct scalar *scalar)
{
    static const enum operand_kind kinds[] = {
        [SCALAR_TEXT] = OPERAND_TEXT,
        [SCALAR_NUMBER] = OPERAND_NUMBER,
        [SCALAR_BOOLEAN] = OPERAND_BOOLEAN,
        [SCALAR_NULL] = OPERAND_NULL,
    };
    struct operand operand = {
        .kind = kinds[scalar->kind],
        .text = scalar->text,
        .number = scalar->number,
        .boolean = scalar->boolean,
    };

    operand_list_add(list, arena, &operand);
    if (scalar->is_text_too) {
        operand.kind = OPERAND_TEXT;
        operand_list_add(list, arena, &operand);
    }
}

const char *operand_kind_name(unsigned kinds)
{
    static const struct {
        enum operand_kind kind;
        const char *name;
    } names[] = {
        {OPERAND_TEXT, "text"},
        {OPERAND_NUMBER, "a number"},
        {OPERAND_BOOLEAN, "true or false"},
        {OPERAND_NULL, "null"},
        {OPERAND_REGEX, "a regex (re)"},
        {OPERAND_NETWORK, "a network (cidr)"},
        {OPERAND_FIELD, "a field (fieldref)"},
        {OPERAND_EXISTS, "exists"},
        {OPERAND_COMPARISON, "a comparison of numbers"},
        {OPERAND_TIME_PART, "a part of a time"},
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (kinds & names[i].kind)
            return names[i].name;
    }
    return "nothing";
}
