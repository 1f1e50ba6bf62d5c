#include "model/json_value.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/unicode.h"

#define ELLIPSIS "\xE2\x80\xA6"

/* For a byte that is not UTF-8: U+FFFD. */
enum { REPLACEMENT_COST = 3 };

json_t *json_value_sure(json_t *value)
{
    if (!value)
        abort();
    return value;
}

void json_value_put(json_t *object, const char *name, json_t *value)
{
    if (json_object_set_new(object, name, value) != 0)
        abort();
}

void json_value_add(json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0)
        abort();
}

/* Bytes that the first character of text takes when written; *length is how many
 * it takes in text. */
static size_t character_cost(struct text text, size_t *length)
{
    uint32_t code = 0;
    size_t printable = unicode_printable_length(text);

    *length = printable;
    if (printable > 0)
        return printable + (text.data[0] == '"' || text.data[0] == '\\');
    *length = unicode_decode(text, &code);
    if (*length == 0) {
        *length = 1;
        return REPLACEMENT_COST;
    }
    return code > 0xFFFF ? sizeof "\\udb40\\udc00" - 1 : sizeof "\\u0000" - 1;
}

/* How much of text can be written in `most` bytes. */
static size_t fitting(struct text text, size_t most)
{
    size_t position = 0;
    size_t used = 0;

    while (position < text.length) {
        size_t length = 0;

        used += character_cost(text_from(text, position), &length);
        if (used > most)
            break;
        position += length;
    }
    return position;
}

/* Whether text can be written as it stands, byte for byte, within most. */
static bool is_plain(struct text text, size_t most)
{
    return text.length <= most && unicode_plain_run(text) == text.length &&
           (text.length == 0 ||
            (!memchr(text.data, '"', text.length) && !memchr(text.data, '\\', text.length)));
}

json_t *json_value_text(struct text text, size_t most, bool *cut)
{
    struct buffer clean = {0};
    size_t length = 0;
    json_t *value = NULL;

    if (is_plain(text, most))
        return json_value_sure(json_stringn_nocheck(text.data ? text.data : "", text.length));
    length = fitting(text, most);
    if (length < text.length) {
        size_t room = most > sizeof ELLIPSIS - 1 ? most - (sizeof ELLIPSIS - 1) : 0;

        unicode_append_repaired(&clean, text_until(text, fitting(text, room)));
        buffer_append_text(&clean, TEXT(ELLIPSIS));
        *cut = true;
    } else {
        unicode_append_repaired(&clean, text);
    }
    value = json_value_sure(json_stringn(buffer_string(&clean), clean.length));
    buffer_finish(&clean);
    return value;
}

static void append_escaped(struct buffer *buffer, uint32_t code)
{
    if (code > 0xFFFF) {
        buffer_printf(buffer, "\\u%04x", 0xD800u + ((code - 0x10000) >> 10));
        code = 0xDC00u + ((code - 0x10000) & 0x3FF);
    }
    buffer_printf(buffer, "\\u%04x", code);
}

/* How much of text may be shown as it is. */
static size_t printable_run(struct text text)
{
    size_t run = 0;
    size_t length = 1;

    while (run < text.length && length > 0) {
        run += unicode_plain_run(text_from(text, run));
        length = unicode_printable_length(text_from(text, run));
        run += length;
    }
    return run;
}

static int append_piece(const char *piece, size_t length, void *cookie)
{
    struct buffer *buffer = cookie;

    buffer_append(buffer, piece, length);
    return 0;
}

/* Outside strings JSON is ASCII, so all that must not be shown stands in them. */
void json_value_write(struct buffer *buffer, const json_t *value)
{
    struct buffer raw = {0};
    struct text text = {0};

    if (json_dump_callback(value, append_piece, &raw, JSON_COMPACT | JSON_ENCODE_ANY) != 0)
        abort();
    for (text = buffer_text(&raw); text.length > 0;) {
        uint32_t code = 0;
        size_t fine = printable_run(text);

        buffer_append(buffer, text.data, fine);
        text = text_from(text, fine);
        if (text.length > 0) {
            text = text_from(text, unicode_decode(text, &code));
            append_escaped(buffer, code);
        }
    }
    buffer_finish(&raw);
}

/* What nearly all values are need not be written to be measured. */
static bool plain_cost(const json_t *value, size_t *cost)
{
    struct text text = {0};

    if (!json_is_string(value))
        return false;
    text = (struct text){json_string_value(value), json_string_length(value)};
    *cost = text.length + 2;
    return is_plain(text, SIZE_MAX);
}

size_t json_value_cost(const json_t *value)
{
    struct buffer written = {0};
    size_t cost = 0;

    if (plain_cost(value, &cost))
        return cost;
    json_value_write(&written, value);
    cost = written.length;
    buffer_finish(&written);
    return cost;
}

json_t *json_value_read(struct text text, size_t most, struct error *err)
{
    json_error_t mistake = {0};
    json_t *value = NULL;

    if (text.length > most) {
        error_set(err, "longer than %zu bytes", most);
        return NULL;
    }
    value = json_loadb(text.data ? text.data : "", text.length, JSON_REJECT_DUPLICATES, &mistake);
    if (!value) {
        error_set(err, "no JSON: damaged at byte %d", mistake.position);
        return NULL;
    }
    if (!json_is_object(value)) {
        error_set(err, "no JSON object");
        json_decref(value);
        return NULL;
    }
    return value;
}
