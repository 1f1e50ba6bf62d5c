#include "alert/exhibit.h"

#include <jansson.h>

#include "alert/masking.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "base/unicode.h"
#include "model/alert_json.h"
#include "model/json_value.h"

/* Values of one field; what is not shown is in the evidence. */
enum { VALUES_MOST = 16 };

#define REPLACEMENT "\xEF\xBF\xBD"
#define ELLIPSIS    "\xE2\x80\xA6"

char *exhibit_name(struct text name, size_t most)
{
    struct buffer whole = {0};
    struct buffer clean = {0};
    bool cut = name.length > most;
    char *copy = NULL;

    name = text_until(name, most);
    for (size_t i = 0; i < name.length; i++) {
        if (name.data[i])
            buffer_append_byte(&whole, name.data[i]);
        else
            buffer_append_text(&whole, TEXT(REPLACEMENT));
    }
    unicode_append_repaired(&clean, buffer_text(&whole));
    if (cut)
        buffer_append_text(&clean, TEXT(ELLIPSIS));
    copy = mem_copy_text(buffer_text(&clean));
    buffer_finish(&clean);
    buffer_finish(&whole);
    return copy;
}

char *exhibit_summary(const struct finding *finding, bool *cut)
{
    struct buffer shown = {0};
    json_t *value = NULL;
    char *summary = NULL;

    if (finding->note.length > 0 || !finding->event) {
        buffer_append_escaped(&shown, text_until(finding->note, MASKING_TEXT_MOST));
    } else {
        masking_append(&shown, finding->event->record->text);
        *cut = *cut || finding->event->record->text.length > MASKING_TEXT_MOST;
    }
    value = json_value_text(buffer_text(&shown), ALERT_SUMMARY_MOST, cut);
    summary = mem_copy_string(json_string_value(value));
    json_decref(value);
    buffer_finish(&shown);
    return summary;
}

static json_t *masked_value(struct text name, struct text text, bool *cut)
{
    struct buffer shown = {0};
    enum field known = FIELD_COUNT;
    enum field_exposure exposure = field_exposure(name);
    json_t *value = NULL;

    if (exposure == EXPOSE_MASKED || masking_is_secret(name) || masking_is_content(name)) {
        masking_append_whole(&shown, text.length);
    } else if (exposure == EXPOSE_PLAIN && field_find(name, &known)) {
        buffer_append_escaped(&shown, text_until(text, ALERT_VALUE_MOST + 1));
    } else {
        masking_append(&shown, text);
        *cut = *cut || text.length > MASKING_TEXT_MOST;
    }
    value = json_value_text(buffer_text(&shown), ALERT_VALUE_MOST, cut);
    buffer_finish(&shown);
    return value;
}

/* Numbers and the like are no content, unless the name says so. */
static json_t *shown_value(const struct event *event, struct text name, const struct value *value,
                           bool *cut)
{
    bool is_text = value->kind == VALUE_TEXT || value->kind == VALUE_REAL ||
                   field_exposure(name) == EXPOSE_MASKED || masking_is_secret(name) ||
                   masking_is_content(name);

    if (value->kind == VALUE_NULL)
        return json_null();
    if (value->kind == VALUE_OBJECT)
        return json_value_sure(json_string("[object]"));
    if (is_text)
        return masked_value(name, value_text(event->arena, value), cut);
    return value->kind == VALUE_BOOLEAN ? json_boolean(value->integer)
                                        : json_value_sure(json_integer(value->integer));
}

/* Puts one more value under a name: the second makes it an array. */
static void put_value(json_t *fields, const char *name, json_t *value, bool *cut)
{
    json_t *before = json_object_get(fields, name);

    if (!before) {
        json_value_put(fields, name, value);
    } else if (!json_is_array(before)) {
        json_t *both = json_value_sure(json_array());

        json_value_add(both, json_incref(before));
        json_value_add(both, value);
        json_value_put(fields, name, both);
    } else if (json_array_size(before) < VALUES_MOST) {
        json_value_add(before, value);
    } else {
        json_decref(value);
        *cut = true;
    }
}

/* What one more member costs at most: name, quotes, colon, comma, brackets. */
static size_t member_cost(struct text name, const json_t *value)
{
    bool ignored = false;
    json_t *written = json_value_text(name, ALERT_NAME_MOST, &ignored);
    size_t cost = json_value_cost(written) + json_value_cost(value) + 4;

    json_decref(written);
    return cost;
}

char *exhibit_fields(const struct finding *finding, bool *cut)
{
    const struct event *event = finding->event;
    json_t *fields = json_value_sure(json_object());
    struct buffer written = {0};
    size_t used = 2;
    char *result = NULL;

    for (size_t i = 0; event && i < event->field_count; i++) {
        const struct event_field *field = &event->fields[i];
        char *name = NULL;
        json_t *value = NULL;

        if (field_exposure(field->name) == EXPOSE_NEVER)
            continue;
        name = exhibit_name(field->name, ALERT_NAME_MOST / 2);
        value = shown_value(event, field->name, field->value, cut);
        used += member_cost(text_of(name), value);
        *cut = *cut || field->name.length > ALERT_NAME_MOST / 2;
        if (used > ALERT_FIELDS_MOST || json_object_size(fields) == ALERT_FIELD_COUNT_MOST) {
            *cut = true;
            json_decref(value);
            mem_free(name);
            break;
        }
        put_value(fields, name, value, cut);
        mem_free(name);
    }
    json_value_write(&written, fields);
    result = mem_copy_text(buffer_text(&written));
    buffer_finish(&written);
    json_decref(fields);
    return result;
}
