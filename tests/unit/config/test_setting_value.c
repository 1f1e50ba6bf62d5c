#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/timestamp.h"
#include "config/setting_value.h"

struct target {
    uint64_t number;
    timestamp length;
    char *text;
    char **items;
    size_t count;
};

static const char *const choices[] = {"end", "beginning", NULL};

static const struct setting count_row = {.type = SETTING_COUNT,
                                         .offset = offsetof(struct target, number),
                                         .smallest = 1,
                                         .largest = 100,
                                         .initial = "64"};
static const struct setting size_row = {.type = SETTING_SIZE,
                                        .offset = offsetof(struct target, number),
                                        .largest = UINT64_MAX,
                                        .initial = "64MiB"};
static const struct setting duration_row = {.type = SETTING_DURATION,
                                            .offset = offsetof(struct target, length),
                                            .smallest = SECOND,
                                            .largest = HOUR,
                                            .initial = "10m"};
static const struct setting word_row = {
    .type = SETTING_WORD, .offset = offsetof(struct target, text), .smallest = 1, .largest = 8};
static const struct setting text_row = {
    .type = SETTING_TEXT, .offset = offsetof(struct target, text), .largest = 8};
static const struct setting choice_row = {.type = SETTING_CHOICE,
                                          .offset = offsetof(struct target, text),
                                          .smallest = 1,
                                          .largest = 64,
                                          .choices = choices};
static const struct setting path_row = {
    .type = SETTING_PATH, .offset = offsetof(struct target, text), .largest = 16};
static const struct setting paths_row = {.type = SETTING_PATHS,
                                         .offset = offsetof(struct target, items),
                                         .count_offset = offsetof(struct target, count),
                                         .initial = "/a /b/c"};

static struct target target;

static bool accepts(const struct setting *row, struct text text)
{
    struct error err = {0};
    bool good = setting_value_read(row, &target, "/folder", text, &err);

    ck_assert_int_eq(good, err.text[0] == '\0');
    return good;
}

static void refuses(const struct setting *row, struct text text, const char *part)
{
    struct error err = {0};

    ck_assert(!setting_value_read(row, &target, "/folder", text, &err));
    ck_assert_msg(strstr(err.text, part) != NULL, "%s", err.text);
}

START_TEST(counts)
{
    ck_assert(accepts(&count_row, TEXT("1")) && target.number == 1);
    ck_assert(accepts(&count_row, TEXT("100")) && target.number == 100);
    refuses(&count_row, TEXT("0"), "it may be 1 to 100");
    refuses(&count_row, TEXT("101"), "101 is out of range");
    refuses(&count_row, TEXT("010"), "'010' is not a whole number");
    refuses(&count_row, TEXT("18446744073709551616"), "not a whole number");
    refuses(&count_row, TEXT("-1"), "not a whole number");
    refuses(&count_row, TEXT("1.0"), "not a whole number");
    refuses(&count_row, TEXT(""), "not a whole number");
    ck_assert_uint_eq(target.number, 100);
    setting_value_reset(&count_row, &target);
    ck_assert_uint_eq(target.number, 64);
}
END_TEST

START_TEST(sizes)
{
    ck_assert(accepts(&size_row, TEXT("0B")) && target.number == 0);
    ck_assert(accepts(&size_row, TEXT("1023B")) && target.number == 1023);
    ck_assert(accepts(&size_row, TEXT("3KiB")) && target.number == 3072);
    ck_assert(accepts(&size_row, TEXT("2TiB")) && target.number == UINT64_C(2) << 40);
    refuses(&size_row, TEXT("16777216TiB"), "not a size");
    refuses(&size_row, TEXT("64MB"), "such as 64MiB");
    refuses(&size_row, TEXT("64"), "such as 64MiB");
    refuses(&size_row, TEXT("MiB"), "such as 64MiB");
    refuses(&size_row, TEXT("1 MiB"), "such as 64MiB");
    refuses(&size_row, TEXT(""), "such as 64MiB");
}
END_TEST

START_TEST(durations)
{
    ck_assert(accepts(&duration_row, TEXT("90s")) && target.length == 90 * SECOND);
    ck_assert(accepts(&duration_row, TEXT("1h")) && target.length == HOUR);
    refuses(&duration_row, TEXT("61m"), "it may be 1s to 1h");
    refuses(&duration_row, TEXT("999ms"), "it may be 1s to 1h");
    refuses(&duration_row, TEXT("10"), "such as 90s");
    refuses(&duration_row, TEXT("ten minutes"), "such as 90s");
    refuses(&duration_row, TEXT("99999999999999999999w"), "such as 90s");
}
END_TEST

START_TEST(words_and_texts)
{
    ck_assert(accepts(&word_row, TEXT("a-b_c.1")));
    ck_assert_str_eq(target.text, "a-b_c.1");
    refuses(&word_row, TEXT(""), "empty");
    refuses(&word_row, TEXT("a b"), "not a word");
    refuses(&word_row, TEXT("-a"), "not a word");
    refuses(&word_row, TEXT("\xC3\xA9"), "not a word");
    refuses(&word_row, TEXT("123456789"), "longer than 8 bytes");
    ck_assert_str_eq(target.text, "a-b_c.1");

    ck_assert(accepts(&text_row, TEXT("\xC3\xA9 'x'")));
    ck_assert(accepts(&text_row, TEXT("")));
    ck_assert_str_eq(target.text, "");
    refuses(&text_row, TEXT("a\0b"), "cannot be seen");
    refuses(&text_row, TEXT("a\nb"), "cannot be seen");
    refuses(&text_row,
            TEXT("\xE2\x80\xAE"
                 "a"),
            "cannot be seen");
    setting_value_clear(&text_row, &target);
    ck_assert_ptr_null(target.text);
}
END_TEST

START_TEST(choices_are_suggested)
{
    ck_assert(accepts(&choice_row, TEXT("beginning")));
    refuses(&choice_row, TEXT("begining"), "did you mean 'beginning'?");
    refuses(&choice_row, TEXT("top"), "one of end, beginning");
    refuses(&choice_row, TEXT("End"), "did you mean 'end'?");
    setting_value_clear(&choice_row, &target);
}
END_TEST

START_TEST(paths_become_absolute)
{
    struct error err = {0};

    ck_assert(accepts(&path_row, TEXT("a/b")));
    ck_assert_str_eq(target.text, "/folder/a/b");
    ck_assert(accepts(&path_row, TEXT("/a")));
    ck_assert_str_eq(target.text, "/a");
    refuses(&path_row, TEXT("a/bc/defg"), "longer than 16 bytes");
    ck_assert(setting_value_read(&path_row, &target, "/", TEXT("x"), &err));
    ck_assert_str_eq(target.text, "/x");
    ck_assert(!setting_value_read(&path_row, &target, NULL, TEXT("x"), &err));
    ck_assert_ptr_nonnull(strstr(err.text, "does not begin with '/'"));
    ck_assert(accepts(&path_row, TEXT("")));
    ck_assert_str_eq(target.text, "");
    setting_value_clear(&path_row, &target);
}
END_TEST

START_TEST(lists_grow_and_are_replaced)
{
    setting_value_reset(&paths_row, &target);
    ck_assert_uint_eq(setting_value_count(&paths_row, &target), 2);
    ck_assert_str_eq(target.items[1], "/b/c");
    ck_assert(accepts(&paths_row, TEXT("d")));
    ck_assert_str_eq(target.items[2], "/folder/d");
    refuses(&paths_row, TEXT(""), "empty");
    ck_assert_uint_eq(target.count, 3);
    setting_value_reset(&paths_row, &target);
    ck_assert_uint_eq(target.count, 2);
    setting_value_clear(&paths_row, &target);
    setting_value_clear(&paths_row, &target);
    ck_assert_ptr_null(target.items);
}
END_TEST

static void writes(const struct setting *row, const char *value, const char *expected)
{
    struct buffer yaml = {0};

    ck_assert(accepts(row, text_of(value)));
    setting_value_write(row, &target, &yaml);
    ck_assert_str_eq(buffer_string(&yaml), expected);
    buffer_finish(&yaml);
}

START_TEST(written_as_yaml)
{
    writes(&count_row, "7", "7");
    writes(&size_row, "0B", "0B");
    writes(&size_row, "2048KiB", "2MiB");
    writes(&size_row, "1025B", "1025B");
    writes(&duration_row, "600s", "10m");
    writes(&text_row, "it's '", "'it''s '''");
    writes(&text_row, "", "''");
    setting_value_clear(&text_row, &target);
    writes(&paths_row, "/a*", "['/a*']");
    writes(&paths_row, "/b", "['/a*', '/b']");
    setting_value_clear(&paths_row, &target);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("setting_value");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tests, counts);
    tcase_add_test(tests, sizes);
    tcase_add_test(tests, durations);
    tcase_add_test(tests, words_and_texts);
    tcase_add_test(tests, choices_are_suggested);
    tcase_add_test(tests, paths_become_absolute);
    tcase_add_test(tests, lists_grow_and_are_replaced);
    tcase_add_test(tests, written_as_yaml);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
