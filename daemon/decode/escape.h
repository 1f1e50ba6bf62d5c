/*
 * escape -- what log writers do to bytes that would break their lines, undone.
 *
 * Each returns the text itself where it has nothing to undo, else a text made in
 * the arena.  What looks like an escape and is none stays as it stands.
 */
#ifndef DECODE_ESCAPE_H
#define DECODE_ESCAPE_H

#include "base/arena.h"
#include "base/text.h"

/* "%41": Squid, URLs.  A "+" stays a plus. */
struct text escape_percent(struct arena *arena, struct text text);

/* "\x41", "\"", "\'", "\\", "\n", "\r", "\t", "\b", "\v", "\f": nginx, Apache, Zeek, MariaDB's
 * audit plugin. */
struct text escape_backslash(struct arena *arena, struct text text);

/* A backslash keeps the byte behind it as it is, "\n" is an "n": values in quotes. */
struct text escape_kept_bytes(struct arena *arena, struct text text);

/* ASCII letters in lower case. */
struct text escape_lower_case(struct arena *arena, struct text text);

/* The first double quote that no backslash stands before; text.length where there
 * is none.  A backslash takes the byte behind it with it. */
size_t escape_find_quote(struct text text);

#endif
