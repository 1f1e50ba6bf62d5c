#include "sigma/rule_file.h"

#include <string.h>

#include "sigma/condition.h"
#include "sigma/log_source.h"
#include "sigma/rule_extension.h"
#include "sigma/selection.h"

/* A Sigma level, and what it is to us: never Red, for half of the rules in the
 * world are high or critical, and Red halts a process. */
static const struct {
    const char *name;
    enum severity severity;
} levels[] = {
    {"informational", SEVERITY_OBSERVATION},
    {"low", SEVERITY_OBSERVATION},
    {"medium", SEVERITY_AMBER},
    {"high", SEVERITY_AMBER},
    {"critical", SEVERITY_AMBER},
};

static const char *const level_names[] = {"informational", "low", "medium", "high", "critical"};

static const char *const status_names[] = {"stable", "test", "experimental", "deprecated",
                                           "unsupported"};

static bool find_word(const struct node *node, const char *const *words, size_t count,
                      size_t *index)
{
    for (size_t i = 0; i < count; i++) {
        if (node->kind == NODE_SCALAR && text_equal(node->scalar, text_of(words[i]))) {
            *index = i;
            return true;
        }
    }
    return false;
}

static bool read_level(const struct rule_reader *reader, const struct node *root,
                       struct rule_facts *facts)
{
    const struct node *node = node_get(root, "level");
    size_t index = 0;

    facts->severity = SEVERITY_AMBER;
    if (!node) {
        rule_reader_warn(reader, root, "the rule has no level; it raises Amber");
        return true;
    }
    if (!rule_reader_text(reader, node, "level", &facts->level))
        return false;
    if (!find_word(node, level_names, sizeof levels / sizeof *levels, &index))
        return rule_reader_unknown(reader, node, "level", level_names,
                                   sizeof levels / sizeof *levels);
    facts->severity = levels[index].severity;
    return true;
}

/* Experimental rules are counted and shown, never alerted. */
static bool read_status(const struct rule_reader *reader, const struct node *root,
                        struct rule_facts *facts)
{
    const struct node *node = node_get(root, "status");
    size_t count = sizeof status_names / sizeof *status_names;
    const char *status = NULL;
    size_t index = 0;

    if (!node)
        return true;
    if (!rule_reader_text(reader, node, "status", &status))
        return false;
    if (!find_word(node, status_names, count, &index))
        return rule_reader_unknown(reader, node, "status", status_names, count);
    facts->shadow = strcmp(status, "experimental") == 0;
    return true;
}

/* Deprecated rules stay where they are, but nobody wants their alerts. */
static bool is_retired(const struct node *root)
{
    static const char *const words[] = {"deprecated", "unsupported"};
    const struct node *node = node_get(root, "status");
    size_t index = 0;

    return node && find_word(node, words, 2, &index);
}

static bool is_uuid(struct text text)
{
    static const char shape[] = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";

    if (text.length != sizeof shape - 1)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        if ((shape[i] == '-') != (text.data[i] == '-'))
            return false;
        if (shape[i] == 'h' && !strchr("0123456789abcdefABCDEF", text.data[i]))
            return false;
    }
    return true;
}

static bool read_optional(const struct rule_reader *reader, const struct node *root,
                          const char *key, const char **kept)
{
    const struct node *node = node_get(root, key);

    return !node || rule_reader_text(reader, node, key, kept);
}

static bool read_identity(const struct rule_reader *reader, const struct node *root,
                          struct rule_facts *facts)
{
    const struct node *title = node_get(root, "title");
    const struct node *id = node_get(root, "id");
    bool good = title ? rule_reader_text(reader, title, "title", &facts->title)
                      : rule_reader_error(reader, root, "the rule has no title");

    good = read_optional(reader, root, "id", &facts->id) && good;
    good = read_optional(reader, root, "name", &facts->name) && good;
    facts->key = facts->id ? facts->id : facts->name;
    if (!id && !node_get(root, "name"))
        return rule_reader_error(reader, root,
                                 "the rule has neither id nor name, under which its alerts are "
                                 "kept; add an id (uuidgen makes one)");
    if (!id)
        rule_reader_warn(reader, root, "the rule has no id; its name stands for it");
    else if (facts->id && !is_uuid(text_of(facts->id)))
        rule_reader_warn(reader, id, "the id is no UUID, which other tools want");
    return good;
}

static bool read_lists(const struct rule_reader *reader, const struct node *root,
                       struct rule_facts *facts)
{
    const struct node *tags = node_get(root, "tags");
    const struct node *false_positives = node_get(root, "falsepositives");
    bool good = !tags || rule_reader_texts(reader, tags, "tags", &facts->tags, &facts->tag_count);

    return (!false_positives ||
            rule_reader_texts(reader, false_positives, "falsepositives", &facts->false_positives,
                              &facts->false_positive_count)) &&
           good;
}

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

/* What our own key says comes before level and status. */
static void apply_extension(struct rule *rule)
{
    const struct rule_extension *extension = &rule->extension;
    struct rule_facts *facts = &rule->facts;

    if (extension->has_severity)
        facts->severity = extension->severity;
    if (extension->has_mode)
        facts->shadow = extension->shadow;
    facts->control = extension->control;
    facts->dedup_for = extension->dedup_for;
    facts->remediate_within = extension->remediate_within;
    facts->escalate_after = extension->escalate_after;
    facts->escalate_within = extension->escalate_within;
    facts->escalate_to = extension->escalate_to;
}

static bool read_metadata(const struct rule_reader *reader, const struct node *root,
                          struct rule *rule)
{
    const struct node *extension = node_get(root, "amberd");
    struct rule_facts *facts = &rule->facts;
    bool good = read_identity(reader, root, facts);

    facts->path = arena_copy(reader->arena, text_of(reader->document->path)).data;
    facts->line = root->line;
    good = read_optional(reader, root, "description", &facts->description) && good;
    good = read_level(reader, root, facts) && good;
    good = read_status(reader, root, facts) && good;
    good = read_lists(reader, root, facts) && good;
    if (extension)
        good = rule_extension_read(reader, extension, &rule->extension) && good;
    apply_extension(rule);
    return good;
}

/* One detection rule; NULL with the mistakes reported. */
static struct rule *read_rule(struct rule_reader *reader, const struct node *root)
{
    struct rule *rule = arena_zero(reader->arena, sizeof *rule);
    const struct node *log_source = node_get(root, "logsource");
    const struct node *detection = node_get(root, "detection");
    bool good = read_metadata(reader, root, rule);

    if (!log_source)
        good = rule_reader_error(reader, root, "the rule has no logsource");
    else
        good = log_source_read(reader, log_source, &rule->log_source) && good;
    reader->log_source = &rule->log_source;
    if (!detection)
        good = rule_reader_error(reader, root, "the rule has no detection");
    else
        good = read_detection(reader, detection, rule) && good;
    reader->log_source = NULL;
    return good ? rule : NULL;
}

/* Documents that are no detection rules.  Returns false where the rest of the
 * file cannot be understood without them. */
static bool report_other(const struct rule_reader *reader, const struct node *root)
{
    if (node_get(root, "action"))
        return rule_reader_error(reader, root,
                                 "collections (action: global, repeat, reset) are not supported "
                                 "yet; the rest of the file is not read");
    if (node_get(root, "correlation"))
        rule_reader_error(reader, root, "correlation rules are not supported yet");
    else
        rule_reader_error(reader, root, "filters are not supported yet");
    return true;
}

static bool is_other(const struct node *root)
{
    return node_get(root, "action") || node_get(root, "correlation") || node_get(root, "filter");
}

void rule_file_read(struct rule_reader *reader, rule_file_take *take, void *cookie)
{
    for (size_t i = 0; i < reader->document->count; i++) {
        const struct node *root = reader->document->roots[i];
        struct rule *rule = NULL;

        if (root->kind != NODE_MAPPING) {
            rule_reader_error(reader, root, "a rule is a map, not %s", node_kind_name(root));
        } else if (is_other(root)) {
            if (!report_other(reader, root))
                return;
        } else if (is_retired(root)) {
            rule_reader_warn(reader, node_get(root, "status"), "not loaded: the rule is %s",
                             node_get(root, "status")->scalar.data);
        } else {
            rule = read_rule(reader, root);
            if (rule)
                take(rule, root, cookie);
        }
    }
}
