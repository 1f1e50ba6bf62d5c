#include "correlate/watermark.h"

#include <string.h>

#include "support/suite.h"

START_TEST(follows_the_wall_clock_less_the_lateness)
{
    struct watermark watermark = {0};

    watermark_init(&watermark, MINUTE);
    ck_assert_int_eq(watermark_advance(&watermark, 10 * HOUR, TIMESTAMP_NONE), 10 * HOUR - MINUTE);
}
END_TEST

START_TEST(stands_at_the_log_furthest_behind)
{
    struct watermark watermark = {0};

    watermark_init(&watermark, MINUTE);
    ck_assert_int_eq(watermark_advance(&watermark, 10 * HOUR, 3 * HOUR), 3 * HOUR);
    ck_assert_int_eq(watermark_advance(&watermark, 10 * HOUR, 4 * HOUR), 4 * HOUR);
    ck_assert_int_eq(watermark_advance(&watermark, 10 * HOUR, TIMESTAMP_NONE), 10 * HOUR - MINUTE);
}
END_TEST

START_TEST(never_goes_back)
{
    struct watermark watermark = {0};

    watermark_init(&watermark, MINUTE);
    watermark_advance(&watermark, 10 * HOUR, TIMESTAMP_NONE);
    ck_assert_int_eq(watermark_advance(&watermark, 9 * HOUR, TIMESTAMP_NONE), 10 * HOUR - MINUTE);
    ck_assert_int_eq(watermark_advance(&watermark, 11 * HOUR, 2 * HOUR), 10 * HOUR - MINUTE);
}
END_TEST

START_TEST(a_line_from_the_future_cannot_push_it)
{
    struct watermark watermark = {0};

    watermark_init(&watermark, MINUTE);
    ck_assert_int_eq(watermark_advance(&watermark, 10 * HOUR, 900 * DAY), 10 * HOUR - MINUTE);
}
END_TEST

static void keep(const struct state_change *change, void *cookie)
{
    char *kept = cookie;

    ck_assert_int_eq(change->owner, STATE_WATERMARK);
    memcpy(kept, change->value.data, change->value.length);
    kept[change->value.length] = '\0';
}

START_TEST(survives_a_restart)
{
    struct watermark before = {0};
    struct watermark after = {0};
    char kept[32] = "";
    struct error err = {0};

    watermark_init(&before, MINUTE);
    watermark_advance(&before, 10 * HOUR, 3 * HOUR);
    watermark_changes(&before, keep, kept);
    watermark_init(&after, MINUTE);
    ck_assert(watermark_restore(&after, text_of(kept), &err));
    ck_assert_int_eq(after.now, 3 * HOUR);

    kept[0] = '\0';
    watermark_changes(&before, keep, kept);
    ck_assert_str_eq(kept, ""); /* nothing has changed since */
    ck_assert(!watermark_restore(&after, TEXT("soon"), &err));
}
END_TEST

SUITE_MAIN("watermark", follows_the_wall_clock_less_the_lateness, stands_at_the_log_furthest_behind,
           never_goes_back, a_line_from_the_future_cannot_push_it, survives_a_restart)
