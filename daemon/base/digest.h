/*
 * digest -- SHA-256 (Nettle's), random bytes (the kernel's), and hex.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum { DIGEST_SIZE = 32, DIGEST_TEXT_SIZE = 65 };

struct digest {
    uint8_t bytes[DIGEST_SIZE];
};

/* The digest of count texts.  Each goes in with its length in front, so that
 * ("ab", "c") and ("a", "bc") differ. */
struct digest digest_of(const struct text *parts, size_t count);

bool digest_equal(const struct digest *a, const struct digest *b);

/* Fills bytes from getrandom(2).  A kernel that cannot ends the process. */
void random_bytes(void *bytes, size_t length);

/* Lower-case hex of length bytes and a NUL into text, which has 2 * length + 1
 * bytes.  Returns text. */
const char *hex_write(const void *bytes, size_t length, char *text);

/* Exactly 2 * length hex digits; false on anything else. */
bool hex_read(struct text text, void *bytes, size_t length);

#endif
