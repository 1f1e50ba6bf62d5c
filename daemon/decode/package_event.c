#include "decode/package_event.h"

enum { DATE_LENGTH = 10, CLOCK_LENGTH = 8 };

static struct text without_leading_blanks(struct text text)
{
    while (text.length > 0 && (text.data[0] == ' ' || text.data[0] == 'T'))
        text = text_from(text, 1);
    return text;
}

/* Date and clock as ISO 8601 has them; what is behind them stays in *rest. */
static bool take_date_time(struct text text, struct civil *civil, struct text *rest)
{
    char iso[DATE_LENGTH + 1 + CLOCK_LENGTH];
    struct text clock = without_leading_blanks(text_from(text, DATE_LENGTH));
    struct text whole = {iso, sizeof iso};
    timestamp when = 0;
    bool has_zone = false;

    if (clock.length < CLOCK_LENGTH || clock.data == text.data + DATE_LENGTH)
        return false;
    for (size_t i = 0; i < DATE_LENGTH; i++)
        iso[i] = text.data[i];
    iso[DATE_LENGTH] = ' ';
    for (size_t i = 0; i < CLOCK_LENGTH; i++)
        iso[DATE_LENGTH + 1 + i] = clock.data[i];
    if (!timestamp_take_iso(&whole, &when, &has_zone) || whole.length > 0)
        return false;
    *civil = civil_from_timestamp(when);
    *rest = text_from(clock, CLOCK_LENGTH);
    return true;
}

/* ",123" or ".123456". */
static void take_fraction(struct text *text, struct civil *civil)
{
    int unit = (int)SECOND;

    if (text->length < 2 || (text->data[0] != ',' && text->data[0] != '.'))
        return;
    *text = text_from(*text, 1);
    while (text->length > 0 && text->data[0] >= '0' && text->data[0] <= '9') {
        unit /= 10;
        civil->microsecond += (text->data[0] - '0') * unit;
        *text = text_from(*text, 1);
    }
}

static bool take_two(struct text *text, timestamp *number)
{
    uint64_t two = 0;

    if (!text_to_unsigned(text_until(*text, 2), &two) || text->length < 2)
        return false;
    *text = text_from(*text, 2);
    *number = (timestamp)two;
    return true;
}

/* "Z", "+0800" or "+08:00". */
static bool take_offset(struct text *text, timestamp *offset)
{
    struct text rest = *text;
    timestamp hours = 0;
    timestamp minutes = 0;
    bool is_west = text_starts_with(rest, TEXT("-"));

    *offset = 0;
    if (text_take(text, TEXT("Z")))
        return true;
    if (!is_west && !text_starts_with(rest, TEXT("+")))
        return false;
    rest = text_from(rest, 1);
    if (!take_two(&rest, &hours))
        return false;
    text_take(&rest, TEXT(":"));
    if (!take_two(&rest, &minutes))
        return false;
    *offset = (hours * HOUR + minutes * MINUTE) * (is_west ? -1 : 1);
    *text = rest;
    return true;
}

bool package_event_take_time(struct text *text, const struct zone *zone, timestamp *when)
{
    struct civil civil = {0};
    struct text rest = {0};
    timestamp offset = 0;

    if (!take_date_time(*text, &civil, &rest))
        return false;
    take_fraction(&rest, &civil);
    *when = take_offset(&rest, &offset) ? timestamp_from_civil(&civil) - offset
                                        : zone_instant(zone, &civil);
    *text = rest;
    return true;
}

void package_event_set_time(struct event *event, timestamp when)
{
    event->time = when;
    event->time_is_arrival = false;
}

static struct text type_of(struct text action)
{
    if (text_equal(action, TEXT("package_install")) ||
        text_equal(action, TEXT("package_reinstall")))
        return TEXT("installation");
    if (text_equal(action, TEXT("package_remove")) || text_equal(action, TEXT("package_purge")) ||
        text_equal(action, TEXT("package_replace")))
        return TEXT("deletion");
    if (text_equal(action, TEXT("package_upgrade")) ||
        text_equal(action, TEXT("package_downgrade")) ||
        text_equal(action, TEXT("package_configure")))
        return TEXT("change");
    return TEXT("info");
}

void package_event_put_action(struct event *event, struct text action)
{
    event_put_text(event, FIELD_EVENT_ACTION, action);
    event_put_text(event, FIELD_EVENT_TYPE, type_of(action));
}

void package_event_put_name(struct event *event, struct text name)
{
    struct text package = {0};
    struct text architecture = {0};

    text_cut(name, TEXT(":"), &package, &architecture);
    event_put_said(event, FIELD_PACKAGE_NAME, package);
    event_put_said(event, FIELD_PACKAGE_ARCHITECTURE, architecture);
}
