/* Lines for the decoders of AI agents, which one by the first byte.  What a decoder puts
 * into an event lies in the line or the arena, and an event of one wanted field says of
 * that what the whole one does. */
#include <stdlib.h>
#include <string.h>

#include "decode/decoder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const formats[] = {"ai-agent", "ai-audit", "claude-code", "codex",
                                      "litellm",  "mcp",      "otel"};

static void compare(const struct event *whole, const struct event *lean, int slot)
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { FORMATS = sizeof formats / sizeof *formats };
    char *exact = malloc(size ? size : 1);
    const struct decode_context context = {0};
    const struct decoder *decoder = NULL;
    struct record record = {.count = 1, .modified = 1793693101 * SECOND};
    struct arena *arena = arena_create(4096);
    struct wanted_fields *wanted = wanted_fields_create();
    int slot = wanted_fields_add(wanted, field_name(FIELD_EVENT_ACTION));
    struct event *whole = NULL;
    struct event *lean = NULL;

    if (size > 1)
        memcpy(exact, data + 1, size - 1);
    record.text = (struct text){exact, size > 1 ? size - 1 : 0};
    decoder = decoder_find(text_of(formats[size > 0 ? data[0] % FORMATS : 0]));
    whole = event_create(arena, &record, wanted, true);
    lean = event_create(arena, &record, wanted, false);
    decoder_decode(decoder, &context, whole);
    decoder_decode(decoder, &context, lean);
    for (size_t i = 0; i < whole->field_count; i++)
        text_hash(value_text(arena, whole->fields[i].value)); /* reads every byte */
    compare(whole, lean, slot);
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
    free(exact);
    return 0;
}
