#include "ctl/metrics_json.h"

#include <jansson.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "ctl/json_view.h"

/* Takes a label's value up to its quote, without the backslashes in front of quotes and
 * backslashes.  False when it does not end. */
static bool take_value(struct text *rest, struct buffer *value)
{
    for (size_t i = 0; i < rest->length; i++) {
        char byte = rest->data[i];

        if (byte == '"') {
            *rest = text_from(*rest, i + 1);
            return true;
        }
        if (byte == '\\' && ++i < rest->length)
            byte = rest->data[i];
        buffer_append_byte(value, byte);
    }
    return false;
}

/* Takes {name="value"}, if it is there. */
static bool take_label(struct text *rest, json_t *labels)
{
    struct buffer value = {0};
    struct text name = {0};
    bool is_good = true;

    if (!text_take(rest, TEXT("{")))
        return true;
    is_good = text_cut(*rest, TEXT("=\""), &name, rest) && take_value(rest, &value) &&
              text_take(rest, TEXT("}"));
    if (is_good)
        json_object_setn_new(labels, name.data, name.length,
                             json_stringn(buffer_string(&value), value.length));
    buffer_finish(&value);
    return is_good;
}

/* Numbers are written as JSON writes them, and stay as they are to the last digit. */
static void write_sample(struct text name, const json_t *labels, struct text value,
                         struct buffer *out)
{
    char *members = json_dumps(labels, JSON_COMPACT);

    buffer_printf(out, "{\"metric\":\"%.*s\",\"labels\":%s,\"value\":%.*s}", TEXT_ARGS(name),
                  members, TEXT_ARGS(value));
    mem_free(members);
}

static void print_sample(struct text line)
{
    size_t end = 0;
    struct text rest = {0};
    json_t *labels = json_object();
    struct buffer out = {0};

    while (end < line.length && line.data[end] != '{' && line.data[end] != ' ')
        end++;
    rest = text_from(line, end);
    if (take_label(&rest, labels) && text_take(&rest, TEXT(" "))) {
        write_sample(text_until(line, end), labels, rest, &out);
        json_view_print_line(buffer_text(&out));
    }
    buffer_finish(&out);
    json_decref(labels);
}

void metrics_json_print(struct text exposition)
{
    while (exposition.length > 0) {
        struct text line = {0};

        text_cut(exposition, TEXT("\n"), &line, &exposition);
        if (line.length > 0 && line.data[0] != '#')
            print_sample(line);
    }
}
