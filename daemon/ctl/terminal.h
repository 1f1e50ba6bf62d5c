/*
 * terminal -- what amberctl may show where, and in which colour.
 *
 * Results go to standard output, everything else to standard error.  Whatever
 * came out of a log is escaped before it is printed; colour is for terminals.
 */
#ifndef CTL_TERMINAL_H
#define CTL_TERMINAL_H

#include <stdbool.h>

#include "base/text.h"

struct buffer;

enum colour { COLOUR_NONE, COLOUR_AMBER, COLOUR_RED, COLOUR_GREEN, COLOUR_DIM, COLOUR_BOLD };

/* Looks at standard output and decides on colour, once: "always", "never", or
 * "auto" = a terminal that is not dumb, and no NO_COLOR in the environment.  False
 * for any other word. */
bool terminal_init(const char *when);

/* The escape sequence that starts a colour, or ends it (COLOUR_NONE); empty
 * without colour. */
const char *terminal_colour(enum colour colour);

/* Columns and lines of the terminal that standard output was at terminal_init.
 * Without one the columns are COLUMNS of the environment (as `watch` sets it), or 0,
 * and the lines 0. */
unsigned terminal_width(void);
unsigned terminal_height(void);

/* How wide prose may be: the terminal, 80 without one, and never wider than can be
 * read with ease. */
unsigned terminal_prose_width(void);

/* True when standard error is a terminal: progress bars and hints make sense. */
bool terminal_is_watched(void);

/* Appends text that may be shown to a terminal: what may not (control characters, what
 * reorders or hides, bytes that are no UTF-8) becomes \xHH, byte by byte.  A backslash
 * stays as it is, for people know DOMAIN\user by it. */
void terminal_append(struct buffer *buffer, struct text text);

#endif
