#include "config/setting_pairs.h"

#include <inttypes.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/unicode.h"
#include "config/setting_value.h"

struct list {
    struct setting_pair **pairs;
    size_t *count;
};

static struct list list_of(const struct setting *row, void *target)
{
    void *pairs = (char *)target + row->offset;
    void *count = (char *)target + row->count_offset;

    return (struct list){pairs, count};
}

static bool check(struct text text, struct error *err)
{
    if (text.length == 0)
        return error_set(err, "it must not be empty");
    if (text.length > SETTING_PAIR_LONGEST)
        return error_set(err, "it is longer than %d bytes", SETTING_PAIR_LONGEST);
    while (text.length > 0) {
        size_t length = unicode_printable_length(text);

        if (length == 0)
            return error_set(err, "there is a character in it that cannot be seen; take it out");
        text = text_from(text, length);
    }
    return true;
}

/* Where pairs go, and where they come from. */
struct reading {
    const struct setting *row;
    struct list list;
    const struct document *document;
    struct diagnostics *diagnostics;
};

static void add(const struct reading *reading, const struct node *group, const struct node *key,
                const struct node *value)
{
    struct list list = reading->list;
    const struct setting *row = reading->row;
    struct error err = {0};

    if (*list.count == row->largest)
        error_set(&err, "these are too many; it may have %" PRIu64, row->largest);
    else if (check(key->scalar, &err) && check(value->scalar, &err))
        check(group ? group->scalar : key->scalar, &err);
    if (err.text[0] != '\0') {
        diagnostics_error(reading->diagnostics, node_place(reading->document, key), "%s.%s: %s",
                          row->section, row->name, err.text);
        return;
    }
    /* One by one: they are few, and read once. */
    *list.pairs = mem_resize_array(*list.pairs, *list.count + 1, sizeof **list.pairs);
    (*list.pairs)[(*list.count)++] = (struct setting_pair){
        .group = group ? mem_copy_text(group->scalar) : NULL,
        .key = mem_copy_text(key->scalar),
        .value = mem_copy_text(value->scalar),
        .line = key->line,
        .column = key->column,
    };
}

/* Whether a node is of that kind, with a complaint when it is not. */
static bool expect(const struct reading *reading, const struct node *node, enum node_kind kind,
                   const char *expected)
{
    if (node->kind == kind)
        return true;
    return diagnostics_error(reading->diagnostics, node_place(reading->document, node),
                             "%s.%s: this is %s, not %s", reading->row->section, reading->row->name,
                             node_kind_name(node), expected);
}

/* Takes the pairs of one map. */
static void read_map(const struct reading *reading, const struct node *group,
                     const struct node *map)
{
    for (size_t i = 0; i < map->count; i++) {
        if (expect(reading, map->items[i], NODE_SCALAR, "a text"))
            add(reading, group, map->keys[i], map->items[i]);
    }
}

void setting_pairs_read(const struct setting *row, void *target, const struct document *document,
                        const struct node *map, struct diagnostics *diagnostics)
{
    const struct reading reading = {row, list_of(row, target), document, diagnostics};

    setting_pairs_clear(row, target);
    if (!expect(&reading, map, NODE_MAPPING, setting_value_expected(row)))
        return;
    if (row->type == SETTING_PAIRS) {
        read_map(&reading, NULL, map);
        return;
    }
    for (size_t i = 0; i < map->count; i++) {
        if (expect(&reading, map->items[i], NODE_MAPPING, "a map of texts"))
            read_map(&reading, map->keys[i], map->items[i]);
    }
}

void setting_pairs_clear(const struct setting *row, void *target)
{
    struct list list = list_of(row, target);

    while (*list.count > 0) {
        struct setting_pair *pair = &(*list.pairs)[--*list.count];

        mem_free(pair->group);
        mem_free(pair->key);
        mem_free(pair->value);
    }
    mem_free(*list.pairs);
    *list.pairs = NULL;
}

/* The pairs of one group stand together, for they were one map. */
void setting_pairs_write(const struct setting *row, const void *target, struct buffer *yaml)
{
    const void *place = (const char *)target + row->offset;
    const struct setting_pair *pairs = *(const struct setting_pair *const *)place;
    size_t count = setting_value_count(row, target);
    const char *group = NULL;

    buffer_append_byte(yaml, '{');
    for (size_t i = 0; i < count; i++) {
        bool is_new = pairs[i].group && (!group || strcmp(group, pairs[i].group) != 0);

        if (is_new) {
            buffer_append_text(yaml, group ? TEXT("}, ") : TEXT(""));
            setting_value_quote(pairs[i].group, yaml);
            buffer_append_text(yaml, TEXT(": {"));
            group = pairs[i].group;
        } else if (i > 0) {
            buffer_append_text(yaml, TEXT(", "));
        }
        setting_value_quote(pairs[i].key, yaml);
        buffer_append_text(yaml, TEXT(": "));
        setting_value_quote(pairs[i].value, yaml);
    }
    buffer_append_text(yaml, group ? TEXT("}}") : TEXT("}"));
}
