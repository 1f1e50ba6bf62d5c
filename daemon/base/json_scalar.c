/* What strings and numbers of JSON say: the second half of json_reader.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_reader.h"
#include "base/unicode.h"

enum {
    REPLACEMENT = 0xFFFD,
    REPLACEMENT_LENGTH = 3,

    NUMBER_SIZE = 128, /* of one that is read as it is written */
    DIGITS_MOST = 100, /* that count of a longer one; a double holds 17 */
    EXPONENT_MOST = 10000000,
};

/* How many bytes at the front mean themselves: printable ASCII but the backslash. */
static size_t literal_run(struct text text)
{
    size_t run = 0;

    while (run < text.length && text.data[run] >= ' ' && text.data[run] <= '~' &&
           text.data[run] != '\\')
        run++;
    return run;
}

static void note_control(char byte, unsigned *odd)
{
    if (byte == '\0')
        *odd |= JSON_ODD_NUL;
    else if ((unsigned char)byte < ' ')
        *odd |= JSON_ODD_CONTROL;
}

/* Counts the bytes that are no UTF-8, and says whether a backslash is there. */
static size_t count_broken(struct text text, bool *has_escape, unsigned *odd)
{
    size_t broken = 0;

    *has_escape = false;
    while (text.length > 0) {
        uint32_t code = 0;
        size_t length = literal_run(text);

        if (length == 0) {
            length = unicode_decode(text, &code);
            *has_escape = *has_escape || text.data[0] == '\\';
            note_control(text.data[0], odd);
        }
        broken += length == 0;
        text = text_from(text, length > 0 ? length : 1);
    }
    if (broken > 0)
        *odd |= JSON_ODD_UTF8;
    return broken;
}

static size_t put_code(char *to, uint32_t code)
{
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        to[0] = (char)(0xC0 | code >> 6);
        to[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        to[0] = (char)(0xE0 | code >> 12);
        to[1] = (char)(0x80 | (code >> 6 & 0x3F));
        to[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | code >> 18);
    to[1] = (char)(0x80 | (code >> 12 & 0x3F));
    to[2] = (char)(0x80 | (code >> 6 & 0x3F));
    to[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

static int hex_digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

/* Takes "\u1234" off the front. */
static bool take_unit(struct text *text, uint32_t *unit)
{
    if (text->length < 6 || text->data[0] != '\\' || text->data[1] != 'u')
        return false;
    *unit = 0;
    for (size_t i = 2; i < 6; i++) {
        int digit = hex_digit(text->data[i]);

        if (digit < 0)
            return false;
        *unit = *unit << 4 | (uint32_t)digit;
    }
    *text = text_from(*text, 6);
    return true;
}

/* Takes "\u1234", or two that are one character, off the front. */
static bool take_code(struct text *text, uint32_t *code, unsigned *odd)
{
    struct text rest = {0};
    uint32_t low = 0;

    if (!take_unit(text, code))
        return false;
    if (*code == 0)
        *odd |= JSON_ODD_NUL;
    if (*code < 0xD800 || *code > 0xDFFF)
        return true;
    rest = *text;
    if (*code < 0xDC00 && take_unit(&rest, &low) && low >= 0xDC00 && low <= 0xDFFF) {
        *code = 0x10000 + ((*code - 0xD800) << 10) + (low - 0xDC00);
        *text = rest;
        return true;
    }
    *code = REPLACEMENT;
    *odd |= JSON_ODD_UTF8;
    return true;
}

/* Takes the escape at the front; one that is none stays as it is, from its backslash. */
static uint32_t take_escape(struct text *text, unsigned *odd)
{
    static const char names[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    const char *name = NULL;
    uint32_t code = 0;

    if (take_code(text, &code, odd))
        return code;
    if (text->length > 1)
        name = memchr(names, text->data[1], sizeof names - 1);
    if (name) {
        *text = text_from(*text, 2);
        return (uint32_t)meanings[name - names];
    }
    *odd |= JSON_ODD_ESCAPE;
    *text = text_from(*text, 1);
    return '\\';
}

struct text json_reader_string(struct arena *arena, struct text raw, unsigned *odd)
{
    bool has_escape = false;
    size_t broken = 0;
    size_t length = 0;
    char *made = NULL;

    if (literal_run(raw) == raw.length)
        return raw;
    broken = count_broken(raw, &has_escape, odd);
    if (broken == 0 && !has_escape)
        return raw;

    /* No escape is shorter than what it says. */
    made = arena_alloc(arena, raw.length + broken * (REPLACEMENT_LENGTH - 1));
    while (raw.length > 0) {
        uint32_t code = 0;
        size_t run = literal_run(raw);

        if (run == 0 && raw.data[0] != '\\')
            run = unicode_decode(raw, &code);
        if (run > 0) {
            memcpy(made + length, raw.data, run);
            length += run;
            raw = text_from(raw, run);
        } else if (raw.data[0] == '\\') {
            length += put_code(made + length, take_escape(&raw, odd));
        } else {
            length += put_code(made + length, REPLACEMENT);
            raw = text_from(raw, 1);
        }
    }
    return (struct text){made, length};
}

static size_t digit_run(struct text text)
{
    size_t run = 0;

    while (run < text.length && text.data[run] >= '0' && text.data[run] <= '9')
        run++;
    return run;
}

/* A decimal number, taken apart. */
struct decimal {
    bool is_negative;
    struct text whole;
    struct text fraction;
    struct text exponent; /* digits only */
    bool exponent_is_negative;
};

static bool take_sign(struct text *text)
{
    bool is_negative = text_take(text, TEXT("-"));

    if (!is_negative)
        text_take(text, TEXT("+"));
    return is_negative;
}

static struct text take_digits(struct text *text)
{
    struct text digits = text_until(*text, digit_run(*text));

    *text = text_from(*text, digits.length);
    return digits;
}

static bool take_apart(struct text text, struct decimal *decimal)
{
    bool has_exponent = false;

    *decimal = (struct decimal){.is_negative = take_sign(&text)};
    decimal->whole = take_digits(&text);
    if (text_take(&text, TEXT(".")))
        decimal->fraction = take_digits(&text);
    if (decimal->whole.length + decimal->fraction.length == 0)
        return false;
    has_exponent = text_take(&text, TEXT("e")) || text_take(&text, TEXT("E"));
    if (has_exponent) {
        decimal->exponent_is_negative = take_sign(&text);
        decimal->exponent = take_digits(&text);
    }
    return text.length == 0 && (!has_exponent || decimal->exponent.length > 0);
}

/* Adds digits that count to significant; what does not fit any more is dropped, and
 * so are zeros at the front.  Returns how many were dropped at the back. */
static size_t add_digits(char significant[DIGITS_MOST + 1], size_t *count, struct text digits)
{
    size_t dropped = 0;

    for (size_t i = 0; i < digits.length; i++) {
        if (*count == DIGITS_MOST)
            dropped++;
        else if (*count > 0 || digits.data[i] != '0')
            significant[(*count)++] = digits.data[i];
    }
    return dropped;
}

static int64_t read_exponent(const struct decimal *decimal)
{
    int64_t exponent = 0;

    for (size_t i = 0; i < decimal->exponent.length && exponent < EXPONENT_MOST; i++)
        exponent = exponent * 10 + (decimal->exponent.data[i] - '0');
    return decimal->exponent_is_negative ? -exponent : exponent;
}

/* A real of any length, by its leading digits. */
static double read_long(const struct decimal *decimal)
{
    char significant[DIGITS_MOST + 1] = "";
    char written[DIGITS_MOST + 32] = "";
    size_t count = 0;
    size_t dropped = add_digits(significant, &count, decimal->whole);
    int64_t exponent = read_exponent(decimal) + (int64_t)dropped;

    dropped = add_digits(significant, &count, decimal->fraction);
    exponent -= (int64_t)(decimal->fraction.length - dropped);
    if (count == 0)
        return decimal->is_negative ? -0.0 : 0.0;
    snprintf(written, sizeof written, "%s%se%lld", decimal->is_negative ? "-" : "", significant,
             (long long)exponent);
    return strtod(written, NULL);
}

static double read_real(struct text raw, const struct decimal *decimal)
{
    char written[NUMBER_SIZE] = "";

    if (raw.length >= sizeof written)
        return read_long(decimal);
    memcpy(written, raw.data, raw.length);
    return strtod(written, NULL);
}

bool json_reader_number(struct text raw, int64_t *integer, double *real)
{
    struct decimal decimal = {0};

    *real = NAN;
    if (text_to_signed(raw, integer))
        return true;
    if (text_equal(raw, TEXT("Infinity")) || text_equal(raw, TEXT("-Infinity")))
        *real = raw.data[0] == '-' ? -INFINITY : INFINITY;
    else if (take_apart(raw, &decimal))
        *real = read_real(raw, &decimal);
    return false;
}
