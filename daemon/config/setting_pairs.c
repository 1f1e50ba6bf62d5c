#include "config/setting_pairs.h"

#include <inttypes.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/unicode.h"
#include "config/setting_value.h"

struct list {
    struct setting_pair **pairs;
    size_t *count;
};

static struct list list_of(const struct setting *row, void *target)
{
    void *pairs = (char *)target + row->offset;
    void *count = (char *)target + row->count_offset;

    return (struct list){pairs, count};
}

static bool check(struct text text, struct error *err)
{
    if (text.length == 0)
        return error_set(err, "it must not be empty");
    if (text.length > SETTING_PAIR_LONGEST)
        return error_set(err, "it is longer than %d bytes", SETTING_PAIR_LONGEST);
    while (text.length > 0) {
        size_t length = unicode_printable_length(text);

        if (length == 0)
            return error_set(err, "there is a character in it that cannot be seen; take it out");
        text = text_from(text, length);
    }
    return true;
}

bool setting_pairs_add(const struct setting *row, void *target, const struct setting_pair *pair,
                       struct error *err)
{
    struct list list = list_of(row, target);

    if (!check(text_of(pair->key), err) || !check(text_of(pair->value), err) ||
        (pair->group && !check(text_of(pair->group), err)))
        return false;
    if (*list.count == row->largest)
        return error_set(err, "these are too many; it may have %" PRIu64, row->largest);
    /* One by one: they are few, and read once. */
    *list.pairs = mem_resize_array(*list.pairs, *list.count + 1, sizeof **list.pairs);
    (*list.pairs)[(*list.count)++] = (struct setting_pair){
        .group = mem_copy_string(pair->group),
        .key = mem_copy_string(pair->key),
        .value = mem_copy_string(pair->value),
        .line = pair->line,
        .column = pair->column,
    };
    return true;
}

void setting_pairs_clear(const struct setting *row, void *target)
{
    struct list list = list_of(row, target);

    while (*list.count > 0) {
        struct setting_pair *pair = &(*list.pairs)[--*list.count];

        mem_free(pair->group);
        mem_free(pair->key);
        mem_free(pair->value);
    }
    mem_free(*list.pairs);
    *list.pairs = NULL;
}

/* The pairs of one group stand together, for they were one map. */
void setting_pairs_write(const struct setting *row, const void *target, struct buffer *yaml)
{
    const void *place = (const char *)target + row->offset;
    const struct setting_pair *pairs = *(const struct setting_pair *const *)place;
    size_t count = setting_value_count(row, target);
    const char *group = NULL;

    buffer_append_byte(yaml, '{');
    for (size_t i = 0; i < count; i++) {
        bool is_new = pairs[i].group && (!group || strcmp(group, pairs[i].group) != 0);

        if (is_new) {
            buffer_append_text(yaml, group ? TEXT("}, ") : TEXT(""));
            setting_value_quote(pairs[i].group, yaml);
            buffer_append_text(yaml, TEXT(": {"));
            group = pairs[i].group;
        } else if (i > 0) {
            buffer_append_text(yaml, TEXT(", "));
        }
        setting_value_quote(pairs[i].key, yaml);
        buffer_append_text(yaml, TEXT(": "));
        setting_value_quote(pairs[i].value, yaml);
    }
    buffer_append_text(yaml, group ? TEXT("}}") : TEXT("}"));
}
