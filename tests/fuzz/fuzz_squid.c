/* Lines for the decoder "squid"; what it puts into an event lies in the line or the
 * arena. */
#include <stdlib.h>
#include <string.h>

#include "decode/decoder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *exact = malloc(size ? size : 1);
    const struct record record = {
        .text = {exact, size},
        .count = 1,
        .modified = 1793693101 * SECOND,
    };
    const struct decode_context context = {0};
    struct arena *arena = arena_create(4096);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = event_create(arena, &record, wanted, true);

    if (size > 0)
        memcpy(exact, data, size);
    decoder_decode(decoder_find(TEXT("squid")), &context, event);
    for (size_t i = 0; i < event->field_count; i++)
        text_hash(value_text(arena, event->fields[i].value)); /* reads every byte */
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
    free(exact);
    return 0;
}
