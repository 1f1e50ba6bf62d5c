/*
 * scalar -- what kind of value a plain YAML word stands for in a rule.
 *
 * Rules are written for readers of YAML 1.1, so that is what plain words are read
 * as: yes and off are truth values, ~ is null, and numbers are written
 *
 *     12  -12  +12  1_000     0x17 = 23   010 = 8   0b101 = 5
 *     1.5  .5  1.  1.5e+3     12:30 = 750, by sixties
 *
 * What stands in quotes is text, and so is everything else: 08, 1e3, 1.5e3,
 * integers beyond 64 bits, dates.
 */
#ifndef SIGMA_SCALAR_H
#define SIGMA_SCALAR_H

#include <stdbool.h>

#include "base/document.h"
#include "sigma/number.h"

enum scalar_kind { SCALAR_TEXT, SCALAR_NUMBER, SCALAR_BOOLEAN, SCALAR_NULL };

struct scalar {
    enum scalar_kind kind;
    struct text text; /* as written; borrowed from the node */
    struct number number;
    bool boolean;
    bool is_text_too;  /* a number by sixties, which most writers mean as a time */
    const char *doubt; /* NULL, or why the writer may have meant something else */
};

/* Reads a node of kind NODE_SCALAR. */
struct scalar scalar_read(const struct node *node);

#endif
