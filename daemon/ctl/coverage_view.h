/*
 * coverage_view -- shows which rules can never match, and why.
 *
 * As JSON an object a rule, in order of the rules.  For people what is missing comes
 * first, the most missed at the top, for of a public collection thousands may be about
 * systems that are not here; a rule alone in what it lacks is named by its place.
 */
#ifndef CTL_COVERAGE_VIEW_H
#define CTL_COVERAGE_VIEW_H

#include <stdbool.h>

#include "engine/coverage.h"

void coverage_view_print(const struct coverage *coverage, bool json);

#endif
