/* A chunk whose first byte says what kind it is.  However it was cut, records
 * lie in it, in order, and the lines are counted once. */
#include <stdlib.h>
#include <string.h>

#include "record/line_splitter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition)
{
    if (!condition)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t length = size > 0 ? size - 1 : 0;
    char *exact = malloc(length ? length : 1);
    struct chunk chunk = {.start = {.offset = 100, .line = 7, .line_start = 100}, .data = exact};
    struct line_splitter splitter = {0};
    struct record record = {0};
    struct cursor end = {0};
    const char *last = exact;

    if (length > 0)
        memcpy(exact, data + 1, length);
    chunk.length = length;
    chunk.final = size > 0 && (data[0] & 1);
    if (size > 0 && (data[0] & 2)) {
        /* What was in the window before is part of one line. */
        const char *newline = memchr(exact, '\n', length / 2);

        chunk.start.line_start = 50;
        chunk.overlap = newline ? (size_t)(newline - exact) : length / 2;
    }
    line_splitter_init(&splitter, &chunk);
    while (line_splitter_next(&splitter, &record)) {
        require(record.text.length > 0 && record.text.data >= last);
        last = record.text.data + record.text.length;
        require(last <= exact + length);
        require(record.offset >= 50 && record.offset < 100 + length);
        require(record.line > 7);
    }
    end = line_splitter_end(&chunk);
    require(end.line == splitter.line);
    require(end.offset == 100 + length - chunk.overlap);
    require(end.line_start <= end.offset);
    free(exact);
    return 0;
}
