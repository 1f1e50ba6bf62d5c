#include "base/array.h"

#include "base/memory.h"

enum { FIRST_CAPACITY = 8 };

void *array_room(void *items, size_t count, size_t *capacity, size_t item_size)
{
    if (items && count < *capacity)
        return items;
    *capacity = *capacity ? *capacity * 2 : FIRST_CAPACITY;
    return mem_resize_array(items, *capacity, item_size);
}
