/*
 * identifier -- 128 bits that name one thing for ever, written as 32 hex digits.
 */
#ifndef BASE_IDENTIFIER_H
#define BASE_IDENTIFIER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum { IDENTIFIER_SIZE = 16, IDENTIFIER_TEXT_SIZE = 33 };

struct identifier {
    uint8_t bytes[IDENTIFIER_SIZE];
};

/* A new one from the kernel's random source. */
struct identifier identifier_random(void);

bool identifier_equal(struct identifier a, struct identifier b);

/* True for the all-zero identifier, which names nothing. */
bool identifier_is_none(struct identifier identifier);

/* Writes lower-case hex and a NUL.  Returns text. */
const char *identifier_write(struct identifier identifier, char text[IDENTIFIER_TEXT_SIZE]);

/* Reads 32 hex digits of either case; false on anything else. */
bool identifier_read(struct text text, struct identifier *identifier);

#endif
