#include "ctl/json_view.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"
#include "base/unicode.h"

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
        terminal_append(scratch,
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

/* "23 h": how long something is, in the unit that says most with few digits. */
static void append_length(struct buffer *buffer, timestamp length)
{
    static const struct {
        timestamp length;
        const char *name;
    } units[] = {{DAY, "d"}, {HOUR, "h"}, {MINUTE, "min"}, {SECOND, "s"}};
    size_t unit = 0;

    while (unit < 3 && length < 2 * units[unit].length)
        unit++;
    buffer_printf(buffer, "%lld %s",
                  (long long)((length + units[unit].length / 2) / units[unit].length),
                  units[unit].name);
}

/* How long ago something was or will be, with other words behind what is past. */
static struct text relate(timestamp when, timestamp now, const char *past, struct buffer *scratch)
{
    buffer_clear(scratch);
    if (when == TIMESTAMP_NONE) {
        buffer_append_text(scratch, TEXT("-"));
    } else if (when > now) {
        buffer_append_text(scratch, TEXT("in "));
        append_length(scratch, when - now);
    } else {
        append_length(scratch, now - when);
        buffer_append_text(scratch, text_of(past));
    }
    return buffer_text(scratch);
}

struct text json_view_relative(timestamp when, timestamp now, struct buffer *scratch)
{
    return relate(when, now, " ago", scratch);
}

struct text json_view_deadline(timestamp when, timestamp now, struct buffer *scratch)
{
    return relate(when, now, " late", scratch);
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

struct text json_view_when(timestamp when, timestamp now, struct buffer *scratch)
{
    struct buffer relative = {0};

    json_view_clock(when, now, scratch);
    if (when != TIMESTAMP_NONE) {
        json_view_relative(when, now, &relative);
        buffer_printf(scratch, " (%s)", buffer_string(&relative));
    }
    buffer_finish(&relative);
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

struct text json_view_rag(const json_t *json)
{
    enum colour colour = json_view_colour(json, "rag");

    return colour == COLOUR_RED ? TEXT("RED") : colour == COLOUR_AMBER ? TEXT("AMBER") : TEXT("-");
}

void json_view_print(const json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT);

    json_view_print_line(text ? text_of(text) : TEXT("null"));
    mem_free(text);
}

/* Outside of plain ASCII a character stands only within strings, where an escape means
 * the same; past the first plane it takes two. */
static void print_code(uint32_t code)
{
    if (code > 0xFFFF)
        printf("\\u%04x\\u%04x", 0xD800u + ((code - 0x10000u) >> 10), 0xDC00u + (code & 0x3FFu));
    else
        printf("\\u%04x", code);
}

void json_view_print_line(struct text line)
{
    while (line.length > 0) {
        size_t shown = unicode_plain_run(line);
        uint32_t code = 0xFFFD;
        size_t length = 0;

        if (shown == 0)
            shown = unicode_printable_length(line);
        if (shown == 0) {
            length = unicode_decode(line, &code);
            print_code(code);
        }
        fwrite(line.data, 1, shown, stdout);
        line = text_from(line, shown + (shown > 0 ? 0 : length > 0 ? length : 1));
    }
    putchar('\n');
}

timestamp json_view_now(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec * SECOND + now.tv_nsec / 1000;
}
