#include "decode/json_scout.h"

#include <math.h>

#include "base/json_reader.h"

struct scout {
    struct arena *arena;
    struct json_reader reader;
    struct json_wish *wishes;
    size_t count;
};

static bool is_called(const char *name, struct text text)
{
    return text_equal(text_of(name), text);
}

static struct json_wish *find_wish(const struct scout *scout, const char *outer, struct text name)
{
    for (size_t i = 0; i < scout->count; i++) {
        struct json_wish *wish = &scout->wishes[i];

        if (!wish->is_found && is_called(wish->name, name) &&
            text_equal(text_of(wish->outer), text_of(outer)))
            return wish;
    }
    return NULL;
}

/* The name under which wishes know an object; NULL when none is about it. */
static const char *find_outer(const struct scout *scout, struct text name)
{
    for (size_t i = 0; i < scout->count; i++) {
        if (scout->wishes[i].outer && is_called(scout->wishes[i].outer, name))
            return scout->wishes[i].outer;
    }
    return NULL;
}

static struct text name_of(struct scout *scout)
{
    unsigned odd = 0;

    return scout->reader.is_plain ? scout->reader.raw
                                  : json_reader_string(scout->arena, scout->reader.raw, &odd);
}

/* Fills wish with the token just read; false when it is no scalar. */
static bool fill(struct scout *scout, struct json_wish *wish)
{
    enum json_token token = scout->reader.token;
    struct value *value = &wish->value;
    unsigned odd = 0;

    if (token == JSON_STRING) {
        *value = (struct value){.kind = VALUE_TEXT};
        value->text = json_reader_string(scout->arena, scout->reader.raw, &odd);
    } else if (token == JSON_NUMBER) {
        *value = (struct value){.kind = VALUE_INTEGER, .text = scout->reader.raw};
        if (!json_reader_number(scout->reader.raw, &value->integer, &value->real))
            value->kind = isnan(value->real) ? VALUE_TEXT : VALUE_REAL;
    } else if (token == JSON_TRUE || token == JSON_FALSE) {
        *value = (struct value){.kind = VALUE_BOOLEAN, .integer = token == JSON_TRUE};
    } else {
        return false;
    }
    value->is_cut = scout->reader.is_cut;
    wish->is_found = true;
    return true;
}

/* Takes a member's value for wish, which may be NULL, and passes over the rest of it. */
static void take_value(struct scout *scout, struct json_wish *wish)
{
    struct json_reader *reader = &scout->reader;

    if (wish && reader->token == JSON_ARRAY) {
        if (json_reader_next(reader) == JSON_ARRAY_END)
            return;
        fill(scout, wish);
        while (reader->token != JSON_ARRAY_END && !json_token_is_last(reader->token)) {
            json_reader_skip(reader);
            json_reader_next(reader);
        }
        return;
    }
    if (!wish || !fill(scout, wish))
        json_reader_skip(reader);
}

static void take_inner(struct scout *scout, const char *outer)
{
    while (json_reader_next(&scout->reader) == JSON_NAME) {
        struct json_wish *wish = find_wish(scout, outer, name_of(scout));

        json_reader_next(&scout->reader);
        take_value(scout, wish);
    }
}

void json_scout(struct arena *arena, struct text text, struct json_wish *wishes, size_t count)
{
    struct scout scout = {.arena = arena, .wishes = wishes, .count = count};

    json_reader_init(&scout.reader, text);
    if (json_reader_next(&scout.reader) != JSON_OBJECT)
        return;
    while (json_reader_next(&scout.reader) == JSON_NAME) {
        struct text name = name_of(&scout);
        struct json_wish *wish = find_wish(&scout, NULL, name);
        const char *outer = find_outer(&scout, name);

        if (json_reader_next(&scout.reader) == JSON_OBJECT && outer)
            take_inner(&scout, outer);
        else
            take_value(&scout, wish);
    }
}

struct text json_wish_text(struct arena *arena, const struct json_wish *wish)
{
    return wish->is_found ? value_text(arena, &wish->value) : (struct text){0};
}
