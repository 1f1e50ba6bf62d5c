#include "output/json_line.h"

#include <string.h>

#include "base/unicode.h"

json_t *json_line_parse(struct text body)
{
    json_t *root = json_loadb(body.data ? body.data : "", body.length, JSON_ALLOW_NUL, NULL);

    if (!json_is_object(root)) {
        json_decref(root);
        return NULL;
    }
    return root;
}

static int append_bytes(const char *bytes, size_t length, void *cookie)
{
    struct buffer *buffer = cookie;

    buffer_append(buffer, bytes, length);
    return 0;
}

void json_line_append(struct buffer *buffer, json_t *owned)
{
    json_dump_callback(owned, append_bytes, buffer, JSON_COMPACT | JSON_ENSURE_ASCII);
    buffer_append_byte(buffer, '\n');
    json_decref(owned);
}

const json_t *json_line_member(const json_t *object, const char *path)
{
    const char *dot = strchr(path, '.');
    char outer[32] = {0};

    if (!dot)
        return json_object_get(object, path);
    if ((size_t)(dot - path) >= sizeof outer)
        return NULL;
    memcpy(outer, path, (size_t)(dot - path));
    return json_object_get(json_object_get(object, outer), dot + 1);
}

const char *json_line_string(const json_t *object, const char *path)
{
    const char *string = json_string_value(json_line_member(object, path));

    return string && *string ? string : NULL;
}

void json_line_set_string(json_t *object, const char *key, const char *value)
{
    struct buffer repaired = {0};

    if (!value || !*value)
        return;
    unicode_append_repaired(&repaired, text_of(value));
    json_object_set_new(object, key, json_stringn(repaired.data, repaired.length));
    buffer_finish(&repaired);
}

void json_line_copy(json_t *object, const char *key, const json_t *from, const char *path)
{
    const json_t *value = json_line_member(from, path);

    if (value && !json_is_null(value))
        json_object_set_new(object, key, json_deep_copy(value));
}
