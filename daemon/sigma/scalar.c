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

/* 0x17, 0b101 and 010, which decimal readers do not know.  text has no sign. */
static bool read_based_integer(struct text text, bool negative, struct scalar *scalar)
{
    unsigned base = 8;
    int64_t integer = 0;

    text_take(&text, TEXT("0"));
    if (text_take(&text, TEXT("x")))
        base = 16;
    else if (text_take(&text, TEXT("b")))
        base = 2;
    if (!read_digits(text, base, &integer))
        return false;
    scalar->number = (struct number){.integer = negative ? -integer : integer};
    if (base == 8)
        scalar->doubt = "a plain number with a leading zero is octal; quote it if the digits "
                        "are meant";
    return true;
}

/* 12:30:45, whole numbers below 60 behind a first one. */
static bool read_sixties(struct text text, bool negative, struct scalar *scalar)
{
    struct text part = {0};
    int64_t sum = 0;
    int64_t number = 0;

    if (!text_cut(text, TEXT(":"), &part, &text) || !read_digits(part, 10, &sum) ||
        part.data[0] == '0')
        return false;
    while (text.length > 0) {
        text_cut(text, TEXT(":"), &part, &text);
        if (part.length > 2 || !read_digits(part, 10, &number) || number > 59 ||
            __builtin_mul_overflow(sum, 60, &sum) || __builtin_add_overflow(sum, number, &sum))
            return false;
    }
    if (text_ends_with(scalar->text, TEXT(":")))
        return false;
    scalar->number = (struct number){.integer = negative ? -sum : sum};
    scalar->is_text_too = true;
    scalar->doubt = "plain digits with colons are a number by sixties; quote them if a time is "
                    "meant";
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

/* Whether the exponent, if there is one, has the sign without which it is text. */
static bool has_signed_exponent(struct text text)
{
    size_t position = 0;

    if (!text_find(text, TEXT("e"), &position) && !text_find(text, TEXT("E"), &position))
        return true;
    return position + 1 < text.length &&
           (text.data[position + 1] == '-' || text.data[position + 1] == '+');
}

static bool read_number(struct scalar *scalar)
{
    char digits[64] = "";
    struct text text = drop_underscores(scalar->text, digits, sizeof digits);
    struct text magnitude = text;
    bool negative = text_take(&magnitude, TEXT("-"));
    bool has_point = false;

    if (!negative)
        text_take(&magnitude, TEXT("+"));
    has_point = magnitude.length > 0 && memchr(magnitude.data, '.', magnitude.length);
    if (magnitude.length > 1 && magnitude.data[0] == '0' && !has_point)
        return read_based_integer(magnitude, negative, scalar);
    return (number_read(text, &scalar->number) && has_signed_exponent(magnitude)) ||
           read_sixties(magnitude, negative, scalar);
}

/* 2024-01-01, and what may follow of a time. */
static bool looks_like_date(struct text text)
{
    static const char shape[] = "dddd-dd-dd";

    if (text.length < sizeof shape - 1)
        return false;
    for (size_t i = 0; i < sizeof shape - 1; i++) {
        bool is_digit = text.data[i] >= '0' && text.data[i] <= '9';

        if (shape[i] == 'd' ? !is_digit : text.data[i] != shape[i])
            return false;
    }
    return true;
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
    else if (scalar.kind == SCALAR_TEXT && looks_like_date(scalar.text))
        scalar.doubt = "other tools refuse a plain date; quote it";
    return scalar;
}
