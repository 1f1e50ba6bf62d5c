/*
 * json_value -- jansson with our habits.
 *
 * Texts come from logs and may be any bytes: they are made valid UTF-8 and cut
 * by what they cost when written.  What is written is one line, and shows a
 * terminal nothing it should not see: control characters, marks that reorder or
 * hide what is around them, and line separators are escaped.
 *
 * Running out of memory ends the process, as everywhere.
 */
#ifndef MODEL_JSON_VALUE_H
#define MODEL_JSON_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"

/* The value itself, which only a lack of memory can make NULL. */
json_t *json_value_sure(json_t *value) __attribute__((returns_nonnull));

/* Puts value, which is taken over, under name (at the end of an array). */
void json_value_put(json_t *object, const char *name, json_t *value);
void json_value_add(json_t *array, json_t *value);

/* A JSON string of text that costs at most `most` bytes when written, quotes not
 * counted.  One that is cut ends in an ellipsis and sets *cut. */
json_t *json_value_text(struct text text, size_t most, bool *cut);

/* What a value costs when written by json_value_write. */
size_t json_value_cost(const json_t *value);

/* Appends it compactly, in the order its members were put. */
void json_value_write(struct buffer *buffer, const json_t *value);

/* Reads an object of at most `most` bytes; NULL with err set on anything else,
 * duplicate names included. */
json_t *json_value_read(struct text text, size_t most, struct error *err);

#endif
