/*
 * terminal -- what amberctl may show where, and in which colour.
 *
 * Results go to standard output, everything else to standard error.  Whatever
 * came out of a log is escaped before it is printed; colour is for terminals.
 */
#ifndef CTL_TERMINAL_H
#define CTL_TERMINAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum colour { COLOUR_NONE, COLOUR_AMBER, COLOUR_RED, COLOUR_GREEN, COLOUR_DIM, COLOUR_BOLD };

/* Decides on colour once: "always", "never", or "auto" = a terminal that is not
 * dumb, and no NO_COLOR in the environment.  False for any other word. */
bool terminal_init(const char *when);

/* The escape sequence that starts a colour, or ends it (COLOUR_NONE); empty
 * without colour. */
const char *terminal_colour(enum colour colour);

/* Columns of standard output; 100 when it is no terminal. */
unsigned terminal_width(void);

/* True when standard error is a terminal: progress bars and hints make sense. */
bool terminal_is_watched(void);

/* The columns that text takes, one a character. */
unsigned terminal_columns(struct text text);

#endif
