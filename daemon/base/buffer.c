#include "base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/unicode.h"

enum { SMALLEST = 256 };

void buffer_finish(struct buffer *buffer)
{
    mem_free(buffer->data);
    *buffer = (struct buffer){0};
}

void buffer_clear(struct buffer *buffer)
{
    buffer->length = 0;
}

char *buffer_reserve(struct buffer *buffer, size_t extra)
{
    if (!buffer->data || buffer->capacity - buffer->length < extra) {
        size_t doubled = buffer->capacity > SIZE_MAX / 2 ? SIZE_MAX : buffer->capacity * 2;
        size_t wanted = 0;

        if (__builtin_add_overflow(buffer->length, extra, &wanted))
            wanted = SIZE_MAX; /* which nobody has: the allocation ends the process */
        if (wanted < doubled)
            wanted = doubled;
        if (wanted < SMALLEST)
            wanted = SMALLEST;
        buffer->data = mem_resize_array(buffer->data, wanted, 1);
        buffer->capacity = wanted;
    }
    return buffer->data + buffer->length;
}

void buffer_append(struct buffer *buffer, const void *bytes, size_t length)
{
    if (length == 0)
        return;
    memcpy(buffer_reserve(buffer, length), bytes, length);
    buffer->length += length;
}

void buffer_append_text(struct buffer *buffer, struct text text)
{
    buffer_append(buffer, text.data, text.length);
}

void buffer_append_byte(struct buffer *buffer, char byte)
{
    *buffer_reserve(buffer, 1) = byte;
    buffer->length++;
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
    va_list args;
    va_list again;
    int length = 0;

    va_start(args, format);
    va_copy(again, args);
    length = vsnprintf(NULL, 0, format, args);
    if (length > 0) {
        vsnprintf(buffer_reserve(buffer, (size_t)length + 1), (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
    va_end(args);
}

/* Appends plain text with its backslashes doubled. */
static void append_plain(struct buffer *buffer, struct text plain)
{
    size_t backslash = 0;

    while (text_find(plain, TEXT("\\"), &backslash)) {
        buffer_append(buffer, plain.data, backslash + 1);
        buffer_append_byte(buffer, '\\');
        plain = text_from(plain, backslash + 1);
    }
    buffer_append_text(buffer, plain);
}

void buffer_append_escaped(struct buffer *buffer, struct text text)
{
    while (text.length > 0) {
        size_t run = unicode_plain_run(text);
        size_t length = run > 0 ? run : unicode_printable_length(text);

        if (run > 0)
            append_plain(buffer, text_until(text, run));
        else if (length > 0)
            buffer_append(buffer, text.data, length);
        else
            buffer_printf(buffer, "\\x%02x", (unsigned)(unsigned char)text.data[0]);
        text = text_from(text, length > 0 ? length : 1);
    }
}

void buffer_consume(struct buffer *buffer, size_t length)
{
    if (length >= buffer->length) {
        buffer->length = 0;
        return;
    }
    memmove(buffer->data, buffer->data + length, buffer->length - length);
    buffer->length -= length;
}

struct text buffer_text(const struct buffer *buffer)
{
    return (struct text){buffer->data, buffer->length};
}

const char *buffer_string(struct buffer *buffer)
{
    *buffer_reserve(buffer, 1) = '\0';
    return buffer->data;
}
