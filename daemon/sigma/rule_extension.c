#include "sigma/rule_extension.h"

#include "sigma/map_reader.h"

#define LONGEST (365 * DAY) /* as the settings have it */

static bool read_alert_severity(const struct rule_reader *reader, const struct node *node,
                                const char *what, enum severity *severity)
{
    static const char *const words[] = {"amber", "red"};

    size_t index = 0;

    return map_reader_word(reader, node, what, words, 2, &index) &&
           severity_find(node->scalar, severity);
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
    size_t index = 0;

    if (!map_reader_word(reader, node, "mode", words, 2, &index))
        return false;
    extension->has_mode = true;
    extension->shadow = index == 1;
    return true;
}

/* A house may have controls of its own beside those of the checklist. */
static bool read_control(const struct rule_reader *reader, const struct node *node, void *target)
{
    static const char *const controls[] = {
        "daily-access",         "daily-screen-lock",       "daily-ai-usage",
        "daily-agent-queries",  "weekly-permissions",      "weekly-transfers",
        "weekly-model-drift",   "weekly-prompt-injection", "weekly-ai-content",
        "monthly-patching",     "monthly-exceptions",      "monthly-training-data",
        "monthly-breach-drill", "quarterly-mini-audit",    "quarterly-training",
        "quarterly-ai-policy",
    };
    struct rule_extension *extension = target;

    if (!rule_reader_text(reader, node, "control", &extension->control))
        return false;
    rule_reader_doubt_word(reader, node, "control", controls, sizeof controls / sizeof *controls);
    return true;
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
    static const struct map_key keys[] = {{"by", false, read_dedup_by},
                                          {"for", false, read_dedup_for}};

    return map_reader_read(reader, node, keys, sizeof keys / sizeof *keys, target);
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
    static const struct map_key keys[] = {
        {"after", true, read_after}, {"within", true, read_within}, {"to", true, read_to}};

    return map_reader_read(reader, node, keys, sizeof keys / sizeof *keys, target);
}

static bool read_tests(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_extension *extension = target;

    return rule_example_read_list(reader, node, &extension->examples, &extension->example_count);
}

bool rule_extension_read(const struct rule_reader *reader, const struct node *node,
                         struct rule_extension *extension)
{
    static const struct map_key keys[] = {
        {"rag", false, read_rag},           {"mode", false, read_mode},
        {"control", false, read_control},   {"dedup", false, read_dedup},
        {"escalate", false, read_escalate}, {"remediate_within", false, read_remediate},
        {"tests", false, read_tests},       {"next_steps", false, read_next_steps},
    };

    return map_reader_read(reader, node, keys, sizeof keys / sizeof *keys, extension);
}
