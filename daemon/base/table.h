/*
 * table -- finds a pointer by a text.
 *
 * Open addressing with linear probing.  The table copies its keys and never
 * touches the values: their owner frees them, typically in a table_next loop
 * before table_destroy.  Keys are exact bytes.
 */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct table;

struct table *table_create(void);
void table_destroy(struct table *table);

/* The value under key, or NULL. */
void *table_get(const struct table *table, struct text key);

/* Puts value (not NULL) under key.  Returns the value it replaces, or NULL. */
void *table_put(struct table *table, struct text key, void *value);

/* Takes key out.  Returns the value it had, or NULL. */
void *table_remove(struct table *table, struct text key);

size_t table_count(const struct table *table);

/* Steps through the table in no particular order.  *position starts at 0.
 * Returns false at the end.  The key is borrowed until the table changes.
 * Removing the entry just returned is allowed; putting is not. */
bool table_next(const struct table *table, size_t *position, struct text *key, void **value);

#endif
