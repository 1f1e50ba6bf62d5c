/*
 * text -- a borrowed run of bytes: a pointer and a length, no terminator.
 *
 * Owns nothing.  It is valid as long as what it points into; who lends one says
 * how long that is.  The bytes come from logs and may be anything, NUL and
 * broken UTF-8 included.  An empty text may have a NULL pointer.
 *
 * Letter case: the _caseless functions fold ASCII letters only.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
    const char *data;
    size_t length;
};

/* The text of a string literal. */
#define TEXT(literal) ((struct text){(literal), sizeof(literal) - 1})

/* For printf's "%.*s".  Only for text already known to be printable. */
#define TEXT_ARGS(text) (int)(text).length, (text).data

/* A C string as text; NULL is the empty text. */
struct text text_of(const char *string);

bool text_equal(struct text a, struct text b);
bool text_equal_caseless(struct text a, struct text b);
bool text_starts_with(struct text text, struct text start);
bool text_ends_with(struct text text, struct text end);

/* Below, at or above zero, as memcmp, shorter first among equal beginnings. */
int text_compare(struct text a, struct text b);

/* The part from position on (empty past the end), and the first length bytes. */
struct text text_from(struct text text, size_t position);
struct text text_until(struct text text, size_t length);

/* Where needle first (or last) stands.  Returns false when it does not. */
bool text_find(struct text text, struct text needle, size_t *position);
bool text_find_last(struct text text, struct text needle, size_t *position);

/* Cuts text at the first separator: head gets what is before it, rest what is
 * behind.  Returns false, with all in head and rest empty, where it is absent. */
bool text_cut(struct text text, struct text separator, struct text *head, struct text *rest);

/* Takes start off the front of text, if it is there. */
bool text_take(struct text *text, struct text start);

/* Takes the next word (up to a space) off the front, after leading spaces. */
struct text text_take_word(struct text *text);

/* Without blanks (space, tab, CR, LF) at either end. */
struct text text_trim(struct text text);

/* Without the spaces in front. */
struct text text_skip_spaces(struct text text);

/* How many decimal digits it begins with. */
size_t text_count_digits(struct text text);

/* The whole text as a decimal number.  Return false on anything else: empty,
 * signs (text_to_signed takes '-'), other bytes, overflow. */
bool text_to_unsigned(struct text text, uint64_t *number);
bool text_to_signed(struct text text, int64_t *number);

/* A hash for tables.  Seeded per process, so that no log can aim at a slot. */
uint64_t text_hash(struct text text);

/* What follows a noun: the ending of its plural, or nothing behind one. */
static inline const char *text_plural(unsigned long long count, const char *ending)
{
    return count == 1 ? "" : ending;
}

#endif
