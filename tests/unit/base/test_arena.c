#include <check.h>
#include <signal.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

START_TEST(gives_aligned_memory_that_does_not_overlap)
{
    struct arena *arena = arena_create(256);
    unsigned char *blocks[200] = {NULL};

    for (size_t i = 0; i < 200; i++) {
        blocks[i] = arena_alloc(arena, i);
        ck_assert_uint_eq((uintptr_t)blocks[i] % alignof(max_align_t), 0);
        memset(blocks[i], (int)i, i);
    }
    for (size_t i = 0; i < 200; i++) {
        for (size_t j = 0; j < i; j++)
            ck_assert_uint_eq(blocks[i][j], i);
    }
    arena_destroy(arena);
    arena_destroy(NULL);
}
END_TEST

START_TEST(copies_and_prints)
{
    struct arena *arena = arena_create(16);
    struct text copy = arena_copy(arena, TEXT("a\0b"));
    char *zeros = NULL;

    ck_assert(text_equal(copy, TEXT("a\0b")));
    ck_assert_int_eq(copy.data[3], '\0');
    copy = arena_copy(arena, (struct text){0});
    ck_assert_uint_eq(copy.length, 0);
    ck_assert_str_eq(copy.data, "");
    copy = arena_printf(arena, "%s-%05d", "a much longer text than the block", 42);
    ck_assert_str_eq(copy.data, "a much longer text than the block-00042");
    ck_assert_uint_eq(copy.length, strlen(copy.data));
    ck_assert_str_eq(arena_printf(arena, "%s", "").data, "");
    copy = arena_join(arena, (const struct text[]){TEXT("a"), {0}, TEXT("\0bc")}, 3);
    ck_assert(text_equal(copy, TEXT("a\0bc")));
    ck_assert_int_eq(copy.data[4], '\0');
    ck_assert_str_eq(arena_join(arena, NULL, 0).data, "");

    memset(arena_alloc(arena, 64), 0xFF, 64);
    arena_reset(arena);
    zeros = arena_zero(arena, 16);
    for (size_t i = 0; i < 16; i++)
        ck_assert_int_eq(zeros[i], 0);
    arena_destroy(arena);
}
END_TEST

START_TEST(reset_starts_again_in_the_first_block)
{
    struct arena *arena = arena_create(1024);
    void *first = arena_alloc(arena, 100);

    ck_assert_uint_ge(arena_used(arena), 100);
    arena_alloc(arena, 1 << 20);
    ck_assert_uint_ge(arena_used(arena), 1 << 20);
    arena_reset(arena);
    ck_assert_uint_eq(arena_used(arena), 0);
    ck_assert_ptr_eq(arena_alloc(arena, 100), first);
    arena_destroy(arena);
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
    struct arena *arena = arena_create(1024);

    arena_alloc(arena, SIZE_MAX - 8);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arena");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tests, gives_aligned_memory_that_does_not_overlap);
    tcase_add_test(tests, copies_and_prints);
    tcase_add_test(tests, reset_starts_again_in_the_first_block);
    tcase_add_test_raise_signal(tests, what_nobody_has_ends_the_process, SIGABRT);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
