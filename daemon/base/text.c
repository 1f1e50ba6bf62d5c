#include "base/text.h"

#include <string.h>
#include <sys/random.h>

struct text text_of(const char *string)
{
    return (struct text){string, string ? strlen(string) : 0};
}

/* Most texts that are compared differ in the first byte, which is cheaper to see
 * here than behind a call. */
bool text_equal(struct text a, struct text b)
{
    if (a.length != b.length)
        return false;
    return a.length == 0 || (a.data[0] == b.data[0] && memcmp(a.data, b.data, a.length) == 0);
}

static unsigned char fold(char byte)
{
    return (unsigned char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
}

bool text_equal_caseless(struct text a, struct text b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++) {
        if (fold(a.data[i]) != fold(b.data[i]))
            return false;
    }
    return true;
}

bool text_starts_with(struct text text, struct text start)
{
    return text.length >= start.length && text_equal(text_until(text, start.length), start);
}

bool text_ends_with(struct text text, struct text end)
{
    return text.length >= end.length && text_equal(text_from(text, text.length - end.length), end);
}

int text_compare(struct text a, struct text b)
{
    size_t shared = a.length < b.length ? a.length : b.length;
    int order = shared ? memcmp(a.data, b.data, shared) : 0;

    if (order != 0)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

struct text text_from(struct text text, size_t position)
{
    if (position >= text.length)
        return (struct text){0};
    return (struct text){text.data + position, text.length - position};
}

struct text text_until(struct text text, size_t length)
{
    return (struct text){text.data, length < text.length ? length : text.length};
}

bool text_find(struct text text, struct text needle, size_t *position)
{
    const char *found = NULL;

    if (needle.length == 0 || text.length < needle.length)
        return false;
    found = needle.length == 1 ? memchr(text.data, needle.data[0], text.length)
                               : memmem(text.data, text.length, needle.data, needle.length);
    if (found)
        *position = (size_t)(found - text.data);
    return found != NULL;
}

bool text_find_last(struct text text, struct text needle, size_t *position)
{
    if (needle.length == 0 || text.length < needle.length)
        return false;
    if (needle.length == 1) {
        const char *found = memrchr(text.data, needle.data[0], text.length);

        if (found)
            *position = (size_t)(found - text.data);
        return found != NULL;
    }
    for (size_t i = text.length - needle.length + 1; i-- > 0;) {
        if (memcmp(text.data + i, needle.data, needle.length) == 0) {
            *position = i;
            return true;
        }
    }
    return false;
}

bool text_cut(struct text text, struct text separator, struct text *head, struct text *rest)
{
    size_t position = 0;
    bool found = text_find(text, separator, &position);

    *head = found ? text_until(text, position) : text;
    *rest = found ? text_from(text, position + separator.length) : (struct text){0};
    return found;
}

bool text_take(struct text *text, struct text start)
{
    if (!text_starts_with(*text, start))
        return false;
    *text = text_from(*text, start.length);
    return true;
}

struct text text_take_word(struct text *text)
{
    struct text rest = text_skip_spaces(*text);
    const char *space = rest.length > 0 ? memchr(rest.data, ' ', rest.length) : NULL;
    struct text word = text_until(rest, space ? (size_t)(space - rest.data) : rest.length);

    *text = text_from(rest, word.length);
    return word;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

struct text text_trim(struct text text)
{
    while (text.length > 0 && is_blank(text.data[text.length - 1]))
        text.length--;
    while (text.length > 0 && is_blank(text.data[0]))
        text = text_from(text, 1);
    return text;
}

struct text text_skip_spaces(struct text text)
{
    size_t spaces = 0;

    while (spaces < text.length && text.data[spaces] == ' ')
        spaces++;
    return text_from(text, spaces);
}

size_t text_count_digits(struct text text)
{
    size_t digits = 0;

    while (digits < text.length && text.data[digits] >= '0' && text.data[digits] <= '9')
        digits++;
    return digits;
}

bool text_to_unsigned(struct text text, uint64_t *number)
{
    uint64_t sum = 0;

    if (text.length == 0)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        unsigned digit = (unsigned)(unsigned char)text.data[i] - '0';

        if (digit > 9 || __builtin_mul_overflow(sum, 10, &sum) ||
            __builtin_add_overflow(sum, digit, &sum))
            return false;
    }
    *number = sum;
    return true;
}

bool text_to_signed(struct text text, int64_t *number)
{
    bool negative = text_take(&text, TEXT("-"));
    uint64_t magnitude = 0;

    if (!text_to_unsigned(text, &magnitude) || magnitude > (uint64_t)INT64_MAX + negative)
        return false;
    /* The least number has no positive twin that could be negated. */
    *number = negative && magnitude > 0 ? -(int64_t)(magnitude - 1) - 1 : (int64_t)magnitude;
    return true;
}

static uint64_t process_seed(void)
{
    static uint64_t seed;

    while (seed == 0) {
        if (getrandom(&seed, sizeof seed, 0) < 0)
            seed = 0x9E3779B97F4A7C15u;
    }
    return seed;
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
    __uint128_t product = (__uint128_t)(hash ^ word) * 0xA0761D6478BD642Fu;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t text_hash(struct text text)
{
    uint64_t hash = process_seed() ^ text.length;
    uint64_t word = 0;

    for (; text.length >= sizeof word; text = text_from(text, sizeof word)) {
        memcpy(&word, text.data, sizeof word);
        hash = mix(hash, word);
    }
    word = 0;
    if (text.length > 0)
        memcpy(&word, text.data, text.length);
    return mix(mix(hash, word), 0xE7037ED1A0B428DBu);
}
