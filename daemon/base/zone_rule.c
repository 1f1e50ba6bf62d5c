#include "base/zone_rule.h"

/* POSIX: what is meant when a rule gives no time. */
static const timestamp usual_time = 2 * HOUR;

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* Takes a number of one to three digits within bounds. */
static bool take_number(struct text *text, int least, int most, int *number)
{
    uint64_t value = 0;
    size_t digits = 0;

    while (digits < text->length && digits < 3 && is_digit(text->data[digits]))
        digits++;
    if (!text_to_unsigned(text_until(*text, digits), &value))
        return false;
    *number = (int)value;
    *text = text_from(*text, digits);
    return *number >= least && *number <= most;
}

/* Takes "EST" or "<-03>". */
static bool take_name(struct text *text)
{
    size_t length = 0;

    if (text_take(text, TEXT("<"))) {
        size_t end = 0;

        if (!text_find(*text, TEXT(">"), &end))
            return false;
        *text = text_from(*text, end + 1);
        return true;
    }
    while (length < text->length && is_letter(text->data[length]))
        length++;
    *text = text_from(*text, length);
    return length >= 3;
}

/* Takes "[+-]hh[:mm[:ss]]". */
static bool take_time(struct text *text, int most_hours, timestamp *time)
{
    bool negative = text_starts_with(*text, TEXT("-"));
    int hours = 0;
    int minutes = 0;
    int seconds = 0;

    if (!text_take(text, TEXT("-")))
        text_take(text, TEXT("+"));
    if (!take_number(text, 0, most_hours, &hours))
        return false;
    if (text_take(text, TEXT(":")) && !take_number(text, 0, 59, &minutes))
        return false;
    if (text_take(text, TEXT(":")) && !take_number(text, 0, 59, &seconds))
        return false;
    *time = (hours * HOUR + minutes * MINUTE + seconds * SECOND) * (negative ? -1 : 1);
    return true;
}

/* POSIX counts offsets to the west. */
static bool take_offset(struct text *text, timestamp *offset)
{
    timestamp west = 0;

    if (!take_time(text, 24, &west))
        return false;
    *offset = -west;
    return true;
}

static bool take_day(struct text *text, struct zone_change *change)
{
    if (text_take(text, TEXT("M"))) {
        change->kind = ZONE_DAY_OF_WEEK;
        return take_number(text, 1, 12, &change->month) && text_take(text, TEXT(".")) &&
               take_number(text, 1, 5, &change->week) && text_take(text, TEXT(".")) &&
               take_number(text, 0, 6, &change->day);
    }
    if (text_take(text, TEXT("J"))) {
        change->kind = ZONE_DAY_JULIAN;
        return take_number(text, 1, 365, &change->day);
    }
    change->kind = ZONE_DAY_OF_YEAR;
    return take_number(text, 0, 365, &change->day);
}

static bool take_change(struct text *text, struct zone_change *change)
{
    change->time = usual_time;
    return text_take(text, TEXT(",")) && take_day(text, change) &&
           (!text_take(text, TEXT("/")) || take_time(text, 167, &change->time));
}

bool zone_rule_read(struct text text, struct zone_rule *rule)
{
    *rule = (struct zone_rule){0};
    if (!take_name(&text) || !take_offset(&text, &rule->standard))
        return false;
    if (text.length == 0)
        return true;
    rule->has_summer = true;
    rule->summer = rule->standard + HOUR;
    if (!take_name(&text))
        return false;
    if (!text_starts_with(text, TEXT(",")) && !take_offset(&text, &rule->summer))
        return false;
    return take_change(&text, &rule->starts) && take_change(&text, &rule->ends) && text.length == 0;
}

static timestamp midnight_of(int year, int month, int day)
{
    const struct civil civil = {.year = year, .month = month, .day = day};

    return timestamp_from_civil(&civil);
}

static bool has_leap_day(int year)
{
    const struct civil civil = {.year = year, .month = 2, .day = 29};

    return civil_is_valid(&civil);
}

/* 0 = Sunday.  1970-01-01 was a Thursday. */
static int weekday_of(timestamp midnight)
{
    return (int)(((midnight / DAY + 4) % 7 + 7) % 7);
}

/* The midnight that begins the day of week, e.g. the last Sunday of March. */
static timestamp day_of_week(const struct zone_change *change, int year)
{
    timestamp first = midnight_of(year, change->month, 1);
    timestamp next_month =
        change->month == 12 ? midnight_of(year + 1, 1, 1) : midnight_of(year, change->month + 1, 1);
    int ahead = (change->day - weekday_of(first) + 7) % 7;
    timestamp day = first + (ahead + 7 * (change->week - 1)) * DAY;

    return day < next_month ? day : day - 7 * DAY;
}

/* When the clocks change in a year, as the clock before the change shows it. */
static timestamp change_in(const struct zone_change *change, int year)
{
    timestamp new_year = midnight_of(year, 1, 1);
    bool past_leap_day = change->day >= 60 && has_leap_day(year);

    switch (change->kind) {
    case ZONE_DAY_OF_WEEK:
        return day_of_week(change, year) + change->time;
    case ZONE_DAY_JULIAN:
        return new_year + (change->day - 1 + past_leap_day) * DAY + change->time;
    case ZONE_DAY_OF_YEAR:
        break;
    }
    return new_year + change->day * DAY + change->time;
}

timestamp zone_rule_offset(const struct zone_rule *rule, timestamp when)
{
    int year = 0;
    timestamp starts = 0;
    timestamp ends = 0;
    bool is_summer = false;

    if (!rule->has_summer)
        return rule->standard;
    year = civil_from_timestamp(when + rule->standard).year;
    starts = change_in(&rule->starts, year) - rule->standard;
    ends = change_in(&rule->ends, year) - rule->summer;
    is_summer = starts < ends ? when >= starts && when < ends : when >= starts || when < ends;
    return is_summer ? rule->summer : rule->standard;
}
