/* Any bytes as a line of the feed: what is taken from it lies within it, a cursor can be
 * given back in a request, and a kept line has the cursor the line has. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "consumer/feed_line.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void is_within(struct text whole, struct text part)
{
    if (part.length > 0 &&
        (part.data < whole.data || part.data + part.length > whole.data + whole.length))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = mem_alloc(size);
    struct text raw = {copy, size};
    struct feed_line line = {.kind = FEED_LINE_HELLO};
    bool good = false;

    if (size > 0)
        memcpy(copy, data, size);
    good = feed_line_read(raw, &line);
    if (good) {
        is_within(raw, line.type);
        is_within(raw, line.cursor);
        is_within(raw, line.code);
        is_within(raw, line.message);
        if (line.cursor.length > FEED_LINE_CURSOR_MOST ||
            (line.cursor.length > 0 && memchr(line.cursor.data, '"', line.cursor.length)))
            abort();
    }
    if (feed_line_cursor_of(raw).length > 0 &&
        (!good || !text_equal(feed_line_cursor_of(raw), line.cursor)))
        abort();
    mem_free(copy);
    return 0;
}
