#include "protocol/reply.h"

#include "base/memory.h"
#include "base/unicode.h"

static void write_line(struct buffer *buffer, json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT);

    buffer_append_text(buffer, text_of(text ? text : "{\"ok\":false,\"code\":70,\"error\":\"\"}"));
    buffer_append_byte(buffer, '\n');
    mem_free(text);
    json_decref(json);
}

void reply_write(struct buffer *buffer, json_t *data)
{
    write_line(buffer, json_pack("{s:b, s:o}", "ok", 1, "data", data));
}

void reply_write_error(struct buffer *buffer, enum reply_code code, const char *message)
{
    struct buffer repaired = {0};

    unicode_append_repaired(&repaired, text_of(message));
    write_line(buffer, json_pack("{s:b, s:i, s:s}", "ok", 0, "code", (int)code, "error",
                                 buffer_string(&repaired)));
    buffer_finish(&repaired);
}

bool reply_read(struct text line, json_t **data, enum reply_code *code, struct error *err)
{
    json_error_t trouble = {0};
    json_t *json = json_loadb(line.data ? line.data : "", line.length, 0, &trouble);
    const json_t *ok = json_object_get(json, "ok");
    const char *message = json_string_value(json_object_get(json, "error"));

    *data = NULL;
    *code = REPLY_INTERNAL;
    if (json_is_true(ok)) {
        *data = json_incref(json_object_get(json, "data"));
        *code = REPLY_OK;
    } else if (json_is_false(ok) && message) {
        *code = (enum reply_code)json_integer_value(json_object_get(json, "code"));
        error_set(err, "%s", message);
    } else {
        error_set(err, "what came back is no reply of amberd: %s",
                  json ? "it has no 'ok'" : trouble.text);
    }
    json_decref(json);
    return *data != NULL;
}
