#include "ctl/listing.h"

#include <stdlib.h>
#include <string.h>

#include "base/diagnostics.h"
#include "base/memory.h"
#include "ctl/json_view.h"
#include "ctl/table_view.h"

enum { MOST_NAMES = 256 };

static bool fits(const json_t *source, const char *key, const char *wanted)
{
    const char *value = json_string_value(json_object_get(source, key));

    return !wanted || (value && strcmp(value, wanted) == 0);
}

/* Adds the files of a source, each with what is said of it; their number. */
static size_t add_files(json_t *list, const json_t *source, const json_t *files)
{
    const json_t *name = json_object_get(source, "name");
    size_t count = 0;
    size_t index = 0;
    json_t *file = NULL;

    json_array_foreach (files, index, file) {
        json_t *item = NULL;

        if (!json_equal(json_object_get(file, "source"), name))
            continue;
        item = json_deep_copy(file);
        json_object_update_missing(item, (json_t *)(uintptr_t)source);
        json_object_del(item, "name");
        json_array_append_new(list, item);
        count++;
    }
    return count;
}

json_t *listing_sources(const json_t *data, const char *account, const char *site)
{
    json_t *list = json_array();
    size_t index = 0;
    json_t *source = NULL;

    json_array_foreach (json_object_get(data, "sources"), index, source) {
        json_t *item = NULL;

        if (!fits(source, "account", account) || !fits(source, "site", site) ||
            add_files(list, source, json_object_get(data, "files")) > 0)
            continue;
        item = json_deep_copy(source);
        json_object_set(item, "source", json_object_get(source, "name"));
        json_object_del(item, "name");
        json_object_set_new(item, "path", json_null());
        json_array_append_new(list, item);
    }
    return list;
}

void listing_doubt(const json_t *data, const char *member, const char *wanted, struct buffer *out)
{
    const json_t *sources = json_object_get(data, "sources");
    const char *names[MOST_NAMES] = {0};
    const char *near = NULL;
    size_t count = 0;
    size_t index = 0;
    json_t *source = NULL;

    if (!wanted)
        return;
    json_array_foreach (sources, index, source) {
        const char *name = json_string_value(json_object_get(source, member));

        if (fits(source, member, wanted))
            return;
        if (name && count < MOST_NAMES)
            names[count++] = name;
    }
    near = diagnostics_suggest(text_of(wanted), names, count);
    buffer_printf(out, "no source has the %s '%s'%s%s%s", member, wanted,
                  near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

/* How much is still to be read: "0", "512 B", "1.3 MB". */
static struct text behind(const json_t *file, struct buffer *scratch)
{
    unsigned long long bytes = json_view_count(file, "lag");

    buffer_clear(scratch);
    if (bytes < 10000)
        buffer_printf(scratch, bytes == 0 ? "%llu" : "%llu B", bytes);
    else if (bytes < 10000000)
        buffer_printf(scratch, "%.1f kB", (double)bytes / 1e3);
    else
        buffer_printf(scratch, "%.1f MB", (double)bytes / 1e6);
    return buffer_text(scratch);
}

static const struct table_column source_columns[] = {
    {.title = "SOURCE", .usual = 16, .least = 8},
    {.title = "ACCOUNT", .usual = 16, .least = 8, .spare = 1},
    {.title = "SITE", .usual = 12, .least = 6, .spare = 2},
    {.title = "FORMAT", .usual = 12, .least = 6, .spare = 4},
    {.title = "LAST EVENT"},
    {.title = "AT", .spare = 3},
    {.title = "BEHIND", .is_number = true},
    {.title = "LINES", .is_number = true},
    {.title = "FILE", .usual = 32, .least = 12, .keeps_its_end = true},
};

static void add_file(struct table_view *view, const json_t *file, timestamp now,
                     struct buffer *scratch)
{
    timestamp last = json_view_instant(file, "last_event");
    bool is_there = json_is_string(json_object_get(file, "path"));
    bool is_readable = is_there && json_is_true(json_object_get(file, "readable"));
    enum colour colour = is_readable ? COLOUR_NONE : is_there ? COLOUR_RED : COLOUR_AMBER;

    table_view_row(view);
    table_view_cell(view, colour, json_view_text(file, "source", scratch));
    table_view_cell(view, COLOUR_NONE, json_view_text(file, "account", scratch));
    table_view_cell(view, COLOUR_NONE, json_view_text(file, "site", scratch));
    table_view_cell(view, COLOUR_NONE, json_view_text(file, "format", scratch));
    table_view_cell(view, COLOUR_NONE, json_view_relative(last, now, scratch));
    table_view_cell(view, COLOUR_NONE, json_view_clock(last, now, scratch));
    table_view_cell(view, colour,
                    is_readable ? behind(file, scratch)
                    : is_there  ? TEXT("unreadable")
                                : TEXT("-"));
    table_view_cell(view, COLOUR_NONE,
                    is_there ? json_view_text(file, "line", scratch) : TEXT("-"));
    table_view_cell(view, colour,
                    is_there ? json_view_text(file, "path", scratch) : TEXT("no file yet"));
}

void listing_write_sources(const json_t *list, timestamp now, unsigned width, struct buffer *out)
{
    struct table_view *view =
        table_view_create(source_columns, sizeof source_columns / sizeof *source_columns);
    struct buffer scratch = {0};
    size_t index = 0;
    json_t *file = NULL;

    json_array_foreach (list, index, file) {
        add_file(view, file, now, &scratch);
    }
    table_view_write(view, width, out);
    table_view_destroy(view);
    buffer_finish(&scratch);
}

static struct text what_it_raises(const json_t *rule, struct buffer *scratch)
{
    if (json_is_true(json_object_get(rule, "asleep")))
        return TEXT("asleep");
    if (json_is_true(json_object_get(rule, "shadow")))
        return TEXT("shadow");
    return json_view_text(rule, "rag", scratch);
}

static const struct table_column rule_columns[] = {
    {.title = "MATCHES", .is_number = true},
    {.title = "RAISES"},
    {.title = "LEVEL", .spare = 1},
    {.title = "TITLE", .usual = 56, .least = 16},
    {.title = "RULE", .usual = 36, .least = 8, .spare = 2},
    {.title = "FILE", .usual = 40, .least = 12, .spare = 3, .keeps_its_end = true},
};

/* A rule and where it stands in the list. */
struct ranked {
    const json_t *rule;
    unsigned long long matches;
    size_t place;
};

/* The most frequent first; else as they were loaded. */
static int by_matches(const void *a, const void *b)
{
    const struct ranked *one = a;
    const struct ranked *other = b;

    if (one->matches != other->matches)
        return one->matches > other->matches ? -1 : 1;
    return (one->place > other->place) - (one->place < other->place);
}

static void add_rule(struct table_view *view, const json_t *rule, struct buffer *scratch)
{
    bool is_live = json_is_false(json_object_get(rule, "asleep")) &&
                   json_is_false(json_object_get(rule, "shadow"));

    table_view_row(view);
    table_view_cell(view, COLOUR_NONE, json_view_text(rule, "matches", scratch));
    table_view_cell(view, is_live ? json_view_colour(rule, "rag") : COLOUR_DIM,
                    what_it_raises(rule, scratch));
    table_view_cell(view, COLOUR_NONE, json_view_text(rule, "level", scratch));
    table_view_cell(view, COLOUR_NONE, json_view_text(rule, "title", scratch));
    table_view_cell(view, COLOUR_NONE, json_view_text(rule, "rule", scratch));
    table_view_cell(view, COLOUR_NONE, json_view_text(rule, "path", scratch));
}

void listing_write_rules(const json_t *list, timestamp now, unsigned width, struct buffer *out)
{
    struct table_view *view =
        table_view_create(rule_columns, sizeof rule_columns / sizeof *rule_columns);
    size_t count = json_array_size(list);
    struct ranked *sorted = mem_zero_array(count, sizeof *sorted);
    struct buffer scratch = {0};

    (void)now;
    for (size_t i = 0; i < count; i++) {
        const json_t *rule = json_array_get(list, i);

        sorted[i] = (struct ranked){rule, json_view_count(rule, "matches"), i};
    }
    if (count > 0)
        qsort(sorted, count, sizeof *sorted, by_matches);
    for (size_t i = 0; i < count; i++)
        add_rule(view, sorted[i].rule, &scratch);
    table_view_write(view, width, out);
    table_view_destroy(view);
    buffer_finish(&scratch);
    mem_free(sorted);
}
