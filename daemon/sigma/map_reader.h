/*
 * map_reader -- maps of a rule in which every key must be a known one, by tables.
 *
 * Sigma's own maps may hold whatever their author likes; amberd's, under the key
 * "amberd", may not: a mistyped key there would be a setting that is silently not in
 * force.
 */
#ifndef SIGMA_MAP_READER_H
#define SIGMA_MAP_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "sigma/rule_reader.h"

enum { MAP_KEYS_MOST = 16 };

/* A key of a map, and who reads its value into what.  read returns false with the
 * mistakes reported. */
struct map_key {
    const char *name;
    bool is_needed;
    bool (*read)(const struct rule_reader *reader, const struct node *value, void *target);
};

/* Reads a map, at most MAP_KEYS_MOST keys of which there are, into target.  False with
 * the mistakes reported: no map, unknown keys, needed ones that are not there, and those
 * of the readers. */
bool map_reader_read(const struct rule_reader *reader, const struct node *node,
                     const struct map_key *keys, size_t count, void *target);

/* Reads one of some words and says which.  what names it in the message. */
bool map_reader_word(const struct rule_reader *reader, const struct node *node, const char *what,
                     const char *const *words, size_t count, size_t *index);

#endif
