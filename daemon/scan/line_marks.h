/*
 * line_marks -- lines in which text may stand otherwise than byte for byte.
 *
 * Beside the hits of literal_filter: a mark is a hit of the literal number it is given.
 */
#ifndef SCAN_LINE_MARKS_H
#define SCAN_LINE_MARKS_H

#include "scan/literal_filter.h"

/* Marks each line that holds escape, which is not empty, once.  False when there is no
 * room for all. */
bool line_marks_escape(struct text bytes, struct text escape, uint32_t mark,
                       struct filter_hits *hits);

/* Marks the lines with U+017F and U+212A, the only characters beyond ASCII that are equal
 * to ASCII letters but for their case. */
bool line_marks_folding(struct text bytes, uint32_t mark, struct filter_hits *hits);

#endif
