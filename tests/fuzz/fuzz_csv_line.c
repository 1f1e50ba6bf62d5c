/* Records of CSV; values lie in the text or the arena, and are no more than separators
 * allow. */
#include <stdlib.h>
#include <string.h>

#include "decode/csv_line.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *exact = malloc(size ? size : 1);
    struct arena *arena = arena_create(4096);
    struct csv_line line = {0};
    struct text value = {0};
    size_t count = 0;
    size_t length = 0;

    if (size > 0)
        memcpy(exact, data, size);
    csv_line_init(&line, (struct text){exact, size}, ',');
    while (csv_line_next(&line, arena, &value)) {
        text_hash(value);
        length += value.length;
        count++;
    }
    if (count == 0 || count > size + 1 || length > size)
        abort();
    arena_destroy(arena);
    free(exact);
    return 0;
}
