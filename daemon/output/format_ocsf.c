#include "output/format_ocsf.h"

#include <string.h>

#include "output/json_line.h"

enum { FINDINGS = 2, DETECTION_FINDING = 2004 };

enum { ACTIVITY_CREATE = 1, ACTIVITY_UPDATE = 2, ACTIVITY_CLOSE = 3 };

/* A number of the schema with the word that belongs to it. */
struct coded {
    int code;
    const char *caption;
};

static struct coded activity_of(const struct alert_facts *facts)
{
    if (facts->change && strcmp(facts->change, "created") == 0)
        return (struct coded){ACTIVITY_CREATE, "Create"};
    if (facts->known_state == ALERT_CLOSED || facts->known_state == ALERT_FALSE_POSITIVE)
        return (struct coded){ACTIVITY_CLOSE, "Close"};
    return (struct coded){ACTIVITY_UPDATE, "Update"};
}

static struct coded severity_of(const struct alert_facts *facts)
{
    return facts->severity == SEVERITY_RED ? (struct coded){5, "Critical"}
                                           : (struct coded){3, "Medium"};
}

/* "Suppressed" is the schema's word for reviewed and found to be benign. */
static struct coded status_of(const struct alert_facts *facts)
{
    switch (facts->known_state) {
    case ALERT_OPEN:
        return (struct coded){1, "New"};
    case ALERT_ACKNOWLEDGED:
    case ALERT_ISOLATED:
    case ALERT_INVESTIGATED:
    case ALERT_REMEDIATED:
    case ALERT_REINFORCED:
        return (struct coded){2, "In Progress"};
    case ALERT_FALSE_POSITIVE:
        return (struct coded){3, "Suppressed"};
    case ALERT_CLOSED:
        return (struct coded){4, "Resolved"};
    }
    return (struct coded){0, "Unknown"};
}

static void set_coded(json_t *object, const char *code_key, const char *caption_key,
                      struct coded coded)
{
    json_object_set_new(object, code_key, json_integer(coded.code));
    json_object_set_new(object, caption_key, json_string(coded.caption));
}

static void set_instant(json_t *object, const char *key, timestamp when)
{
    if (when != TIMESTAMP_NONE)
        json_object_set_new(object, key, json_integer(when / MILLISECOND));
}

static json_t *metadata_of(const struct format_alert *alert)
{
    json_t *metadata = json_pack("{s:s, s:{s:s, s:s}}", "version", "1.8.0", "product", "name",
                                 "amberd", "vendor_name", "amberd");

    json_line_set_string(json_object_get(metadata, "product"), "version", alert->version);
    json_line_set_string(metadata, "uid", alert->cursor);
    json_object_set_new(metadata, "sequence", json_integer((json_int_t)alert->number));
    json_line_set_string(metadata, "log_name", alert->facts.source);
    set_instant(metadata, "logged_time", alert->at);
    return metadata;
}

static json_t *attacks_of(const struct format_alert *alert)
{
    json_t *techniques = format_alert_techniques(alert);
    json_t *attacks = json_array();

    for (size_t i = 0; i < json_array_size(techniques); i++) {
        const char *uid = json_string_value(json_array_get(techniques, i));
        json_t *attack =
            json_pack("{s:{s:s%}}", "technique", "uid", uid, (size_t)FORMAT_TECHNIQUE_LENGTH);

        if (strlen(uid) > FORMAT_TECHNIQUE_LENGTH)
            json_object_set_new(attack, "sub_technique", json_pack("{s:s}", "uid", uid));
        json_array_append_new(attacks, attack);
    }
    json_decref(techniques);
    return attacks;
}

static json_t *finding_of(const struct format_alert *alert)
{
    const struct alert_facts *facts = &alert->facts;
    json_t *analytic = json_pack("{s:i, s:s}", "type_id", 1, "type", "Rule");
    json_t *finding = json_object();
    json_t *attacks = attacks_of(alert);

    json_line_set_string(finding, "uid", facts->id);
    json_line_set_string(finding, "title", facts->title);
    set_instant(finding, "created_time", facts->raised_at);
    set_instant(finding, "modified_time", alert->at);
    set_instant(finding, "first_seen_time", facts->event_time);
    set_instant(finding, "last_seen_time", facts->last_event_time);
    json_line_set_string(analytic, "uid", facts->rule_id ? facts->rule_id : facts->rule_key);
    json_line_set_string(analytic, "name", facts->title);
    json_object_set_new(finding, "analytic", analytic);
    if (json_array_size(attacks) > 0)
        json_object_set(finding, "attacks", attacks);
    json_decref(attacks);
    return finding;
}

/* Where a field goes in the evidence, and which kind of observable it is. */
static const struct placed_field {
    const char *field;
    const char *object;
    const char *inner; /* an object inside the object, or NULL */
    const char *member;
    struct coded observable;
} placed_fields[] = {
    {"user.name", "actor", "user", "name", {4, "User Name"}},
    {"source.ip", "src_endpoint", NULL, "ip", {2, "IP Address"}},
    {"destination.ip", "dst_endpoint", NULL, "ip", {2, "IP Address"}},
    {"destination.domain", "dst_endpoint", NULL, "hostname", {1, "Hostname"}},
    {"url.full", "url", NULL, "url_string", {6, "URL String"}},
    {"host.name", "device", NULL, "hostname", {1, "Hostname"}},
};

static json_t *object_under(json_t *object, const char *key)
{
    json_t *inner = NULL;

    if (!key)
        return object;
    inner = json_object_get(object, key);
    if (!inner) {
        inner = json_object();
        json_object_set_new(object, key, inner);
    }
    return inner;
}

static void place_field(json_t *evidence, json_t *observables, const struct placed_field *placed,
                        const char *value)
{
    json_t *object = object_under(evidence, placed->object);
    json_t *observable = json_object();
    json_t *name =
        json_sprintf("evidences[0].%s.%s%s%s", placed->object, placed->inner ? placed->inner : "",
                     placed->inner ? "." : "", placed->member);

    json_line_set_string(object_under(object, placed->inner), placed->member, value);
    if (strcmp(placed->object, "device") == 0)
        json_object_set_new(object, "type_id", json_integer(0));
    json_object_set_new(observable, "name", name);
    set_coded(observable, "type_id", "type", placed->observable);
    json_line_set_string(observable, "value", value);
    json_array_append_new(observables, observable);
}

static void set_evidence(json_t *root, const struct alert_facts *facts)
{
    json_t *evidence = json_object();
    json_t *observables = json_array();

    json_line_copy(evidence, "data", facts->body, "fields");
    for (size_t i = 0; i < sizeof placed_fields / sizeof *placed_fields; i++) {
        const char *value = alert_facts_field(facts, placed_fields[i].field);

        if (value)
            place_field(evidence, observables, &placed_fields[i], value);
    }
    if (json_object_size(evidence) > 0)
        json_object_set_new(root, "evidences", json_pack("[O]", evidence));
    if (json_array_size(observables) > 0)
        json_object_set(root, "observables", observables);
    json_decref(observables);
    json_decref(evidence);
}

void format_ocsf_write(struct buffer *buffer, const struct format_alert *alert)
{
    const struct alert_facts *facts = &alert->facts;
    struct coded activity = activity_of(facts);
    json_t *root = json_object();

    set_coded(root, "activity_id", "activity_name", activity);
    set_coded(root, "category_uid", "category_name", (struct coded){FINDINGS, "Findings"});
    set_coded(root, "class_uid", "class_name",
              (struct coded){DETECTION_FINDING, "Detection Finding"});
    json_object_set_new(root, "type_uid", json_integer(DETECTION_FINDING * 100 + activity.code));
    set_coded(root, "severity_id", "severity", severity_of(facts));
    set_coded(root, "status_id", "status", status_of(facts));
    json_line_set_string(root, "status_detail", facts->state);
    set_instant(root, "time", facts->raised_at != TIMESTAMP_NONE ? facts->raised_at : alert->at);
    set_instant(root, "start_time", facts->event_time);
    set_instant(root, "end_time", facts->last_event_time);
    if (facts->count > 0)
        json_object_set_new(root, "count", json_integer(facts->count));
    json_object_set_new(root, "is_alert", json_true());
    json_line_set_string(root, "message", facts->summary ? facts->summary : facts->title);
    json_line_set_string(root, "comment", facts->note);
    json_object_set_new(root, "metadata", metadata_of(alert));
    json_object_set_new(root, "finding_info", finding_of(alert));
    set_evidence(root, facts);
    json_object_set_new(root, "unmapped",
                        json_pack("{s:o}", "amberd", format_alert_own_words(alert)));
    json_line_append(buffer, root);
}
