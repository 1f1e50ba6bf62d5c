#include "output/feed_cursor.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct identifier here = {{1, 2, 3, 4, 5, 6, 7, 8, 9}};

START_TEST(what_is_written_reads_back)
{
    static const uint64_t numbers[] = {0, 1, 255, 256, 1048576, INT64_MAX, UINT64_MAX};

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char text[FEED_CURSOR_TEXT_SIZE] = {0};
        uint64_t number = 42;

        feed_cursor_write(here, numbers[i], text);
        ck_assert_uint_eq(strlen(text), FEED_CURSOR_TEXT_SIZE - 1);
        ck_assert_int_eq(feed_cursor_read(text_of(text), here, &number), FEED_CURSOR_GOOD);
        ck_assert_uint_eq(number, numbers[i]);
    }
}
END_TEST

START_TEST(any_changed_digit_is_found)
{
    char text[FEED_CURSOR_TEXT_SIZE] = {0};
    uint64_t number = 42;

    feed_cursor_write(here, 4711, text);
    for (size_t i = 0; i < FEED_CURSOR_TEXT_SIZE - 1; i++) {
        char kept = text[i];

        text[i] = kept == '0' ? '1' : '0';
        ck_assert_int_ne(feed_cursor_read(text_of(text), here, &number), FEED_CURSOR_GOOD);
        text[i] = kept;
    }
    ck_assert_uint_eq(number, 42);
}
END_TEST

START_TEST(other_lengths_cases_and_bytes_are_damaged)
{
    char text[FEED_CURSOR_TEXT_SIZE] = {0};
    uint64_t number = 0;

    feed_cursor_write(here, UINT64_MAX, text);
    ck_assert_int_eq(feed_cursor_read(text_until(text_of(text), 39), here, &number),
                     FEED_CURSOR_DAMAGED);
    for (char *byte = text; *byte; byte++)
        *byte = (char)(*byte == 'f' ? 'F' : *byte);
    ck_assert_int_eq(feed_cursor_read(text_of(text), here, &number), FEED_CURSOR_DAMAGED);
    ck_assert_int_eq(feed_cursor_read(TEXT(""), here, &number), FEED_CURSOR_DAMAGED);
    ck_assert_int_eq(feed_cursor_read(TEXT("oldest"), here, &number), FEED_CURSOR_DAMAGED);
}
END_TEST

START_TEST(a_cursor_of_another_journal_is_told_apart)
{
    static const struct identifier there = {{2, 2, 3, 4, 5, 6, 7, 8, 9}};
    char text[FEED_CURSOR_TEXT_SIZE] = {0};
    uint64_t number = 0;

    feed_cursor_write(there, 1, text);
    ck_assert_int_eq(feed_cursor_read(text_of(text), here, &number), FEED_CURSOR_FOREIGN);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("feed_cursor");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tcase, what_is_written_reads_back);
    tcase_add_test(tcase, any_changed_digit_is_found);
    tcase_add_test(tcase, other_lengths_cases_and_bytes_are_damaged);
    tcase_add_test(tcase, a_cursor_of_another_journal_is_told_apart);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
