/*
 * number -- an integer or a real, compared exactly.
 *
 * Identifiers in logs exceed 2^53, so an integer never passes through a double.
 */
#ifndef SIGMA_NUMBER_H
#define SIGMA_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "model/event.h"

struct number {
    bool is_real;
    int64_t integer;
    double real;
};

enum relation { RELATION_EQUAL, RELATION_LESS, RELATION_MOST, RELATION_MORE, RELATION_LEAST };

/* The whole text as a decimal number: "-12", "+7", "05", "1.50", ".5", "2.5e-3".
 * False on anything else and on what an int64_t or a double cannot hold. */
bool number_read(struct text text, struct number *number);

/* The number a field holds; text that reads as one counts. */
bool number_of_value(const struct value *value, struct number *number);

/* Whether left RELATION right holds: number_holds(3, RELATION_LESS, 4). */
bool number_holds(struct number left, enum relation relation, struct number right);

#endif
