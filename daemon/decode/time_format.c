#include "decode/time_format.h"

#include <string.h>

#include "base/zone.h"
#include "decode/syslog_frame.h"

enum { LATEST_SECOND = 60 }; /* a leap second */

/* What of a time has been read. */
struct reading {
    struct text rest;
    struct civil civil;
    bool has_year;
    bool is_morning;
    bool is_afternoon;
    bool has_zone;
    timestamp offset; /* of the zone */
    timestamp epoch;  /* of %s; TIMESTAMP_NONE without */
};

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static bool skip_blanks(struct reading *reading)
{
    while (reading->rest.length > 0 && is_blank(reading->rest.data[0]))
        reading->rest = text_from(reading->rest, 1);
    return true;
}

static size_t digit_run(struct text text, size_t most)
{
    size_t run = 0;

    while (run < text.length && run < most && text.data[run] >= '0' && text.data[run] <= '9')
        run++;
    return run;
}

/* Takes a number of at most that many digits off the front. */
static bool take_number(struct reading *reading, size_t digits, int least, int most, int *number)
{
    uint64_t value = 0;
    size_t run = 0;

    skip_blanks(reading);
    run = digit_run(reading->rest, digits);
    if (!text_to_unsigned(text_until(reading->rest, run), &value) || value < (uint64_t)least ||
        value > (uint64_t)most)
        return false;
    *number = (int)value;
    reading->rest = text_from(reading->rest, run);
    return true;
}

static bool read_year(struct reading *reading)
{
    reading->has_year = true;
    return take_number(reading, 4, 1, 9999, &reading->civil.year);
}

static bool read_short_year(struct reading *reading)
{
    reading->has_year = take_number(reading, 2, 0, 99, &reading->civil.year);
    reading->civil.year += reading->civil.year < 69 ? 2000 : 1900;
    return reading->has_year;
}

static bool read_month(struct reading *reading)
{
    return take_number(reading, 2, 1, 12, &reading->civil.month);
}

static bool read_day(struct reading *reading)
{
    return take_number(reading, 2, 1, 31, &reading->civil.day);
}

static bool read_hour(struct reading *reading)
{
    return take_number(reading, 2, 0, 23, &reading->civil.hour);
}

static bool read_half_hour(struct reading *reading)
{
    return take_number(reading, 2, 1, 12, &reading->civil.hour);
}

static bool read_minute(struct reading *reading)
{
    return take_number(reading, 2, 0, 59, &reading->civil.minute);
}

static bool read_second(struct reading *reading)
{
    return take_number(reading, 2, 0, LATEST_SECOND, &reading->civil.second);
}

/* Takes the digits of a fraction, and gives it in microseconds. */
static bool take_fraction(struct reading *reading, int *microsecond)
{
    size_t run = digit_run(reading->rest, reading->rest.length);

    *microsecond = 0;
    for (size_t i = 0; i < 6; i++)
        *microsecond = *microsecond * 10 + (i < run ? reading->rest.data[i] - '0' : 0);
    reading->rest = text_from(reading->rest, run);
    return run > 0;
}

static bool read_fraction(struct reading *reading)
{
    return take_fraction(reading, &reading->civil.microsecond);
}

static struct text take_letters(struct reading *reading)
{
    struct text letters = reading->rest;
    size_t run = 0;

    while (run < letters.length && ((letters.data[run] >= 'a' && letters.data[run] <= 'z') ||
                                    (letters.data[run] >= 'A' && letters.data[run] <= 'Z')))
        run++;
    reading->rest = text_from(letters, run);
    return text_until(letters, run);
}

static bool read_name(struct reading *reading)
{
    return take_letters(reading).length > 0;
}

static bool read_half(struct reading *reading)
{
    struct text letters = take_letters(reading);

    reading->is_morning = text_equal_caseless(letters, TEXT("am"));
    reading->is_afternoon = text_equal_caseless(letters, TEXT("pm"));
    return reading->is_morning || reading->is_afternoon;
}

static bool read_month_name(struct reading *reading)
{
    static const struct text months[] = {
        {"January", 7},   {"February", 8}, {"March", 5},    {"April", 5},
        {"May", 3},       {"June", 4},     {"July", 4},     {"August", 6},
        {"September", 9}, {"October", 7},  {"November", 8}, {"December", 8},
    };
    struct text name = take_letters(reading);

    for (int i = 0; i < 12; i++) {
        if (text_equal_caseless(name, months[i]) ||
            text_equal_caseless(name, text_until(months[i], 3))) {
            reading->civil.month = i + 1;
            return true;
        }
    }
    return false;
}

static bool read_zone(struct reading *reading)
{
    int hours = 0;
    int minutes = 0;
    bool is_west = text_starts_with(reading->rest, TEXT("-"));

    reading->has_zone = true;
    reading->offset = 0;
    if (text_take(&reading->rest, TEXT("Z")) || text_take(&reading->rest, TEXT("z")))
        return true;
    if (!text_take(&reading->rest, TEXT("+")) && !text_take(&reading->rest, TEXT("-")))
        return false;
    if (digit_run(reading->rest, 2) != 2 || !take_number(reading, 2, 0, 18, &hours))
        return false;
    text_take(&reading->rest, TEXT(":"));
    if (digit_run(reading->rest, 2) == 2 && !take_number(reading, 2, 0, 59, &minutes))
        return false;
    reading->offset = (hours * HOUR + minutes * MINUTE) * (is_west ? -1 : 1);
    return true;
}

static bool read_zone_letters(struct reading *reading)
{
    struct text letters = take_letters(reading);

    if (text_equal(letters, TEXT("UTC")) || text_equal(letters, TEXT("GMT")) ||
        text_equal(letters, TEXT("Z")))
        reading->has_zone = true;
    return letters.length > 0;
}

static bool read_epoch(struct reading *reading)
{
    size_t run = digit_run(reading->rest, reading->rest.length);
    uint64_t seconds = 0;
    int microsecond = 0;

    if (!text_to_unsigned(text_until(reading->rest, run), &seconds) ||
        seconds > (uint64_t)(TIMESTAMP_LATEST / SECOND))
        return false;
    reading->rest = text_from(reading->rest, run);
    if (text_take(&reading->rest, TEXT(".")) && !take_fraction(reading, &microsecond))
        return false;
    reading->epoch = (timestamp)seconds * SECOND + microsecond;
    return true;
}

static bool read_percent(struct reading *reading)
{
    return text_take(&reading->rest, TEXT("%"));
}

static const struct conversion {
    char letter;
    bool (*read)(struct reading *reading);
    const char *parts; /* what is known afterwards, by the letters of the check */
} conversions[] = {
    {'%', read_percent, ""},  {'A', read_name, ""},        {'B', read_month_name, "m"},
    {'H', read_hour, "h"},    {'I', read_half_hour, "h"},  {'M', read_minute, ""},
    {'S', read_second, ""},   {'Y', read_year, ""},        {'Z', read_zone_letters, ""},
    {'a', read_name, ""},     {'b', read_month_name, "m"}, {'d', read_day, "d"},
    {'e', read_day, "d"},     {'f', read_fraction, ""},    {'h', read_month_name, "m"},
    {'m', read_month, "m"},   {'n', skip_blanks, ""},      {'p', read_half, ""},
    {'s', read_epoch, "mdh"}, {'t', skip_blanks, ""},      {'y', read_short_year, ""},
    {'z', read_zone, ""},
};

static const struct conversion *find_conversion(char letter)
{
    for (size_t i = 0; i < sizeof conversions / sizeof *conversions; i++) {
        if (conversions[i].letter == letter)
            return &conversions[i];
    }
    return NULL;
}

/* Takes the next piece off a format: a conversion's letter, or 0 with a byte. */
static char take_piece(struct text *format, char *byte)
{
    *byte = format->data[0];
    *format = text_from(*format, 1);
    if (*byte != '%' || format->length == 0)
        return '\0';
    *byte = format->data[0];
    *format = text_from(*format, 1);
    return *byte;
}

/* What %F and %T stand for; empty for others. */
static struct text spelt_out(char letter)
{
    if (letter == 'F')
        return TEXT("%Y-%m-%d");
    return letter == 'T' ? TEXT("%H:%M:%S") : (struct text){0};
}

bool time_format_check(struct text format, struct error *err)
{
    bool has_month = false;
    bool has_day = false;
    bool has_hour = false;

    while (format.length > 0) {
        char byte = 0;
        char letter = take_piece(&format, &byte);
        const struct conversion *conversion = letter ? find_conversion(letter) : NULL;

        if (!conversion && spelt_out(letter).length == 0) {
            if (letter)
                return error_set(err, "'%%%c' is none of the conversions there are",
                                 letter > ' ' && letter <= '~' ? letter : '?');
            if (byte == '%')
                return error_set(err, "a '%%' stands at its end; '%%%%' is a percent sign");
            continue;
        }
        has_month = has_month || letter == 'F' || (conversion && strchr(conversion->parts, 'm'));
        has_day = has_day || letter == 'F' || (conversion && strchr(conversion->parts, 'd'));
        has_hour = has_hour || letter == 'T' || (conversion && strchr(conversion->parts, 'h'));
    }
    if (!has_month || !has_day || !has_hour)
        return error_set(err, "it says no %s, so no instant",
                         !has_month ? "month"
                         : !has_day ? "day"
                                    : "hour");
    return true;
}

static bool read_pieces(struct reading *reading, struct text format)
{
    bool good = true;

    while (good && format.length > 0) {
        char byte = 0;
        char letter = take_piece(&format, &byte);
        const struct conversion *conversion = letter ? find_conversion(letter) : NULL;

        if (conversion)
            good = conversion->read(reading);
        else if (is_blank(byte))
            good =
                reading->rest.length > 0 && is_blank(reading->rest.data[0]) && skip_blanks(reading);
        else
            good = text_take(&reading->rest, (struct text){&byte, 1});
    }
    return good;
}

/* The same with %F and %T spelt out. */
static bool read_format(struct reading *reading, struct text format)
{
    size_t position = 0;

    while (position < format.length) {
        struct text rest = text_from(format, position);
        char byte = 0;
        char letter = take_piece(&rest, &byte);

        if (spelt_out(letter).length > 0) {
            if (!read_pieces(reading, text_until(format, position)) ||
                !read_pieces(reading, spelt_out(letter)))
                return false;
            format = rest;
            position = 0;
            continue;
        }
        position = format.length - rest.length;
    }
    return read_pieces(reading, format);
}

timestamp time_format_read(struct text format, struct text text, const struct zone *zone,
                           timestamp modified)
{
    struct reading reading = {.rest = text_trim(text), .epoch = TIMESTAMP_NONE};
    struct civil leap_year = {0};
    timestamp when = TIMESTAMP_NONE;

    if (!read_format(&reading, text_trim(format)) || reading.rest.length > 0)
        return TIMESTAMP_NONE;
    if (reading.epoch != TIMESTAMP_NONE)
        return reading.epoch;
    if (reading.is_morning || reading.is_afternoon)
        reading.civil.hour = reading.civil.hour % 12 + (reading.is_afternoon ? 12 : 0);
    leap_year = reading.civil;
    leap_year.year = reading.has_year ? reading.civil.year : 2000;
    if (!civil_is_valid(&leap_year))
        return TIMESTAMP_NONE;
    if (!reading.has_zone)
        return reading.has_year ? zone_instant(zone, &reading.civil)
                                : syslog_frame_guess_year(&reading.civil, zone, modified);
    when = reading.has_year ? timestamp_from_civil(&reading.civil)
                            : syslog_frame_guess_year(&reading.civil, NULL, modified);
    return when == TIMESTAMP_NONE ? when : when - reading.offset;
}
