/*
 * unicode -- telling UTF-8 from other bytes, and what a terminal may be shown.
 *
 * UTF-8 as in RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF.
 */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct buffer;

/* The length of the character that text begins with and its code point, or 0
 * where the bytes are not UTF-8 (or text is empty). */
size_t unicode_decode(struct text text, uint32_t *code_point);

/* The length of the first character if a person may see it as it is, else 0:
 * not UTF-8, a control character (C0, DEL, C1), or one that changes direction
 * or hides (bidirectional marks and overrides, zero width, line separators). */
size_t unicode_printable_length(struct text text);

/* How many bytes at the front are printable ASCII: what nearly all text is, and
 * what needs no second look. */
size_t unicode_plain_run(struct text text);

/* Appends text as valid UTF-8: each byte that is not part of a character
 * becomes U+FFFD.  Control characters stay. */
void unicode_append_repaired(struct buffer *buffer, struct text text);

#endif
