#include "source/cursor_text.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const char key[] = "00112233445566778899aabbccddeeff";

#define DIGEST "000102030405060708090a0b0c0d0e0f"

static bool unpack(const char *value, struct stored_cursor *stored)
{
    struct error err = {0};

    return cursor_text_unpack(text_of(key), text_of(value), stored, &err);
}

START_TEST(comes_back_as_it_was)
{
    struct stored_cursor stored = {
        .facts = {.device = 66305, .inode = UINT64_MAX, .born = 1700000000123456},
        .tail = {.cursor = {.offset = 900, .line = 12, .line_start = 880},
                 .head = {.length = 256},
                 .before = {.length = 7, .digest = {1, 2, 255}}},
        .is_told = _i > 0,
        .drained = _i == 2,
        .path = mem_copy_string("/var/log/with space\xff.log")};
    struct stored_cursor back = {0};
    struct buffer value = {0};

    cursor_text_pack(&value, &stored);
    ck_assert(unpack(buffer_string(&value), &back));
    ck_assert(file_facts_same(&back.facts, &stored.facts));
    ck_assert(stored_cursor_is_of(&back, &stored.facts));
    ck_assert_uint_eq(back.tail.cursor.offset, 900);
    ck_assert_uint_eq(back.tail.searched, 900);
    ck_assert_uint_eq(back.tail.cursor.line, 12);
    ck_assert_uint_eq(back.tail.cursor.line_start, 880);
    ck_assert_uint_eq(back.tail.head.length, 256);
    ck_assert_mem_eq(&back.tail.before, &stored.tail.before, sizeof back.tail.before);
    ck_assert(!back.tail.last_known);
    ck_assert(back.is_told == stored.is_told);
    ck_assert(back.drained == stored.drained);
    ck_assert_str_eq(back.path, stored.path);
    stored_cursor_finish(&back);
    stored_cursor_finish(&stored);
    buffer_finish(&value);
}
END_TEST

START_TEST(unknown_birth_comes_back_as_unknown)
{
    struct stored_cursor back = {0};
    struct file_facts facts = {.device = 1, .inode = 2, .born = TIMESTAMP_NONE};

    ck_assert(unpack("1 1 2 -1 0 0 0 0 " DIGEST " 0 " DIGEST " /x", &back));
    ck_assert(back.facts.born == TIMESTAMP_NONE);
    ck_assert(stored_cursor_is_of(&back, &facts));
    facts.device = 3;
    ck_assert(!stored_cursor_is_of(&back, &facts));
    stored_cursor_finish(&back);
}
END_TEST

static const char *const senseless[] = {
    "",
    "1",
    "1 ",
    "2 1 2 3 0 0 0 0 " DIGEST " 0 " DIGEST " /x",
    "1 1 2 -2 0 0 0 0 " DIGEST " 0 " DIGEST " /x",
    "1 -1 2 3 0 0 0 0 " DIGEST " 0 " DIGEST " /x",
    "1 1 99999999999999999999 3 0 0 0 0 " DIGEST " 0 " DIGEST " /x",
    "1 1 2 3 9223372036854775807 0 0 0 " DIGEST " 0 " DIGEST " /x",
    "1 1 2 3 5 0 6 0 " DIGEST " 0 " DIGEST " /x",
    "1 1 2 3 5 0 0 6 " DIGEST " 0 " DIGEST " /x",
    "1 1 2 3 900 0 0 257 " DIGEST " 0 " DIGEST " /x",
    "1 1 2 3 900 0 0 0 " DIGEST " 900 " DIGEST " /x",
    "1 1 2 3 0 0 0 0 " DIGEST "00 0 " DIGEST " /x",
    "1 1 2 3 0 0 0 0 xx 0 " DIGEST " /x",
    "1 1 2 3 0 0 0 0 " DIGEST " 0 " DIGEST " ",
    "1 1 2 3 0 0 0 0 " DIGEST " 0 " DIGEST,
    "1 1 2 3 0 0 0 0 " DIGEST " 0 " DIGEST " drained ",
    "1 1 2 3 0 0 0 0 " DIGEST " 0 " DIGEST " told ",
};

START_TEST(senseless_values_are_refused)
{
    struct stored_cursor stored = {0};

    ck_assert_msg(!unpack(senseless[_i], &stored), "%s", senseless[_i]);
    ck_assert_ptr_null(stored.path);
}
END_TEST

START_TEST(senseless_keys_and_paths_are_refused)
{
    static const char value[] = "1 1 2 3 0 0 0 0 " DIGEST " 0 " DIGEST " /x\0y";
    struct stored_cursor stored = {0};
    struct error err = {0};
    struct text whole = {value, sizeof value - 1};
    struct text part = text_of(value);

    ck_assert(!cursor_text_unpack(text_of(key), whole, &stored, &err));
    ck_assert(!cursor_text_unpack(TEXT("short"), part, &stored, &err));
    ck_assert(!cursor_text_unpack(TEXT("00000000000000000000000000000000"), part, &stored, &err));
    ck_assert(cursor_text_unpack(text_of(key), part, &stored, &err));
    stored_cursor_finish(&stored);
}
END_TEST

static Suite *cursor_text_suite(void)
{
    Suite *suite = suite_create("cursor_text");
    TCase *tests = tcase_create("cursor_text");

    tcase_add_loop_test(tests, comes_back_as_it_was, 0, 3);
    tcase_add_test(tests, unknown_birth_comes_back_as_unknown);
    tcase_add_loop_test(tests, senseless_values_are_refused, 0,
                        sizeof senseless / sizeof *senseless);
    tcase_add_test(tests, senseless_keys_and_paths_are_refused);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(cursor_text_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
