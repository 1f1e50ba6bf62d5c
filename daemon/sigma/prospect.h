/*
 * prospect -- whether a rule could match at all where only some fields are ever said.
 *
 * A test of a field that nothing says answers no (yes, if it asks for absence) for
 * every record; this follows such answers through and, or and not.
 */
#ifndef SIGMA_PROSPECT_H
#define SIGMA_PROSPECT_H

#include <stdbool.h>

#include "sigma/expression.h"

/* Whether there is anybody who says a field of that name. */
typedef bool prospect_says(struct text field, void *cookie);

/* Whether some record could make it yes.  When not, *missing is the name, as the rule
 * has it, of the first field that is in the way; empty when there is none (a part that
 * is never). */
bool prospect_is_open(const struct expression *expression, prospect_says *says, void *cookie,
                      struct text *missing);

#endif
