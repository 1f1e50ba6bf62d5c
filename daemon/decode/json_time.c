/* The instants that JSON logs write: json_event_time of json_event.h. */
#include "base/json_reader.h"
#include "base/zone.h"
#include "decode/json_event.h"

/* Seconds have so many since 1973; a smaller number is rather a length of time. */
enum { DIGITS_LEAST = 9, SECONDS_LEAST = 100000000 };

/* Units of a count since 1970, by how many digits it has at most. */
static const struct {
    size_t digits;
    int64_t per_second;
} units[] = {{11, 1}, {14, 1000}, {17, 1000000}, {20, 1000000000}};

static size_t digit_run(struct text text)
{
    size_t run = 0;

    while (run < text.length && text.data[run] >= '0' && text.data[run] <= '9')
        run++;
    return run;
}

/* The first digits of a fraction, as so many parts of ten to the power of places. */
static int64_t read_fraction(struct text digits, size_t places)
{
    int64_t parts = 0;

    for (size_t i = 0; i < places; i++)
        parts = parts * 10 + (i < digits.length ? digits.data[i] - '0' : 0);
    return parts;
}

static timestamp to_timestamp(uint64_t count, int64_t per_second, struct text fraction)
{
    uint64_t second = count / (uint64_t)per_second;
    uint64_t rest = count % (uint64_t)per_second;

    if (second > (uint64_t)(TIMESTAMP_LATEST / SECOND))
        return TIMESTAMP_NONE;
    if (per_second > SECOND)
        return (timestamp)second * SECOND + (timestamp)rest / (per_second / SECOND);
    rest *= (uint64_t)(SECOND / per_second);
    if (per_second == 1)
        rest += (uint64_t)read_fraction(fraction, 6);
    else if (per_second == 1000)
        rest += (uint64_t)read_fraction(fraction, 3);
    return (timestamp)second * SECOND + (timestamp)rest;
}

/* "1793577901.25" and the like, and nothing else. */
static timestamp read_count(struct text text)
{
    struct text whole = text_until(text, digit_run(text));
    struct text fraction = text_from(text, whole.length);
    uint64_t count = 0;

    if (text_take(&fraction, TEXT(".")) && digit_run(fraction) == 0)
        return TIMESTAMP_NONE;
    if (digit_run(fraction) != fraction.length || !text_to_unsigned(whole, &count))
        return TIMESTAMP_NONE;
    for (size_t i = 0; i < sizeof units / sizeof *units && whole.length >= DIGITS_LEAST; i++) {
        if (whole.length <= units[i].digits)
            return to_timestamp(count, units[i].per_second, fraction);
    }
    return TIMESTAMP_NONE;
}

/* A count in another notation: "1.79e9". */
static timestamp read_real(double real)
{
    if (!(real >= SECONDS_LEAST) || real > (double)(TIMESTAMP_LATEST / SECOND))
        return TIMESTAMP_NONE;
    return (timestamp)(real * (double)SECOND);
}

/* Takes " +0800" or " UTC" off the front, where the zone stands apart. */
static bool take_far_zone(struct text *text, timestamp *offset)
{
    int sign = 0;
    uint64_t hours = 0;
    uint64_t minutes = 0;

    *offset = 0;
    if (text_take(text, TEXT(" UTC")) || text_take(text, TEXT(" GMT")) ||
        text_take(text, TEXT(" Z")))
        return true;
    if (text->length < 6 || text->data[0] != ' ')
        return false;
    sign = text->data[1] == '+' ? 1 : text->data[1] == '-' ? -1 : 0;
    if (sign == 0 || !text_to_unsigned(text_until(text_from(*text, 2), 2), &hours) ||
        !text_to_unsigned(text_until(text_from(*text, text->data[4] == ':' ? 5 : 4), 2), &minutes))
        return false;
    if (hours > 18 || minutes > 59)
        return false;
    *text = text_from(*text, text->data[4] == ':' ? 7 : 6);
    *offset = sign * ((timestamp)hours * HOUR + (timestamp)minutes * MINUTE);
    return true;
}

static timestamp read_date(struct text text, const struct zone *zone)
{
    timestamp when = TIMESTAMP_NONE;
    timestamp offset = 0;
    bool has_zone = false;

    if (!timestamp_take_iso(&text, &when, &has_zone))
        return TIMESTAMP_NONE;
    if (!has_zone && take_far_zone(&text, &offset)) {
        text_take(&text, TEXT(" UTC")); /* Go writes both */
        when -= offset;
        has_zone = true;
    }
    if (text.length > 0)
        return TIMESTAMP_NONE;
    if (!has_zone) {
        struct civil civil = civil_from_timestamp(when);

        when = zone_instant(zone, &civil);
    }
    return when;
}

timestamp json_event_time(const struct value *value, const struct zone *zone)
{
    struct text text = text_trim(value->text);
    timestamp when = TIMESTAMP_NONE;

    if (value->kind != VALUE_INTEGER && value->kind != VALUE_TEXT && value->kind != VALUE_REAL)
        return TIMESTAMP_NONE;
    if (value->is_cut)
        return TIMESTAMP_NONE;
    when = read_count(text);
    if (when == TIMESTAMP_NONE && value->kind == VALUE_REAL)
        return read_real(value->real);
    return when == TIMESTAMP_NONE ? read_date(text, zone) : when;
}

/* Names of members that say when it happened, and of those that may. */
static const struct text sure[] = {
    {"@timestamp", 10},
    {"timestamp", 9},
    {"time", 4},
    {"ts", 2},
    {"eventTime", 9},
    {"event_time", 10},
    {"published", 9},
    {"_time", 5},
    {"datetime", 8},
    {"date_time", 9},
    {"asctime", 7},
    {"UtcTime", 7},
    {"TimeGenerated", 13},
    {"TimeCreated", 11},
    {"CreationTime", 12},
    {"unixTime", 8},
    {"calendarTime", 12},
    {"log_time", 8},
    {"startTime", 9},
    {"start_time", 10},
    {"activityDateTime", 16},
    {"stageTimestamp", 14},
    {"createdDateTime", 15},
    {"__REALTIME_TIMESTAMP", 20},
    {"effective_at", 12},
    {"date_create", 11},
};
static const struct text unsure[] = {
    {"created", 7}, {"created_at", 10}, {"createdAt", 9}, {"date", 4}, {"t", 1},
};

static bool is_among(struct text name, const struct text *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal_caseless(name, names[i]))
            return true;
    }
    return false;
}

/* The instant that the token just read says, a string or a number. */
static timestamp read_member(struct arena *arena, const struct json_reader *reader,
                             const struct zone *zone)
{
    struct value value = {.kind = VALUE_TEXT, .text = reader->raw, .is_cut = reader->is_cut};
    unsigned odd = 0;

    if (reader->token == JSON_STRING)
        value.text = json_reader_string(arena, reader->raw, &odd);
    else if (reader->token != JSON_NUMBER)
        return TIMESTAMP_NONE;
    else if (!json_reader_number(reader->raw, &value.integer, &value.real))
        value.kind = VALUE_REAL;
    return json_event_time(&value, zone);
}

timestamp json_event_usual_time(struct arena *arena, struct text text, const struct zone *zone)
{
    struct json_reader reader;
    timestamp perhaps = TIMESTAMP_NONE;

    json_reader_init(&reader, text);
    if (json_reader_next(&reader) != JSON_OBJECT)
        return TIMESTAMP_NONE;
    while (json_reader_next(&reader) == JSON_NAME) {
        bool is_sure = is_among(reader.raw, sure, sizeof sure / sizeof *sure);
        bool is_unsure = is_among(reader.raw, unsure, sizeof unsure / sizeof *unsure);
        timestamp time = TIMESTAMP_NONE;

        json_reader_next(&reader);
        if (is_sure || is_unsure)
            time = read_member(arena, &reader, zone);
        if (is_sure && time != TIMESTAMP_NONE)
            return time;
        if (perhaps == TIMESTAMP_NONE)
            perhaps = time;
        json_reader_skip(&reader);
    }
    return perhaps;
}
