#include "output/format_alert.h"

#include "base/text.h"
#include "output/json_line.h"

json_t *format_alert_own_words(const struct format_alert *alert)
{
    static const char *const members[] = {"change", "rag",     "state",  "subject",   "account",
                                          "site",   "control", "due_at", "closed_at", "escalated",
                                          "storm",  "actor",   "note",   "closure",   "source"};
    json_t *own = json_object();

    json_line_set_string(own, "cursor", alert->cursor);
    json_object_set_new(own, "seq", json_integer((json_int_t)alert->number));
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        json_line_copy(own, members[i], alert->facts.body, members[i]);
    return own;
}

/* "t1078", "t1078.004". */
static bool is_technique(struct text name)
{
    if (name.length != 5 && name.length != 9)
        return false;
    for (size_t i = 0; i < name.length; i++) {
        char byte = name.data[i];
        bool is_digit = byte >= '0' && byte <= '9';

        if (i == 0 ? byte != 't' && byte != 'T' : i == 5 ? byte != '.' : !is_digit)
            return false;
    }
    return true;
}

json_t *format_alert_techniques(const struct format_alert *alert)
{
    const json_t *tags = json_line_member(alert->facts.body, "rule.tags");
    json_t *techniques = json_array();

    for (size_t i = 0; i < json_array_size(tags); i++) {
        const json_t *tag = json_array_get(tags, i);
        struct text name = {json_string_value(tag), json_string_length(tag)};

        if (text_take(&name, TEXT("attack.")) && is_technique(name))
            json_array_append_new(techniques,
                                  json_sprintf("T%.*s", (int)name.length - 1, name.data + 1));
    }
    if (json_array_size(techniques) > 0)
        return techniques;
    json_decref(techniques);
    return NULL;
}
