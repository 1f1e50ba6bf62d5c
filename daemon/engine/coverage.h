/*
 * coverage -- which rules can never match here, and what they lack.
 *
 * A rule that loads says nothing about whether anything feeds it: its log source may
 * be one that no source has, or it may need a field that no source says.  Half of a
 * public collection is about systems that a site does not run; what matters is to
 * see it.
 */
#ifndef ENGINE_COVERAGE_H
#define ENGINE_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "engine/generation.h"

/* A rule, and what there is not. */
struct coverage_gap {
    const struct rule_facts *rule;
    bool is_field;       /* missing is a field, else a log source as {key: value, ...} */
    struct text missing; /* lives as long as the gaps */
    struct text near;    /* "category ai_agent": a log source that the rule may have meant,
                          * for one that nothing has; empty = none */
};

struct coverage {
    struct coverage_gap *gaps; /* in order of the rules */
    size_t count;
    bool any_format; /* what it was measured by */
    struct arena *arena;
};

/* Measures by the sources of the settings, or with any_format by all log formats there
 * are.  Rules that sleep for want of values are not gaps: they were warned of. */
struct coverage *coverage_measure(const struct generation *generation, bool any_format);
void coverage_destroy(struct coverage *coverage);

/* Says of a number of rules that they lack something: "12 rules are about {product:
 * windows}, which no log format has". */
void coverage_tell(const struct coverage *coverage, const struct coverage_gap *gap, size_t rules,
                   struct buffer *words);

#endif
