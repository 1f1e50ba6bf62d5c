#include "config/instance_file.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "base/document.h"
#include "config/setting_value.h"

enum { MOST_NAMES = 64 };

struct reading {
    struct setting_table table;
    void *target;
    const struct document *document;
    struct diagnostics *diagnostics;
};

static struct place place_at(const struct reading *reading, const struct node *node)
{
    return node_place(reading->document, node);
}

/* What may stand in a map: the names of its rows, and at the top the sections. */
static size_t names_in(const struct reading *reading, const char *section, const char **names)
{
    size_t count = 0;

    for (size_t i = 0; i < reading->table.count && count < MOST_NAMES; i++) {
        const struct setting *row = &reading->table.rows[i];

        if (strcmp(row->section, section) == 0)
            names[count++] = row->name;
        else if (section[0] == '\0' && (count == 0 || names[count - 1] != row->section))
            names[count++] = row->section;
    }
    return count;
}

static void refuse_key(struct reading *reading, const char *section, const struct node *key)
{
    const char *names[MOST_NAMES] = {NULL};
    size_t count = names_in(reading, section, names);
    const char *nearest = diagnostics_suggest(key->scalar, names, count);

    diagnostics_error(reading->diagnostics, place_at(reading, key),
                      nearest ? "there is no setting '%.*s'; did you mean '%s'?"
                              : "there is no setting '%.*s'; the manual page has those there are%s",
                      TEXT_ARGS(text_until(key->scalar, 64)), nearest ? nearest : "");
}

static void read_scalar(struct reading *reading, const struct setting *row,
                        const struct node *value)
{
    struct error err = {0};

    if (value->kind != NODE_SCALAR)
        diagnostics_error(reading->diagnostics, place_at(reading, value), "%s: this is %s, not %s",
                          row->name, node_kind_name(value), setting_value_expected(row));
    else if (!setting_value_read(row, reading->target, NULL, value->scalar, &err))
        diagnostics_error(reading->diagnostics, place_at(reading, value), "%s: %s", row->name,
                          err.text);
}

static void read_value(struct reading *reading, const struct setting *row, const struct node *value)
{
    size_t count = value->kind == NODE_SEQUENCE ? value->count : 1;

    if (!setting_value_is_list(row)) {
        read_scalar(reading, row, value);
        return;
    }
    setting_value_clear(row, reading->target);
    if (value->kind == NODE_SEQUENCE && (count < row->smallest || count > row->largest)) {
        diagnostics_error(reading->diagnostics, place_at(reading, value),
                          "%s: the list has %zu items; it may have %" PRIu64 " to %" PRIu64,
                          row->name, count, row->smallest, row->largest);
        return;
    }
    for (size_t i = 0; i < count; i++)
        read_scalar(reading, row, value->kind == NODE_SEQUENCE ? value->items[i] : value);
}

static bool is_section(const struct reading *reading, struct text name)
{
    for (size_t i = 0; i < reading->table.count; i++) {
        if (text_equal(text_of(reading->table.rows[i].section), name))
            return name.length > 0;
    }
    return false;
}

static void read_rows(struct reading *reading, const char *section, const struct node *map)
{
    if (map->kind != NODE_MAPPING) {
        diagnostics_error(reading->diagnostics, place_at(reading, map),
                          "%s%sa map of settings is wanted here, not %s", section,
                          section[0] != '\0' ? ": " : "", node_kind_name(map));
        return;
    }
    for (size_t i = 0; i < map->count; i++) {
        const struct setting *row =
            setting_table_find(reading->table, section, map->keys[i]->scalar);

        if (row)
            read_value(reading, row, map->items[i]);
        else if (section[0] != '\0' || !is_section(reading, map->keys[i]->scalar))
            refuse_key(reading, section, map->keys[i]);
    }
}

/* The maps within the file; no deeper. */
static void read_sections(struct reading *reading, const struct node *root)
{
    for (size_t i = 0; root->kind == NODE_MAPPING && i < root->count; i++) {
        if (is_section(reading, root->keys[i]->scalar))
            read_rows(reading, root->keys[i]->scalar.data, root->items[i]);
    }
}

bool instance_file_read(struct setting_table table, const char *path, void *target,
                        struct diagnostics *diagnostics)
{
    struct reading reading = {.table = table, .target = target, .diagnostics = diagnostics};
    size_t errors = diagnostics->errors;
    struct document *document = NULL;

    for (size_t i = 0; i < table.count; i++)
        setting_value_reset(&table.rows[i], target);
    if (!path)
        return true;
    document = document_read(path, diagnostics);
    if (!document)
        return false;
    reading.document = document;
    if (document->count > 1)
        diagnostics_error(diagnostics, place_at(&reading, document->roots[1]),
                          "a settings file has one document; take the '---' out");
    if (document->count > 0) {
        read_rows(&reading, "", document->roots[0]);
        read_sections(&reading, document->roots[0]);
    }
    document_destroy(document);
    return diagnostics->errors == errors;
}

bool instance_file_is_absent(const char *path)
{
    struct stat status = {0};

    return lstat(path, &status) < 0 && errno == ENOENT;
}

void instance_file_clear(struct setting_table table, void *target)
{
    for (size_t i = 0; i < table.count; i++)
        setting_value_clear(&table.rows[i], target);
}
