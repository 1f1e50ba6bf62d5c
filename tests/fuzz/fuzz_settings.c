#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "config/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What was read must be written so that it reads back to the same. */
static void check_round_trip(const struct settings *settings)
{
    struct buffer first = {0};
    struct buffer second = {0};
    struct settings *again = NULL;

    settings_write(settings, &first);
    again = settings_parse("/fuzz.yml", buffer_text(&first), NULL);
    if (!again)
        abort();
    settings_write(again, &second);
    if (!text_equal(buffer_text(&first), buffer_text(&second)))
        abort();
    settings_destroy(again);
    buffer_finish(&first);
    buffer_finish(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct diagnostics diagnostics = {0};
    struct text bytes = {(const char *)data, size};
    char *copy = mem_alloc(size);
    struct settings *settings = NULL;

    for (size_t i = 0; i < size; i++)
        copy[i] = bytes.data[i];
    bytes.data = copy;
    settings = settings_parse("/fuzz.yml", bytes, &diagnostics);
    if ((settings == NULL) != (diagnostics.errors > 0))
        abort();
    if (settings)
        check_round_trip(settings);
    settings_destroy(settings);
    diagnostics_finish(&diagnostics);
    mem_free(copy);
    return 0;
}
