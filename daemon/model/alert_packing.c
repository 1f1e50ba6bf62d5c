/* The packed form of alert_json: the plain members of an alert are the rows of a
 * table, in which a new one takes one line. */
#include "model/alert_json.h"

#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include <jansson.h>

#include "base/memory.h"
#include "model/json_value.h"

/* An alert of another version is refused, not guessed at. */
enum { PACKED_VERSION = 1 };

enum member_kind {
    MEMBER_TEXT,
    MEMBER_NEEDED_TEXT,
    MEMBER_TIME,
    MEMBER_NEEDED_TIME,
    MEMBER_LENGTH, /* of time */
    MEMBER_COUNT,
    MEMBER_FLAG,
    MEMBER_IDENTIFIER,
};

static const struct member {
    const char *name;
    enum member_kind kind;
    size_t at;
} members[] = {
#define ROW(kind, member)                             \
    {                                                 \
#member, kind, offsetof(struct alert, member) \
    }
    ROW(MEMBER_IDENTIFIER, id),
    ROW(MEMBER_NEEDED_TEXT, rule_key),
    ROW(MEMBER_NEEDED_TEXT, rule_title),
    ROW(MEMBER_TEXT, rule_level),
    ROW(MEMBER_TEXT, rule_tags),
    ROW(MEMBER_TEXT, control),
    ROW(MEMBER_NEEDED_TEXT, group_key),
    ROW(MEMBER_FLAG, escalated),
    ROW(MEMBER_FLAG, is_storm),
    ROW(MEMBER_FLAG, cut),
    ROW(MEMBER_NEEDED_TEXT, subject_kind),
    ROW(MEMBER_NEEDED_TEXT, subject),
    ROW(MEMBER_TEXT, account),
    ROW(MEMBER_TEXT, site),
    ROW(MEMBER_COUNT, other_subjects),
    ROW(MEMBER_NEEDED_TIME, event_time),
    ROW(MEMBER_NEEDED_TIME, last_event_time),
    ROW(MEMBER_NEEDED_TIME, raised_at),
    ROW(MEMBER_TIME, due_at),
    ROW(MEMBER_TIME, closed_at),
    ROW(MEMBER_TEXT, source),
    ROW(MEMBER_TEXT, path),
    ROW(MEMBER_IDENTIFIER, incarnation),
    ROW(MEMBER_COUNT, offset),
    ROW(MEMBER_TEXT, fields),
    ROW(MEMBER_TEXT, summary),
    ROW(MEMBER_COUNT, count),
    ROW(MEMBER_COUNT, evidence_kept),
    ROW(MEMBER_TEXT, actor),
    ROW(MEMBER_TEXT, note),
    ROW(MEMBER_TEXT, closure.remediation),
    ROW(MEMBER_TEXT, closure.root_cause),
    ROW(MEMBER_TEXT, closure.reason),
    ROW(MEMBER_TEXT, closure.halt),
    ROW(MEMBER_TEXT, closure.notified),
    ROW(MEMBER_TEXT, closure.incident),
    ROW(MEMBER_TEXT, closure.reinforcement),
    ROW(MEMBER_TEXT, closure.waiver),
    ROW(MEMBER_IDENTIFIER, memory.last_finding),
    ROW(MEMBER_LENGTH, memory.dedup_for),
    ROW(MEMBER_TIME, memory.closed_event),
    ROW(MEMBER_TIME, memory.told_minute),
    ROW(MEMBER_COUNT, memory.told_count),
#undef ROW
};

enum { MEMBER_TOTAL = sizeof members / sizeof *members };

/* Packed texts are not cut: reading them back gives what was there, made UTF-8. */
static json_t *whole_text(const char *text)
{
    bool cut = false;

    return json_value_text(text_of(text), SIZE_MAX, &cut);
}

/* NULL where there is nothing to pack. */
static json_t *pack_member(const struct alert *alert, const struct member *member)
{
    const void *at = (const char *)alert + member->at;

    switch (member->kind) {
    case MEMBER_TEXT:
    case MEMBER_NEEDED_TEXT: {
        const char *const *text = at;

        return *text ? whole_text(*text) : NULL;
    }
    case MEMBER_TIME:
    case MEMBER_NEEDED_TIME:
    case MEMBER_LENGTH: {
        const timestamp *when = at;

        return *when == TIMESTAMP_NONE ? NULL : json_value_sure(json_integer(*when));
    }
    case MEMBER_COUNT: {
        const uint64_t *count = at;

        return json_value_sure(json_integer((json_int_t)*count));
    }
    case MEMBER_FLAG: {
        const bool *flag = at;

        return json_boolean(*flag);
    }
    case MEMBER_IDENTIFIER: {
        const struct identifier *identifier = at;
        char text[IDENTIFIER_TEXT_SIZE] = {0};

        return json_value_sure(json_string(identifier_write(*identifier, text)));
    }
    }
    return NULL;
}

void alert_json_pack(struct buffer *buffer, const struct alert *alert)
{
    json_t *packed = json_value_sure(json_object());
    json_t *subjects = json_value_sure(json_array());

    json_value_put(packed, "version", json_integer(PACKED_VERSION));
    json_value_put(packed, "severity", json_string(severity_name(alert->severity)));
    json_value_put(packed, "state", json_string(alert_state_name(alert->state)));
    for (size_t i = 0; i < MEMBER_TOTAL; i++) {
        json_t *value = pack_member(alert, &members[i]);

        if (value)
            json_value_put(packed, members[i].name, value);
    }
    for (size_t i = 0; i < alert->subject_count; i++)
        json_value_add(subjects, whole_text(alert->subjects[i]));
    json_value_put(packed, "subjects", subjects);
    json_value_put(packed, "recent", sightings_pack(&alert->memory.recent));
    json_value_write(buffer, packed);
    json_decref(packed);
}

static bool unpack_time(timestamp *when, const json_t *value, const struct member *member)
{
    *when = member->kind == MEMBER_LENGTH ? 0 : TIMESTAMP_NONE;
    if (!value)
        return member->kind != MEMBER_NEEDED_TIME;
    if (!json_is_integer(value) || json_integer_value(value) < 0)
        return false;
    *when = json_integer_value(value);
    return member->kind == MEMBER_LENGTH || *when <= TIMESTAMP_LATEST;
}

static bool unpack_text(char **text, const json_t *value, const struct member *member)
{
    if (!value)
        return member->kind != MEMBER_NEEDED_TEXT;
    *text = mem_copy_string(json_string_value(value));
    return *text != NULL;
}

/* False when value, which may be NULL, is nothing the member can be. */
static bool unpack_member(struct alert *alert, const struct member *member, const json_t *value)
{
    void *at = (char *)alert + member->at;

    switch (member->kind) {
    case MEMBER_TEXT:
    case MEMBER_NEEDED_TEXT:
        return unpack_text(at, value, member);
    case MEMBER_TIME:
    case MEMBER_NEEDED_TIME:
    case MEMBER_LENGTH:
        return unpack_time(at, value, member);
    case MEMBER_COUNT:
        *(uint64_t *)at = (uint64_t)json_integer_value(value);
        return json_is_integer(value);
    case MEMBER_FLAG:
        *(bool *)at = json_is_true(value);
        return json_is_boolean(value);
    case MEMBER_IDENTIFIER:
        return identifier_read(text_of(json_string_value(value)), at);
    }
    return false;
}

static bool unpack_subjects(struct alert *alert, const json_t *subjects)
{
    size_t count = json_array_size(subjects);

    if (!json_is_array(subjects) || count > ALERT_SUBJECTS_MOST)
        return false;
    alert->subjects = mem_zero_array(count, sizeof *alert->subjects);
    for (size_t i = 0; i < count; i++) {
        const char *name = json_string_value(json_array_get(subjects, i));

        if (!name)
            return false;
        alert->subjects[alert->subject_count++] = mem_copy_string(name);
    }
    return true;
}

static bool unpack_words(struct alert *alert, const json_t *packed)
{
    return severity_find(text_of(json_string_value(json_object_get(packed, "severity"))),
                         &alert->severity) &&
           alert_state_find(text_of(json_string_value(json_object_get(packed, "state"))),
                            &alert->state);
}

/* What the members must be to each other. */
static bool check(const struct alert *alert, struct error *err)
{
    if (identifier_is_none(alert->id))
        return error_set(err, "no identifier");
    if (alert->severity == SEVERITY_OBSERVATION)
        return error_set(err, "an observation is no alert");
    if (alert->count == 0 || alert->evidence_kept > alert->count)
        return error_set(err, "count is %" PRIu64 ", with evidence of %" PRIu64, alert->count,
                         alert->evidence_kept);
    if (!alert_is_open(alert) &&
        (alert->closed_at == TIMESTAMP_NONE || alert->memory.closed_event == TIMESTAMP_NONE))
        return error_set(err, "closed at no time");
    return true;
}

static bool unpack(struct alert *alert, const json_t *packed, struct error *err)
{
    json_int_t version = json_integer_value(json_object_get(packed, "version"));

    if (version != PACKED_VERSION)
        return error_set(err, "version %" JSON_INTEGER_FORMAT " is not known", version);
    if (!unpack_words(alert, packed))
        return error_set(err, "severity or state is absent or wrong");
    for (size_t i = 0; i < MEMBER_TOTAL; i++) {
        if (!unpack_member(alert, &members[i], json_object_get(packed, members[i].name)))
            return error_set(err, "'%s' is absent or wrong", members[i].name);
    }
    if (!unpack_subjects(alert, json_object_get(packed, "subjects")))
        return error_set(err, "'subjects' is absent or wrong");
    if (!sightings_unpack(&alert->memory.recent, json_object_get(packed, "recent")))
        return error_set(err, "'recent' is absent or wrong");
    return check(alert, err);
}

struct alert *alert_json_unpack(struct text packed, struct error *err)
{
    struct alert *alert = NULL;
    json_t *object = json_value_read(packed, ALERT_PACKED_MOST, err);

    if (!object) {
        error_wrap(err, "stored alert");
        return NULL;
    }
    alert = mem_zero(sizeof *alert);
    if (!unpack(alert, object, err)) {
        error_wrap(err, "stored alert");
        alert_destroy(alert);
        alert = NULL;
    }
    json_decref(object);
    return alert;
}
