#include "sigma/rule_extension.h"

/* A key of a map, and who reads its value into what. */
struct key {
    const char *name;
    bool (*read)(const struct rule_reader *reader, const struct node *value, void *target);
};

enum { MOST_KEYS = 16 };

#define LONGEST (365 * DAY) /* as the settings have it */

static const struct key *find_key(const struct key *keys, size_t count, struct text name)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(name, text_of(keys[i].name)))
            return &keys[i];
    }
    return NULL;
}

/* Reads a map in which every key must be one of keys. */
static bool read_keys(const struct rule_reader *reader, const struct node *node,
                      const struct key *keys, size_t count, void *target)
{
    const char *names[MOST_KEYS] = {NULL};
    bool good = true;

    if (node->kind != NODE_MAPPING)
        return rule_reader_error(reader, node, "this must be a map, not %s", node_kind_name(node));
    for (size_t i = 0; i < count; i++)
        names[i] = keys[i].name;
    for (size_t i = 0; i < node->count; i++) {
        const struct key *key = find_key(keys, count, node->keys[i]->scalar);

        if (!key)
            good = rule_reader_unknown(reader, node->keys[i], "key", names, count);
        else
            good = key->read(reader, node->items[i], target) && good;
    }
    return good;
}

/* Says which of the keys that a map needs is not there. */
static bool needs(const struct rule_reader *reader, const struct node *node, const char *key)
{
    return node_get(node, key) ? true : rule_reader_error(reader, node, "'%s' is missing", key);
}

static bool read_word(const struct rule_reader *reader, const struct node *node, const char *what,
                      const char *const *words, size_t count)
{
    const char *word = NULL;

    if (!rule_reader_text(reader, node, what, &word))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (text_equal(node->scalar, text_of(words[i])))
            return true;
    }
    return rule_reader_unknown(reader, node, what, words, count);
}

static bool read_alert_severity(const struct rule_reader *reader, const struct node *node,
                                const char *what, enum severity *severity)
{
    static const char *const words[] = {"amber", "red"};

    return read_word(reader, node, what, words, 2) && severity_find(node->scalar, severity);
}

/* None may be 0, which in rule_facts means that the rule does not say. */
static bool read_duration(const struct rule_reader *reader, const struct node *node,
                          timestamp *length)
{
    if (node->kind != NODE_SCALAR || !duration_read(node->scalar, length))
        return rule_reader_error(reader, node,
                                 "a length of time is written like 90s, 30m, 8h or 7d");
    if (*length < SECOND || *length > LONGEST)
        return rule_reader_error(reader, node, "a length of time here is from 1s to 365d");
    return true;
}

static bool read_rag(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_extension *extension = target;

    extension->has_severity = true;
    return read_alert_severity(reader, node, "rag", &extension->severity);
}

static bool read_mode(const struct rule_reader *reader, const struct node *node, void *target)
{
    static const char *const words[] = {"live", "shadow"};
    struct rule_extension *extension = target;

    extension->has_mode = true;
    extension->shadow = node->kind == NODE_SCALAR && text_equal(node->scalar, TEXT("shadow"));
    return read_word(reader, node, "mode", words, 2);
}

static bool read_control(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_extension *extension = target;

    return rule_reader_text(reader, node, "control", &extension->control);
}

static bool read_next_steps(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_extension *extension = target;

    return rule_reader_texts(reader, node, "next_steps", &extension->next_steps,
                             &extension->next_step_count);
}

static bool read_remediate(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_extension *extension = target;

    return read_duration(reader, node, &extension->remediate_within);
}

static bool read_dedup_by(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_extension *extension = target;

    if (!rule_reader_texts(reader, node, "by", &extension->dedup_by, &extension->dedup_count))
        return false;
    for (size_t i = 0; i < extension->dedup_count; i++)
        rule_reader_doubt_field(reader, node->kind == NODE_SEQUENCE ? node->items[i] : node,
                                text_of(extension->dedup_by[i]));
    return true;
}

static bool read_dedup_for(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_extension *extension = target;

    return read_duration(reader, node, &extension->dedup_for);
}

static bool read_dedup(const struct rule_reader *reader, const struct node *node, void *target)
{
    static const struct key keys[] = {{"by", read_dedup_by}, {"for", read_dedup_for}};

    return read_keys(reader, node, keys, sizeof keys / sizeof *keys, target);
}

static bool read_after(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_extension *extension = target;
    uint64_t count = 0;

    if (node->kind != NODE_SCALAR || !text_to_unsigned(node->scalar, &count) || count < 1 ||
        count > 1000000)
        return rule_reader_error(reader, node, "'after' is a number of findings from 1 to 1000000");
    extension->escalate_after = (unsigned)count;
    return true;
}

static bool read_within(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_extension *extension = target;

    return read_duration(reader, node, &extension->escalate_within);
}

static bool read_to(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_extension *extension = target;

    return read_alert_severity(reader, node, "severity", &extension->escalate_to);
}

static bool read_escalate(const struct rule_reader *reader, const struct node *node, void *target)
{
    static const struct key keys[] = {
        {"after", read_after}, {"within", read_within}, {"to", read_to}};
    bool good = read_keys(reader, node, keys, sizeof keys / sizeof *keys, target);

    for (size_t i = 0; node->kind == NODE_MAPPING && i < sizeof keys / sizeof *keys; i++)
        good = needs(reader, node, keys[i].name) && good;
    return good;
}

static bool read_example_name(const struct rule_reader *reader, const struct node *node,
                              void *target)
{
    struct rule_example *example = target;

    return rule_reader_text(reader, node, "name", &example->name);
}

static bool read_example_source(const struct rule_reader *reader, const struct node *node,
                                void *target)
{
    struct rule_example *example = target;

    return rule_reader_text(reader, node, "source", &example->source);
}

/* Log lines are kept byte by byte. */
static bool read_example_lines(const struct rule_reader *reader, const struct node *node,
                               void *target)
{
    struct rule_example *example = target;
    const char **lines = NULL;

    if (node->kind != NODE_SEQUENCE || node->count == 0)
        return rule_reader_error(reader, node, "'lines' is a list of log lines");
    lines = arena_zero(reader->arena, node->count * sizeof *lines);
    for (size_t i = 0; i < node->count; i++) {
        if (node->items[i]->kind != NODE_SCALAR)
            return rule_reader_error(reader, node->items[i], "a log line is text, not %s",
                                     node_kind_name(node->items[i]));
        lines[i] = arena_copy(reader->arena, node->items[i]->scalar).data;
    }
    example->lines = lines;
    example->line_count = node->count;
    return true;
}

static bool read_example_expect(const struct rule_reader *reader, const struct node *node,
                                void *target)
{
    static const char *const words[] = {"amber", "red", "observation", "none"};
    struct rule_example *example = target;

    return read_word(reader, node, "expectation", words, sizeof words / sizeof *words) &&
           rule_reader_text(reader, node, "expect", &example->expect);
}

static bool read_example(const struct rule_reader *reader, const struct node *node,
                         struct rule_example *example)
{
    static const struct key keys[] = {
        {"name", read_example_name},
        {"source", read_example_source},
        {"lines", read_example_lines},
        {"expect", read_example_expect},
    };
    bool good = read_keys(reader, node, keys, sizeof keys / sizeof *keys, example);

    for (size_t i = 1; node->kind == NODE_MAPPING && i < sizeof keys / sizeof *keys; i++)
        good = needs(reader, node, keys[i].name) && good;
    return good;
}

static bool read_tests(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_extension *extension = target;
    struct rule_example *examples = NULL;
    bool good = true;

    if (node->kind != NODE_SEQUENCE)
        return rule_reader_error(reader, node, "'tests' is a list, not %s", node_kind_name(node));
    examples = arena_zero(reader->arena, (node->count + 1) * sizeof *examples);
    for (size_t i = 0; i < node->count; i++)
        good = read_example(reader, node->items[i], &examples[i]) && good;
    extension->examples = examples;
    extension->example_count = node->count;
    return good;
}

bool rule_extension_read(const struct rule_reader *reader, const struct node *node,
                         struct rule_extension *extension)
{
    static const struct key keys[] = {
        {"rag", read_rag},           {"mode", read_mode},
        {"control", read_control},   {"dedup", read_dedup},
        {"escalate", read_escalate}, {"remediate_within", read_remediate},
        {"tests", read_tests},       {"next_steps", read_next_steps},
    };

    return read_keys(reader, node, keys, sizeof keys / sizeof *keys, extension);
}
