/*
 * placeholder_book -- what stands for %name% in rules, from all who say so.
 *
 * First the settings (rules: placeholders), then the lists of the AI catalogue: a list
 * of the settings stands in place of one of the same name.  The catalogue is the file
 * ai_catalogue.csv beside the last of the rules' paths that has one, else beside the
 * paths that hold where nobody names any (config/ai_catalogue).
 *
 * ai_approved always has values, for rules about AI services leave out what it lists:
 * where the settings say nothing, a name that no host has.
 */
#ifndef ENGINE_PLACEHOLDER_BOOK_H
#define ENGINE_PLACEHOLDER_BOOK_H

#include <stddef.h>

#include "base/diagnostics.h"
#include "config/ai_catalogue.h"
#include "config/settings.h"
#include "sigma/placeholder.h"

struct placeholder_book {
    struct placeholder *items;
    size_t count;
    struct ai_catalogue *catalogue; /* NULL = none, or one with a mistake */
};

/* Borrows the texts of the settings.  A mistake in the catalogue goes to diagnostics. */
void placeholder_book_open(const struct settings *settings, struct placeholder_book *book,
                           struct diagnostics *diagnostics);
void placeholder_book_close(struct placeholder_book *book);

#endif
