/* Any text as a cursor; what is taken for a good one must be the one that would
 * be written for its number. */
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "output/feed_cursor.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct identifier here = {{0xA1, 0xB2}};
    char *copy = mem_alloc(size);
    char again[FEED_CURSOR_TEXT_SIZE] = {0};
    uint64_t number = 0;

    if (size > 0)
        memcpy(copy, data, size);
    if (feed_cursor_read((struct text){copy, size}, here, &number) == FEED_CURSOR_GOOD) {
        feed_cursor_write(here, number, again);
        if (size != strlen(again) || memcmp(copy, again, size) != 0)
            __builtin_trap();
    }
    mem_free(copy);
    return 0;
}
