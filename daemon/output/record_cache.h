/*
 * record_cache -- journal records parsed once, whoever reads them.
 *
 * Clients that follow the journal live all read the same few records within one
 * turn of the loop; those with a filter or a format of their own need them as a
 * tree.  A number never names two records, so nothing in here grows stale.
 */
#ifndef OUTPUT_RECORD_CACHE_H
#define OUTPUT_RECORD_CACHE_H

#include <jansson.h>

#include "model/journal_record.h"

struct record_cache;

struct record_cache *record_cache_create(void);
void record_cache_destroy(struct record_cache *cache);

/* The record's body as a tree, borrowed until the next call.  NULL when it is no
 * JSON object. */
const json_t *record_cache_get(struct record_cache *cache, const struct journal_record *record);

#endif
