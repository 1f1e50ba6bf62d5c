#include "output/feed_input.h"

#include <string.h>

char *feed_input_room(struct feed_input *input, size_t *room)
{
    *room = sizeof input->bytes - input->length;
    return input->bytes + input->length;
}

void feed_input_added(struct feed_input *input, size_t length)
{
    input->length += length;
}

static void drop_taken(struct feed_input *input)
{
    input->length -= input->taken;
    memmove(input->bytes, input->bytes + input->taken, input->length);
    input->taken = 0;
}

enum feed_input_result feed_input_next(struct feed_input *input, struct text *line)
{
    struct text rest = {input->bytes + input->taken, input->length - input->taken};
    size_t end = 0;

    if (text_find(rest, TEXT("\n"), &end)) {
        *line = text_trim(text_until(rest, end));
        input->taken += end + 1;
        return FEED_INPUT_LINE;
    }
    drop_taken(input);
    return input->length < sizeof input->bytes ? FEED_INPUT_MORE : FEED_INPUT_TOO_LONG;
}

bool feed_input_is_partial(const struct feed_input *input)
{
    return input->length > input->taken;
}
