/*
 * made_rules -- Sigma rules by chance, each with a bait: a text that a line must hold
 * somewhere for the rule to match.
 *
 * Of all forms there are: keywords, values whole and in part, wildcards, regexes,
 * several of them joined, negated, compared with numbers, of fields that stand in a
 * line as they are and of those that decoders make.
 */
#ifndef SUPPORT_MADE_RULES_H
#define SUPPORT_MADE_RULES_H

#include "base/buffer.h"
#include "support/seeded_random.h"

enum { BAIT_LONGEST = 96 };

struct bait {
    char bytes[BAIT_LONGEST];
};

struct made_rules {
    struct buffer yaml;
    struct bait *baits;
    unsigned count;
};

/* So many rules.  without_open: none that a literal filter can say nothing about, so
 * that it need not look at every line. */
struct made_rules made_rules_create(struct seeded_random *random, unsigned count,
                                    bool without_open);
void made_rules_finish(struct made_rules *rules);

#endif
