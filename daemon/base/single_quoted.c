#include "base/single_quoted.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* How many bytes of blanks and line breaks text begins with, and the breaks. */
static size_t measure_blanks(struct text text, size_t *breaks)
{
    size_t length = 0;

    *breaks = 0;
    for (; length < text.length && memchr(" \t\r\n", text.data[length], 4); length++) {
        bool is_second = text.data[length] == '\n' && length > 0 && text.data[length - 1] == '\r';

        *breaks += (text.data[length] == '\n' || text.data[length] == '\r') && !is_second;
    }
    return length;
}

/* Takes one character, or blanks with the line breaks among them, off the front
 * of raw and writes what it says.  Returns how many bytes that was. */
static size_t take_part(struct text *raw, char *out)
{
    size_t breaks = 0;
    size_t blanks = measure_blanks(*raw, &breaks);
    size_t length = blanks > 0 ? blanks : 1;
    size_t taken = raw->data[0] == '\'' ? 2 : length;

    if (breaks == 1) {
        length = 1;
        out[0] = ' ';
    } else if (breaks > 1) {
        length = breaks - 1;
        memset(out, '\n', length);
    } else {
        memcpy(out, raw->data, length);
    }
    *raw = text_from(*raw, taken);
    return length;
}

struct text single_quoted_read(struct arena *arena, struct text raw)
{
    char *out = arena_alloc(arena, raw.length + 1);
    size_t length = 0;

    while (raw.length > 0)
        length += take_part(&raw, out + length);
    out[length] = '\0';
    return (struct text){out, length};
}
