/*
 * alert_sentence -- what has happened to an alert, in one sentence for people.
 *
 *     Red alert created: Public LLM, user ana, account acme, site MNL1,
 *     due 2026-11-24T00:00:00.000000Z; GET /
 *
 * Of any length and any bytes: what is shown of it is for whom it goes to.
 */
#ifndef OUTPUT_ALERT_SENTENCE_H
#define OUTPUT_ALERT_SENTENCE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "output/alert_facts.h"

/* Whether logs are told of this change: created, escalated, reopened, closed, or found
 * to be a false positive.  The steps between are for the feed. */
bool alert_sentence_is_due(const struct alert_facts *facts);

/* What has happened, as one word: the change, or the false positive it ended as.  NULL
 * where the facts have none. */
const char *alert_sentence_kind(const struct alert_facts *facts);

void alert_sentence_write(struct buffer *buffer, const struct alert_facts *facts);

#endif
