#include "ctl/json_view.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"

enum { DELETE = 0x7F }; /* the one control character that JSON lets stand as it is */

const json_t *json_view_at(const json_t *json, const char *path)
{
    struct text rest = text_of(path);

    while (json && rest.length > 0) {
        struct text name = {0};
        char key[64] = "";

        text_cut(rest, TEXT("."), &name, &rest);
        snprintf(key, sizeof key, "%.*s", TEXT_ARGS(name));
        json = json_object_get(json, key);
    }
    return json;
}

struct text json_view_text(const json_t *json, const char *path, struct buffer *scratch)
{
    const json_t *member = json_view_at(json, path);

    buffer_clear(scratch);
    if (json_is_string(member))
        buffer_append_escaped(scratch,
                              (struct text){json_string_value(member), json_string_length(member)});
    else if (json_is_integer(member))
        buffer_printf(scratch, "%lld", (long long)json_integer_value(member));
    else if (json_is_boolean(member))
        buffer_printf(scratch, "%s", json_is_true(member) ? "yes" : "no");
    return (struct text){buffer_string(scratch), scratch->length};
}

unsigned long long json_view_count(const json_t *json, const char *path)
{
    return (unsigned long long)json_integer_value(json_view_at(json, path));
}

timestamp json_view_instant(const json_t *json, const char *path)
{
    const char *string = json_string_value(json_view_at(json, path));
    struct text text = text_of(string);
    timestamp when = TIMESTAMP_NONE;
    bool has_zone = false;

    return string && timestamp_take_iso(&text, &when, &has_zone) ? when : TIMESTAMP_NONE;
}

struct text json_view_relative(timestamp when, timestamp now, struct buffer *scratch)
{
    static const struct {
        timestamp length;
        const char *name;
    } units[] = {{DAY, "d"}, {HOUR, "h"}, {MINUTE, "min"}, {SECOND, "s"}};
    timestamp distance = when > now ? when - now : now - when;
    size_t unit = 0;

    buffer_clear(scratch);
    if (when == TIMESTAMP_NONE) {
        buffer_append_text(scratch, TEXT("-"));
        return buffer_text(scratch);
    }
    while (unit < 3 && distance < 2 * units[unit].length)
        unit++;
    buffer_printf(scratch, "%s%lld %s%s", when > now ? "in " : "",
                  (long long)((distance + units[unit].length / 2) / units[unit].length),
                  units[unit].name, when > now ? "" : " ago");
    return buffer_text(scratch);
}

struct text json_view_clock(timestamp when, timestamp now, struct buffer *scratch)
{
    time_t then = (time_t)(when / SECOND);
    time_t today = (time_t)(now / SECOND);
    struct tm local = {0};
    struct tm local_now = {0};
    char text[32] = "-";

    buffer_clear(scratch);
    localtime_r(&then, &local);
    localtime_r(&today, &local_now);
    if (when != TIMESTAMP_NONE)
        strftime(text, sizeof text,
                 local.tm_yday == local_now.tm_yday && local.tm_year == local_now.tm_year
                     ? "%H:%M:%S"
                     : "%Y-%m-%d %H:%M:%S",
                 &local);
    buffer_append_text(scratch, text_of(text));
    return buffer_text(scratch);
}

enum colour json_view_colour(const json_t *json, const char *path)
{
    const char *word = json_string_value(json_view_at(json, path));

    if (!word)
        return COLOUR_NONE;
    return strcmp(word, "red") == 0     ? COLOUR_RED
           : strcmp(word, "amber") == 0 ? COLOUR_AMBER
                                        : COLOUR_NONE;
}

void json_view_print(const json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT | JSON_ENSURE_ASCII);

    for (const char *at = text ? text : "null"; *at != '\0'; at++) {
        if (*at == DELETE)
            fputs("\\u007f", stdout);
        else
            putchar(*at);
    }
    putchar('\n');
    mem_free(text);
}

timestamp json_view_now(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec * SECOND + now.tv_nsec / 1000;
}
