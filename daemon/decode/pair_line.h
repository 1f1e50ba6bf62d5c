/*
 * pair_line -- names and values of one line, in order: user=ines, action="log in".
 *
 * How pairs are parted, what stands between a name and its value, and what values are
 * quoted with is for the caller to say.  Within quotes a backslash takes the next byte
 * as it is, and separators mean nothing; a quote that is never closed takes the rest.
 * Blanks around names and values that are not quoted are not part of them.  What has
 * no `between` in it is no pair and passed over.
 */
#ifndef DECODE_PAIR_LINE_H
#define DECODE_PAIR_LINE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

/* All borrowed. */
struct pair_style {
    struct text separator; /* between pairs; not empty */
    struct text between;   /* a name and its value; not empty */
    struct text quote;     /* one byte, or empty: values are not quoted */
};

/* In the caller's memory; rest is what is still to be read, and set by the caller. */
struct pair_line {
    struct text rest;
    bool is_open; /* the last value's quote was never closed */
};

/* The next pair; false at the end.  Both texts point into the line, or value into the
 * arena where backslashes were taken out of it. */
bool pair_line_next(struct pair_line *line, const struct pair_style *style, struct arena *arena,
                    struct text *name, struct text *value);

#endif
