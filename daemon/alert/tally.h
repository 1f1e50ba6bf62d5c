/*
 * tally -- findings that alert nobody, counted by rule.
 *
 * Observations are evidence, and rules in shadow mode are being tried out: of
 * both only the numbers are kept.
 *
 * Bounded: past TALLY_RULES_MOST rules only the totals go on.
 */
#ifndef ALERT_TALLY_H
#define ALERT_TALLY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "model/state_change.h"

enum { TALLY_RULES_MOST = 65536 };

struct tally_counts {
    uint64_t observations;
    uint64_t shadowed;
};

struct tally;

struct tally *tally_create(void);
void tally_destroy(struct tally *tally);

/* Counts one finding of the rule. */
void tally_observation(struct tally *tally, struct text rule_key);
void tally_shadowed(struct tally *tally, struct text rule_key);

/* Of all rules together, and of one. */
struct tally_counts tally_total(const struct tally *tally);
struct tally_counts tally_of(const struct tally *tally, struct text rule_key);

/* STATE_OBSERVATION, keyed by rule. */
bool tally_restore(struct tally *tally, const struct state_change *piece, struct error *err);
void tally_changes(struct tally *tally, state_put *put, void *cookie);

#endif
