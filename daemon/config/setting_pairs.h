/*
 * setting_pairs -- settings that are maps of texts, or maps of such maps.
 *
 * target is as in setting_value.h.  Keys and values are not empty, printable, and at
 * most SETTING_PAIR_LONGEST bytes; the row's largest bounds the pairs of all maps
 * together.
 */
#ifndef CONFIG_SETTING_PAIRS_H
#define CONFIG_SETTING_PAIRS_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "config/setting_table.h"
#include "config/settings.h"

struct buffer;

enum { SETTING_PAIR_LONGEST = 256 };

/* Adds a pair, of which copies are kept.  False with err saying what would be right. */
bool setting_pairs_add(const struct setting *row, void *target, const struct setting_pair *pair,
                       struct error *err);

/* Gives back what the value holds and leaves an empty one. */
void setting_pairs_clear(const struct setting *row, void *target);

/* Appends the value as YAML. */
void setting_pairs_write(const struct setting *row, const void *target, struct buffer *yaml);

#endif
