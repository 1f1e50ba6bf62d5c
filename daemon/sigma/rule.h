/*
 * rule -- one detection rule, read.
 *
 * Lives in the arena of its set.
 */
#ifndef SIGMA_RULE_H
#define SIGMA_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "model/rule_facts.h"
#include "model/wanted_fields.h"
#include "sigma/expression.h"
#include "sigma/rule_example.h"
#include "sigma/rule_set.h"

/* What stands under the key "amberd". */
struct rule_extension {
    bool has_severity;
    enum severity severity;
    bool has_mode;
    bool shadow;
    const char *control;
    const char *const *next_steps;
    size_t next_step_count;
    const char *const *dedup_by;
    size_t dedup_count;
    timestamp dedup_for;
    timestamp remediate_within;
    unsigned escalate_after;
    timestamp escalate_within;
    enum severity escalate_to;
    const struct rule_example *examples;
    size_t example_count;
};

struct rule {
    struct rule_facts facts;
    struct log_source log_source;
    struct rule_extension extension;
    struct expression *expression;
    bool is_asleep; /* lacks values for a placeholder, and so never matches */
};

#endif
