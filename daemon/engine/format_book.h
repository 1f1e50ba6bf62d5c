/*
 * format_book -- the formats there are: the settings' own, and those built in.
 *
 * A format of the settings goes before a built-in one of the same name or alias, so
 * that an upgrade that brings one does not change what is decoded.
 */
#ifndef ENGINE_FORMAT_BOOK_H
#define ENGINE_FORMAT_BOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diagnostics.h"
#include "config/settings.h"
#include "decode/decoder.h"

struct format_book;

/* Builds the settings' formats; the settings are borrowed as long as the book lives.
 * Mistakes go to diagnostics with their place, and the other formats are there all
 * the same. */
struct format_book *format_book_create(const struct settings *settings,
                                       struct diagnostics *diagnostics);
void format_book_destroy(struct format_book *book);

/* The decoder of that name or alias; NULL when there is none, or it has mistakes. */
const struct decoder *format_book_find(const struct format_book *book, struct text name);

/* Whether the settings have a format of that name that could not be built. */
bool format_book_is_broken(const struct format_book *book, struct text name);

/* All that can be found by name, built-in ones first, each part in order of name or as
 * the settings have them; count pointers, borrowed. */
const struct decoder *const *format_book_all(const struct format_book *book, size_t *count);

/* The name nearest to one that is not found, or NULL. */
const char *format_book_suggest(const struct format_book *book, struct text name);

#endif
