/*
 * listing -- the daemon's sources and rules as tables.
 */
#ifndef CTL_LISTING_H
#define CTL_LISTING_H

#include <jansson.h>

#include "base/buffer.h"
#include "base/timestamp.h"

/* The daemon's answer to `sources` as a list of files, each with what is said of its
 * source; a source without a file stands for itself, with path null.  account and site:
 * only of these, NULL = any.  To be decref'd. */
json_t *listing_sources(const json_t *data, const char *account, const char *site);

/* Appends what is odd about a member ("account", "site") that somebody asks for: no
 * source of the daemon's answer has that value, and which is the nearest.  Nothing where
 * one has it, or wanted is NULL. */
void listing_doubt(const json_t *data, const char *member, const char *wanted, struct buffer *out);

/* Append a table for a terminal of so many columns, 0 = none.  Rules stand as they
 * match: the most frequent first. */
void listing_write_sources(const json_t *list, timestamp now, unsigned width, struct buffer *out);
void listing_write_rules(const json_t *list, timestamp now, unsigned width, struct buffer *out);

#endif
