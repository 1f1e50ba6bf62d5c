#include <check.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"

START_TEST(an_empty_one_is_usable)
{
    struct buffer buffer = {0};

    ck_assert_uint_eq(buffer_text(&buffer).length, 0);
    buffer_append(&buffer, NULL, 0);
    buffer_append_text(&buffer, (struct text){0});
    buffer_consume(&buffer, 5);
    buffer_printf(&buffer, "%s", "");
    ck_assert_str_eq(buffer_string(&buffer), "");
    ck_assert_uint_eq(buffer.length, 0);
    buffer_finish(&buffer);
    buffer_finish(&buffer);
    ck_assert_ptr_null(buffer.data);
}
END_TEST

START_TEST(grows_and_is_consumed)
{
    struct buffer buffer = {0};

    for (int i = 0; i < 10000; i++)
        buffer_printf(&buffer, "%04d", i);
    ck_assert_uint_eq(buffer.length, 40000);
    buffer_consume(&buffer, 4 * 9998);
    buffer_append_byte(&buffer, '!');
    ck_assert_str_eq(buffer_string(&buffer), "99989999!");
    ck_assert_uint_eq(buffer.length, 9);
    buffer_consume(&buffer, 10);
    ck_assert_uint_eq(buffer.length, 0);
    buffer_append(&buffer, "a\0b", 3);
    ck_assert(text_equal(buffer_text(&buffer), TEXT("a\0b")));
    buffer_clear(&buffer);
    ck_assert_uint_eq(buffer.length, 0);
    ck_assert_ptr_nonnull(buffer.data);
    buffer_finish(&buffer);
}
END_TEST

START_TEST(reserves)
{
    struct buffer buffer = {0};

    buffer_append_text(&buffer, TEXT("head"));
    memset(buffer_reserve(&buffer, 5000), 'x', 5000);
    ck_assert_uint_eq(buffer.length, 4);
    ck_assert_uint_ge(buffer.capacity, 5004);
    ck_assert(text_equal(buffer_text(&buffer), TEXT("head")));
    buffer_finish(&buffer);
}
END_TEST

START_TEST(escapes_what_cannot_be_shown)
{
    static const struct {
        const char *from;
        const char *to;
    } cases[] = {
        {"plain \xC3\xA9", "plain \xC3\xA9"},
        {"\x1b[31m\r\n\x7f", "\\x1b[31m\\x0d\\x0a\\x7f"},
        {"a\\x1b", "a\\\\x1b"},
        {"\xC3(", "\\xc3("},
        {"\xC2\x9B", "\\xc2\\x9b"},
        {"\xE2\x80\xAE", "\\xe2\\x80\\xae"},
        {"\xF0\x9F\x98", "\\xf0\\x9f\\x98"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer buffer = {0};

        buffer_append_escaped(&buffer, text_of(cases[i].from));
        ck_assert_str_eq(buffer_string(&buffer), cases[i].to);
        buffer_finish(&buffer);
    }
}
END_TEST

/* In time that grows as the text does: this is seconds where it grows as its square. */
START_TEST(a_text_of_backslashes_is_escaped_at_once)
{
    const size_t length = 1 << 20;
    char *bytes = mem_zero(length);
    struct buffer buffer = {0};

    memset(bytes, '\\', length);
    buffer_append_escaped(&buffer, (struct text){bytes, length});
    ck_assert_uint_eq(buffer.length, 2 * length);
    buffer_finish(&buffer);
    mem_free(bytes);
}
END_TEST

const char *__asan_default_options(void);

/* The address sanitizer would end the process before we do. */
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

START_TEST(what_nobody_has_ends_the_process)
{
    struct buffer buffer = {0};

    buffer_append_byte(&buffer, 'a');
    buffer_reserve(&buffer, SIZE_MAX);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("buffer");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tests, an_empty_one_is_usable);
    tcase_add_test(tests, grows_and_is_consumed);
    tcase_add_test(tests, reserves);
    tcase_add_test(tests, escapes_what_cannot_be_shown);
    tcase_add_test(tests, a_text_of_backslashes_is_escaped_at_once);
    tcase_add_test_raise_signal(tests, what_nobody_has_ends_the_process, SIGABRT);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
