/*
 * scalar -- what kind of value a plain YAML word stands for in a rule.
 *
 * Rules are written for readers of YAML 1.1, so that is what plain words are read
 * as: yes and off are truth values, 010 is eight, 0x17 is 23, ~ is null.  What
 * stands in quotes is text.  Dates, times and 1e3 are text too.
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
    const char *doubt; /* NULL, or why the writer may have meant something else */
};

/* Reads a node of kind NODE_SCALAR. */
struct scalar scalar_read(const struct node *node);

#endif
