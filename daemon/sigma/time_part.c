#include "sigma/time_part.h"

#include "base/timestamp.h"

enum { DATE_LENGTH = 10, DATE_TIME_LENGTH = 19 };

/* Takes what is written apart from the offset, as if clocks stood at UTC. */
static bool read_clock(struct text text, struct civil *civil)
{
    struct text written = text_until(text, DATE_TIME_LENGTH);
    timestamp when = 0;
    bool has_zone = false;

    if (!timestamp_take_iso(&text, &when, &has_zone) || text.length > 0)
        return false;
    if (!timestamp_take_iso(&written, &when, &has_zone))
        return false;
    *civil = civil_from_timestamp(when);
    return true;
}

static bool read_date(struct text text, struct civil *civil)
{
    static const char midnight[] = "T00:00:00";
    char written[DATE_TIME_LENGTH] = "";
    size_t length = 0;

    if (text.length != DATE_LENGTH)
        return false;
    for (; length < DATE_LENGTH; length++)
        written[length] = text.data[length];
    for (; length < DATE_TIME_LENGTH; length++)
        written[length] = midnight[length - DATE_LENGTH];
    return read_clock((struct text){written, DATE_TIME_LENGTH}, civil);
}

static bool read_count(struct text text, struct civil *civil)
{
    static const struct {
        size_t digits;
        uint64_t in_a_second;
    } units[] = {{10, 1}, {13, 1000}, {16, 1000000}, {19, 1000000000}};
    struct text fraction = {0};
    uint64_t count = 0;

    text_cut(text, TEXT("."), &text, &fraction);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (text.length != units[i].digits || !text_to_unsigned(text, &count))
            continue;
        *civil = civil_from_timestamp((timestamp)(count / units[i].in_a_second) * SECOND);
        return true;
    }
    return false;
}

/* 1 is Monday. */
static int64_t weekday(int64_t day)
{
    const int64_t thursday = 3; /* 1970-01-01, counting from 0 for Monday */

    return ((day + thursday) % 7 + 7) % 7 + 1;
}

static int64_t day_number(const struct civil *civil)
{
    struct civil noon = *civil;

    noon.hour = 12;
    noon.minute = noon.second = noon.microsecond = 0;
    return (timestamp_from_civil(&noon) - 12 * HOUR) / DAY;
}

/* A week belongs to the year of its Thursday. */
static int64_t iso_week(const struct civil *civil)
{
    int64_t day = day_number(civil);
    int64_t thursday = day - weekday(day) + 4;
    struct civil first = civil_from_timestamp(thursday * DAY);

    first.month = 1;
    first.day = 1;
    return (thursday - day_number(&first)) / 7 + 1;
}

bool time_part_read(struct text text, enum time_part part, int64_t *value)
{
    struct civil civil = {0};
    bool has_clock = read_clock(text, &civil) || read_count(text, &civil);

    if (!has_clock && (part == TIME_MINUTE || part == TIME_HOUR || !read_date(text, &civil)))
        return false;
    switch (part) {
    case TIME_MINUTE:
        *value = civil.minute;
        return true;
    case TIME_HOUR:
        *value = civil.hour;
        return true;
    case TIME_DAY:
        *value = civil.day;
        return true;
    case TIME_WEEK:
        *value = iso_week(&civil);
        return true;
    case TIME_MONTH:
        *value = civil.month;
        return true;
    case TIME_YEAR:
        *value = civil.year;
        return true;
    case TIME_WHOLE:
        break;
    }
    return false;
}

bool time_part_may_be(enum time_part part, enum relation relation, struct number number)
{
    static const struct {
        int64_t least, most;
    } ranges[] = {
        [TIME_WHOLE] = {INT64_MIN, INT64_MAX},
        [TIME_MINUTE] = {0, 59},
        [TIME_HOUR] = {0, 23},
        [TIME_DAY] = {1, 31},
        [TIME_WEEK] = {1, 53},
        [TIME_MONTH] = {1, 12},
        [TIME_YEAR] = {0, 9999},
    };
    const struct number least = {.integer = ranges[part].least};
    const struct number most = {.integer = ranges[part].most};

    if (relation == RELATION_LESS || relation == RELATION_MOST)
        return number_holds(least, relation, number);
    if (relation == RELATION_MORE || relation == RELATION_LEAST)
        return number_holds(most, relation, number);
    return !number.is_real && number.integer >= least.integer && number.integer <= most.integer;
}
