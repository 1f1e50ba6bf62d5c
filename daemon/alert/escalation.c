#include "alert/escalation.h"

#include "base/buffer.h"
#include "base/memory.h"

enum severity escalation_weigh(struct alert *alert, const struct rule_facts *rule, timestamp when)
{
    size_t after =
        rule->escalate_after < SIGHTINGS_MOST ? rule->escalate_after : (size_t)SIGHTINGS_MOST;
    enum severity graver = rule->severity > alert->severity ? rule->severity : alert->severity;

    /* A storm stands for many groups; the rule counts findings of one. */
    if (after == 0 || alert->is_storm || rule->escalate_to <= alert->severity)
        return graver;
    sightings_add(&alert->memory.recent, when, after);
    if (rule->escalate_to <= graver ||
        sightings_near(&alert->memory.recent, when, rule->escalate_within) < after)
        return graver;
    return rule->escalate_to;
}

char *escalation_reason(const struct alert *alert, const struct rule_facts *rule)
{
    struct buffer text = {0};
    char within[TIMESTAMP_TEXT_SIZE] = {0};
    char *reason = NULL;

    if (rule->severity >= alert->severity)
        buffer_append_text(&text, TEXT("a graver finding joined"));
    else
        buffer_printf(&text, "%u finding%s within %s", rule->escalate_after,
                      text_plural(rule->escalate_after, "s"),
                      duration_write(rule->escalate_within, within));
    reason = mem_copy_text(buffer_text(&text));
    buffer_finish(&text);
    return reason;
}

timestamp escalation_due(const struct alert *alert)
{
    if (alert->severity != SEVERITY_AMBER || alert->state >= ALERT_REMEDIATED)
        return TIMESTAMP_NONE;
    return alert->due_at;
}
