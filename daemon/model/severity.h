/*
 * severity -- how grave a finding is, in the words of the checklist.
 *
 * An observation is counted as evidence and alerts nobody.  Amber is a minor
 * deviation: remediation and root cause within 24 hours.  Red halts a process
 * and calls executives, so a rule's level alone never makes one.
 */
#ifndef MODEL_SEVERITY_H
#define MODEL_SEVERITY_H

#include <stdbool.h>

#include "base/text.h"

enum severity { SEVERITY_OBSERVATION, SEVERITY_AMBER, SEVERITY_RED };

/* "observation", "amber", "red". */
const char *severity_name(enum severity severity);

/* What an alert can be, "amber" and "red", NULL at the end: the words of a filter. */
extern const char *const severity_of_alerts[];

bool severity_find(struct text name, enum severity *severity);

#endif
