/*
 * string_choice -- many texts asked of one value at once.
 *
 * A list of a thousand domains is a thousand comparisons a record when each is made by
 * itself; here it is as many look-ups as the value has dots.  It answers for patterns
 * that ignore case and are a text without wildcards, or "*" and then a text that begins
 * with a dot: "*.example.com".  Patterns of other forms are asked by themselves.
 */
#ifndef SIGMA_STRING_CHOICE_H
#define SIGMA_STRING_CHOICE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/text.h"
#include "sigma/string_pattern.h"

struct string_choice;

/* Room for so many patterns; lives in the arena. */
struct string_choice *string_choice_create(struct arena *arena, size_t most);

/* Whether a pattern is of a form that a choice answers for. */
bool string_choice_takes(const struct string_pattern *pattern);

/* Takes in such a pattern, which is borrowed. */
void string_choice_add(struct string_choice *choice, const struct string_pattern *pattern);

/* Whether one of the patterns fits a text, which is as case_fold_text returns it. */
bool string_choice_has(const struct string_choice *choice, struct text folded);

#endif
