#include "output/alert_facts.h"

#include <string.h>

#include "output/json_line.h"

static timestamp read_instant(const json_t *body, const char *key)
{
    struct text text = text_of(json_line_string(body, key));
    timestamp when = TIMESTAMP_NONE;
    bool has_zone = false;

    if (!timestamp_take_iso(&text, &when, &has_zone) || text.length > 0)
        return TIMESTAMP_NONE;
    return when;
}

static void read_strings(struct alert_facts *facts, const json_t *body)
{
    const struct {
        const char *path;
        const char **into;
    } rows[] = {
        {"id", &facts->id},
        {"change", &facts->change},
        {"rag", &facts->rag},
        {"state", &facts->state},
        {"title", &facts->title},
        {"rule.key", &facts->rule_key},
        {"rule.id", &facts->rule_id},
        {"rule.level", &facts->rule_level},
        {"control", &facts->control},
        {"subject.kind", &facts->subject_kind},
        {"subject.name", &facts->subject},
        {"account", &facts->account},
        {"site", &facts->site},
        {"source.name", &facts->source},
        {"source.path", &facts->path},
        {"summary", &facts->summary},
        {"actor", &facts->actor},
        {"note", &facts->note},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        *rows[i].into = json_line_string(body, rows[i].path);
}

/* Named here as the journal writes them, so that output/ depends on the words
 * of the contract and not on the code that writes them. */
static enum alert_state find_state(const char *name)
{
    static const struct {
        const char *name;
        enum alert_state state;
    } states[] = {
        {"open", ALERT_OPEN},
        {"acknowledged", ALERT_ACKNOWLEDGED},
        {"isolated", ALERT_ISOLATED},
        {"investigated", ALERT_INVESTIGATED},
        {"remediated", ALERT_REMEDIATED},
        {"reinforced", ALERT_REINFORCED},
        {"closed", ALERT_CLOSED},
        {"false-positive", ALERT_FALSE_POSITIVE},
    };

    for (size_t i = 0; name && i < sizeof states / sizeof *states; i++) {
        if (strcmp(name, states[i].name) == 0)
            return states[i].state;
    }
    return ALERT_OPEN;
}

bool alert_facts_read(struct alert_facts *facts, const json_t *body)
{
    const char *type = json_line_string(body, "type");

    *facts = (struct alert_facts){.body = body};
    if (!type || strcmp(type, "alert") != 0)
        return false;
    read_strings(facts, body);
    facts->severity = facts->rag && strcmp(facts->rag, "red") == 0 ? SEVERITY_RED : SEVERITY_AMBER;
    facts->known_state = find_state(facts->state);
    facts->event_time = read_instant(body, "event_time");
    facts->last_event_time = read_instant(body, "last_event_time");
    facts->raised_at = read_instant(body, "raised_at");
    facts->due_at = read_instant(body, "due_at");
    facts->closed_at = read_instant(body, "closed_at");
    facts->count = json_integer_value(json_line_member(body, "count"));
    return facts->id != NULL;
}

bool alert_facts_is_false_positive(const struct alert_facts *facts)
{
    return facts->known_state == ALERT_FALSE_POSITIVE;
}

const char *alert_facts_field(const struct alert_facts *facts, const char *name)
{
    const json_t *value = json_object_get(json_line_member(facts->body, "fields"), name);

    if (json_is_array(value))
        value = json_array_get(value, 0);
    return json_is_string(value) && json_string_length(value) > 0 ? json_string_value(value) : NULL;
}
