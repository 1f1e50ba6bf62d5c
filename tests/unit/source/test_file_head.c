#include "source/file_head.h"

#include <check.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buffer.h"
#include "support/suite.h"

static const struct identifier one = {{1}};
static const struct identifier other = {{2}};

static int make_file(struct text bytes)
{
    int descriptor = memfd_create("log", MFD_CLOEXEC);

    ck_assert_int_ge(descriptor, 0);
    ck_assert_int_eq(write(descriptor, bytes.data, bytes.length), (ssize_t)bytes.length);
    return descriptor;
}

static void check(struct text head, const char *expected)
{
    ck_assert_msg(text_equal(head, text_of(expected)), "%.*s", TEXT_ARGS(head));
}

START_TEST(whole_lines_only)
{
    static const struct {
        const char *bytes;
        const char *head;
    } rows[] = {{"", ""}, {"a", ""}, {"a\n", "a\n"}, {"a\nb\nc", "a\nb\n"}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct file_head head = {0};
        int descriptor = make_file(text_of(rows[i].bytes));

        check(file_head_of(&head, &one, descriptor), rows[i].head);
        close(descriptor);
    }
}
END_TEST

START_TEST(no_more_than_its_bound)
{
    struct file_head head = {0};
    struct buffer bytes = {0};
    int descriptor = -1;

    memset(buffer_reserve(&bytes, CHUNK_HEAD), 'x', CHUNK_HEAD);
    bytes.length = CHUNK_HEAD;
    bytes.data[CHUNK_HEAD - 2] = '\n';
    buffer_append_text(&bytes, TEXT("\nmore\n"));
    descriptor = make_file(buffer_text(&bytes));
    ck_assert_uint_eq(file_head_of(&head, &one, descriptor).length, CHUNK_HEAD - 1);
    close(descriptor);
    buffer_finish(&bytes);
}
END_TEST

START_TEST(one_file_at_a_time)
{
    struct file_head head = {0};
    int a = make_file(TEXT("a\n"));
    int b = make_file(TEXT("b\n"));

    check(file_head_of(&head, &one, a), "a\n");
    check(file_head_of(&head, &one, -1), "a\n"); /* not read again */
    check(file_head_of(&head, &other, b), "b\n");
    check(file_head_of(&head, &one, a), "a\n");
    close(a);
    close(b);
}
END_TEST

START_TEST(what_cannot_be_read_is_empty)
{
    struct file_head head = {0};

    check(file_head_of(&head, &one, -1), "");
}
END_TEST

SUITE_MAIN("file_head", whole_lines_only, no_more_than_its_bound, one_file_at_a_time,
           what_cannot_be_read_is_empty)
