/*
 * printable -- text as a person may be shown it.
 */
#ifndef OUTPUT_PRINTABLE_H
#define OUTPUT_PRINTABLE_H

#include "base/buffer.h"
#include "base/text.h"

/* Takes the first character off text, which is not empty, and appends it if it is one
 * to show (see unicode_printable_length), "?" if not. */
void printable_take(struct text *text, struct buffer *buffer);

#endif
