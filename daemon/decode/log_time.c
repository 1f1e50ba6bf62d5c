#include "decode/log_time.h"

enum { LAST_SECOND_DIGITS = 11, YEAR_DIGITS = 4 };

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Takes one to most digits. */
static bool take_number(struct text *text, size_t most, int *number)
{
    size_t digits = 0;

    *number = 0;
    while (digits < text->length && digits < most && is_digit(text->data[digits]))
        *number = *number * 10 + (text->data[digits++] - '0');
    *text = text_from(*text, digits);
    return digits > 0;
}

/* Takes four digits: fewer are what is left of a line that was cut. */
static bool take_year(struct text *text, int *year)
{
    size_t before = text->length;

    return take_number(text, YEAR_DIGITS, year) && before - text->length == YEAR_DIGITS;
}

static bool take_month(struct text *text, int *month)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

    for (*month = 1; *month <= 12; ++*month) {
        struct text name = {names + (size_t)(*month - 1) * 3, 3};

        if (text_take(text, name))
            return true;
    }
    return false;
}

/* Takes "08:05:01" and, where there is one, a fraction. */
static bool take_clock(struct text *text, struct civil *civil)
{
    int unit = 100000;

    if (!take_number(text, 2, &civil->hour) || !text_take(text, TEXT(":")) ||
        !take_number(text, 2, &civil->minute) || !text_take(text, TEXT(":")) ||
        !take_number(text, 2, &civil->second))
        return false;
    if (text->length < 2 || text->data[0] != '.' || !is_digit(text->data[1]))
        return true;
    *text = text_from(*text, 1);
    for (; text->length > 0 && is_digit(text->data[0]); *text = text_from(*text, 1)) {
        civil->microsecond += (text->data[0] - '0') * unit;
        unit /= 10;
    }
    return true;
}

/* Takes " +0800" where it stands. */
static bool take_offset(struct text *text, timestamp *offset)
{
    struct text rest = *text;
    struct text digits = {0};
    uint64_t number = 0;
    bool is_west = false;

    if (!text_take(&rest, TEXT(" ")))
        return false;
    is_west = text_take(&rest, TEXT("-"));
    if (!is_west && !text_take(&rest, TEXT("+")))
        return false;
    digits = text_until(rest, 4);
    if (digits.length != 4 || !text_to_unsigned(digits, &number))
        return false;
    *offset = (timestamp)(number / 100) * HOUR + (timestamp)(number % 100) * MINUTE;
    if (is_west)
        *offset = -*offset;
    *text = text_from(rest, 4);
    return true;
}

bool log_time_take_common(struct text *text, const struct zone *zone, timestamp *when)
{
    struct text rest = *text;
    struct civil civil = {0};
    timestamp offset = 0;

    if (!take_number(&rest, 2, &civil.day) || !text_take(&rest, TEXT("/")) ||
        !take_month(&rest, &civil.month) || !text_take(&rest, TEXT("/")) ||
        !take_year(&rest, &civil.year) || !text_take(&rest, TEXT(":")) ||
        !take_clock(&rest, &civil) || !civil_is_valid(&civil))
        return false;
    if (take_offset(&rest, &offset))
        *when = timestamp_from_civil(&civil) - offset;
    else
        *when = zone_instant(zone, &civil);
    *text = rest;
    return true;
}

bool log_time_take_slashes(struct text *text, const struct zone *zone, timestamp *when)
{
    struct text rest = *text;
    struct civil civil = {0};

    if (!take_year(&rest, &civil.year) || !text_take(&rest, TEXT("/")) ||
        !take_number(&rest, 2, &civil.month) || !text_take(&rest, TEXT("/")) ||
        !take_number(&rest, 2, &civil.day) || !text_take(&rest, TEXT(" ")) ||
        !take_clock(&rest, &civil) || !civil_is_valid(&civil))
        return false;
    *when = zone_instant(zone, &civil);
    *text = rest;
    return true;
}

bool log_time_take_ctime(struct text *text, const struct zone *zone, timestamp *when)
{
    struct text rest = text_from(*text, 4);
    struct civil civil = {0};

    if (text->length < 4 || text->data[3] != ' ' || !take_month(&rest, &civil.month) ||
        !text_take(&rest, TEXT(" ")))
        return false;
    text_take(&rest, TEXT(" "));
    if (!take_number(&rest, 2, &civil.day) || !text_take(&rest, TEXT(" ")) ||
        !take_clock(&rest, &civil) || !text_take(&rest, TEXT(" ")) ||
        !take_year(&rest, &civil.year) || !civil_is_valid(&civil))
        return false;
    *when = zone_instant(zone, &civil);
    *text = rest;
    return true;
}

bool log_time_take_dashes(struct text *text, const struct zone *zone, timestamp *when)
{
    struct text rest = *text;
    struct civil civil = {0};

    if (!take_number(&rest, 2, &civil.day) || !text_take(&rest, TEXT("-")) ||
        !take_month(&rest, &civil.month) || !text_take(&rest, TEXT("-")) ||
        !take_year(&rest, &civil.year) || !text_take(&rest, TEXT(" ")) ||
        !take_clock(&rest, &civil) || !civil_is_valid(&civil))
        return false;
    *when = zone_instant(zone, &civil);
    *text = rest;
    return true;
}

bool log_time_read_epoch(struct text text, timestamp *when)
{
    struct text seconds = {0};
    struct text fraction = {0};
    uint64_t whole = 0;
    timestamp unit = SECOND;

    text_cut(text, TEXT("."), &seconds, &fraction);
    if (seconds.length > LAST_SECOND_DIGITS || !text_to_unsigned(seconds, &whole))
        return false;
    *when = (timestamp)whole * SECOND;
    for (size_t i = 0; i < fraction.length; i++) {
        if (!is_digit(fraction.data[i]))
            return false;
        unit /= 10;
        *when += (fraction.data[i] - '0') * unit;
    }
    return true;
}
