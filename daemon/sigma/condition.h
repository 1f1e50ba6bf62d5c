/*
 * condition -- how a rule joins its selections: "a and not 1 of filter_*".
 *
 *     or := and ("or" and)*     and := not ("and" not)*     not := "not" not | atom
 *     atom := "(" or ")" | ("1" | "any" | "all") "of" ("them" | pattern) | name
 *
 * "them" and patterns pass over names that begin with "_", unless the pattern
 * does too.  A list of conditions means any of them.
 */
#ifndef SIGMA_CONDITION_H
#define SIGMA_CONDITION_H

#include <stddef.h>

#include "sigma/expression.h"
#include "sigma/rule_reader.h"
#include "sigma/selection.h"

enum { CONDITION_LONGEST = 8192, CONDITION_DEEPEST = 64 };

/* Reads a condition over count selections, marking those it uses.  NULL with the
 * mistakes reported. */
struct expression *condition_read(const struct rule_reader *reader, const struct node *node,
                                  struct selection *selections, size_t count);

#endif
