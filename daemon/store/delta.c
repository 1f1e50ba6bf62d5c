#include "store/delta.h"

#include <stdint.h>

enum { LENGTH_BYTES_MOST = 5 }; /* 35 bits: more than a row can hold */

static void pack_length(struct buffer *packed, size_t length)
{
    while (length >= 0x80) {
        buffer_append_byte(packed, (char)(length | 0x80));
        length >>= 7;
    }
    buffer_append_byte(packed, (char)length);
}

void delta_pack(struct buffer *packed, const struct state_change *change)
{
    buffer_append_byte(packed, (char)change->owner);
    pack_length(packed, change->key.length);
    pack_length(packed, change->value.length);
    buffer_append_text(packed, change->key);
    buffer_append_text(packed, change->value);
}

static bool take_length(struct text *rest, uint64_t *length)
{
    *length = 0;
    for (size_t i = 0; i < LENGTH_BYTES_MOST && i < rest->length; i++) {
        uint8_t byte = (uint8_t)rest->data[i];

        *length |= (uint64_t)(byte & 0x7f) << (7 * i);
        if (byte < 0x80) {
            *rest = text_from(*rest, i + 1);
            return true;
        }
    }
    return false;
}

/* Takes one change off the front of rest, which is not empty. */
static bool take_change(struct text *rest, struct state_change *change)
{
    uint64_t key = 0;
    uint64_t value = 0;

    change->owner = (enum state_owner)(uint8_t)rest->data[0];
    *rest = text_from(*rest, 1);
    if (change->owner == 0 || !take_length(rest, &key) || !take_length(rest, &value))
        return false;
    if (key > rest->length || value > rest->length - key)
        return false;
    change->key = text_until(*rest, (size_t)key);
    change->value = text_until(text_from(*rest, (size_t)key), (size_t)value);
    *rest = text_from(*rest, (size_t)(key + value));
    return true;
}

bool delta_unpack(struct text packed, state_put *put, void *cookie, struct error *err)
{
    struct text rest = packed;

    while (rest.length > 0) {
        size_t position = packed.length - rest.length;
        struct state_change change = {0};

        if (!take_change(&rest, &change))
            return error_set(err, "the state change at byte %zu of %zu makes no sense", position,
                             packed.length);
        put(&change, cookie);
    }
    return true;
}
