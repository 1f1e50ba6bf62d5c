#include "base/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *must_have(void *block, size_t size)
{
    if (block)
        return block;

    fprintf(stderr, "out of memory (%zu bytes asked for)\n", size);
    abort();
}

static size_t product(size_t count, size_t item_size)
{
    size_t size = 0;

    if (__builtin_mul_overflow(count, item_size, &size))
        must_have(NULL, SIZE_MAX);
    return size;
}

void *mem_alloc(size_t size)
{
    size_t wanted = size ? size : 1;

    return must_have(malloc(wanted), wanted);
}

void *mem_zero(size_t size)
{
    return mem_zero_array(1, size);
}

void *mem_zero_array(size_t count, size_t item_size)
{
    size_t size = product(count, item_size);

    return must_have(calloc(1, size ? size : 1), size);
}

void *mem_resize_array(void *block, size_t count, size_t item_size)
{
    size_t size = product(count, item_size);

    return must_have(realloc(block, size ? size : 1), size);
}

char *mem_copy_text(struct text text)
{
    char *copy = mem_alloc(text.length + 1);

    if (text.length > 0)
        memcpy(copy, text.data, text.length);
    copy[text.length] = '\0';
    return copy;
}

char *mem_copy_string(const char *string)
{
    return string ? mem_copy_text(text_of(string)) : NULL;
}

void mem_free(void *block)
{
    free(block);
}
