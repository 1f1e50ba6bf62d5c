/*
 * placeholder -- "%name%" in the values of rules that say `expand`.
 *
 * What stands for a name is the operator's: a list of values in the settings.
 * They are put into the text as if they stood in the rule, so wildcards in them
 * work, and so does each regex in a regex.  "\%" is a percent sign, and so is one
 * that no name and second percent sign follow.
 */
#ifndef SIGMA_PLACEHOLDER_H
#define SIGMA_PLACEHOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

/* A list of values under a name: letters, digits, "_", "." and "-". */
struct placeholder {
    const char *name;
    const char *const *values;
    size_t count;
};

/* Of all texts that one value may become. */
enum { PLACEHOLDER_TEXTS_MOST = 10000, PLACEHOLDER_BYTES_MOST = 1 << 20 };

/* Whether there is a "%name%" in the text. */
bool placeholder_is_in(struct text text);

/* What source becomes; lives in the arena. */
struct placeholder_result {
    struct text *texts;
    size_t count;
    struct text unresolved; /* the first name without values, and then there are no
                             * texts; empty when all have some */
};

/* False with err when it becomes too much. */
bool placeholder_expand(struct arena *arena, const struct placeholder *known, size_t count,
                        struct text source, struct placeholder_result *result, struct error *err);

#endif
