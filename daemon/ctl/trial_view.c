#include "ctl/trial_view.h"

void trial_view_name(struct buffer *buffer, const struct trial_case *item)
{
    if (item->example->name)
        buffer_append_text(buffer, text_of(item->example->name));
    else
        buffer_printf(buffer, "test %zu", item->number);
}

const char *trial_view_weakness(const struct trial_rule *rule)
{
    if (rule->has_hit && rule->has_miss)
        return NULL;
    return rule->has_hit    ? "no test says what it must not match"
           : rule->has_miss ? "no test says what it must match"
                            : "it has no tests";
}
