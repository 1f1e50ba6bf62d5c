#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/delta.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void pack_again(const struct state_change *change, void *cookie)
{
    delta_pack(cookie, change);
}

/* What unpacks must pack to something that unpacks to the same again. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = mem_alloc(size);
    struct buffer first = {0};
    struct buffer second = {0};
    struct error err = {0};

    if (size > 0)
        memcpy(copy, data, size);
    delta_unpack((struct text){copy, size}, pack_again, &first, &err);
    if (!delta_unpack(buffer_text(&first), pack_again, &second, &err) ||
        !text_equal(buffer_text(&first), buffer_text(&second)))
        abort();
    buffer_finish(&first);
    buffer_finish(&second);
    mem_free(copy);
    return 0;
}
