/*
 * byte_size -- how many bytes, as people write it: "64MiB".
 *
 * A whole number and a unit, B, KiB, MiB, GiB or TiB, without a blank between them.
 */
#ifndef BASE_BYTE_SIZE_H
#define BASE_BYTE_SIZE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum { BYTE_SIZE_TEXT_SIZE = 32 };

/* False when it is none, or more than a uint64_t holds.  0 needs no unit. */
bool byte_size_read(struct text text, uint64_t *size);

/* With the largest unit that leaves a whole number.  Returns text. */
const char *byte_size_write(uint64_t size, char text[BYTE_SIZE_TEXT_SIZE]);

#endif
