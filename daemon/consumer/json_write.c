#include "consumer/json_write.h"

#include "base/unicode.h"

void json_write_string(struct buffer *json, struct text text)
{
    struct buffer sound = {0};

    unicode_append_repaired(&sound, text);
    buffer_append_byte(json, '"');
    for (size_t i = 0; i < sound.length; i++) {
        unsigned char byte = (unsigned char)sound.data[i];

        if (byte == '"' || byte == '\\')
            buffer_append_byte(json, '\\');
        if (byte < 0x20 || byte == 0x7f)
            buffer_printf(json, "\\u%04x", byte);
        else
            buffer_append_byte(json, (char)byte);
    }
    buffer_append_byte(json, '"');
    buffer_finish(&sound);
}

void json_write_member(struct buffer *json, const char *name, struct text text)
{
    buffer_printf(json, ",\"%s\":", name);
    json_write_string(json, text);
}
