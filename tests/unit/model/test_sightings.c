#include "model/sightings.h"

#include <stdint.h>
#include <stdlib.h>

#include <check.h>
#include <jansson.h>

START_TEST(counts_within_the_window_edges_included)
{
    struct sightings seen = {0};

    sightings_add(&seen, 10, 10);
    sightings_add(&seen, 30, 10);
    sightings_add(&seen, 20, 10);
    ck_assert_uint_eq(sightings_near(&seen, 20, 10), 3);
    ck_assert_uint_eq(sightings_near(&seen, 20, 9), 1);
    ck_assert_uint_eq(sightings_near(&seen, 30, 10), 2);
    ck_assert_uint_eq(sightings_near(&seen, 41, 10), 0);
    sightings_finish(&seen);
}
END_TEST

START_TEST(keeps_the_last_to_arrive)
{
    struct sightings seen = {0};

    for (timestamp when = 0; when < 100; when++)
        sightings_add(&seen, when, 5);
    ck_assert_uint_eq(seen.count, 5);
    ck_assert_int_eq(seen.times[0], 95);
    sightings_add(&seen, 1, 5);
    ck_assert_uint_eq(sightings_near(&seen, 1, 0), 1);
    sightings_add(&seen, 2, 1);
    ck_assert_uint_eq(seen.count, 1);
    ck_assert_int_eq(seen.times[0], 2);
    sightings_finish(&seen);
}
END_TEST

START_TEST(stops_at_the_end_of_time)
{
    struct sightings seen = {0};

    sightings_add(&seen, INT64_MAX, 2);
    sightings_add(&seen, INT64_MIN, 2);
    ck_assert_uint_eq(sightings_near(&seen, INT64_MAX, INT64_MAX), 1);
    ck_assert_uint_eq(sightings_near(&seen, INT64_MIN, INT64_MAX), 1);
    ck_assert_int_eq(timestamp_after(INT64_MAX - 1, 2), INT64_MAX);
    ck_assert_int_eq(timestamp_after(5, -7), -2);
    ck_assert_int_gt(timestamp_after(INT64_MIN, -1), TIMESTAMP_NONE);
    sightings_finish(&seen);
}
END_TEST

START_TEST(comes_back_as_packed)
{
    struct sightings seen = {0};
    struct sightings back = {0};
    json_t *packed = NULL;

    sightings_add(&seen, 7, 3);
    sightings_add(&seen, -1, 3);
    packed = sightings_pack(&seen);
    ck_assert(sightings_unpack(&back, packed));
    ck_assert_uint_eq(back.count, 2);
    ck_assert_int_eq(back.times[0], 7);
    ck_assert_int_eq(back.times[1], -1);
    json_decref(packed);
    sightings_finish(&seen);
    sightings_finish(&back);
}
END_TEST

START_TEST(refuses_what_is_no_list_of_times)
{
    static const char *const broken[] = {"[1,\"2\"]", "{}", "[1.5]", "[[]]", "[null]"};
    struct sightings back = {0};

    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        json_t *packed = json_loads(broken[i], 0, NULL);

        ck_assert_msg(!sightings_unpack(&back, packed), "%s", broken[i]);
        ck_assert_uint_eq(back.count, 0);
        json_decref(packed);
    }
    ck_assert(!sightings_unpack(&back, NULL));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sightings");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(all, counts_within_the_window_edges_included);
    tcase_add_test(all, keeps_the_last_to_arrive);
    tcase_add_test(all, stops_at_the_end_of_time);
    tcase_add_test(all, comes_back_as_packed);
    tcase_add_test(all, refuses_what_is_no_list_of_times);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
