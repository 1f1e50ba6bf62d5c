/* JSON, token by token: what jansson accepts must read the same here, and what it does
 * not accept must end. */
#include <stdlib.h>
#include <string.h>

/* Both libraries call these alike. */
#define JSON_OBJECT JANSSON_OBJECT
#define JSON_ARRAY  JANSSON_ARRAY
#define JSON_STRING JANSSON_STRING
#define JSON_TRUE   JANSSON_TRUE
#define JSON_FALSE  JANSSON_FALSE
#define JSON_NULL   JANSSON_NULL
#include <jansson.h>
#undef JSON_OBJECT
#undef JSON_ARRAY
#undef JSON_STRING
#undef JSON_TRUE
#undef JSON_FALSE
#undef JSON_NULL

#include "base/json_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static struct text read_string(struct arena *arena, const struct json_reader *reader)
{
    unsigned odd = 0;
    struct text string = json_reader_string(arena, reader->raw, &odd);

    demand((odd & ~(unsigned)JSON_ODD_NUL) == 0);
    return string;
}

static void compare_scalar(struct arena *arena, const struct json_reader *reader,
                           const json_t *value)
{
    int64_t integer = 0;
    double real = 0;

    switch (json_typeof(value)) {
    case JANSSON_STRING:
        demand(reader->token == JSON_STRING);
        demand(text_equal(read_string(arena, reader),
                          (struct text){json_string_value(value), json_string_length(value)}));
        break;
    case JSON_INTEGER:
        demand(reader->token == JSON_NUMBER);
        demand(json_reader_number(reader->raw, &integer, &real));
        demand(integer == json_integer_value(value));
        break;
    case JSON_REAL:
        demand(reader->token == JSON_NUMBER);
        demand(!json_reader_number(reader->raw, &integer, &real));
        demand(real == json_real_value(value));
        break;
    case JANSSON_TRUE:
        demand(reader->token == JSON_TRUE);
        break;
    case JANSSON_FALSE:
        demand(reader->token == JSON_FALSE);
        break;
    default:
        demand(reader->token == JSON_NULL);
    }
}

/* Not deeper than the reader goes. */
static void compare(struct arena *arena, struct json_reader *reader, json_t *value)
{
    void *member = NULL;

    json_reader_next(reader);
    if (json_typeof(value) == JANSSON_OBJECT) {
        demand(reader->token == JSON_OBJECT);
        for (member = json_object_iter(value); member;
             member = json_object_iter_next(value, member)) {
            demand(json_reader_next(reader) == JSON_NAME);
            demand(text_equal(read_string(arena, reader), text_of(json_object_iter_key(member))));
            compare(arena, reader, json_object_iter_value(member));
        }
        demand(json_reader_next(reader) == JSON_OBJECT_END);
    } else if (json_typeof(value) == JANSSON_ARRAY) {
        demand(reader->token == JSON_ARRAY);
        for (size_t i = 0; i < json_array_size(value); i++)
            compare(arena, reader, json_array_get(value, i));
        demand(json_reader_next(reader) == JSON_ARRAY_END);
    } else {
        compare_scalar(arena, reader, value);
    }
}

/* Reads all of it; returns whether it was whole, and nothing in it too deep. */
static bool read_all(struct arena *arena, struct text text)
{
    struct json_reader reader;

    json_reader_init(&reader, text);
    while (!json_token_is_last(json_reader_next(&reader))) {
        unsigned odd = 0;
        double real = 0;

        demand(reader.raw.data >= text.data &&
               reader.raw.data + reader.raw.length <= text.data + text.length);
        if (reader.is_cut)
            demand(reader.raw.data + reader.raw.length == text.data + text.length);
        if (reader.token == JSON_STRING || reader.token == JSON_NAME)
            text_hash(json_reader_string(arena, reader.raw, &odd));
        if (reader.token == JSON_NUMBER)
            json_reader_number(reader.raw, &(int64_t){0}, &real);
    }
    demand(!reader.is_cut || reader.token == JSON_CUT);
    return reader.token == JSON_END && !reader.had_too_deep;
}

/* Skipping the value as a whole must come to the same end. */
static void skip_all(struct text text, bool is_whole)
{
    struct json_reader reader;
    struct text skipped = {0};

    json_reader_init(&reader, text);
    json_reader_next(&reader);
    if (json_token_is_last(reader.token))
        return;
    skipped = json_reader_skip(&reader);
    demand(skipped.data >= text.data && skipped.length <= text.length &&
           skipped.data + skipped.length <= text.data + text.length);
    demand((json_reader_next(&reader) == JSON_END && !reader.had_too_deep) == is_whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *exact = malloc(size ? size : 1);
    struct text text = {exact, size};
    struct arena *arena = arena_create(4096);
    json_t *value = NULL;
    struct json_reader reader;
    bool is_whole = false;

    if (size > 0)
        memcpy(exact, data, size);
    is_whole = read_all(arena, text);
    skip_all(text, is_whole);
    if (!memchr(exact, '\0', size)) /* the end of the text to jansson */
        value = json_loadb(exact, size, JSON_ALLOW_NUL | JSON_DECODE_ANY | JSON_REJECT_DUPLICATES,
                           NULL);
    json_reader_init(&reader, text);
    if (value && is_whole) {
        compare(arena, &reader, value);
        demand(json_reader_next(&reader) == JSON_END);
    }
    for (json_reader_init(&reader, text); value && !is_whole && !reader.had_too_deep;)
        demand(!json_token_is_last(json_reader_next(&reader)));
    json_decref(value);
    arena_destroy(arena);
    free(exact);
    return 0;
}
