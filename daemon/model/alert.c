#include "model/alert.h"

#include "base/memory.h"

static const char *const state_names[] = {
    [ALERT_OPEN] = "open",
    [ALERT_ACKNOWLEDGED] = "acknowledged",
    [ALERT_ISOLATED] = "isolated",
    [ALERT_INVESTIGATED] = "investigated",
    [ALERT_REMEDIATED] = "remediated",
    [ALERT_REINFORCED] = "reinforced",
    [ALERT_CLOSED] = "closed",
    [ALERT_FALSE_POSITIVE] = "false-positive",
};

static const char *const change_names[] = {
    [CHANGE_CREATED] = "created",     [CHANGE_UPDATED] = "updated",   [CHANGE_MOVED] = "moved",
    [CHANGE_ESCALATED] = "escalated", [CHANGE_REOPENED] = "reopened", [CHANGE_CLOSED] = "closed",
};

const char *alert_state_name(enum alert_state state)
{
    return state_names[state];
}

bool alert_state_find(struct text name, enum alert_state *state)
{
    for (size_t i = 0; i < sizeof state_names / sizeof *state_names; i++) {
        if (text_equal(text_of(state_names[i]), name)) {
            *state = (enum alert_state)i;
            return true;
        }
    }
    return false;
}

const char *alert_change_name(enum alert_change change)
{
    return change_names[change];
}

bool alert_is_open(const struct alert *alert)
{
    return alert->state != ALERT_CLOSED && alert->state != ALERT_FALSE_POSITIVE;
}

void closure_finish(struct closure *closure)
{
    mem_free(closure->remediation);
    mem_free(closure->root_cause);
    mem_free(closure->reason);
    mem_free(closure->halt);
    mem_free(closure->notified);
    mem_free(closure->incident);
    mem_free(closure->reinforcement);
    mem_free(closure->waiver);
    *closure = (struct closure){0};
}

void alert_destroy(struct alert *alert)
{
    if (!alert)
        return;
    mem_free(alert->rule_key);
    mem_free(alert->rule_title);
    mem_free(alert->rule_level);
    mem_free(alert->rule_tags);
    mem_free(alert->control);
    mem_free(alert->group_key);
    mem_free(alert->subject_kind);
    mem_free(alert->subject);
    mem_free(alert->account);
    mem_free(alert->site);
    for (size_t i = 0; i < alert->subject_count; i++)
        mem_free(alert->subjects[i]);
    mem_free(alert->subjects);
    mem_free(alert->source);
    mem_free(alert->path);
    mem_free(alert->fields);
    mem_free(alert->summary);
    mem_free(alert->actor);
    mem_free(alert->note);
    closure_finish(&alert->closure);
    sightings_finish(&alert->memory.recent);
    mem_free(alert);
}
