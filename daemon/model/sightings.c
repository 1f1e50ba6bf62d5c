#include "model/sightings.h"

#include <string.h>

#include <jansson.h>

#include "base/memory.h"
#include "model/json_value.h"

void sightings_finish(struct sightings *sightings)
{
    mem_free(sightings->times);
    *sightings = (struct sightings){0};
}

void sightings_add(struct sightings *sightings, timestamp when, size_t most)
{
    if (sightings->count >= most) {
        size_t surplus = sightings->count - most + 1;

        sightings->count -= surplus;
        memmove(sightings->times, sightings->times + surplus,
                sightings->count * sizeof *sightings->times);
    }
    sightings->times =
        mem_resize_array(sightings->times, sightings->count + 1, sizeof *sightings->times);
    sightings->times[sightings->count++] = when;
}

size_t sightings_near(const struct sightings *sightings, timestamp when, timestamp window)
{
    size_t near = 0;

    for (size_t i = 0; i < sightings->count; i++) {
        timestamp earlier = sightings->times[i] < when ? sightings->times[i] : when;
        timestamp later = sightings->times[i] < when ? when : sightings->times[i];

        near += later <= timestamp_after(earlier, window);
    }
    return near;
}

json_t *sightings_pack(const struct sightings *sightings)
{
    json_t *packed = json_value_sure(json_array());

    for (size_t i = 0; i < sightings->count; i++)
        json_value_add(packed, json_integer(sightings->times[i]));
    return packed;
}

bool sightings_unpack(struct sightings *sightings, const json_t *packed)
{
    size_t count = json_array_size(packed);

    *sightings = (struct sightings){0};
    if (!json_is_array(packed) || count > SIGHTINGS_MOST)
        return false;
    for (size_t i = 0; i < count; i++) {
        const json_t *time = json_array_get(packed, i);

        if (!json_is_integer(time)) {
            sightings_finish(sightings);
            return false;
        }
        sightings_add(sightings, json_integer_value(time), SIGHTINGS_MOST);
    }
    return true;
}
