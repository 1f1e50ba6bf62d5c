#include "sigma/scalar.h"

#include <string.h>

static const struct {
    struct text words[3];
    bool boolean;
    bool is_doubtful;
} truth_words[] = {
    {{{"true", 4}, {"True", 4}, {"TRUE", 4}}, true, false},
    {{{"false", 5}, {"False", 5}, {"FALSE", 5}}, false, false},
    {{{"yes", 3}, {"Yes", 3}, {"YES", 3}}, true, true},
    {{{"no", 2}, {"No", 2}, {"NO", 2}}, false, true},
    {{{"on", 2}, {"On", 2}, {"ON", 2}}, true, true},
    {{{"off", 3}, {"Off", 3}, {"OFF", 3}}, false, true},
};

static bool read_truth(struct scalar *scalar)
{
    for (size_t i = 0; i < sizeof truth_words / sizeof *truth_words; i++) {
        for (size_t j = 0; j < 3; j++) {
            if (!text_equal(scalar->text, truth_words[i].words[j]))
                continue;
            scalar->kind = SCALAR_BOOLEAN;
            scalar->boolean = truth_words[i].boolean;
            if (truth_words[i].is_doubtful)
                scalar->doubt = "a plain yes, no, on or off is a truth value; quote it if the "
                                "word is meant";
            return true;
        }
    }
    return false;
}

static bool is_null(struct text text)
{
    static const struct text words[] = {{"", 0}, {"~", 1}, {"null", 4}, {"Null", 4}, {"NULL", 4}};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_equal(text, words[i]))
            return true;
    }
    return false;
}

/* The value of a digit, or 16 for what is none. */
static unsigned digit_value(char byte)
{
    if (byte >= '0' && byte <= '9')
        return (unsigned)(byte - '0');
    if (byte >= 'a' && byte <= 'f')
        return (unsigned)(byte - 'a') + 10;
    if (byte >= 'A' && byte <= 'F')
        return (unsigned)(byte - 'A') + 10;
    return 16;
}

static bool read_digits(struct text digits, unsigned base, int64_t *integer)
{
    int64_t sum = 0;

    if (digits.length == 0)
        return false;
    for (size_t i = 0; i < digits.length; i++) {
        unsigned digit = digit_value(digits.data[i]);

        if (digit >= base || __builtin_mul_overflow(sum, base, &sum) ||
            __builtin_add_overflow(sum, digit, &sum))
            return false;
    }
    *integer = sum;
    return true;
}

/* 0x17 and 010, which decimal readers do not know. */
static bool read_based_integer(struct text text, struct scalar *scalar)
{
    bool negative = text_take(&text, TEXT("-"));
    bool is_hex = text_starts_with(text, TEXT("0x"));
    int64_t integer = 0;

    if (!text_starts_with(text, TEXT("0")) || text.length < 2)
        return false;
    if (!read_digits(text_from(text, is_hex ? 2 : 1), is_hex ? 16 : 8, &integer))
        return false;
    scalar->number = (struct number){.integer = negative ? -integer : integer};
    if (!is_hex)
        scalar->doubt = "a plain number with a leading zero is octal; quote it if the digits "
                        "are meant";
    return true;
}

/* 1_000 is 1000.  Returns what is left of text in digits. */
static struct text drop_underscores(struct text text, char *digits, size_t size)
{
    size_t length = 0;

    if (text.length > size || text.length == 0 || text.data[0] == '_')
        return text;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] != '_')
            digits[length++] = text.data[i];
    }
    return (struct text){digits, length};
}

static bool read_number(struct scalar *scalar)
{
    char digits[64] = "";
    struct text text = drop_underscores(scalar->text, digits, sizeof digits);
    struct text magnitude = text;
    bool has_leading_zero = false;

    if (!text_take(&magnitude, TEXT("-")))
        text_take(&magnitude, TEXT("+"));
    has_leading_zero = magnitude.length > 1 && magnitude.data[0] == '0' &&
                       !memchr(magnitude.data, '.', magnitude.length);
    if (has_leading_zero)
        return read_based_integer(text, scalar);
    return number_read(text, &scalar->number);
}

struct scalar scalar_read(const struct node *node)
{
    struct scalar scalar = {.kind = SCALAR_TEXT, .text = node->scalar};

    if (node->quoted)
        return scalar;
    if (is_null(scalar.text))
        scalar.kind = SCALAR_NULL;
    else if (!read_truth(&scalar) && read_number(&scalar))
        scalar.kind = SCALAR_NUMBER;
    return scalar;
}
