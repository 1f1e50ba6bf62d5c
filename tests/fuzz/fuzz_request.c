/* Any line may come over the control socket. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "protocol/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *line = mem_alloc(size);
    struct request request = {0};
    struct request again = {0};
    struct buffer written = {0};
    struct error err = {0};

    if (size > 0)
        memcpy(line, data, size);
    if (request_read((struct text){line, size}, &request, &err)) {
        request_write(&written, &request);
        if (!request_read(buffer_text(&written), &again, &err))
            __builtin_trap();
        request_finish(&again);
        request_finish(&request);
    }
    buffer_finish(&written);
    mem_free(line);
    return 0;
}
