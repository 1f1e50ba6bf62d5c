/*
 * escalation -- when an alert becomes graver than it was raised.
 *
 * Three ways: a joined finding is graver; the rule says that so many findings
 * within so long are; or nobody remediated an Amber in time.  Each way leads up
 * only, so each can happen once.
 */
#ifndef ALERT_ESCALATION_H
#define ALERT_ESCALATION_H

#include <stdbool.h>

#include "model/alert.h"
#include "model/rule_facts.h"

/* Counts a finding at `when` and says how grave the alert now is by its rule. */
enum severity escalation_weigh(struct alert *alert, const struct rule_facts *rule, timestamp when);

/* Why a finding of the rule made the alert graver; the caller frees the text. */
char *escalation_reason(const struct alert *alert, const struct rule_facts *rule);

/* When the alert turns Red for being overdue; TIMESTAMP_NONE: it will not, for
 * it is Red, closed, or remediated. */
timestamp escalation_due(const struct alert *alert);

#endif
