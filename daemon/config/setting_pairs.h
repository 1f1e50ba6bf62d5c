/*
 * setting_pairs -- settings that are maps of texts, or maps of such maps.
 *
 * target is as in setting_value.h.  Keys and values are not empty, printable, and at
 * most SETTING_PAIR_LONGEST bytes; the row's largest bounds the pairs of all maps
 * together.
 */
#ifndef CONFIG_SETTING_PAIRS_H
#define CONFIG_SETTING_PAIRS_H

#include "base/document.h"
#include "config/setting_table.h"
#include "config/settings.h"

struct buffer;

enum { SETTING_PAIR_LONGEST = 256 };

/* Takes the value from a node of a document; mistakes go to diagnostics with their
 * place, and the other pairs are taken all the same. */
void setting_pairs_read(const struct setting *row, void *target, const struct document *document,
                        const struct node *map, struct diagnostics *diagnostics);

/* Gives back what the value holds and leaves an empty one. */
void setting_pairs_clear(const struct setting *row, void *target);

/* Appends the value as YAML. */
void setting_pairs_write(const struct setting *row, const void *target, struct buffer *yaml);

#endif
