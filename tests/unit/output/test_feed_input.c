#include "output/feed_input.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static void put(struct feed_input *input, const char *bytes, size_t length)
{
    size_t room = 0;
    char *place = feed_input_room(input, &room);

    ck_assert_uint_ge(room, length);
    memcpy(place, bytes, length);
    feed_input_added(input, length);
}

START_TEST(lines_come_trimmed_and_whole)
{
    struct feed_input input = {0};
    struct text line = {0};

    put(&input, "one\r\n\n tw", 9);
    ck_assert_int_eq(feed_input_next(&input, &line), FEED_INPUT_LINE);
    ck_assert(text_equal(line, TEXT("one")));
    ck_assert_int_eq(feed_input_next(&input, &line), FEED_INPUT_LINE);
    ck_assert_uint_eq(line.length, 0);
    ck_assert_int_eq(feed_input_next(&input, &line), FEED_INPUT_MORE);
    ck_assert(feed_input_is_partial(&input));
    put(&input, "o\n", 2);
    ck_assert_int_eq(feed_input_next(&input, &line), FEED_INPUT_LINE);
    ck_assert(text_equal(line, TEXT("two")));
    ck_assert_int_eq(feed_input_next(&input, &line), FEED_INPUT_MORE);
    ck_assert(!feed_input_is_partial(&input));
}
END_TEST

START_TEST(the_longest_line_fits_and_one_byte_more_does_not)
{
    static char bytes[FEED_LINE_LARGEST];
    struct feed_input input = {0};
    struct text line = {0};

    memset(bytes, 'x', sizeof bytes);
    bytes[sizeof bytes - 1] = '\n';
    put(&input, bytes, sizeof bytes);
    ck_assert_int_eq(feed_input_next(&input, &line), FEED_INPUT_LINE);
    ck_assert_uint_eq(line.length, sizeof bytes - 1);
    ck_assert_int_eq(feed_input_next(&input, &line), FEED_INPUT_MORE);

    bytes[sizeof bytes - 1] = 'x';
    put(&input, bytes, sizeof bytes);
    ck_assert_int_eq(feed_input_next(&input, &line), FEED_INPUT_TOO_LONG);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("feed_input");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tcase, lines_come_trimmed_and_whole);
    tcase_add_test(tcase, the_longest_line_fits_and_one_byte_more_does_not);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
