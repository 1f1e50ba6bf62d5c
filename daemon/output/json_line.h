/*
 * json_line -- between jansson's trees and lines of text.
 */
#ifndef OUTPUT_JSON_LINE_H
#define OUTPUT_JSON_LINE_H

#include <stdbool.h>

#include <jansson.h>

#include "base/buffer.h"
#include "base/text.h"

/* Parses a journal body: one JSON object.  NULL on anything else. */
json_t *json_line_parse(struct text body);

/* Appends the tree on one line, members in the order they were set, with the
 * newline.  Only ASCII: marks that reorder or hide text on a terminal stay
 * escaped.  Takes the reference. */
void json_line_append(struct buffer *buffer, json_t *owned);

/* The member under a path of at most two names ("rule.key"); NULL when absent. */
const json_t *json_line_member(const json_t *object, const char *path);

/* The same as a string: NULL unless it is one and not empty. */
const char *json_line_string(const json_t *object, const char *path);

/* Sets a member to a string.  NULL and empty ones are left out; bytes that are
 * not UTF-8 become U+FFFD. */
void json_line_set_string(json_t *object, const char *key, const char *value);

/* Sets key to what stands in from under path; absent and null are left out. */
void json_line_copy(json_t *object, const char *key, const json_t *from, const char *path);

#endif
