#include "sigma/rule_metadata.h"

#include <string.h>

#include "sigma/rule_extension.h"

enum { TITLE_LONGEST = 256 };

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

bool rule_metadata_is_retired(const struct node *root)
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

const struct node *rule_metadata_identity(const struct node *root)
{
    static const char *const keys[] = {"id", "name", "title"};
    const struct node *node = NULL;

    for (size_t i = 0; i < sizeof keys / sizeof *keys && !node; i++)
        node = node_get(root, keys[i]);
    return node;
}

/* Under what alerts and memory are kept; several documents of a collection may have
 * the same id. */
static void set_key(const struct rule_reader *reader, const struct node *root, unsigned ordinal,
                    struct rule_facts *facts)
{
    facts->key = facts->id ? facts->id : facts->name ? facts->name : facts->title;
    if (ordinal <= 1 || !facts->key)
        return;
    facts->key = arena_printf(reader->arena, "%s#%u", facts->key, ordinal).data;
    rule_reader_warn(reader, root,
                     "the id is another rule's of this collection, too; this one is "
                     "known as '%s'",
                     facts->key);
}

static void doubt_identity(const struct rule_reader *reader, const struct node *root,
                           const struct rule_facts *facts)
{
    const struct node *id = node_get(root, "id");

    if (facts->id && !is_uuid(text_of(facts->id)))
        rule_reader_warn(reader, id, "the id is no UUID, which other tools want");
    else if (!id && (facts->name || facts->title))
        rule_reader_warn(reader, root, "the rule has no id; its %s stands for it%s",
                         facts->name ? "name" : "title",
                         facts->name ? "" : ", and with another title it is another rule");
    if (facts->title && strlen(facts->title) > TITLE_LONGEST)
        rule_reader_warn(reader, node_get(root, "title"),
                         "the title is longer than %d bytes, which other tools refuse",
                         TITLE_LONGEST);
}

/* Settings are taken for rules where they are named like rules. */
static bool refuse_untitled(const struct rule_reader *reader, const struct node *root)
{
    bool is_settings =
        !node_get(root, "detection") && (node_get(root, "sources") || node_get(root, "rules"));

    return rule_reader_error(reader, root,
                             is_settings ? "these are settings, not a rule; `amberctl check -c "
                                           "FILE` checks them"
                                         : "the rule has no title");
}

static bool read_identity(const struct rule_reader *reader, const struct node *root,
                          unsigned ordinal, struct rule_facts *facts)
{
    const struct node *title = node_get(root, "title");
    bool good = title ? rule_reader_text(reader, title, "title", &facts->title)
                      : refuse_untitled(reader, root);

    good = read_optional(reader, root, "id", &facts->id) && good;
    good = read_optional(reader, root, "name", &facts->name) && good;
    set_key(reader, root, ordinal, facts);
    doubt_identity(reader, root, facts);
    return good;
}

/* "attack.t1059": letters, digits, "_", "-" and, behind the first one, "." */
static bool is_tag(const char *tag)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_-.";
    const char *dot = strchr(tag, '.');

    return dot && dot > tag && dot[1] != '\0' && strspn(tag, allowed) == strlen(tag);
}

/* "attack.t1059" and "attack.t1059.001": a technique has four digits, and one below it
 * three more. */
static bool is_technique(const char *tag)
{
    static const char digits[] = "0123456789";
    size_t length = 0;

    tag += strlen("attack.t");
    length = strspn(tag, digits);
    if (length != 4)
        return false;
    return tag[length] == '\0' ||
           (tag[length] == '.' && strspn(tag + length + 1, digits) == 3 && tag[length + 4] == '\0');
}

/* The names of tactics may begin with a "t", but have no digit behind it. */
static bool claims_technique(const char *tag)
{
    return strncmp(tag, "attack.t", strlen("attack.t")) == 0 && tag[8] >= '0' && tag[8] <= '9';
}

static void doubt_tags(const struct rule_reader *reader, const struct node *node,
                       const struct rule_facts *facts)
{
    for (size_t i = 0; i < facts->tag_count; i++) {
        if (!is_tag(facts->tags[i]))
            rule_reader_warn(reader, node->kind == NODE_SEQUENCE ? node->items[i] : node,
                             "the tag '%s' is not of the form namespace.value, in small letters",
                             facts->tags[i]);
        else if (claims_technique(facts->tags[i]) && !is_technique(facts->tags[i]))
            rule_reader_warn(reader, node->kind == NODE_SEQUENCE ? node->items[i] : node,
                             "the tag '%s' is no technique of ATT&CK: those are t1059 or "
                             "t1059.001",
                             facts->tags[i]);
    }
}

/* 2026-11-03, and in older rules 2026/11/03. */
static bool is_date(const struct node *node)
{
    static const char shape[] = "dddd-dd-dd";
    struct text text = node->scalar;

    if (node->kind != NODE_SCALAR || text.length != sizeof shape - 1)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        bool is_digit = text.data[i] >= '0' && text.data[i] <= '9';

        if (shape[i] == 'd' ? !is_digit : text.data[i] != '-' && text.data[i] != '/')
            return false;
    }
    return text.data[4] == text.data[7];
}

/* A key that is nearly one of Sigma's which the rule has not. */
static void doubt_keys(const struct rule_reader *reader, const struct node *root)
{
    static const char *const known[] = {
        "title",   "id",     "name", "taxonomy", "related",   "status",         "description",
        "license", "author", "date", "modified", "logsource", "references",     "detection",
        "fields",  "level",  "tags", "scope",    "amberd",    "falsepositives", "correlation",
        "filter",
    };
    const char *missing[sizeof known / sizeof *known];
    size_t count = 0;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!node_get(root, known[i]))
            missing[count++] = known[i];
    }
    for (size_t i = 0; i < root->count; i++) {
        size_t ignored = 0;

        if (!find_word(root->keys[i], known, sizeof known / sizeof *known, &ignored))
            rule_reader_doubt_word(reader, root->keys[i], "key", missing, count);
    }
}

/* What is only passed on, or not even that: its form is no reason to refuse a rule. */
static void doubt_others(const struct rule_reader *reader, const struct node *root)
{
    static const char *const dates[] = {"date", "modified"};
    const struct node *taxonomy = node_get(root, "taxonomy");

    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        const struct node *date = node_get(root, dates[i]);

        if (date && !is_date(date))
            rule_reader_warn(reader, date, "a date is written as 2026-11-03");
    }
    if (taxonomy && (taxonomy->kind != NODE_SCALAR || !text_equal(taxonomy->scalar, TEXT("sigma"))))
        rule_reader_warn(reader, taxonomy,
                         "of other taxonomies than 'sigma' the field names are not known here");
}

static bool read_lists(const struct rule_reader *reader, const struct node *root,
                       struct rule_facts *facts)
{
    const struct node *tags = node_get(root, "tags");
    const struct node *false_positives = node_get(root, "falsepositives");
    bool good = !tags || rule_reader_texts(reader, tags, "tags", &facts->tags, &facts->tag_count);

    if (tags)
        doubt_tags(reader, tags, facts);
    return (!false_positives ||
            rule_reader_texts(reader, false_positives, "falsepositives", &facts->false_positives,
                              &facts->false_positive_count)) &&
           good;
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
    facts->next_steps = extension->next_steps;
    facts->next_step_count = extension->next_step_count;
    facts->dedup_for = extension->dedup_for;
    facts->remediate_within = extension->remediate_within;
    facts->escalate_after = extension->escalate_after;
    facts->escalate_within = extension->escalate_within;
    facts->escalate_to = extension->escalate_to;
}

bool rule_metadata_read(const struct rule_reader *reader, const struct node *root, unsigned ordinal,
                        struct rule *rule)
{
    const struct node *extension = node_get(root, "amberd");
    struct rule_facts *facts = &rule->facts;
    bool good = read_identity(reader, root, ordinal, facts);

    facts->path = arena_copy(reader->arena, text_of(reader->document->path)).data;
    facts->line = root->line;
    good = read_optional(reader, root, "description", &facts->description) && good;
    good = read_level(reader, root, facts) && good;
    good = read_status(reader, root, facts) && good;
    good = read_lists(reader, root, facts) && good;
    doubt_others(reader, root);
    doubt_keys(reader, root);
    if (extension)
        good = rule_extension_read(reader, extension, &rule->extension) && good;
    apply_extension(rule);
    return good;
}
