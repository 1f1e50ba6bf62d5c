/* The first byte chooses flags; then a regex up to a NUL byte, then a subject. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "base/pattern.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes = mem_alloc(size);
    struct text source = {0};
    struct text subject = {0};
    struct text groups[4] = {{0}};
    struct error err = {0};
    struct pattern *pattern = NULL;

    if (size > 0)
        memcpy(bytes, data, size);
    text_cut(text_from((struct text){bytes, size}, 1), TEXT("\0"), &source, &subject);
    pattern = pattern_compile(source, size > 0 ? data[0] & 31u : 0, &err);
    if (pattern) {
        pattern_search(pattern, subject, &err);
        pattern_groups(pattern, subject, groups, 4);
    }
    pattern_destroy(pattern);
    mem_free(bytes);
    return 0;
}
