/*
 * unicode_width -- how many columns of a terminal a character takes.
 *
 * By Unicode 14: two for what is wide in East Asian scripts, and for emoji; none for
 * marks that stand on the character before; one for the rest.  The tables are our own,
 * so that neither the locale nor the C library has a say.
 *
 * Control characters and what deceives (unicode_printable_length) are nobody's business
 * here: they are escaped before anything is measured, and count as one.
 */
#ifndef BASE_UNICODE_WIDTH_H
#define BASE_UNICODE_WIDTH_H

#include <stdint.h>

#include "base/text.h"

/* 0, 1 or 2. */
unsigned unicode_width(uint32_t code_point);

/* The columns of a whole text; a byte that is not UTF-8 counts as one. */
unsigned unicode_text_width(struct text text);

/* The longest beginning of text that takes at most width columns; with the marks that
 * belong to its last character. */
struct text unicode_fit(struct text text, unsigned width);

/* The longest end of text that takes at most width columns. */
struct text unicode_fit_end(struct text text, unsigned width);

#endif
