/*
 * buffer -- bytes that grow at the end and are consumed at the front.
 *
 * Lives in the caller's memory; a zeroed struct buffer is an empty one.
 * Pointers into it are valid until the next append.
 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

struct buffer {
    char *data;
    size_t length;
    size_t capacity;
};

/* Frees the bytes and leaves an empty buffer. */
void buffer_finish(struct buffer *buffer);

/* Empties it, keeping the memory. */
void buffer_clear(struct buffer *buffer);

/* Makes room for extra more bytes.  Returns where they would go. */
char *buffer_reserve(struct buffer *buffer, size_t extra) __attribute__((returns_nonnull));

void buffer_append(struct buffer *buffer, const void *bytes, size_t length);
void buffer_append_text(struct buffer *buffer, struct text text);
void buffer_append_byte(struct buffer *buffer, char byte);
void buffer_printf(struct buffer *buffer, const char *format, ...) PRINTF_LIKE(2, 3);

/* Appends text so that a terminal, a log line or a person can bear it: control
 * bytes and bytes that are not UTF-8 become \xHH, a backslash is doubled. */
void buffer_append_escaped(struct buffer *buffer, struct text text);

/* Drops the first length bytes. */
void buffer_consume(struct buffer *buffer, size_t length);

/* What it holds, borrowed until the next change. */
struct text buffer_text(const struct buffer *buffer);

/* The same with a NUL behind it. */
const char *buffer_string(struct buffer *buffer) __attribute__((returns_nonnull));

#endif
