#include "support/state_box.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/table.h"

struct state_box {
    struct table *values; /* buffers, by owner and key */
    size_t bytes;
};

struct state_box *state_box_create(void)
{
    struct state_box *box = mem_zero(sizeof *box);

    box->values = table_create();
    return box;
}

static void free_value(struct buffer *value)
{
    if (value)
        buffer_finish(value);
    mem_free(value);
}

void state_box_destroy(struct state_box *box)
{
    size_t position = 0;
    struct text key = {0};
    void *value = NULL;

    if (!box)
        return;
    while (table_next(box->values, &position, &key, &value))
        free_value(value);
    table_destroy(box->values);
    mem_free(box);
}

void state_box_put(const struct state_change *change, void *cookie)
{
    struct state_box *box = cookie;
    struct buffer key = {0};
    struct buffer *value = NULL;

    buffer_append_byte(&key, (char)change->owner);
    buffer_append_text(&key, change->key);
    if (change->value.length > 0) {
        value = mem_zero(sizeof *value);
        buffer_append_text(value, change->value);
        free_value(table_put(box->values, buffer_text(&key), value));
    } else {
        free_value(table_remove(box->values, buffer_text(&key)));
    }
    box->bytes += change->value.length;
    buffer_finish(&key);
}

void state_box_each(const struct state_box *box, state_put *give, void *cookie)
{
    size_t position = 0;
    struct text key = {0};
    void *value = NULL;

    while (table_next(box->values, &position, &key, &value)) {
        const struct state_change piece = {(enum state_owner)key.data[0], text_from(key, 1),
                                           buffer_text(value)};

        give(&piece, cookie);
    }
}

size_t state_box_count(const struct state_box *box)
{
    return table_count(box->values);
}

size_t state_box_bytes(const struct state_box *box)
{
    return box->bytes;
}
