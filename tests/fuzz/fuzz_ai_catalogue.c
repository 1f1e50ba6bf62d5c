/* The AI catalogue: any bytes are a catalogue or one mistake. */
#include <stdint.h>
#include <stdlib.h>

#include "config/ai_catalogue.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct diagnostics mistakes = {0};
    struct text bytes = {(const char *)data, size};
    struct ai_catalogue *catalogue = ai_catalogue_parse("c.csv", bytes, &mistakes);

    if (mistakes.errors != (catalogue ? 0 : 1))
        abort();
    ai_catalogue_destroy(catalogue);
    diagnostics_finish(&mistakes);
    return 0;
}
