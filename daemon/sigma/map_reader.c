#include "sigma/map_reader.h"

static const struct map_key *find_key(const struct map_key *keys, size_t count, struct text name)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(name, text_of(keys[i].name)))
            return &keys[i];
    }
    return NULL;
}

bool map_reader_read(const struct rule_reader *reader, const struct node *node,
                     const struct map_key *keys, size_t count, void *target)
{
    const char *names[MAP_KEYS_MOST] = {NULL};
    bool good = true;

    if (node->kind != NODE_MAPPING)
        return rule_reader_error(reader, node, "this must be a map, not %s", node_kind_name(node));
    for (size_t i = 0; i < count; i++)
        names[i] = keys[i].name;
    for (size_t i = 0; i < node->count; i++) {
        const struct map_key *key = find_key(keys, count, node->keys[i]->scalar);

        if (!key)
            good = rule_reader_unknown(reader, node->keys[i], "key", names, count);
        else
            good = key->read(reader, node->items[i], target) && good;
    }
    for (size_t i = 0; i < count; i++) {
        if (keys[i].is_needed && !node_get(node, keys[i].name))
            good = rule_reader_error(reader, node, "'%s' is missing", keys[i].name);
    }
    return good;
}

bool map_reader_word(const struct rule_reader *reader, const struct node *node, const char *what,
                     const char *const *words, size_t count, size_t *index)
{
    const char *word = NULL;

    if (!rule_reader_text(reader, node, what, &word))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (text_equal(node->scalar, text_of(words[i]))) {
            *index = i;
            return true;
        }
    }
    return rule_reader_unknown(reader, node, what, words, count);
}
