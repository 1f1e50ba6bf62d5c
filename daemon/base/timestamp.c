#include "base/timestamp.h"

#include <inttypes.h>
#include <stdio.h>

/* Days from 1970-01-01 in the proleptic Gregorian calendar; years are counted
 * from March so that the leap day is the last one (Howard Hinnant's method). */
static int64_t days_from_civil(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * 146097 + day_of_era - 719468;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool civil_is_valid(const struct civil *civil)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int longest = 0;

    if (civil->year < 1 || civil->year > 9999 || civil->month < 1 || civil->month > 12)
        return false;
    longest = days[civil->month - 1] + (civil->month == 2 && is_leap(civil->year));
    return civil->day >= 1 && civil->day <= longest && civil->hour >= 0 && civil->hour <= 23 &&
           civil->minute >= 0 && civil->minute <= 59 && civil->second >= 0 && civil->second <= 60 &&
           civil->microsecond >= 0 && civil->microsecond <= 999999;
}

timestamp timestamp_from_civil(const struct civil *civil)
{
    return days_from_civil(civil->year, civil->month, civil->day) * DAY + civil->hour * HOUR +
           civil->minute * MINUTE + civil->second * SECOND + civil->microsecond;
}

struct civil civil_from_timestamp(timestamp when)
{
    int64_t days = when / DAY - (when % DAY < 0);
    int64_t rest = when - days * DAY;
    int64_t shifted = days + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;
    int month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);

    return (struct civil){
        .year = (int)(year_of_era + era * 400 + (month <= 2)),
        .month = month,
        .day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1),
        .hour = (int)(rest / HOUR),
        .minute = (int)(rest / MINUTE % 60),
        .second = (int)(rest / SECOND % 60),
        .microsecond = (int)(rest % SECOND),
    };
}

const char *timestamp_write(timestamp when, char text[TIMESTAMP_TEXT_SIZE])
{
    struct civil civil = {0};

    if (when == TIMESTAMP_NONE) {
        snprintf(text, TIMESTAMP_TEXT_SIZE, "unknown");
        return text;
    }
    civil = civil_from_timestamp(when);
    snprintf(text, TIMESTAMP_TEXT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", civil.year % 10000,
             civil.month, civil.day, civil.hour, civil.minute, civil.second, civil.microsecond);
    return text;
}

/* Takes exactly width digits off the front. */
static bool take_digits(struct text *text, size_t width, int *number)
{
    uint64_t value = 0;

    if (text->length < width || !text_to_unsigned(text_until(*text, width), &value))
        return false;
    *number = (int)value;
    *text = text_from(*text, width);
    return true;
}

/* Takes ".123", keeping microseconds and passing over finer digits. */
static bool take_fraction(struct text *text, int *microsecond)
{
    int unit = 100000;
    bool any = false;

    if (!text_take(text, TEXT(".")) && !text_take(text, TEXT(",")))
        return true;
    while (text->length > 0 && text->data[0] >= '0' && text->data[0] <= '9') {
        *microsecond += (text->data[0] - '0') * unit;
        unit /= 10;
        any = true;
        *text = text_from(*text, 1);
    }
    return any;
}

/* Takes "Z", "+08:00", "+0800" or "+08"; nothing at all is fine too. */
static bool take_zone(struct text *text, timestamp *offset, bool *has_zone)
{
    int hours = 0;
    int minutes = 0;
    bool west = false;

    *has_zone = true;
    *offset = 0;
    if (text_take(text, TEXT("Z")) || text_take(text, TEXT("z")))
        return true;
    west = text_starts_with(*text, TEXT("-"));
    if (!text_take(text, TEXT("+")) && !text_take(text, TEXT("-"))) {
        *has_zone = false;
        return true;
    }
    if (!take_digits(text, 2, &hours))
        return false;
    if (text_take(text, TEXT(":"))) {
        if (!take_digits(text, 2, &minutes))
            return false;
    } else if (!take_digits(text, 2, &minutes)) {
        minutes = 0;
    }
    *offset = (hours * HOUR + minutes * MINUTE) * (west ? -1 : 1);
    return hours <= 18 && minutes <= 59;
}

static bool take_date_time(struct text *text, struct civil *civil)
{
    return take_digits(text, 4, &civil->year) && text_take(text, TEXT("-")) &&
           take_digits(text, 2, &civil->month) && text_take(text, TEXT("-")) &&
           take_digits(text, 2, &civil->day) &&
           (text_take(text, TEXT("T")) || text_take(text, TEXT("t")) ||
            text_take(text, TEXT(" "))) &&
           take_digits(text, 2, &civil->hour) && text_take(text, TEXT(":")) &&
           take_digits(text, 2, &civil->minute) && text_take(text, TEXT(":")) &&
           take_digits(text, 2, &civil->second) && take_fraction(text, &civil->microsecond) &&
           civil_is_valid(civil);
}

bool timestamp_take_iso(struct text *text, timestamp *when, bool *has_zone)
{
    struct text rest = *text;
    struct civil civil = {0};
    timestamp offset = 0;

    if (!take_date_time(&rest, &civil) || !take_zone(&rest, &offset, has_zone))
        return false;
    *when = timestamp_from_civil(&civil) - offset;
    *text = rest;
    return true;
}

timestamp timestamp_after(timestamp when, timestamp length)
{
    timestamp sum = 0;

    if (__builtin_add_overflow(when, length, &sum))
        return length > 0 ? INT64_MAX : INT64_MIN + 1;
    return sum;
}

static const struct {
    struct text name;
    timestamp length;
} units[] = {
    {{"w", 1}, 7 * DAY}, {{"d", 1}, DAY},          {{"h", 1}, HOUR}, {{"m", 1}, MINUTE},
    {{"s", 1}, SECOND},  {{"ms", 2}, MILLISECOND}, {{"us", 2}, 1},
};

bool duration_read(struct text text, timestamp *length)
{
    uint64_t number = 0;
    size_t digits = 0;

    while (digits < text.length && text.data[digits] >= '0' && text.data[digits] <= '9')
        digits++;
    if (!text_to_unsigned(text_until(text, digits), &number) || number > INT64_MAX)
        return false;
    text = text_from(text, digits);
    if (text.length == 0 && number == 0) {
        *length = 0;
        return true;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (text_equal(text, units[i].name))
            return !__builtin_mul_overflow((int64_t)number, units[i].length, length);
    }
    return false;
}

const char *duration_write(timestamp length, char text[TIMESTAMP_TEXT_SIZE])
{
    size_t unit = 0;

    if (length == 0) {
        snprintf(text, TIMESTAMP_TEXT_SIZE, "0s");
        return text;
    }
    while (length % units[unit].length != 0)
        unit++;
    snprintf(text, TIMESTAMP_TEXT_SIZE, "%" PRId64 "%.*s", length / units[unit].length,
             TEXT_ARGS(units[unit].name));
    return text;
}
