#include "sigma/rule_file.h"

#include "sigma/collection.h"
#include "sigma/condition.h"
#include "sigma/log_source.h"
#include "sigma/rule_metadata.h"
#include "sigma/selection.h"

/* A file being read. */
struct walk {
    struct rule_reader *reader;
    struct collection collection;
    const struct node *identity; /* of the rule before */
    unsigned ordinal;            /* how many in a row have had it */
    struct rule_file_result result;
};

static void warn_unused(const struct rule_reader *reader, const struct selection *selections,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!selections[i].is_used)
            rule_reader_warn(reader, selections[i].key, "'%s' is not used by the condition",
                             selections[i].key->scalar.data);
    }
}

/* What an identifier asks, and where it is wrong something in its place, so that
 * the condition can be checked all the same. */
static struct expression *read_selection(const struct rule_reader *reader, const struct node *node,
                                         bool *good)
{
    struct expression *expression = selection_read(reader, node);

    if (expression)
        return expression;
    *good = false;
    return arena_zero(reader->arena, sizeof *expression);
}

/* Reads every search identifier. */
static size_t read_selections(const struct rule_reader *reader, const struct node *detection,
                              struct selection *selections, bool *good)
{
    size_t count = 0;

    for (size_t i = 0; i < detection->count; i++) {
        const struct node *key = detection->keys[i];

        if (text_equal(key->scalar, TEXT("condition")))
            continue;
        if (text_equal(key->scalar, TEXT("timeframe"))) {
            rule_reader_warn(reader, key,
                             "timeframe is no longer part of Sigma and does nothing; "
                             "write a correlation");
            continue;
        }
        selections[count] = (struct selection){
            .name = key->scalar,
            .key = key,
            .expression = read_selection(reader, detection->items[i], good),
        };
        count++;
    }
    return count;
}

static bool read_detection(const struct rule_reader *reader, const struct node *detection,
                           struct rule *rule)
{
    const struct node *condition = node_get(detection, "condition");
    struct selection *selections = NULL;
    size_t count = 0;
    bool good = true;

    if (detection->kind != NODE_MAPPING)
        return rule_reader_error(reader, detection, "detection must be a map, not %s",
                                 node_kind_name(detection));
    selections = arena_zero(reader->arena, (detection->count + 1) * sizeof *selections);
    count = read_selections(reader, detection, selections, &good);
    if (!condition)
        return rule_reader_error(reader, detection, "detection has no condition");
    rule->expression = condition_read(reader, condition, selections, count);
    if (rule->expression)
        warn_unused(reader, selections, count);
    return rule->expression && good;
}

/* One detection rule; NULL with the mistakes reported. */
static struct rule *read_rule(struct rule_reader *reader, const struct node *root, unsigned ordinal)
{
    struct rule *rule = arena_zero(reader->arena, sizeof *rule);
    const struct node *log_source = node_get(root, "logsource");
    const struct node *detection = node_get(root, "detection");
    bool good = rule_metadata_read(reader, root, ordinal, rule);

    if (!log_source)
        good = rule_reader_error(reader, root, "the rule has no logsource");
    else
        good = log_source_read(reader, log_source, &rule->log_source) && good;
    reader->log_source = &rule->log_source;
    reader->is_asleep = &rule->is_asleep;
    if (!detection)
        good = rule_reader_error(reader, root, "the rule has no detection");
    else
        good = read_detection(reader, detection, rule) && good;
    reader->log_source = NULL;
    reader->is_asleep = NULL;
    return good ? rule : NULL;
}

/* Documents of a collection that do not say who they are have the identity of
 * another, the very same node. */
static unsigned count_identity(struct walk *walk, const struct node *root)
{
    const struct node *identity = rule_metadata_identity(root);

    walk->ordinal = identity && identity == walk->identity ? walk->ordinal + 1 : 1;
    walk->identity = identity;
    return walk->ordinal;
}

static struct rule *read_root(struct walk *walk, const struct node *root)
{
    struct rule_reader *reader = walk->reader;
    const struct node *correlation = node_get(root, "correlation");
    const struct node *filter = node_get(root, "filter");
    unsigned ordinal = count_identity(walk, root);

    walk->result.found++;
    if (correlation) {
        rule_reader_error(reader, root, "correlation rules are not supported yet");
        return NULL;
    }
    if (filter) {
        rule_reader_error(reader, root, "filters are not supported yet");
        return NULL;
    }
    if (rule_metadata_is_retired(root)) {
        walk->result.retired++;
        rule_reader_warn(reader, node_get(root, "status"), "not loaded: the rule is %s",
                         node_get(root, "status")->scalar.data);
        return NULL;
    }
    return read_rule(reader, root, ordinal);
}

struct rule_file_result rule_file_read(struct rule_reader *reader, rule_file_take *take,
                                       void *cookie)
{
    struct walk walk = {.reader = reader};

    for (size_t i = 0; i < reader->document->count; i++) {
        const struct node *document = reader->document->roots[i];
        const struct node *root = NULL;
        struct rule *rule = NULL;

        if (document->kind != NODE_MAPPING) {
            rule_reader_error(reader, document, "a rule is a map, not %s",
                              node_kind_name(document));
            walk.result.found++;
            continue;
        }
        if (!collection_take(&walk.collection, reader, document, &root))
            break;
        if (!root)
            continue;
        rule = read_root(&walk, root);
        if (rule)
            take(rule, root, cookie);
    }
    return walk.result;
}
