/*
 * trial_view -- how `amberctl test` shows what came of tests, one way a reader.
 *
 * Told of one test after the other, in the order of the files, and of each rule when its
 * tests are through.  Everything goes to standard output.
 */
#ifndef CTL_TRIAL_VIEW_H
#define CTL_TRIAL_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "engine/trial.h"

/* A test and its result, borrowed for the call. */
struct trial_case {
    const struct rule_facts *rule;
    const struct rule_example *example;
    size_t number; /* among the rule's tests, from 1 */
    const struct trial_result *result;
};

/* A rule when its tests are through. */
struct trial_rule {
    const struct rule_facts *rule;
    bool has_hit; /* a test in which it is expected to match */
    bool has_miss;
};

struct trial_totals {
    size_t rules;
    size_t weak_rules; /* without a hit, or without a miss */
    size_t tests;
    size_t failed;
    size_t skipped;
};

struct trial_report; /* what a view remembers between its calls */

struct trial_view {
    const char *option; /* of the command line; NULL = the one for people */
    struct trial_report *(*begin)(void);
    void (*show)(struct trial_report *report, const struct trial_case *item);
    void (*end_rule)(struct trial_report *report, const struct trial_rule *rule);
    void (*end)(struct trial_report *report, const struct trial_totals *totals); /* frees it */
};

extern const struct trial_view trial_view_text;

/* What a test is called: its name, or "test 2". */
void trial_view_name(struct buffer *buffer, const struct trial_case *item);

/* "no test that it matches, and none that it does not"; NULL where a rule has both. */
const char *trial_view_weakness(const struct trial_rule *rule);

#endif
