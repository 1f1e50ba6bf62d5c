/* Records for the decoders of package managers' logs, which of them by the first byte;
 * what is put into an event lies in the record or the arena. */
#include <stdlib.h>
#include <string.h>

#include "decode/decoder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const formats[] = {"dpkg", "apt-history", "unattended-upgrades", "dnf"};
    size_t length = size > 0 ? size - 1 : 0;
    char *exact = malloc(length ? length : 1);
    const char *format = formats[size > 0 ? data[0] % 4 : 0];
    const struct record record = {
        .text = {exact, length},
        .count = 1,
        .modified = 1793693101 * SECOND,
    };
    const struct decode_context context = {0};
    struct arena *arena = arena_create(4096);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = event_create(arena, &record, wanted, true);

    if (length > 0)
        memcpy(exact, data + 1, length);
    decoder_decode(decoder_find(text_of(format)), &context, event);
    for (size_t i = 0; i < event->field_count; i++)
        text_hash(value_text(arena, event->fields[i].value)); /* reads every byte */
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
    free(exact);
    return 0;
}
