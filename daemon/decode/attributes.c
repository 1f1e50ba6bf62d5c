#include "decode/attributes.h"

#include <math.h>
#include <string.h>

#include "base/json_reader.h"
#include "model/reserved_name.h"

enum { FIRST_ATTRIBUTES = 64, NESTED_MOST = 8 };

/* The name of what is open, without the steps that are left out. */
struct place {
    struct text name;
    bool is_unwrapped;
    bool is_pairs;   /* elements of the array are OTLP's {"key": ..., "value": ...} */
    bool is_integer; /* a string of digits is a number */
};

struct walk {
    struct attributes *list;
    struct json_reader reader;
    unsigned nested; /* how many readers deep in pairs within pairs */
};

static struct text string_of(struct attributes *list, struct text raw)
{
    unsigned odd = 0;

    return json_reader_string(list->event->arena, raw, &odd);
}

static void add(struct attributes *list, const struct place *place, const struct value *value)
{
    if (list->count == ATTRIBUTES_MOST) {
        event_flag(list->event, TEXT("many_attributes"));
        return;
    }
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? list->capacity * 2 : FIRST_ATTRIBUTES;
        struct attribute *items = arena_alloc(list->event->arena, capacity * sizeof *items);

        if (list->count > 0)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = (struct attribute){place->name, *value, place->is_unwrapped};
}

static bool is_one_of(struct text text, const char *const *words)
{
    for (; *words; words++) {
        if (text_equal(text, text_of(*words)))
            return true;
    }
    return false;
}

/* "stringValue" and its kin say what the value beside them is. */
static bool is_type_step(struct text step)
{
    static const char *const types[] = {"stringValue", "intValue",    "doubleValue", "boolValue",
                                        "bytesValue",  "kvlistValue", "arrayValue",  NULL};

    return is_one_of(step, types);
}

static bool is_left_out(const struct place *from, struct text step)
{
    static const char *const wrappers[] = {"logRecord", "span", "resource", NULL};

    if (is_type_step(step))
        return true;
    if (text_equal(step, TEXT("text")) && text_equal(from->name, TEXT("body")))
        return true;
    return from->name.length == 0 && !from->is_unwrapped && is_one_of(step, wrappers);
}

/* The place that a member's name leads to. */
static struct place go(struct attributes *list, const struct place *from, struct text step)
{
    struct place to = *from;

    to.is_integer = text_equal(step, TEXT("intValue"));
    to.is_pairs = text_equal(step, TEXT("attributes")) ||
                  (from->is_unwrapped && text_equal(step, TEXT("values")));
    if (to.is_pairs || is_left_out(from, step)) {
        to.is_unwrapped = true;
        return to;
    }
    step = text_until(step, ATTRIBUTE_NAME_LONGEST);
    if (from->name.length == 0)
        to.name = step;
    else if (from->name.length + step.length < ATTRIBUTE_NAME_LONGEST)
        to.name =
            arena_printf(list->event->arena, "%.*s.%.*s", TEXT_ARGS(from->name), TEXT_ARGS(step));
    return to;
}

/* OTLP writes 64 bits as a string, lest a reader of doubles lose some. */
static struct value number_of(struct text raw)
{
    struct value value = {.kind = VALUE_INTEGER, .text = raw};

    if (json_reader_number(raw, &value.integer, &value.real))
        return value;
    value.kind = isnan(value.real) ? VALUE_TEXT : VALUE_REAL;
    return value;
}

/* Adds the scalar that was read last. */
static void add_scalar(const struct walk *walk, const struct place *place)
{
    enum json_token token = walk->reader.token;
    struct text raw = walk->reader.raw;
    struct value value = {.kind = VALUE_NULL};

    if (token == JSON_STRING && !place->is_integer)
        value = (struct value){.kind = VALUE_TEXT, .text = string_of(walk->list, raw)};
    else if (token == JSON_STRING || token == JSON_NUMBER)
        value = number_of(raw);
    else if (token == JSON_TRUE || token == JSON_FALSE)
        value = (struct value){.kind = VALUE_BOOLEAN, .integer = token == JSON_TRUE};
    else if (token != JSON_NULL)
        return;
    value.is_cut = walk->reader.is_cut;
    add(walk->list, place, &value);
}

static void read_value(struct walk *walk, const struct place *place);

/* Reads text, which is one value, as standing at a place. */
static bool read_text(struct attributes *list, const struct place *place, struct text text,
                      unsigned nested)
{
    struct walk walk = {.list = list, .nested = nested};

    json_reader_init(&walk.reader, text);
    json_reader_next(&walk.reader);
    read_value(&walk, place);
    return json_reader_next(&walk.reader) == JSON_END;
}

/* Takes the object just opened for {"key": "name", "value": {...}}, whose value is named
 * by its key, also where the end of the text cuts it; false, with nothing taken, when it
 * is something else. */
static bool read_pair(struct walk *walk, const struct place *from)
{
    struct json_reader reader = walk->reader;
    struct text key = {0};
    struct text value = {0};
    struct place place = {.is_unwrapped = true};

    while (json_reader_next(&reader) == JSON_NAME) {
        bool is_key = text_equal(reader.raw, TEXT("key"));
        bool is_value = text_equal(reader.raw, TEXT("value"));

        if (json_reader_next(&reader) == JSON_STRING && is_key)
            key = string_of(walk->list, reader.raw);
        if (is_value)
            value = json_reader_skip(&reader);
        else
            json_reader_skip(&reader);
    }
    if (!key.data || value.length == 0 ||
        (reader.token != JSON_OBJECT_END && reader.token != JSON_CUT))
        return false;
    place = go(walk->list, from, key);
    place.is_unwrapped = true;
    read_text(walk->list, &place, value, walk->nested + 1);
    walk->reader = reader;
    return true;
}

static void read_object(struct walk *walk, const struct place *place)
{
    while (json_reader_next(&walk->reader) == JSON_NAME) {
        struct place member = go(walk->list, place, string_of(walk->list, walk->reader.raw));

        json_reader_next(&walk->reader);
        read_value(walk, &member);
    }
}

static void read_array(struct walk *walk, const struct place *place)
{
    while (json_reader_next(&walk->reader) != JSON_ARRAY_END &&
           !json_token_is_last(walk->reader.token)) {
        bool may_be_pair = place->is_pairs && walk->nested < NESTED_MOST;

        if (walk->reader.token != JSON_OBJECT || !may_be_pair || !read_pair(walk, place))
            read_value(walk, place);
    }
}

/* Reads the value whose first token was read last.  Goes as deep as the reader does. */
static void read_value(struct walk *walk, const struct place *place)
{
    if (walk->reader.token == JSON_OBJECT)
        read_object(walk, place);
    else if (walk->reader.token == JSON_ARRAY)
        read_array(walk, place);
    else
        add_scalar(walk, place);
}

bool attributes_read(struct attributes *list, struct event *event, struct text text)
{
    const struct place root = {.is_unwrapped = false};

    *list = (struct attributes){.event = event};
    text = text_trim(text);
    return text_starts_with(text, TEXT("{")) && read_text(list, &root, text, 0);
}

void attributes_open(struct attributes *list, const char *name)
{
    struct text text = text_trim(attributes_text(list, name));
    const struct place place = {.name = text_of(name), .is_unwrapped = true};

    if (text_starts_with(text, TEXT("{")))
        read_text(list, &place, text, NESTED_MOST);
}

const struct value *attributes_get(const struct attributes *list, const char *name)
{
    struct text wanted = text_of(name);

    for (size_t i = 0; i < list->count; i++) {
        if (text_equal(list->items[i].name, wanted))
            return &list->items[i].value;
    }
    return NULL;
}

struct text attributes_text(const struct attributes *list, const char *name)
{
    return value_text(list->event->arena, attributes_get(list, name));
}

bool attributes_is_true(const struct attributes *list, const char *name)
{
    struct text text = attributes_text(list, name);

    return text_equal_caseless(text, TEXT("true")) || text_equal(text, TEXT("1"));
}

bool attributes_is_false(const struct attributes *list, const char *name)
{
    struct text text = attributes_text(list, name);

    return text_equal_caseless(text, TEXT("false")) || text_equal(text, TEXT("0"));
}

static const struct attribute_name *find_name(const struct attribute_name *names, size_t count,
                                              struct text name)
{
    size_t low = 0;

    while (low < count) {
        size_t middle = low + (count - low) / 2;
        int order = text_compare(text_of(names[middle].name), name);

        if (order == 0)
            return &names[middle];
        if (order < 0)
            low = middle + 1;
        else
            count = middle;
    }
    return NULL;
}

void attributes_put(const struct attributes *list, const struct attribute_name *names, size_t count)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct attribute *attribute = &list->items[i];
        const struct attribute_name *known = find_name(names, count, attribute->name);

        if (known && attribute->value.kind != VALUE_NULL &&
            !text_equal(field_name(known->field), attribute->name))
            event_put_value(list->event, field_name(known->field), &attribute->value);
    }
}

void attributes_put_unwrapped(const struct attributes *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct attribute *attribute = &list->items[i];
        struct text name = attribute->name;

        if (!attribute->is_unwrapped)
            continue;
        if (reserved_name_is(name)) {
            event_flag(list->event, TEXT(RESERVED_FLAG));
            name = arena_printf(list->event->arena, RESERVED_PREFIX "%.*s", TEXT_ARGS(name));
        }
        event_put_value(list->event, name, &attribute->value);
    }
}
