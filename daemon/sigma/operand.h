/*
 * operand -- one value of a rule on its way through the modifiers.
 *
 * It begins as the word that stands in the file and ends as what a test is made
 * of.  A modifier may make several of one: they are alternatives, any of which
 * will do, also under "all".
 */
#ifndef SIGMA_OPERAND_H
#define SIGMA_OPERAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/address.h"
#include "base/arena.h"
#include "sigma/number.h"
#include "sigma/scalar.h"
#include "sigma/string_pattern.h"
#include "sigma/time_part.h"

enum operand_kind {
    OPERAND_TEXT = 1,
    OPERAND_NUMBER = 2,
    OPERAND_BOOLEAN = 4,
    OPERAND_NULL = 8,
    OPERAND_REGEX = 16,
    OPERAND_NETWORK = 32,
    OPERAND_FIELD = 64,
    OPERAND_EXISTS = 128,
    OPERAND_COMPARISON = 256,
    OPERAND_TIME_PART = 512,
    OPERAND_UNRESOLVED = 1024, /* a placeholder that has no values; text is its name */
};

struct operand {
    enum operand_kind kind;
    struct text text; /* in the notation of string_pattern; of a field its name, of a
                       * regex its source */
    struct string_shape shape;
    unsigned regex_flags;
    struct number number;
    enum relation relation;   /* OPERAND_COMPARISON, which may be one of a ... */
    enum time_part time_part; /* ... and OPERAND_TIME_PART; else TIME_WHOLE */
    bool boolean;
    struct network network;
};

/* Lives in the arena.  {0} is an empty one. */
struct operand_list {
    struct operand *items;
    size_t count;
    size_t capacity;
};

void operand_list_add(struct operand_list *list, struct arena *arena,
                      const struct operand *operand);

/* What a word of the file is before any modifier: one operand, or two where it may
 * be read in two ways (12:30, which is a number and a time). */
void operand_read(struct operand_list *list, struct arena *arena, const struct scalar *scalar);

/* Names the first of a set of kinds for messages: "text", "a number". */
const char *operand_kind_name(unsigned kinds);

#endif
