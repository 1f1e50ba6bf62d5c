/*
 * modifier -- what stands behind a field name: "c-uri|contains|all".
 *
 * One row of a table a modifier: its name, the kinds of values it takes, and what
 * it makes of one.  Those that concern the item as a whole (all, neq) only set a
 * mark.  A modifier nobody knows makes a rule wrong; it is never passed over.
 *
 * They are applied left to right.  Texts are encoded (wide, base64) before it is said
 * where they stand (contains); re, cidr and fieldref come first, but for marks and
 * expand; exists stands alone.
 */
#ifndef SIGMA_MODIFIER_H
#define SIGMA_MODIFIER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "sigma/operand.h"
#include "sigma/rule_reader.h"

enum { MODIFIERS_MOST = 8 };

/* The modifiers of one item. */
struct modifier_chain {
    const struct modifier *items[MODIFIERS_MOST];
    size_t count;
    bool all;     /* all values must be met, not any */
    bool negated; /* ... and then the opposite of that */
};

/* Reads names, what stands in key behind the field and its "|".  False, with the
 * mistakes reported at key, when one is unknown, not supported, or misplaced. */
bool modifier_chain_read(const struct rule_reader *reader, const struct node *key,
                         struct text names, struct modifier_chain *chain);

bool modifier_chain_has(const struct modifier_chain *chain, struct text name);

/* Whether what they make is UTF-16 that no base64 follows. */
bool modifier_chain_ends_wide(const struct modifier_chain *chain);

/* Applies them to the readings of one value, of which they may make several, any of
 * which will do.  False with err when one does not take it. */
bool modifier_chain_apply(const struct modifier_chain *chain, const struct rule_reader *reader,
                          struct operand_list *operands, struct error *err);

#endif
