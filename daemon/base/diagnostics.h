/*
 * diagnostics -- what a check found wrong in files people wrote.
 *
 * A list of messages of the form compilers have taught everybody to read:
 *
 *     rules/vpn/country.yml:12:9: error: unknown modifier 'contans'; did you
 *     mean 'contains'?
 *
 * Readers of rules, settings and knowledge add to the list and go on, so that
 * one run shows all mistakes.  Bounded: past DIAGNOSTICS_MOST messages only the
 * counts go on.
 */
#ifndef BASE_DIAGNOSTICS_H
#define BASE_DIAGNOSTICS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"

enum { DIAGNOSTICS_MOST = 10000 };

enum diagnostic_kind { DIAGNOSTIC_ERROR, DIAGNOSTIC_WARNING };

/* A place in a file.  line and column count from 1; 0 = not known, not shown. */
struct place {
    const char *path;
    unsigned line;
    unsigned column;
};

struct diagnostic {
    enum diagnostic_kind kind;
    char *path; /* NULL when it is about no file */
    unsigned line;
    unsigned column;
    char *message; /* printable: bytes from the file are escaped */
};

struct diagnostics {
    struct diagnostic *items;
    size_t count;
    size_t capacity;
    size_t errors; /* all of them, also those past the bound */
    size_t warnings;
};

/* Frees the messages and leaves an empty list; {0} is one too. */
void diagnostics_finish(struct diagnostics *diagnostics);

/* Adds a message.  diagnostics may be NULL: nobody wants to know.  Control bytes
 * in the formatted text are escaped.  Returns false, so that a reader can end
 * with `return diagnostics_error(...)`. */
bool diagnostics_error(struct diagnostics *diagnostics, struct place place, const char *format, ...)
    PRINTF_LIKE(3, 4);
bool diagnostics_warning(struct diagnostics *diagnostics, struct place place, const char *format,
                         ...) PRINTF_LIKE(3, 4);

/* Appends "path:line:column: ", as compilers do, as far as the place is known. */
void diagnostics_append_place(struct buffer *buffer, const struct diagnostic *item);

/* The nearest of count names to a word somebody mistyped, or NULL when none is
 * near enough to be offered (more than a third of its letters off). */
const char *diagnostics_suggest(struct text word, const char *const *names, size_t count);

#endif
