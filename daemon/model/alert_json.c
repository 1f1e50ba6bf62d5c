#include "model/alert_json.h"

#include <string.h>

#include <jansson.h>

#include "base/memory.h"
#include "base/unicode.h"
#include "model/json_value.h"

/* Together with the limits of the header these add up to less than
 * ALERT_JSON_MOST, so that a body needs no cutting as a whole. */
enum {
    TITLE_MOST = 512,
    KEY_MOST = 512,
    WORD_MOST = 256, /* control, kind, account, site, actor, source */
    PATH_MOST = 1024,
    TAGS_MOST = 2048,
    SUBJECTS_MOST = 4096,
    NOTE_MOST = 2048,
    CLOSURE_TEXT_MOST = 1536,
};

static json_t *text_or_null(const char *text, size_t most, bool *cut)
{
    return text ? json_value_text(text_of(text), most, cut) : json_null();
}

static json_t *time_or_null(timestamp when)
{
    char text[TIMESTAMP_TEXT_SIZE] = {0};

    return when == TIMESTAMP_NONE ? json_null()
                                  : json_value_sure(json_string(timestamp_write(when, text)));
}

static json_t *identifier_text(struct identifier identifier)
{
    char text[IDENTIFIER_TEXT_SIZE] = {0};

    return json_value_sure(json_string(identifier_write(identifier, text)));
}

/* JSON's integers are signed; nothing we count gets there. */
static json_t *count_value(uint64_t count)
{
    return json_value_sure(json_integer(count > INT64_MAX ? INT64_MAX : (json_int_t)count));
}

/* Puts a value into a list that may cost *room; false when it does not fit. */
static bool add_within(json_t *list, json_t *value, size_t *room, bool *cut)
{
    size_t cost = json_value_cost(value) + 1;

    if (cost > *room) {
        json_decref(value);
        *cut = true;
        return false;
    }
    *room -= cost;
    json_value_add(list, value);
    return true;
}

static json_t *rule_object(const struct alert *alert, bool *cut)
{
    json_t *rule = json_value_sure(json_object());
    json_t *tags = json_value_sure(json_array());
    struct text rest = text_of(alert->rule_tags);
    size_t room = TAGS_MOST;

    while (rest.length > 0) {
        struct text tag = {0};

        text_cut(rest, TEXT(","), &tag, &rest);
        if (!add_within(tags, json_value_text(tag, WORD_MOST, cut), &room, cut))
            break;
    }
    json_value_put(rule, "key", text_or_null(alert->rule_key, KEY_MOST, cut));
    json_value_put(rule, "level", text_or_null(alert->rule_level, WORD_MOST, cut));
    json_value_put(rule, "tags", tags);
    return rule;
}

static json_t *subject_object(const struct alert *alert, bool *cut)
{
    json_t *subject = json_value_sure(json_object());

    json_value_put(subject, "kind", text_or_null(alert->subject_kind, WORD_MOST, cut));
    json_value_put(subject, "name", text_or_null(alert->subject, KEY_MOST, cut));
    return subject;
}

static json_t *source_object(const struct alert *alert, bool *cut)
{
    json_t *source = json_value_sure(json_object());

    json_value_put(source, "name", text_or_null(alert->source, WORD_MOST, cut));
    json_value_put(source, "path", text_or_null(alert->path, PATH_MOST, cut));
    json_value_put(source, "incarnation", identifier_text(alert->incarnation));
    json_value_put(source, "offset", count_value(alert->offset));
    return source;
}

/* What the fields take when written: of plain text no more than now. */
static size_t fields_cost(struct text text, const json_t *fields)
{
    return unicode_plain_run(text) == text.length ? text.length : json_value_cost(fields);
}

/* The fields were bounded when the alert was made, but they may come from a
 * state file: too many are left out rather than trusted. */
static json_t *fields_object(const struct alert *alert, bool *cut)
{
    struct error err = {0};
    struct text text = text_of(alert->fields);
    json_t *fields = json_value_read(text, ALERT_PACKED_MOST, &err);

    if (fields && json_object_size(fields) <= ALERT_FIELD_COUNT_MOST &&
        fields_cost(text, fields) <= ALERT_FIELDS_MOST)
        return fields;
    *cut = *cut || fields;
    json_decref(fields);
    return json_value_sure(json_object());
}

static json_t *subjects_array(const struct alert *alert, bool *cut)
{
    json_t *subjects = json_value_sure(json_array());
    size_t room = SUBJECTS_MOST;

    for (size_t i = 0; i < alert->subject_count; i++) {
        struct text name = text_of(alert->subjects[i]);

        if (!add_within(subjects, json_value_text(name, WORD_MOST, cut), &room, cut))
            break;
    }
    return subjects;
}

static json_t *closure_object(const struct closure *closure, bool *cut)
{
    const struct {
        const char *name;
        const char *text;
    } parts[] = {
        {"remediation", closure->remediation},
        {"root_cause", closure->root_cause},
        {"reason", closure->reason},
        {"halt", closure->halt},
        {"notified", closure->notified},
        {"incident", closure->incident},
        {"reinforcement", closure->reinforcement},
        {"waiver", closure->waiver},
    };
    json_t *object = json_value_sure(json_object());

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].text)
            json_value_put(object, parts[i].name,
                           text_or_null(parts[i].text, CLOSURE_TEXT_MOST, cut));
    }
    return object;
}

/* What the alert is. */
static void put_identity(json_t *body, const struct alert *alert, bool *cut)
{
    json_value_put(body, "id", identifier_text(alert->id));
    json_value_put(body, "rag", json_string(severity_name(alert->severity)));
    json_value_put(body, "state", json_string(alert_state_name(alert->state)));
    json_value_put(body, "title", text_or_null(alert->rule_title, TITLE_MOST, cut));
    json_value_put(body, "rule", rule_object(alert, cut));
    json_value_put(body, "control", text_or_null(alert->control, WORD_MOST, cut));
    json_value_put(body, "subject", subject_object(alert, cut));
    json_value_put(body, "account", text_or_null(alert->account, WORD_MOST, cut));
    json_value_put(body, "site", text_or_null(alert->site, WORD_MOST, cut));
}

/* When and where it happened, and what was seen. */
static void put_evidence(json_t *body, const struct alert *alert, bool *cut)
{
    json_value_put(body, "event_time", time_or_null(alert->event_time));
    json_value_put(body, "last_event_time", time_or_null(alert->last_event_time));
    json_value_put(body, "raised_at", time_or_null(alert->raised_at));
    json_value_put(body, "due_at", time_or_null(alert->due_at));
    json_value_put(body, "closed_at", time_or_null(alert->closed_at));
    json_value_put(body, "source", source_object(alert, cut));
    json_value_put(body, "fields", fields_object(alert, cut));
    json_value_put(body, "summary", text_or_null(alert->summary, ALERT_SUMMARY_MOST, cut));
    json_value_put(body, "count", count_value(alert->count));
    json_value_put(body, "storm", json_boolean(alert->is_storm));
    if (alert->is_storm) {
        json_value_put(body, "subjects", subjects_array(alert, cut));
        json_value_put(body, "other_subjects", count_value(alert->other_subjects));
    }
}

void alert_json_write(struct buffer *buffer, const struct alert *alert, enum alert_change change,
                      timestamp when)
{
    json_t *body = json_value_sure(json_object());
    bool cut = alert->cut;

    json_value_put(body, "type", json_string("alert"));
    json_value_put(body, "change", json_string(alert_change_name(change)));
    json_value_put(body, "time", time_or_null(when));
    put_identity(body, alert, &cut);
    put_evidence(body, alert, &cut);
    json_value_put(body, "escalated", json_boolean(alert->escalated));
    json_value_put(body, "actor", text_or_null(alert->actor, WORD_MOST, &cut));
    json_value_put(body, "note", text_or_null(alert->note, NOTE_MOST, &cut));
    json_value_put(body, "closure", closure_object(&alert->closure, &cut));
    json_value_put(body, "cut", json_boolean(cut));
    json_value_write(buffer, body);
    json_decref(body);
}
