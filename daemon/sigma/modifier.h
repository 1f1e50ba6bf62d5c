/*
 * modifier -- what stands behind a field name: "c-uri|contains|all".
 *
 * One row of a table a modifier: its name, the kinds of values it takes, and what
 * it makes of one.  Those that concern the item as a whole (all, neq) only set a
 * mark.  A modifier nobody knows makes a rule wrong; it is never passed over.
 */
#ifndef SIGMA_MODIFIER_H
#define SIGMA_MODIFIER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/address.h"
#include "base/error.h"
#include "sigma/number.h"
#include "sigma/rule_reader.h"
#include "sigma/scalar.h"
#include "sigma/string_pattern.h"

enum operand_kind {
    OPERAND_TEXT = 1,
    OPERAND_NUMBER = 2,
    OPERAND_BOOLEAN = 4,
    OPERAND_NULL = 8,
    OPERAND_REGEX = 16,
    OPERAND_NETWORK = 32,
    OPERAND_FIELD = 64,
    OPERAND_EXISTS = 128,
    OPERAND_COMPARISON = 256,
};

/* One value of an item on its way through the modifiers, left to right. */
struct operand {
    enum operand_kind kind;
    struct text text; /* as written; of a field its name, of a regex its source */
    struct string_shape shape;
    unsigned regex_flags;
    struct number number;
    enum relation relation;
    bool boolean;
    struct network network;
};

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

struct operand operand_of(const struct scalar *scalar);

/* Applies them to one value.  False with err when one does not take it. */
bool modifier_chain_apply(const struct modifier_chain *chain, struct operand *operand,
                          struct error *err);

#endif
