/* Records for the decoders of accounts, sessions and rights; the first byte chooses
 * which.  What they put into an event lies in the record or the arena. */
#include <stdlib.h>
#include <string.h>

#include "decode/decoder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void decode(const char *name, struct text text)
{
    const struct record record = {
        .text = text,
        .count = 1,
        .modified = 1793693101 * SECOND,
    };
    const struct decode_context context = {0};
    struct arena *arena = arena_create(4096);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = event_create(arena, &record, wanted, true);

    decoder_decode(decoder_find(text_of(name)), &context, event);
    for (size_t i = 0; i < event->field_count; i++)
        text_hash(value_text(arena, event->fields[i].value)); /* reads every byte */
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"auditd", "syslog",   "sudo",   "su",   "doas",
                                        "pam",    "accounts", "logind", "cron", "login"};
    char *exact = NULL;

    if (size == 0)
        return 0;
    exact = malloc(size);
    memcpy(exact, data + 1, size - 1);
    decode(names[data[0] % (sizeof names / sizeof *names)], (struct text){exact, size - 1});
    free(exact);
    return 0;
}
