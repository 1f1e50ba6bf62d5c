#include "base/byte_size.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

static const struct {
    struct text name;
    unsigned shift;
} units[] = {
    {{"TiB", 3}, 40}, {{"GiB", 3}, 30}, {{"MiB", 3}, 20}, {{"KiB", 3}, 10}, {{"B", 1}, 0},
};

/* 010 is eight to some and ten to others. */
static bool read_count(struct text text, uint64_t *count)
{
    return (text.length <= 1 || text.data[0] != '0') && text_to_unsigned(text, count);
}

bool byte_size_read(struct text text, uint64_t *size)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        uint64_t unit = UINT64_C(1) << units[i].shift;

        if (text_ends_with(text, units[i].name))
            return read_count(text_until(text, text.length - units[i].name.length), size) &&
                   !__builtin_mul_overflow(*size, unit, size);
    }
    return read_count(text, size) && *size == 0; /* of nothing, nobody asks the unit */
}

const char *byte_size_write(uint64_t size, char text[BYTE_SIZE_TEXT_SIZE])
{
    size_t unit = 0;

    while (size == 0 ? units[unit].shift > 0 : size % (UINT64_C(1) << units[unit].shift) != 0)
        unit++;
    snprintf(text, BYTE_SIZE_TEXT_SIZE, "%" PRIu64 "%s", size >> units[unit].shift,
             units[unit].name.data);
    return text;
}
