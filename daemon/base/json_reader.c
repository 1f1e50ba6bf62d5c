#include "base/json_reader.h"

#include <endian.h>
#include <string.h>

void json_reader_init(struct json_reader *reader, struct text text)
{
    memset(reader, 0, offsetof(struct json_reader, in_object));
    reader->text = text;
    reader->token = JSON_NULL;
    reader->needs_comma = false;
    reader->after_name = false;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Passes over blanks.  Returns whether anything follows. */
static bool find_token(struct json_reader *reader)
{
    while (reader->position < reader->text.length && is_blank(reader->text.data[reader->position]))
        reader->position++;
    return reader->position < reader->text.length;
}

/* A bit for each byte of a word (its top bit) that is below limit, at most 128; exact
 * up to the first such byte, and never set without one. */
static uint64_t bytes_below(uint64_t word, uint64_t limit)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);

    return (word - ones * limit) & ~word & (ones << 7);
}

static uint64_t bytes_equal(uint64_t word, unsigned char byte)
{
    return bytes_below(word ^ (UINT64_C(0x0101010101010101) * byte), 1);
}

static bool is_plain_byte(char byte)
{
    return byte >= ' ' && byte <= '~';
}

/* How many bytes at the front are neither a quote nor a backslash, eight at a time.
 * *is_plain gets false when one of them is a control character or beyond ASCII. */
static size_t literal_run(const char *bytes, size_t length, bool *is_plain)
{
    const uint64_t tops = UINT64_C(0x8080808080808080);
    uint64_t others = 0;
    size_t run = 0;

    for (; length - run >= sizeof(uint64_t); run += sizeof(uint64_t)) {
        uint64_t word = 0;
        uint64_t ends = 0;
        uint64_t odd = 0;

        memcpy(&word, bytes + run, sizeof word);
        word = le64toh(word); /* the first byte is the lowest */
        ends = bytes_equal(word, '"') | bytes_equal(word, '\\');
        odd = bytes_below(word, ' ') | (word & tops);
        if (ends) {
            others |= odd & ((ends & -ends) - 1); /* only what stands before it */
            *is_plain = *is_plain && !others;
            return run + (size_t)__builtin_ctzll(ends) / 8;
        }
        others |= odd;
    }
    for (; run < length && bytes[run] != '"' && bytes[run] != '\\'; run++)
        others |= !is_plain_byte(bytes[run]);
    *is_plain = *is_plain && !others;
    return run;
}

/* Takes the string whose quote is at position.  False when its end is missing. */
static bool take_string(struct json_reader *reader)
{
    const char *bytes = reader->text.data;
    size_t length = reader->text.length;
    size_t start = reader->position + 1;
    size_t at = start;

    reader->is_plain = true;
    for (;;) {
        at += literal_run(bytes + at, length - at, &reader->is_plain);
        if (at == length)
            return false;
        if (bytes[at] == '"')
            break;
        reader->is_plain = false;
        if (length - at < 2)
            return false;
        at += 2;
    }
    reader->raw = (struct text){bytes + start, at - start};
    reader->position = at + 1;
    return true;
}

/* Takes all that is left, from start on, as a value whose rest is missing. */
static enum json_token take_cut(struct json_reader *reader, size_t start, enum json_token token)
{
    reader->raw = (struct text){reader->text.data + start, reader->text.length - start};
    reader->position = reader->text.length;
    reader->is_cut = true;
    return token;
}

static enum json_token take_name(struct json_reader *reader)
{
    struct text name = {0};

    if (reader->text.data[reader->position] != '"')
        return JSON_BROKEN;
    if (!take_string(reader))
        return JSON_CUT;
    name = reader->raw;
    if (!find_token(reader))
        return JSON_CUT;
    if (reader->text.data[reader->position] != ':')
        return JSON_BROKEN;
    reader->position++;
    reader->raw = name;
    reader->after_name = true;
    return JSON_NAME;
}

static enum json_token take_word(struct json_reader *reader, struct text word,
                                 enum json_token token)
{
    struct text rest = text_from(reader->text, reader->position);

    if (!text_starts_with(rest, word))
        return text_starts_with(word, rest) ? take_cut(reader, reader->position, JSON_NUMBER)
                                            : JSON_BROKEN;
    reader->raw = text_until(rest, word.length);
    reader->position += word.length;
    return token;
}

static bool is_number_byte(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') || byte == '.' || byte == '-' || byte == '+';
}

static enum json_token take_number(struct json_reader *reader)
{
    struct text rest = text_from(reader->text, reader->position);
    size_t run = 1;

    while (run < rest.length && is_number_byte(rest.data[run]))
        run++;
    if (run == rest.length && reader->depth > 0)
        return take_cut(reader, reader->position, JSON_NUMBER);
    reader->raw = text_until(rest, run);
    reader->position += run;
    return JSON_NUMBER;
}

/* Passes over the object or array whose bracket is at position by counting brackets. */
static enum json_token pass_over(struct json_reader *reader)
{
    const char *bytes = reader->text.data;
    size_t start = reader->position;
    size_t open = 0;

    reader->had_too_deep = true;
    while (reader->position < reader->text.length) {
        char byte = bytes[reader->position];

        if (byte == '"') {
            if (!take_string(reader))
                return take_cut(reader, start, JSON_TOO_DEEP);
            continue;
        }
        reader->position++;
        if (byte == '{' || byte == '[')
            open++;
        else if ((byte == '}' || byte == ']') && --open == 0)
            break;
    }
    if (open > 0)
        return take_cut(reader, start, JSON_TOO_DEEP);
    reader->raw = (struct text){bytes + start, reader->position - start};
    return JSON_TOO_DEEP;
}

static enum json_token take_open(struct json_reader *reader, bool is_object)
{
    if (reader->depth == JSON_DEPTH_MOST)
        return pass_over(reader);
    reader->raw = text_from(reader->text, reader->position);
    reader->in_object[reader->depth++] = is_object;
    reader->needs_comma = false;
    reader->position++;
    return is_object ? JSON_OBJECT : JSON_ARRAY;
}

static enum json_token take_close(struct json_reader *reader)
{
    bool is_object = reader->in_object[--reader->depth];

    reader->raw = text_until(text_from(reader->text, reader->position), 1);
    reader->position++;
    reader->needs_comma = true;
    return is_object ? JSON_OBJECT_END : JSON_ARRAY_END;
}

static enum json_token take_value(struct json_reader *reader)
{
    char byte = reader->text.data[reader->position];

    reader->after_name = false;
    reader->needs_comma = true;
    switch (byte) {
    case '{':
    case '[':
        return take_open(reader, byte == '{');
    case '"':
        return take_string(reader) ? JSON_STRING
                                   : take_cut(reader, reader->position + 1, JSON_STRING);
    case 't':
        return take_word(reader, TEXT("true"), JSON_TRUE);
    case 'f':
        return take_word(reader, TEXT("false"), JSON_FALSE);
    case 'n':
        return take_word(reader, TEXT("null"), JSON_NULL);
    case 'N':
        return take_word(reader, TEXT("NaN"), JSON_NUMBER);
    case 'I':
        return take_word(reader, TEXT("Infinity"), JSON_NUMBER);
    case '-':
    case '+':
    case '.':
        return take_number(reader);
    default:
        return byte >= '0' && byte <= '9' ? take_number(reader) : JSON_BROKEN;
    }
}

/* What follows inside an object or array, after blanks. */
static enum json_token take_inside(struct json_reader *reader)
{
    bool in_object = reader->in_object[reader->depth - 1];
    bool is_end = reader->text.data[reader->position] == (in_object ? '}' : ']');

    if (is_end)
        return take_close(reader);
    if (reader->needs_comma) {
        if (reader->text.data[reader->position] != ',')
            return JSON_BROKEN;
        reader->position++;
        if (!find_token(reader))
            return JSON_CUT;
    }
    return in_object ? take_name(reader) : take_value(reader);
}

static enum json_token take_token(struct json_reader *reader)
{
    bool is_whole = reader->depth == 0 && reader->needs_comma;

    if (!find_token(reader))
        return is_whole && !reader->is_cut ? JSON_END : JSON_CUT;
    if (is_whole)
        return JSON_BROKEN;
    if (reader->depth == 0 || reader->after_name)
        return take_value(reader);
    return take_inside(reader);
}

bool json_token_is_last(enum json_token token)
{
    return token == JSON_END || token == JSON_CUT || token == JSON_BROKEN;
}

enum json_token json_reader_next(struct json_reader *reader)
{
    if (!json_token_is_last(reader->token))
        reader->token = take_token(reader);
    return reader->token;
}

struct text json_reader_skip(struct json_reader *reader)
{
    struct text raw = reader->raw;
    unsigned outside = reader->depth - 1;

    if (reader->token == JSON_STRING)
        return (struct text){raw.data - 1, raw.length + (reader->is_cut ? 1 : 2)};
    if (reader->token != JSON_OBJECT && reader->token != JSON_ARRAY)
        return raw;
    while (reader->depth > outside && !json_token_is_last(json_reader_next(reader))) {
    }
    if (json_token_is_last(reader->token))
        return raw;
    return text_until(raw, (size_t)(reader->text.data + reader->position - raw.data));
}
