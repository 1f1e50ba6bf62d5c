#include "output/format_ecs.h"

#include <string.h>

#include "base/text.h"
#include "output/json_line.h"

/* The schema's severities are free; these are Elastic's own for medium and
 * critical. */
enum { SEVERITY_MEDIUM = 47, SEVERITY_CRITICAL = 99 };

enum { DEEPEST_NAME = 6 };

/* Field sets that the first finding's fields may fill.  All others stay under
 * amberd.fields: what a log says must not become event.kind or rule.name. */
static const char *const open_sets[] = {"user",   "source",  "destination", "url",   "http",
                                        "host",   "process", "network",     "dns",   "file",
                                        "client", "server",  "tls",         "gen_ai"};

static bool is_open_set(struct text set)
{
    for (size_t i = 0; i < sizeof open_sets / sizeof *open_sets; i++) {
        if (text_equal(set, text_of(open_sets[i])))
            return true;
    }
    return false;
}

/* Sets "a.b.c" as nested objects.  False where something that is no object is in
 * the way, the name is no such path, or it is taken. */
static bool set_nested(json_t *object, struct text name, json_t *value)
{
    struct text head = {0};
    struct text rest = {0};

    for (int depth = 0; text_cut(name, TEXT("."), &head, &rest); depth++, name = rest) {
        json_t *inner = json_object_getn(object, head.data, head.length);

        if (head.length == 0 || depth == DEEPEST_NAME || (inner && !json_is_object(inner)))
            return false;
        if (!inner) {
            inner = json_object();
            json_object_setn_new(object, head.data, head.length, inner);
        }
        object = inner;
    }
    if (name.length == 0 || json_object_getn(object, name.data, name.length))
        return false;
    return json_object_setn(object, name.data, name.length, value) == 0;
}

static void set_fields(json_t *root, json_t *own, const struct alert_facts *facts)
{
    json_t *fields = json_object_get(facts->body, "fields");
    json_t *others = json_object();
    const char *name = NULL;
    json_t *value = NULL;

    json_object_foreach (fields, name, value) {
        struct text set = {0};
        struct text rest = {0};

        if (!text_cut(text_of(name), TEXT("."), &set, &rest) || !is_open_set(set) ||
            !set_nested(root, text_of(name), value))
            json_object_set(others, name, value);
    }
    if (json_object_size(others) > 0)
        json_object_set(own, "fields", others);
    json_decref(others);
}

static void set_instant(json_t *object, const char *key, timestamp when)
{
    char text[TIMESTAMP_TEXT_SIZE] = {0};

    if (when != TIMESTAMP_NONE)
        json_object_set_new(object, key, json_string(timestamp_write(when, text)));
}

static json_t *event_of(const struct format_alert *alert)
{
    const struct alert_facts *facts = &alert->facts;
    const char *change = facts->change ? facts->change : "changed";
    bool is_red = facts->severity == SEVERITY_RED;
    json_t *event =
        json_pack("{s:s, s:[s], s:[s], s:o, s:i, s:s, s:s}", "kind", "alert", "category",
                  "intrusion_detection", "type", "info", "action", json_sprintf("alert-%s", change),
                  "severity", is_red ? SEVERITY_CRITICAL : SEVERITY_MEDIUM, "module", "amberd",
                  "dataset", "amberd.alert");

    json_line_set_string(event, "id", alert->cursor);
    json_object_set_new(event, "sequence", json_integer((json_int_t)alert->number));
    set_instant(event, "created", facts->raised_at);
    set_instant(event, "start", facts->event_time);
    set_instant(event, "end", facts->last_event_time);
    return event;
}

static json_t *rule_of(const struct alert_facts *facts)
{
    json_t *rule = json_object();

    json_line_set_string(rule, "id", facts->rule_id ? facts->rule_id : facts->rule_key);
    json_line_set_string(rule, "name", facts->title);
    json_line_set_string(rule, "ruleset", "sigma");
    return rule;
}

static json_t *labels_of(const struct alert_facts *facts)
{
    json_t *labels = json_object();

    json_line_set_string(labels, "rag", facts->rag);
    json_line_set_string(labels, "account", facts->account);
    json_line_set_string(labels, "site", facts->site);
    json_line_set_string(labels, "control", facts->control);
    return labels;
}

static void set_related(json_t *root, const struct alert_facts *facts)
{
    static const struct {
        const char *field;
        const char *list;
    } rows[] = {
        {"user.name", "user"},           {"source.ip", "ip"},
        {"destination.ip", "ip"},        {"host.name", "hosts"},
        {"destination.domain", "hosts"},
    };
    json_t *related = json_object();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *value = alert_facts_field(facts, rows[i].field);

        if (!value)
            continue;
        if (!json_object_get(related, rows[i].list))
            json_object_set_new(related, rows[i].list, json_array());
        json_array_append_new(json_object_get(related, rows[i].list), json_string(value));
    }
    if (json_object_size(related) > 0)
        json_object_set(root, "related", related);
    json_decref(related);
}

static void set_threat(json_t *root, const struct format_alert *alert)
{
    json_t *uids = format_alert_techniques(alert);
    json_t *techniques = json_array();
    json_t *subtechniques = json_array();

    for (size_t i = 0; i < json_array_size(uids); i++) {
        const char *uid = json_string_value(json_array_get(uids, i));

        json_array_append_new(techniques, json_stringn(uid, FORMAT_TECHNIQUE_LENGTH));
        if (strlen(uid) > FORMAT_TECHNIQUE_LENGTH)
            json_array_append_new(subtechniques, json_string(uid));
    }
    if (uids)
        json_object_set_new(root, "threat",
                            json_pack("{s:s, s:{s:O}}", "framework", "MITRE ATT&CK", "technique",
                                      "id", techniques));
    if (json_array_size(subtechniques) > 0)
        json_object_set_new(json_object_get(json_object_get(root, "threat"), "technique"),
                            "subtechnique", json_pack("{s:O}", "id", subtechniques));
    json_decref(subtechniques);
    json_decref(techniques);
    json_decref(uids);
}

static void set_log(json_t *root, const struct alert_facts *facts)
{
    json_t *log = json_object();

    if (facts->path)
        json_object_set_new(log, "file", json_pack("{s:s}", "path", facts->path));
    json_line_copy(log, "offset", facts->body, "source.offset");
    if (json_object_size(log) > 0)
        json_object_set(root, "log", log);
    json_decref(log);
}

void format_ecs_write(struct buffer *buffer, const struct format_alert *alert)
{
    const struct alert_facts *facts = &alert->facts;
    json_t *own = format_alert_own_words(alert);
    json_t *root = json_object();

    set_instant(root, "@timestamp", alert->at);
    json_object_set_new(root, "ecs", json_pack("{s:s}", "version", "8.17.0"));
    json_object_set_new(root, "event", event_of(alert));
    json_line_set_string(root, "message", facts->summary ? facts->summary : facts->title);
    json_line_copy(root, "tags", facts->body, "rule.tags");
    json_object_set_new(root, "labels", labels_of(facts));
    json_object_set_new(root, "rule", rule_of(facts));
    set_threat(root, alert);
    json_object_set_new(root, "observer",
                        json_pack("{s:s, s:s}", "vendor", "amberd", "product", "amberd"));
    json_line_set_string(json_object_get(root, "observer"), "version", alert->version);
    set_log(root, facts);
    set_related(root, facts);
    json_line_set_string(own, "alert_id", facts->id);
    set_fields(root, own, facts);
    json_object_set_new(root, "amberd", own);
    json_line_append(buffer, root);
}
