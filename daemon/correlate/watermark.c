#include "correlate/watermark.h"

#include <inttypes.h>
#include <stdio.h>

void watermark_init(struct watermark *watermark, timestamp lateness)
{
    *watermark = (struct watermark){.lateness = lateness, .now = TIMESTAMP_NONE};
}

void watermark_configure(struct watermark *watermark, timestamp lateness)
{
    watermark->lateness = lateness;
}

timestamp watermark_advance(struct watermark *watermark, timestamp wall_clock,
                            timestamp furthest_behind)
{
    timestamp reached = wall_clock - watermark->lateness;

    if (furthest_behind != TIMESTAMP_NONE && furthest_behind < reached)
        reached = furthest_behind;
    if (reached > watermark->now) {
        watermark->now = reached;
        watermark->changed = true;
    }
    return watermark->now;
}

void watermark_changes(struct watermark *watermark, state_put *put, void *cookie)
{
    char digits[24] = "";
    int length = 0;

    if (!watermark->changed)
        return;
    length = snprintf(digits, sizeof digits, "%" PRId64, watermark->now);
    put(&(struct state_change){.owner = STATE_WATERMARK,
                               .key = TEXT("event-clock"),
                               .value = {digits, (size_t)length}},
        cookie);
    watermark->changed = false;
}

bool watermark_restore(struct watermark *watermark, struct text value, struct error *err)
{
    int64_t now = 0;

    if (!text_to_signed(value, &now))
        return error_set(err, "the stored event clock is not a number");
    watermark->now = now;
    return true;
}
