/*
 * setting_value -- one value, read and written as its row of the table says.
 *
 * target is the struct the row's offset counts in: a struct settings, a struct
 * source_settings or a struct format_settings.  Texts and lists belong to it and live on the heap.
 */
#ifndef CONFIG_SETTING_VALUE_H
#define CONFIG_SETTING_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "config/setting_table.h"

struct buffer;

bool setting_value_is_list(const struct setting *row);
bool setting_value_is_map(const struct setting *row);

/* Whether it is a map of texts, or of such maps: setting_pairs.h. */
bool setting_value_is_pairs(const struct setting *row);

enum { SETTING_ITEMS_MOST = 10000 }; /* of each list in a map */

/* Adds an empty list to a map.  False with err when the name, a word, does not do. */
bool setting_value_add_name(const struct setting *row, void *target, struct text name,
                            struct error *err);

/* Sets the value, or adds one item to a list, of a map to the one added last; no pairs.
 * A relative path is taken from folder; NULL = there is none to take it from.  False,
 * with the value as it was and err saying what would be right. */
bool setting_value_read(const struct setting *row, void *target, const char *folder,
                        struct text text, struct error *err);

/* Sets the default, if the row has one. */
void setting_value_reset(const struct setting *row, void *target);

/* Gives back what the value holds and leaves an empty one. */
void setting_value_clear(const struct setting *row, void *target);

/* How many items a list, or lists a map has. */
size_t setting_value_count(const struct setting *row, const void *target);

/* Appends the value as YAML. */
void setting_value_write(const struct setting *row, const void *target, struct buffer *yaml);

/* Appends any text as a YAML scalar. */
void setting_value_quote(const char *text, struct buffer *yaml);

/* What the type looks like, for messages: "a whole number, such as 64". */
const char *setting_value_expected(const struct setting *row);

#endif
