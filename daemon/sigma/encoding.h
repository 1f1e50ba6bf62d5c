/*
 * encoding -- a rule's text as it looks when it was encoded: UTF-16, base64.
 *
 * Takes and gives texts in the notation of string_pattern.  Lives in the arena.
 */
#ifndef SIGMA_ENCODING_H
#define SIGMA_ENCODING_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

enum utf16_form {
    UTF16_LITTLE,
    UTF16_BIG,
    UTF16_MARKED, /* little, behind a byte order mark */
};

/* The bytes of UTF-16; wildcards stay what they are. */
struct text encoding_utf16(struct arena *arena, struct text source, enum utf16_form form);

/* Base64 in the standard alphabet, padded.  False when source has wildcards. */
bool encoding_base64(struct arena *arena, struct text source, struct text *encoded);

enum { BASE64_SHIFTS = 3 };

/* What of source is seen of it in the base64 of a longer text, in which shift (0 to 2)
 * bytes, or three and so many, stand in front of it.  May be empty: of less than two
 * bytes nothing is sure.  False when source has wildcards. */
bool encoding_base64_inside(struct arena *arena, struct text source, unsigned shift,
                            struct text *encoded);

#endif
