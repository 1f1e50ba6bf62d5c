#include "config/settings_file.h"

#include <inttypes.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/table.h"
#include "config/setting_pairs.h"
#include "config/setting_table.h"
#include "config/setting_value.h"

enum { MOST_ITEMS = 1000, MOST_ROWS = 64 };

/* The sections that are lists, and none of the general table's. */
static const char sources_section[] = "sources";
static const char formats_section[] = "formats";

struct reading {
    struct settings *settings;
    const struct document *document;
    const char *folder;
    struct diagnostics *diagnostics;
    struct table *names; /* of the items so far of a list, each with its node */
};

/* A map whose keys are rows of one section, and where their values go. */
struct part {
    const struct node *map;
    struct setting_table table;
    const char *section;
    void *target;
    bool given[MOST_ROWS]; /* by row */
};

/* A section that is a list of maps. */
struct list {
    const char *section;
    const char *noun;
    const char *needs; /* what each item must have */
    struct setting_table table;
};

static struct place place_at(const struct reading *reading, const struct node *node)
{
    return node_place(reading->document, node);
}

static bool is_empty(const struct node *node)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};

    if (node->kind != NODE_SCALAR || node->quoted)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_equal(node->scalar, text_of(words[i])))
            return true;
    }
    return false;
}

/* Says that key is none of names, and which it could be. */
static void refuse_key(struct reading *reading, const struct node *key, const char *const *names,
                       size_t count)
{
    struct place place = place_at(reading, key);
    const char *nearest = diagnostics_suggest(key->scalar, names, count);
    struct buffer all = {0};

    if (nearest) {
        diagnostics_error(reading->diagnostics, place,
                          "there is no setting '%.*s'; did you mean '%s'?",
                          TEXT_ARGS(text_until(key->scalar, 64)), nearest);
        return;
    }
    for (size_t i = 0; i < count; i++)
        buffer_printf(&all, "%s%s", i > 0 ? ", " : "", names[i]);
    diagnostics_error(reading->diagnostics, place, "there is no setting '%.*s'; here may stand %s",
                      TEXT_ARGS(text_until(key->scalar, 64)), buffer_string(&all));
    buffer_finish(&all);
}

/* Of a row in a section within the part's ("formats.time" within "formats"), the name
 * of that section there; NULL when it is not within. */
static const char *name_within(const struct part *part, const struct setting *row)
{
    size_t length = strlen(part->section);

    if (strncmp(row->section, part->section, length) != 0 || row->section[length] != '.')
        return NULL;
    return row->section + length + 1;
}

static void refuse_key_of_part(struct reading *reading, const struct part *part,
                               const struct node *key)
{
    const char *names[2 * MOST_ROWS] = {NULL};
    size_t count = 0;

    for (size_t i = 0; i < part->table.count; i++) {
        const struct setting *row = &part->table.rows[i];

        if (strcmp(row->section, part->section) != 0)
            continue;
        names[count++] = row->name;
        if (row->alias)
            names[count++] = row->alias;
    }
    for (size_t i = 0; i < part->table.count; i++) {
        const char *within = name_within(part, &part->table.rows[i]);

        if (within && (count == 0 || strcmp(names[count - 1], within) != 0))
            names[count++] = within;
    }
    refuse_key(reading, key, names, count);
}

static void refuse_section(struct reading *reading, const struct node *key)
{
    struct setting_table table = setting_table_general();
    const char *names[MOST_ROWS + 2] = {sources_section, formats_section};
    size_t count = 2;

    for (size_t i = 0; i < table.count; i++) {
        if (i == 0 || strcmp(table.rows[i].section, table.rows[i - 1].section) != 0)
            names[count++] = table.rows[i].section;
    }
    refuse_key(reading, key, names, count);
}

/* One text as the value, or as one item of a list. */
static void read_scalar(struct reading *reading, const struct part *part, const struct setting *row,
                        const struct node *value)
{
    struct place place = place_at(reading, value);
    struct error err = {0};

    if (value->kind != NODE_SCALAR)
        diagnostics_error(reading->diagnostics, place, "%s.%s: this is %s, not %s", row->section,
                          row->name, node_kind_name(value), setting_value_expected(row));
    else if (is_empty(value))
        diagnostics_error(reading->diagnostics, place,
                          "%s.%s: there is no value; write '' for an empty text, or leave the "
                          "setting out for its default",
                          row->section, row->name);
    else if (!setting_value_read(row, part->target, reading->folder, value->scalar, &err))
        diagnostics_error(reading->diagnostics, place, "%s.%s: %s", row->section, row->name,
                          err.text);
}

static void read_list(struct reading *reading, const struct part *part, const struct setting *row,
                      const struct node *value)
{
    size_t count = value->kind == NODE_SEQUENCE ? value->count : 1;

    setting_value_clear(row, part->target);
    if (value->kind == NODE_SEQUENCE && (count < row->smallest || count > row->largest)) {
        diagnostics_error(reading->diagnostics, place_at(reading, value),
                          "%s.%s: the list has %zu items; it may have %" PRIu64 " to %" PRIu64,
                          row->section, row->name, count, row->smallest, row->largest);
        return;
    }
    for (size_t i = 0; i < count; i++)
        read_scalar(reading, part, row, value->kind == NODE_SEQUENCE ? value->items[i] : value);
}

/* One list of a map. */
static void read_named(struct reading *reading, const struct part *part, const struct setting *row,
                       const struct node *key, const struct node *value)
{
    size_t count = value->kind == NODE_SEQUENCE ? value->count : 1;
    struct error err = {0};

    if (!setting_value_add_name(row, part->target, key->scalar, &err)) {
        diagnostics_error(reading->diagnostics, place_at(reading, key), "%s.%s: %s", row->section,
                          row->name, err.text);
        return;
    }
    if (count > SETTING_ITEMS_MOST) {
        diagnostics_error(reading->diagnostics, place_at(reading, value),
                          "%s.%s: the list has %zu items; it may have 0 to %d", row->section,
                          row->name, count, SETTING_ITEMS_MOST);
        return;
    }
    for (size_t i = 0; i < count; i++)
        read_scalar(reading, part, row, value->kind == NODE_SEQUENCE ? value->items[i] : value);
}

static void read_map(struct reading *reading, const struct part *part, const struct setting *row,
                     const struct node *value)
{
    setting_value_clear(row, part->target);
    if (value->kind != NODE_MAPPING) {
        diagnostics_error(reading->diagnostics, place_at(reading, value),
                          "%s.%s: this is %s, not %s", row->section, row->name,
                          node_kind_name(value), setting_value_expected(row));
        return;
    }
    if (value->count < row->smallest || value->count > row->largest) {
        diagnostics_error(reading->diagnostics, place_at(reading, value),
                          "%s.%s: the map has %zu lists; it may have %" PRIu64 " to %" PRIu64,
                          row->section, row->name, value->count, row->smallest, row->largest);
        return;
    }
    for (size_t i = 0; i < value->count; i++)
        read_named(reading, part, row, value->keys[i], value->items[i]);
}

static void read_part(struct reading *reading, struct part *part);

/* Reads a map within the part, if key is called like one.  Two levels, no more. */
static bool read_within(struct reading *reading, const struct part *part, const struct node *key,
                        const struct node *value)
{
    for (size_t i = 0; i < part->table.count; i++) {
        const char *within = name_within(part, &part->table.rows[i]);
        struct part inner = {.map = value,
                             .table = part->table,
                             .section = part->table.rows[i].section,
                             .target = part->target};

        if (!within || !text_equal(text_of(within), key->scalar))
            continue;
        if (value->kind == NODE_MAPPING)
            read_part(reading, &inner);
        else if (!is_empty(value))
            diagnostics_error(reading->diagnostics, place_at(reading, value),
                              "%s is a map of settings, not %s", within, node_kind_name(value));
        return true;
    }
    return false;
}

static void read_setting(struct reading *reading, struct part *part, size_t index)
{
    const struct node *key = part->map->keys[index];
    const struct node *value = part->map->items[index];
    const struct setting *row = setting_table_find(part->table, part->section, key->scalar);

    if (!row) {
        if (!read_within(reading, part, key, value))
            refuse_key_of_part(reading, part, key);
        return;
    }
    if (part->given[row - part->table.rows]) {
        diagnostics_error(reading->diagnostics, place_at(reading, key),
                          "'%s' and '%s' are the same setting; write one of them", row->name,
                          row->alias);
        return;
    }
    part->given[row - part->table.rows] = true;
    if (setting_value_is_pairs(row))
        setting_pairs_read(row, part->target, reading->document, value, reading->diagnostics);
    else if (setting_value_is_list(row))
        read_list(reading, part, row, value);
    else if (setting_value_is_map(row))
        read_map(reading, part, row, value);
    else
        read_scalar(reading, part, row, value);
}

static void read_part(struct reading *reading, struct part *part)
{
    for (size_t i = 0; i < part->map->count; i++)
        read_setting(reading, part, i);
}

static void check_complete(struct reading *reading, const struct list *list,
                           const struct part *part)
{
    for (size_t i = 0; i < part->table.count; i++) {
        if (!part->table.rows[i].initial && !part->given[i])
            diagnostics_error(reading->diagnostics, place_at(reading, part->map),
                              "this %s has no '%s': %s", list->noun, part->table.rows[i].name,
                              part->table.rows[i].help);
    }
}

/* Two sources of one name would be one to everybody who reads their alerts. */
static void check_name(struct reading *reading, const struct list *list, const struct node *map)
{
    for (size_t i = 0; i < map->count; i++) {
        struct node *name = map->items[i];
        const struct node *first = NULL;

        if (!text_equal(map->keys[i]->scalar, TEXT("name")) || name->kind != NODE_SCALAR)
            continue;
        first = table_get(reading->names, name->scalar);
        if (first)
            diagnostics_error(reading->diagnostics, place_at(reading, name),
                              "there is a %s '%.*s' already, in line %u; each needs its own "
                              "name",
                              list->noun, TEXT_ARGS(text_until(name->scalar, 64)), first->line);
        else
            table_put(reading->names, name->scalar, name);
    }
}

static void read_item(struct reading *reading, const struct list *list, const struct node *map,
                      void *target)
{
    struct part part = {
        .map = map, .table = list->table, .section = list->section, .target = target};

    for (size_t i = 0; i < part.table.count; i++)
        setting_value_reset(&part.table.rows[i], target);
    if (map->kind != NODE_MAPPING) {
        diagnostics_error(reading->diagnostics, place_at(reading, map),
                          "a %s is a map with %s, not %s", list->noun, list->needs,
                          node_kind_name(map));
        return;
    }
    read_part(reading, &part);
    check_complete(reading, list, &part);
    check_name(reading, list, map);
}

/* Whether node can be the list, and how many items it has. */
static bool check_list(struct reading *reading, const struct list *list, const struct node *node)
{
    if (is_empty(node))
        return false;
    if (node->kind != NODE_SEQUENCE)
        return diagnostics_error(reading->diagnostics, place_at(reading, node),
                                 "%s is a list, each item beginning with '-', not %s",
                                 list->section, node_kind_name(node));
    if (node->count > MOST_ITEMS)
        return diagnostics_error(
            reading->diagnostics, place_at(reading, node), "%zu %s are too many; %d are allowed%s",
            node->count, list->section, MOST_ITEMS,
            strcmp(list->section, sources_section) == 0 ? ", and a source may have many paths"
                                                        : "");
    table_destroy(reading->names);
    reading->names = table_create();
    return true;
}

static void read_sources(struct reading *reading, const struct node *node)
{
    const struct list list = {sources_section, "source", "name, paths and format",
                              setting_table_source()};
    struct settings *settings = reading->settings;

    if (!check_list(reading, &list, node))
        return;
    settings->sources = mem_zero_array(node->count, sizeof *settings->sources);
    while (settings->source_count < node->count) {
        size_t i = settings->source_count++;

        settings->sources[i].line = node->items[i]->line;
        settings->sources[i].column = node->items[i]->column;
        read_item(reading, &list, node->items[i], &settings->sources[i]);
    }
}

static void read_formats(struct reading *reading, const struct node *node)
{
    const struct list list = {formats_section, "format", "name and kind", setting_table_format()};
    struct settings *settings = reading->settings;

    if (!check_list(reading, &list, node))
        return;
    settings->formats = mem_zero_array(node->count, sizeof *settings->formats);
    while (settings->format_count < node->count) {
        size_t i = settings->format_count++;

        settings->formats[i].line = node->items[i]->line;
        settings->formats[i].column = node->items[i]->column;
        read_item(reading, &list, node->items[i], &settings->formats[i]);
    }
}

static bool is_section(struct text name)
{
    struct setting_table table = setting_table_general();

    for (size_t i = 0; i < table.count; i++) {
        if (text_equal(text_of(table.rows[i].section), name))
            return true;
    }
    return false;
}

static void read_section(struct reading *reading, const struct node *key, const struct node *value)
{
    struct part part = {.map = value,
                        .table = setting_table_general(),
                        .section = key->scalar.data,
                        .target = reading->settings};

    if (text_equal(key->scalar, text_of(sources_section)))
        read_sources(reading, value);
    else if (text_equal(key->scalar, text_of(formats_section)))
        read_formats(reading, value);
    else if (!is_section(key->scalar))
        refuse_section(reading, key);
    else if (value->kind == NODE_MAPPING)
        read_part(reading, &part);
    else if (!is_empty(value))
        diagnostics_error(reading->diagnostics, place_at(reading, value),
                          "%s is a map of settings, not %s", part.section, node_kind_name(value));
}

/* Where a setting was given, or the file alone. */
static struct place place_of_setting(const struct reading *reading, const char *section,
                                     const char *name)
{
    const struct node *value = node_get(node_get(reading->document->roots[0], section), name);

    if (!value)
        return (struct place){.path = reading->document->path};
    return place_at(reading, value);
}

/* What each setting allows for itself and the two together do not. */
static void check_together(struct reading *reading)
{
    const struct settings *settings = reading->settings;

    if (settings->feed.clients_per_user > settings->feed.clients)
        diagnostics_error(reading->diagnostics,
                          place_of_setting(reading, "feed", "clients_per_user"),
                          "feed.clients_per_user: %" PRIu64 " is more than feed.clients, which "
                          "is %" PRIu64,
                          settings->feed.clients_per_user, settings->feed.clients);
    if (settings->feed.stalled <= settings->feed.heartbeat)
        diagnostics_error(reading->diagnostics, place_of_setting(reading, "feed", "stalled"),
                          "feed.stalled: it must be longer than feed.heartbeat");
    if (strcmp(settings->syslog.format, "journal") == 0 &&
        strcmp(settings->syslog.socket, "/dev/log") == 0)
        diagnostics_error(reading->diagnostics, place_of_setting(reading, "syslog", "format"),
                          "syslog.format: /dev/log takes no entries of the journal; say "
                          "'socket: /run/systemd/journal/socket' as well");
    if (strcmp(settings->feed.socket, settings->control.socket) == 0)
        diagnostics_error(reading->diagnostics, place_of_setting(reading, "control", "socket"),
                          "control.socket: feed.socket is the same path");
}

static void read_document(struct reading *reading)
{
    const struct document *document = reading->document;
    const struct node *root = document->count > 0 ? document->roots[0] : NULL;
    size_t errors = reading->diagnostics->errors;

    if (document->count > 1)
        diagnostics_error(reading->diagnostics, place_at(reading, document->roots[1]),
                          "a settings file has one document; take the '---' out");
    if (!root)
        return;
    if (root->kind != NODE_MAPPING) {
        diagnostics_error(reading->diagnostics, place_at(reading, root),
                          "a settings file is a map of sections, not %s", node_kind_name(root));
        return;
    }
    for (size_t i = 0; i < root->count; i++)
        read_section(reading, root->keys[i], root->items[i]);
    if (reading->diagnostics->errors == errors)
        check_together(reading);
}

void settings_file_apply(struct settings *settings, const struct document *document,
                         const char *folder, struct diagnostics *diagnostics)
{
    struct reading reading = {
        .settings = settings,
        .document = document,
        .folder = folder,
        .diagnostics = diagnostics,
        .names = table_create(),
    };

    read_document(&reading);
    table_destroy(reading.names);
}
