/*
 * string_pattern -- Sigma's comparison of texts: "*" is any run of characters,
 * also none and also line breaks; "?" is exactly one character.
 *
 * A backslash in front of "*", "?" or another backslash takes their meaning; in
 * front of anything else, and at the end, it is a backslash.  So a\b and a\\b
 * both mean a\b, and a\\* is a\ with anything behind it.
 *
 * A byte that is not UTF-8 counts as one character and equals only itself.
 */
#ifndef SIGMA_STRING_PATTERN_H
#define SIGMA_STRING_PATTERN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

struct string_pattern;

struct string_shape {
    bool open_start; /* as if a "*" stood in front of it ... */
    bool open_end;   /* ... or behind it, without touching its escapes */
    bool cased;      /* letters of different case differ */
};

/* Reads the text of a rule.  Lives in the arena. */
const struct string_pattern *string_pattern_create(struct arena *arena, struct text source,
                                                   struct string_shape shape);

/* Whether upper and lower case differ: then string_pattern_matches takes the text
 * as it is, else as case_fold_text returns it. */
bool string_pattern_is_cased(const struct string_pattern *pattern);

/* Steps through the texts between its wildcards: whatever matches holds each of them,
 * case folded where the pattern is not cased.  *piece starts at 0; false at the end. */
bool string_pattern_literal(const struct string_pattern *pattern, size_t *piece,
                            struct text *literal);

/* Whether the whole text fits. */
bool string_pattern_matches(const struct string_pattern *pattern, struct text text);

/* Whether the text of a rule has a "*" or "?" that is not escaped. */
bool string_pattern_has_wildcard(struct text source);

#endif
