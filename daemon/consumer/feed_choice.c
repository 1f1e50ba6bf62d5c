#include "consumer/feed_choice.h"

#include "consumer/json_write.h"

static void write_list(const char *key, const struct feed_choice_list *list, struct buffer *json)
{
    buffer_printf(json, "%c\"%s\":[", json->length > 0 ? ',' : '{', key);
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0)
            buffer_append_byte(json, ',');
        json_write_string(json, text_of(list->items[i]));
    }
    buffer_append_byte(json, ']');
}

bool feed_choice_write(const struct feed_choice *choice, struct buffer *json)
{
    const struct {
        const char *key;
        const struct feed_choice_list *list;
    } lists[] = {
        {"rag", &choice->rag},       {"rule", &choice->rule}, {"control", &choice->control},
        {"source", &choice->source}, {"tag", &choice->tag},   {"account", &choice->account},
        {"site", &choice->site},
    };

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (lists[i].list->count > 0)
            write_list(lists[i].key, lists[i].list, json);
    }
    if (json->length == 0)
        return false;
    buffer_append_byte(json, '}');
    return true;
}
