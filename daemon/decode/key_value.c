#include "decode/key_value.h"

#include "decode/escape.h"

static bool is_separator(char byte)
{
    return byte == ' ' || byte == '\t' || byte == ',' || byte == '\r' || byte == '\n';
}

static bool is_key_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || byte == '-' || byte == '.';
}

/* How many bytes of a key stand at position, with "=" behind them; 0: none. */
static size_t key_length(struct text text, size_t position)
{
    size_t end = position;

    while (end < text.length && is_key_byte(text.data[end]))
        end++;
    return end < text.length && text.data[end] == '=' ? end - position : 0;
}

/* Takes a key and its "=", passing over what is none.  Every byte is looked at twice
 * at most: a word without "=" is passed over whole. */
static bool take_key(struct text *text, struct text *key)
{
    size_t position = 0;

    while (position < text->length) {
        size_t length = key_length(*text, position);

        if (length > 0) {
            *key = text_until(text_from(*text, position), length);
            *text = text_from(*text, position + length + 1);
            return true;
        }
        while (position < text->length && !is_separator(text->data[position]))
            position++;
        while (position < text->length && is_separator(text->data[position]))
            position++;
    }
    return false;
}

/* What follows the opening quote. */
static struct text take_quoted(struct text *text, struct arena *arena)
{
    size_t end = escape_find_quote(*text);
    struct text value = text_until(*text, end);

    *text = text_from(*text, end + 1);
    return escape_kept_bytes(arena, value);
}

static struct text take_plain(struct text *text)
{
    struct text value = {0};
    size_t end = 0;

    while (end < text->length && text->data[end] != ' ' && text->data[end] != '\t' &&
           (text->data[end] != ',' || (end + 1 < text->length && text->data[end + 1] != ' ' &&
                                       key_length(*text, end + 1) == 0)))
        end++;
    value = text_until(*text, end);
    *text = text_from(*text, end);
    return value;
}

bool key_value_next(struct text *text, struct arena *arena, struct key_value *pair)
{
    if (!take_key(text, &pair->key))
        return false;
    pair->value = text_take(text, TEXT("\"")) ? take_quoted(text, arena) : take_plain(text);
    return true;
}
