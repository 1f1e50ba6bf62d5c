#include "sigma/log_source.h"

#include <string.h>

/* definition is prose, and other keys are somebody else's: neither is a mistake. */
bool log_source_read(const struct rule_reader *reader, const struct node *node,
                     struct log_source *source)
{
    struct {
        const char *key;
        const char **value;
    } const parts[] = {
        {"category", &source->category},
        {"product", &source->product},
        {"service", &source->service},
    };
    bool good = true;

    if (node->kind != NODE_MAPPING)
        return rule_reader_error(reader, node, "logsource must be a map, not %s",
                                 node_kind_name(node));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct node *value = node_get(node, parts[i].key);

        if (value)
            good = rule_reader_text(reader, value, parts[i].key, parts[i].value) && good;
    }
    if (good && !source->category && !source->product && !source->service)
        return rule_reader_error(reader, node,
                                 "logsource names none of category, product and service");
    return good;
}

static bool asks_nothing_else(const char *asked, const char *said)
{
    return !asked || (said && strcmp(asked, said) == 0);
}

bool log_source_applies(const struct log_source *rule, const struct log_source *tag)
{
    return asks_nothing_else(rule->category, tag->category) &&
           asks_nothing_else(rule->product, tag->product) &&
           asks_nothing_else(rule->service, tag->service);
}
