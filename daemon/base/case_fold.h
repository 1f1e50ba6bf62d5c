/*
 * case_fold -- letters that differ in case only, made equal.
 *
 * Unicode's simple case folding (one character becomes one character): "\u00C9"
 * and "\u00E9" are the same, and so are "K", "k" and the Kelvin sign.  Folded
 * texts are compared byte by byte.
 */
#ifndef BASE_CASE_FOLD_H
#define BASE_CASE_FOLD_H

#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

/* The character that stands for all that differ from this one by case. */
uint32_t case_fold(uint32_t code_point);

/* The text with each character folded; bytes that are not UTF-8 stay.  Made in
 * the arena, or the text itself where there is nothing to fold.  The number of
 * characters stays, that of bytes may not. */
struct text case_fold_text(struct arena *arena, struct text text);

#endif
