/* What journalctl writes: the same lines are kept however it is cut into pieces. */
#include <stdint.h>
#include <stdlib.h>

#include "base/spool.h"
#include "relay/entry_stream.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct buffer keep(struct text input, size_t piece)
{
    struct entry_stream stream = {.cursor = "i=1"};
    struct buffer lines = {0};

    for (; input.length > 0; input = text_from(input, piece))
        entry_stream_take(&stream, text_until(input, piece), &lines);
    entry_stream_finish(&stream);
    return lines;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct text input = {(const char *)data, size};
    struct buffer whole = keep(input, size + 1);
    struct buffer pieces = keep(input, size > 0 ? data[0] % 16U + 1 : 1);

    if (!text_equal(buffer_text(&whole), buffer_text(&pieces)) ||
        entry_cursor_of(input).length > SPOOL_CURSOR_MOST)
        abort();
    buffer_finish(&whole);
    buffer_finish(&pieces);
    return 0;
}
