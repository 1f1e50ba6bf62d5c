/*
 * fuzz_decoder -- one record through a decoder, for fuzz targets.
 *
 * What a decoder puts into an event lies in the record's text or the arena, and an event
 * of one wanted field says of that what the whole one does; what breaks either ends the
 * target.  All of it stands here, for fuzz targets are linked with nothing of support/.
 */
#ifndef SUPPORT_FUZZ_DECODER_H
#define SUPPORT_FUZZ_DECODER_H

#include <stdlib.h>
#include <string.h>

#include "decode/decoder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void fuzz_read_every_byte(const struct event *event)
{
    for (size_t i = 0; i < event->field_count; i++) {
        for (const struct value *value = event->fields[i].value; value; value = value->next)
            text_hash(value_text(event->arena, value));
    }
    text_hash(event->echo.session);
    text_hash(event->echo.execution);
    text_hash(event->echo.statement);
}

static inline void fuzz_compare(const struct event *whole, const struct event *lean, int slot)
{
    const struct value *a = event_value(whole, slot);
    const struct value *b = event_value(lean, slot);

    for (; a && b; a = a->next, b = b->next) {
        if (!text_equal(value_text(whole->arena, a), value_text(lean->arena, b)))
            abort();
    }
    if (a || b || whole->kind != lean->kind || whole->time != lean->time)
        abort();
}

/* Decodes a copy of text that ends where its memory does.  layout may be NULL. */
static inline void fuzz_decode(const struct decoder *decoder, const struct layout *layout,
                               struct text text)
{
    char *exact = malloc(text.length ? text.length : 1);
    const struct record record = {
        .text = {exact, text.length},
        .count = 1,
        .path = "dns.log", /* Zeek's columns go by it */
        .modified = 1793693101 * SECOND,
    };
    const struct decode_context context = {.layout = layout};
    struct arena *arena = arena_create(4096);
    struct wanted_fields *wanted = wanted_fields_create();
    int slot = wanted_fields_add(wanted, field_name(FIELD_EVENT_ACTION));
    struct event *whole = event_create(arena, &record, wanted, true);
    struct event *lean = event_create(arena, &record, wanted, false);

    if (text.length > 0)
        memcpy(exact, text.data, text.length);
    decoder_decode(decoder, &context, whole);
    decoder_decode(decoder, &context, lean);
    fuzz_read_every_byte(whole);
    fuzz_compare(whole, lean, slot);
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
    free(exact);
}

/* The format by the first byte, the record behind it. */
static inline void fuzz_decode_one_of(const char *const *formats, size_t count, const uint8_t *data,
                                      size_t size)
{
    if (size > 0)
        fuzz_decode(decoder_find(text_of(formats[data[0] % count])), NULL,
                    (struct text){(const char *)data + 1, size - 1});
}

#endif
