/*
 * paragraph -- words beside a label, folded to the width of the terminal:
 *
 *     why      The server knows the account and does not let it in. Somebody has
 *              a working login and no business here.
 *
 * Words are expected to be printable already.  One that is longer than a line is
 * broken where it must be.
 */
#ifndef CTL_PARAGRAPH_H
#define CTL_PARAGRAPH_H

#include "base/buffer.h"
#include "base/text.h"
#include "ctl/terminal.h"

/* Where words begin, and where they end. */
struct paragraph_shape {
    unsigned indent;          /* blanks in front of the label */
    unsigned label;           /* columns of the label, the gap behind it included */
    unsigned width;           /* columns of the line, all of that included */
    enum colour colour;       /* of the words */
    enum colour label_colour; /* COLOUR_NONE = dim */
};

/* Appends a paragraph.  An empty label goes on below the paragraph before; without
 * words nothing is written. */
void paragraph_write(struct buffer *out, const struct paragraph_shape *shape, const char *label,
                     struct text words);

/* Appends words that are a line by themselves: never folded. */
void paragraph_write_line(struct buffer *out, const struct paragraph_shape *shape,
                          const char *label, struct text words);

#endif
