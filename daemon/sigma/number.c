#include "sigma/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* No number worth comparing is written longer. */
enum { LONGEST = 63 };

/* Digits with a point among them, and an exponent if there is one. */
static bool is_real(struct text text)
{
    size_t before = text_count_digits(text);
    size_t after = 0;

    text = text_from(text, before);
    if (!text_take(&text, TEXT(".")))
        return false;
    after = text_count_digits(text);
    text = text_from(text, after);
    if (before + after == 0)
        return false;
    if (text_take(&text, TEXT("e")) || text_take(&text, TEXT("E"))) {
        if (!text_take(&text, TEXT("-")))
            text_take(&text, TEXT("+"));
        return text.length > 0 && text_count_digits(text) == text.length;
    }
    return text.length == 0;
}

static bool read_real(struct text text, bool negative, struct number *number)
{
    char digits[LONGEST + 1] = "";

    memcpy(digits, text.data, text.length);
    number->is_real = true;
    number->real = strtod(digits, NULL);
    if (negative)
        number->real = -number->real;
    return isfinite(number->real);
}

static bool read_integer(struct text text, bool negative, struct number *number)
{
    uint64_t magnitude = 0;

    if (!text_to_unsigned(text, &magnitude) || magnitude > (uint64_t)INT64_MAX + negative)
        return false;
    /* The least number has no positive twin that could be negated. */
    number->integer =
        negative && magnitude > 0 ? -(int64_t)(magnitude - 1) - 1 : (int64_t)magnitude;
    return true;
}

bool number_read(struct text text, struct number *number)
{
    bool negative = text_take(&text, TEXT("-"));

    *number = (struct number){0};
    if (!negative)
        text_take(&text, TEXT("+"));
    if (text.length == 0 || text.length > LONGEST)
        return false;
    if (is_real(text))
        return read_real(text, negative, number);
    return read_integer(text, negative, number);
}

bool number_of_value(const struct value *value, struct number *number)
{
    *number = (struct number){.integer = value->integer, .real = value->real};
    number->is_real = value->kind == VALUE_REAL;
    switch (value->kind) {
    case VALUE_INTEGER:
        return true;
    case VALUE_REAL:
        return !isnan(value->real);
    case VALUE_TEXT:
        return number_read(value->text, number);
    case VALUE_BOOLEAN:
    case VALUE_NULL:
    case VALUE_OBJECT:
        break;
    }
    return false;
}

/* Below, at or above zero. */
static int compare_with_real(int64_t integer, double real)
{
    const double beyond = 9223372036854775808.0; /* 2^63 */
    int64_t whole = 0;

    if (real >= beyond)
        return -1;
    if (real < -beyond)
        return 1;
    whole = (int64_t)real;
    if (integer != whole)
        return integer < whole ? -1 : 1;
    return ((double)whole > real) - ((double)whole < real);
}

static int compare(struct number left, struct number right)
{
    if (left.is_real && right.is_real)
        return (left.real > right.real) - (left.real < right.real);
    if (right.is_real)
        return compare_with_real(left.integer, right.real);
    if (left.is_real)
        return -compare_with_real(right.integer, left.real);
    return (left.integer > right.integer) - (left.integer < right.integer);
}

bool number_holds(struct number left, enum relation relation, struct number right)
{
    int order = compare(left, right);

    switch (relation) {
    case RELATION_EQUAL:
        return order == 0;
    case RELATION_LESS:
        return order < 0;
    case RELATION_MOST:
        return order <= 0;
    case RELATION_MORE:
        return order > 0;
    case RELATION_LEAST:
        return order >= 0;
    }
    return false;
}
