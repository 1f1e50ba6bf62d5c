#include "ctl/trial_view.h"

#include "model/json_value.h"

const char *trial_view_verdict(enum trial_verdict verdict)
{
    static const char *const names[] = {
        [TRIAL_HELD] = "held", [TRIAL_FAILED] = "failed", [TRIAL_SKIPPED] = "skipped"};

    return names[verdict];
}

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

static void add_record(struct buffer *buffer, const struct trial_record *record, int indent)
{
    if (record->decoded)
        buffer_printf(buffer, "%*sdecoded as %s%s\n", indent, "", record->kind,
                      record->is_match ? ", matched" : ", not matched");
    else
        buffer_printf(buffer, "%*sdoes not fit the format%s\n", indent, "",
                      record->is_match ? ", matched" : "");
    for (size_t i = 0; i < record->field_count; i++)
        buffer_printf(buffer, "%*s  %s: %s\n", indent, "", record->fields[i].name,
                      record->fields[i].value);
    if (record->other_count == 0)
        return;
    buffer_printf(buffer, "%*sother rules match it: %s", indent, "", record->others);
    if (record->other_count > TRIAL_OTHERS_MOST)
        buffer_printf(buffer, " and %zu more", record->other_count - TRIAL_OTHERS_MOST);
    buffer_append_byte(buffer, '\n');
}

void trial_view_lines(struct buffer *buffer, const struct trial_case *item, int indent)
{
    const struct trial_result *result = item->result;

    for (size_t i = 0; i < item->example->line_count; i++) {
        buffer_printf(buffer, "%*sline %zu: ", indent, "", i + 1);
        buffer_append_escaped(buffer, item->example->lines[i]);
        buffer_append_byte(buffer, '\n');
        for (size_t k = 0; k < result->record_count; k++) {
            if (result->records[k].line == i + 1)
                add_record(buffer, &result->records[k], indent + 2);
        }
    }
}

/* A field that has several values becomes a list. */
static void put_field(json_t *object, const struct trial_field *field)
{
    json_t *before = json_object_get(object, field->name);
    json_t *value = json_value_sure(json_string(field->value));

    if (json_is_array(before)) {
        json_value_add(before, value);
    } else if (before) {
        json_t *list = json_value_sure(json_array());

        json_value_add(list, json_incref(before));
        json_value_add(list, value);
        json_value_put(object, field->name, list);
    } else {
        json_value_put(object, field->name, value);
    }
}

static json_t *json_of_record(const struct trial_record *record)
{
    json_t *json = json_value_sure(json_pack("{s:I, s:b, s:s, s:b}", "line",
                                             (json_int_t)record->line, "decoded", record->decoded,
                                             "kind", record->kind, "matched", record->is_match));
    json_t *fields = json_value_sure(json_object());

    for (size_t i = 0; i < record->field_count; i++)
        put_field(fields, &record->fields[i]);
    json_value_put(json, "fields", fields);
    if (record->other_count > 0)
        json_value_put(json, "other_rules", json_string(record->others));
    return json;
}

json_t *trial_view_json(const struct trial_case *item)
{
    const struct trial_result *result = item->result;
    struct buffer name = {0};
    json_t *json = NULL;
    json_t *records = NULL;

    trial_view_name(&name, item);
    json = json_value_sure(json_pack(
        "{s:s, s:s, s:s, s:i, s:i, s:s, s:s, s:s, s:s, s:s}", "test", buffer_string(&name),
        "verdict", trial_view_verdict(result->verdict), "path", item->path, "line",
        (int)item->example->line, "column", (int)item->example->column, "rule_id", item->rule->key,
        "title", item->rule->title, "source", item->example->source, "expected",
        rule_expectation_name(item->example->expect), "outcome",
        rule_expectation_name(result->outcome)));
    json_value_put(json, "alerts", json_integer(result->alerts));
    if (result->why || result->doubt)
        json_value_put(json, "message", json_string(result->why ? result->why : result->doubt));
    if (result->verdict == TRIAL_FAILED) {
        records = json_value_sure(json_array());
        for (size_t i = 0; i < result->record_count; i++)
            json_value_add(records, json_of_record(&result->records[i]));
        json_value_put(json, "records", records);
    }
    buffer_finish(&name);
    return json;
}
