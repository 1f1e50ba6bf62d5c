#include "output/alert_view.h"

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

static void read_strings(struct alert_view *view, const json_t *body)
{
    const struct {
        const char *path;
        const char **into;
    } rows[] = {
        {"id", &view->id},
        {"change", &view->change},
        {"rag", &view->rag},
        {"state", &view->state},
        {"title", &view->title},
        {"rule.key", &view->rule_key},
        {"rule.id", &view->rule_id},
        {"rule.level", &view->rule_level},
        {"control", &view->control},
        {"subject.kind", &view->subject_kind},
        {"subject.name", &view->subject},
        {"account", &view->account},
        {"site", &view->site},
        {"source.name", &view->source},
        {"source.path", &view->path},
        {"summary", &view->summary},
        {"actor", &view->actor},
        {"note", &view->note},
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

bool alert_view_read(struct alert_view *view, const json_t *body)
{
    const char *type = json_line_string(body, "type");

    *view = (struct alert_view){.body = body};
    if (!type || strcmp(type, "alert") != 0)
        return false;
    read_strings(view, body);
    view->severity = view->rag && strcmp(view->rag, "red") == 0 ? SEVERITY_RED : SEVERITY_AMBER;
    view->known_state = find_state(view->state);
    view->event_time = read_instant(body, "event_time");
    view->last_event_time = read_instant(body, "last_event_time");
    view->raised_at = read_instant(body, "raised_at");
    view->due_at = read_instant(body, "due_at");
    view->closed_at = read_instant(body, "closed_at");
    view->count = json_integer_value(json_line_member(body, "count"));
    return view->id != NULL;
}

bool alert_view_is_false_positive(const struct alert_view *view)
{
    return view->known_state == ALERT_FALSE_POSITIVE;
}

const char *alert_view_field(const struct alert_view *view, const char *name)
{
    const json_t *value = json_object_get(json_line_member(view->body, "fields"), name);

    if (json_is_array(value))
        value = json_array_get(value, 0);
    return json_is_string(value) && json_string_length(value) > 0 ? json_string_value(value) : NULL;
}
