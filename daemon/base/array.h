/*
 * array -- room for one more item at the end of a plain C array.
 *
 *     struct rule **rules; size_t rule_count, rule_capacity;
 *
 *     rules = array_room(rules, rule_count, &rule_capacity, sizeof *rules);
 *     rules[rule_count++] = rule;
 */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stddef.h>

/* Returns items, moved if need be, with room for at least count + 1 of them.
 * items may be NULL when *capacity is 0. */
void *array_room(void *items, size_t count, size_t *capacity, size_t item_size)
    __attribute__((returns_nonnull));

#endif
