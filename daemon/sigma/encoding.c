#include "sigma/encoding.h"

#include <string.h>

#include "base/unicode.h"
#include "sigma/string_pattern.h"

/* One code unit is two bytes, each perhaps behind a backslash. */
enum { UNIT_ROOM = 4, BYTE_ORDER_MARK = 0xFEFF };

struct writer {
    char *bytes;
    size_t length;
    bool is_big;
};

static void write_byte(struct writer *writer, unsigned byte)
{
    writer->length +=
        string_pattern_escape((char)(unsigned char)byte, writer->bytes + writer->length);
}

static void write_unit(struct writer *writer, uint32_t unit)
{
    unsigned high = (unsigned)(unit >> 8) & 0xFF;
    unsigned low = (unsigned)unit & 0xFF;

    write_byte(writer, writer->is_big ? high : low);
    write_byte(writer, writer->is_big ? low : high);
}

static void write_code_point(struct writer *writer, uint32_t code_point)
{
    if (code_point < 0x10000) {
        write_unit(writer, code_point);
        return;
    }
    write_unit(writer, 0xD800 + ((code_point - 0x10000) >> 10));
    write_unit(writer, 0xDC00 + ((code_point - 0x10000) & 0x3FF));
}

struct text encoding_utf16(struct arena *arena, struct text source, enum utf16_form form)
{
    struct writer writer = {
        .bytes = arena_alloc(arena, (source.length + 1) * UNIT_ROOM),
        .is_big = form == UTF16_BIG,
    };
    struct string_token token = {0};

    if (form == UTF16_MARKED)
        write_unit(&writer, BYTE_ORDER_MARK);
    while (string_pattern_next(&source, &token)) {
        uint32_t code_point = 0;

        if (token.is_wildcard) {
            writer.bytes[writer.length++] = token.literal.data[0];
            continue;
        }
        /* YAML is UTF-8, so only a text that was encoded already is not. */
        if (unicode_decode(token.literal, &code_point) == 0)
            code_point = (unsigned char)token.literal.data[0];
        write_code_point(&writer, code_point);
    }
    return (struct text){writer.bytes, writer.length};
}

static struct text base64(struct arena *arena, struct text bytes)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *encoded = arena_alloc(arena, bytes.length / 3 * 4 + 5);
    size_t length = 0;

    for (size_t i = 0; i < bytes.length; i += 3) {
        size_t rest = bytes.length - i;
        uint32_t group = (uint32_t)(unsigned char)bytes.data[i] << 16;

        if (rest > 1)
            group |= (uint32_t)(unsigned char)bytes.data[i + 1] << 8;
        if (rest > 2)
            group |= (unsigned char)bytes.data[i + 2];
        encoded[length++] = alphabet[group >> 18];
        encoded[length++] = alphabet[group >> 12 & 63];
        encoded[length++] = '=';
        encoded[length++] = '=';
        if (rest > 1)
            encoded[length - 2] = alphabet[group >> 6 & 63];
        if (rest > 2)
            encoded[length - 1] = alphabet[group & 63];
    }
    return (struct text){encoded, length};
}

bool encoding_base64(struct arena *arena, struct text source, struct text *encoded)
{
    struct text plain = {0};

    if (!string_pattern_plain(arena, source, &plain))
        return false;
    *encoded = base64(arena, plain);
    return true;
}

bool encoding_base64_inside(struct arena *arena, struct text source, unsigned shift,
                            struct text *encoded)
{
    /* Characters at either end that hold bits of what stands beside the text. */
    static const size_t unsure_at_start[] = {0, 2, 3};
    static const size_t unsure_at_end[] = {0, 3, 2};
    struct text plain = {0};
    char *shifted = NULL;
    size_t start = unsure_at_start[shift];
    size_t end = 0;

    if (!string_pattern_plain(arena, source, &plain))
        return false;
    shifted = arena_zero(arena, plain.length + shift + 1);
    if (plain.length > 0)
        memcpy(shifted + shift, plain.data, plain.length);
    *encoded = base64(arena, (struct text){shifted, plain.length + shift});
    end = encoded->length - unsure_at_end[(plain.length + shift) % 3];
    if (plain.length == 0 || start >= end)
        *encoded = (struct text){0};
    else
        *encoded = text_from(text_until(*encoded, end), start);
    return true;
}
