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
    bool any_dash;   /* a dash that begins a word is any of "-", "/" and U+2013 to U+2015 */
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

/* Whether it is one text without wildcards, not empty; or "*" and then such a text.
 * Sets the text, case folded where the pattern is not cased. */
bool string_pattern_is_plain(const struct string_pattern *pattern, struct text *literal);
bool string_pattern_is_ending(const struct string_pattern *pattern, struct text *literal);

/* Whether the whole text fits. */
bool string_pattern_matches(const struct string_pattern *pattern, struct text text);

/* Whether the text of a rule has a "*" or "?" that is not escaped. */
bool string_pattern_has_wildcard(struct text source);

/* A character of the text of a rule, its escape resolved. */
struct string_token {
    struct text literal; /* one character, or one byte that is not UTF-8 */
    bool is_wildcard;    /* and then literal is the "*" or "?" */
};

/* Takes the next one off the front; false at the end. */
bool string_pattern_next(struct text *source, struct string_token *token);

/* The text with its escapes resolved.  False when it has a wildcard. */
bool string_pattern_plain(struct arena *arena, struct text source, struct text *plain);

/* Writes a byte so that it stands for itself, at most two bytes.  Returns how many. */
size_t string_pattern_escape(char byte, char *written);

#endif
