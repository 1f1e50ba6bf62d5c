/* TZif files, from anywhere. */
#include <stdlib.h>
#include <string.h>

#include "base/zone.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const int64_t seconds[] = {INT64_MIN / SECOND, -62135596800,      -1, 0, 999, 1793693101,
                                  253402300799,       INT64_MAX / SECOND};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *exact = malloc(size ? size : 1);
    struct error err = {0};
    struct zone *zone = NULL;

    if (size > 0)
        memcpy(exact, data, size);
    zone = zone_parse((struct text){exact, size}, &err);
    free(exact);
    for (size_t i = 0; zone && i < sizeof seconds / sizeof *seconds; i++) {
        struct civil civil = zone_reading(zone, seconds[i] * SECOND);

        if (civil_is_valid(&civil))
            zone_instant(zone, &civil);
    }
    zone_close(zone);
    return 0;
}
