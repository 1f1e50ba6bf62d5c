#include "decode/escape.h"

#include "base/digest.h"

struct text escape_percent(struct arena *arena, struct text text)
{
    size_t percent = 0;
    size_t length = 0;
    char *plain = NULL;

    if (!text_find(text, TEXT("%"), &percent))
        return text;
    plain = arena_alloc(arena, text.length);
    for (size_t i = 0; i < text.length; i++) {
        bool is_escape = text.data[i] == '%' && i + 2 < text.length &&
                         hex_read(text_until(text_from(text, i + 1), 2), &plain[length], 1);

        if (is_escape)
            i += 2;
        else
            plain[length] = text.data[i];
        length++;
    }
    return (struct text){plain, length};
}

/* What a backslash and the letter mean; 0 when nothing. */
static char plain_byte(char letter)
{
    static const char letters[] = "nrtbvf\"'\\";
    static const char meanings[] = "\n\r\t\b\v\f\"'\\";

    for (size_t i = 0; i < sizeof letters - 1; i++) {
        if (letters[i] == letter)
            return meanings[i];
    }
    return 0;
}

/* The escape that text begins with: its byte, and its length, which is 0 when it is
 * none. */
static size_t read_backslash(struct text text, char *byte)
{
    char plain = 0;

    if (text.length < 2 || text.data[0] != '\\')
        return 0;
    if (text.data[1] == 'x')
        return text.length >= 4 && hex_read(text_until(text_from(text, 2), 2), byte, 1) ? 4 : 0;
    plain = plain_byte(text.data[1]);
    if (plain)
        *byte = plain;
    return plain ? 2 : 0;
}

struct text escape_backslash(struct arena *arena, struct text text)
{
    size_t backslash = 0;
    size_t length = 0;
    char *plain = NULL;

    if (!text_find(text, TEXT("\\"), &backslash))
        return text;
    plain = arena_alloc(arena, text.length);
    for (size_t i = 0; i < text.length;) {
        char byte = text.data[i];
        size_t taken = read_backslash(text_from(text, i), &byte);

        plain[length++] = byte;
        i += taken ? taken : 1;
    }
    return (struct text){plain, length};
}

struct text escape_kept_bytes(struct arena *arena, struct text text)
{
    size_t backslash = 0;
    size_t length = 0;
    char *plain = NULL;

    if (!text_find(text, TEXT("\\"), &backslash))
        return text;
    plain = arena_alloc(arena, text.length);
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\\' && i + 1 < text.length)
            i++;
        plain[length++] = text.data[i];
    }
    return (struct text){plain, length};
}

struct text escape_lower_case(struct arena *arena, struct text text)
{
    size_t capital = 0;
    char *lower = NULL;

    while (capital < text.length && (text.data[capital] < 'A' || text.data[capital] > 'Z'))
        capital++;
    if (capital == text.length)
        return text;
    lower = arena_alloc(arena, text.length);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];

        lower[i] = (char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
    }
    return (struct text){lower, text.length};
}

size_t escape_find_quote(struct text text)
{
    size_t i = 0;

    while (i < text.length && text.data[i] != '"')
        i += text.data[i] == '\\' && i + 1 < text.length ? 2 : 1;
    return i;
}
