/*
 * feed_filter -- which records a client asked for.
 *
 *     {"rag": "red", "account": ["acme", "globex"]}
 *
 * A record passes when each key given has one of its values.  A record without
 * such a member does not pass: who asks for an account never sees what belongs
 * to none.
 */
#ifndef OUTPUT_FEED_FILTER_H
#define OUTPUT_FEED_FILTER_H

#include <stdbool.h>

#include <jansson.h>

#include "base/error.h"

enum { FEED_FILTER_MOST_VALUES = 64 }; /* of one key; a line of input bounds the rest */

struct feed_filter;

/* Builds a filter from the request's object.  NULL with err naming the mistake:
 * a key nobody knows, a value that is no text, a word no record has. */
struct feed_filter *feed_filter_create(json_t *wanted, struct error *err);
void feed_filter_destroy(struct feed_filter *filter);

/* Whether a record passes.  A NULL filter lets everything pass; a NULL body (a
 * record that cannot be parsed) passes nothing else. */
bool feed_filter_matches(const struct feed_filter *filter, const json_t *body);

/* Whether the lines that stand in for a record that cannot be sent pass: they have
 * a type and nothing else that is asked for. */
bool feed_filter_wants_withheld(const struct feed_filter *filter);

#endif
