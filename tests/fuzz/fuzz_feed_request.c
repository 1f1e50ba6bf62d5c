/* Bytes as a client sends them: cut into lines, each taken for a request.  The
 * first byte says how many come at once. */
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "output/feed_input.h"
#include "output/feed_request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take_lines(struct feed_input *input)
{
    struct text line = {0};

    while (feed_input_next(input, &line) == FEED_INPUT_LINE) {
        struct feed_request request = {0};
        struct error err = {0};

        if (feed_request_read(&request, line, &err))
            feed_filter_matches(request.filter, NULL);
        else if (err.text[0] == '\0')
            __builtin_trap();
        feed_request_finish(&request);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t step = size > 0 && data[0] > 0 ? data[0] : FEED_LINE_LARGEST;
    struct feed_input *input = mem_zero(sizeof *input);
    char *copy = mem_copy_text((struct text){(const char *)data, size});

    for (size_t done = 0; done < size;) {
        size_t room = 0;
        char *place = feed_input_room(input, &room);
        size_t count = size - done < step ? size - done : step;

        if (room == 0)
            break;
        count = count < room ? count : room;
        memcpy(place, copy + done, count);
        feed_input_added(input, count);
        take_lines(input);
        done += count;
    }
    mem_free(copy);
    mem_free(input);
    return 0;
}
