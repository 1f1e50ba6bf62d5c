/*
 * single_quoted -- what a YAML scalar in single quotes says.
 *
 * Two quotation marks stand for one; a line break is a space, empty lines are
 * line breaks, and the blanks around either are nothing.  Everything else,
 * backslashes too, is itself.
 */
#ifndef BASE_SINGLE_QUOTED_H
#define BASE_SINGLE_QUOTED_H

#include "base/arena.h"
#include "base/text.h"

/* Reads what stands between the quotes.  The result is in the arena, with a NUL
 * behind it, and never longer than raw. */
struct text single_quoted_read(struct arena *arena, struct text raw);

#endif
