/* Records of databases and of file transfers, the format by the first byte; what a
 * decoder puts into an event lies in the record or the arena. */
#include <stdlib.h>
#include <string.h>

#include "decode/decoder.h"

static const char *const formats[] = {
    "postgresql",  "postgresql-csv", "postgresql-json", "mysql-audit",
    "mysql-error", "vsftpd",         "xferlog",         "sftp-server",
};

enum { FORMATS = sizeof formats / sizeof *formats };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void decode(const struct decoder *decoder, struct text text)
{
    const struct record record = {.text = text, .count = 1, .modified = 1793693101 * SECOND};
    const struct decode_context context = {0};
    struct arena *arena = arena_create(4096);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = event_create(arena, &record, wanted, true);

    decoder_decode(decoder, &context, event);
    for (size_t i = 0; i < event->field_count; i++)
        text_hash(value_text(arena, event->fields[i].value)); /* reads every byte */
    text_hash(event->echo.session);
    text_hash(event->echo.execution);
    text_hash(event->echo.statement);
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *exact = NULL;

    if (size == 0)
        return 0;
    exact = malloc(size);
    memcpy(exact, data + 1, size - 1);
    decode(decoder_find(text_of(formats[data[0] % FORMATS])), (struct text){exact, size - 1});
    free(exact);
    return 0;
}
