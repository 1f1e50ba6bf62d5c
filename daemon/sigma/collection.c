#include "sigma/collection.h"

static const char *const actions[] = {"global", "repeat", "reset"};

enum action { ACTION_GLOBAL, ACTION_REPEAT, ACTION_RESET, ACTION_NONE };

/* A merge under way: what over says goes before what under says. */
struct merge {
    struct collection *collection;
    const struct rule_reader *reader;
    bool warns; /* where over hides what under says */
};

static bool report_size(const struct rule_reader *reader, const struct node *node)
{
    return rule_reader_error(reader, node,
                             "this collection is too large: at most %d keys in a map and %d nodes "
                             "in all that it comes to; the rest of the file is not read",
                             COLLECTION_LIMIT_KEYS, COLLECTION_LIMIT_NODES);
}

/* The nodes of a document, which is at most DOCUMENT_LIMIT_DEPTH deep. */
static size_t count_nodes(const struct node *node)
{
    size_t count = 1;

    for (size_t i = 0; node->kind != NODE_SCALAR && i < node->count; i++)
        count += count_nodes(node->items[i]) + (node->kind == NODE_MAPPING);
    return count;
}

static bool find_key(const struct node *map, struct text key, size_t *index)
{
    for (size_t i = 0; i < map->count; i++) {
        if (text_equal(map->keys[i]->scalar, key)) {
            *index = i;
            return true;
        }
    }
    return false;
}

static bool is_same(const struct node *a, const struct node *b)
{
    return a->kind == NODE_SCALAR && b->kind == NODE_SCALAR && text_equal(a->scalar, b->scalar);
}

static struct node *merge_maps(const struct merge *merge, const struct node *under,
                               const struct node *over);

/* What stands under a key that both have. */
static struct node *merge_values(const struct merge *merge, struct node *under, struct node *over)
{
    if (under->kind == NODE_MAPPING && over->kind == NODE_MAPPING)
        return merge_maps(merge, under, over);
    if (merge->warns && !is_same(under, over))
        rule_reader_warn(merge->reader, over,
                         "this holds, and not what the collection says in line %u; other tools "
                         "take the collection's",
                         under->line);
    return over;
}

/* NULL, with the mistake reported, when it becomes too large. */
static struct node *merge_maps(const struct merge *merge, const struct node *under,
                               const struct node *over)
{
    struct arena *arena = merge->reader->arena;
    struct node *merged = arena_zero(arena, sizeof *merged);
    size_t most = under->count + over->count;

    if (most > COLLECTION_LIMIT_KEYS) {
        report_size(merge->reader, over);
        return NULL;
    }
    *merged = *over;
    merged->count = 0;
    merged->keys = arena_alloc(arena, (most + 1) * sizeof(struct node *));
    merged->items = arena_alloc(arena, (most + 1) * sizeof(struct node *));
    for (size_t i = 0; i < under->count; i++) {
        size_t index = 0;
        bool both = find_key(over, under->keys[i]->scalar, &index);

        merged->keys[merged->count] = both ? over->keys[index] : under->keys[i];
        merged->items[merged->count] =
            both ? merge_values(merge, under->items[i], over->items[index]) : under->items[i];
        if (!merged->items[merged->count++])
            return NULL;
    }
    for (size_t i = 0; i < over->count; i++) {
        size_t index = 0;

        if (find_key(under, over->keys[i]->scalar, &index))
            continue;
        merged->keys[merged->count] = over->keys[i];
        merged->items[merged->count++] = over->items[i];
    }
    return merged;
}

/* The document without the key that says what it is. */
static const struct node *drop_action(struct arena *arena, const struct node *document)
{
    struct node *rest = arena_alloc(arena, sizeof *rest);

    *rest = *document;
    rest->count = 0;
    rest->keys = arena_alloc(arena, (document->count + 1) * sizeof(struct node *));
    rest->items = arena_alloc(arena, (document->count + 1) * sizeof(struct node *));
    for (size_t i = 0; i < document->count; i++) {
        if (text_equal(document->keys[i]->scalar, TEXT("action")))
            continue;
        rest->keys[rest->count] = document->keys[i];
        rest->items[rest->count++] = document->items[i];
    }
    return rest;
}

static bool read_action(const struct rule_reader *reader, const struct node *document,
                        enum action *action)
{
    const struct node *node = node_get(document, "action");

    *action = ACTION_NONE;
    if (!node)
        return true;
    for (size_t i = 0; node->kind == NODE_SCALAR && i < ACTION_NONE; i++) {
        if (text_equal(node->scalar, text_of(actions[i]))) {
            *action = (enum action)i;
            return true;
        }
    }
    if (node->kind != NODE_SCALAR)
        return rule_reader_error(reader, node, "an action is a word, not %s", node_kind_name(node));
    return rule_reader_unknown(reader, node, "action", actions, ACTION_NONE);
}

/* over completed by under, and remembered as what "repeat" repeats. */
static const struct node *complete(const struct merge *merge, const struct node *under,
                                   const struct node *over)
{
    struct collection *collection = merge->collection;
    const struct node *merged = under ? merge_maps(merge, under, over) : over;

    if (!merged)
        return NULL;
    collection->nodes += count_nodes(merged);
    if (collection->nodes > COLLECTION_LIMIT_NODES) {
        report_size(merge->reader, over);
        return NULL;
    }
    collection->previous = merged;
    return merged;
}

static bool stands_alone(const struct node *document)
{
    return node_get(document, "correlation") || node_get(document, "filter");
}

bool collection_take(struct collection *collection, const struct rule_reader *reader,
                     const struct node *document, const struct node **rule)
{
    const struct merge merge = {collection, reader, .warns = true};
    const struct merge repetition = {collection, reader, .warns = false};
    enum action action = ACTION_NONE;
    const struct node *own = document;

    *rule = NULL;
    if (!read_action(reader, document, &action))
        return false;
    if (action != ACTION_NONE)
        own = drop_action(reader->arena, document);
    switch (action) {
    case ACTION_GLOBAL:
        collection->common = collection->previous = own;
        return true;
    case ACTION_RESET:
        collection->common = NULL;
        return true;
    case ACTION_REPEAT:
        if (!collection->previous)
            return rule_reader_error(reader, document, "there is nothing before it to repeat");
        *rule = complete(&repetition, collection->previous, own);
        return *rule != NULL;
    case ACTION_NONE:
        break;
    }
    *rule = stands_alone(document) ? document : complete(&merge, collection->common, own);
    return *rule != NULL;
}
