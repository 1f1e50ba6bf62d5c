#include "base/unicode.h"

#include "base/buffer.h"

size_t unicode_decode(struct text text, uint32_t *code_point)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *bytes = (const unsigned char *)text.data;
    size_t length = 0;
    uint32_t code = 0;

    if (text.length == 0)
        return 0;
    if (bytes[0] < 0x80) {
        *code_point = bytes[0];
        return 1;
    }
    length = bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : 2;
    if (bytes[0] < 0xC2 || bytes[0] > 0xF4 || text.length < length)
        return 0;

    code = bytes[0] & (0xFFu >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (bytes[i] & 0x3F);
    }
    if (code < smallest[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return 0;
    *code_point = code;
    return length;
}

/* Characters that a viewer does not show or that reorder what is around them. */
static bool deceives(uint32_t code)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        {0x00AD, 0x00AD}, {0x061C, 0x061C}, {0x180E, 0x180E}, {0x200B, 0x200F},   {0x2028, 0x202E},
        {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},
    };

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    }
    return false;
}

size_t unicode_printable_length(struct text text)
{
    uint32_t code = 0;
    size_t length = unicode_decode(text, &code);

    if (length == 0 || code < 0x20 || (code >= 0x7F && code < 0xA0) || deceives(code))
        return 0;
    return length;
}

size_t unicode_plain_run(struct text text)
{
    size_t run = 0;

    while (run < text.length && text.data[run] >= ' ' && text.data[run] <= '~')
        run++;
    return run;
}

void unicode_append_repaired(struct buffer *buffer, struct text text)
{
    while (text.length > 0) {
        uint32_t code = 0;
        size_t length = unicode_plain_run(text);

        if (length == 0)
            length = unicode_decode(text, &code);
        if (length > 0) {
            buffer_append(buffer, text.data, length);
        } else {
            buffer_append_text(buffer, TEXT("\xEF\xBF\xBD"));
            length = 1;
        }
        text = text_from(text, length);
    }
}
