#include "output/printable.h"

#include "base/unicode.h"

void printable_take(struct text *text, struct buffer *buffer)
{
    size_t length = unicode_printable_length(*text);

    if (length > 0)
        buffer_append(buffer, text->data, length);
    else
        buffer_append_byte(buffer, '?');
    *text = text_from(*text, length > 0 ? length : 1);
}
