#include "source/file_tail.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/memory.h"

static struct file_tail tail;
static struct file_tail_reading reading;
static struct chunk chunk;

static void set_up(void)
{
    file_tail_begin(&tail, identifier_random());
    reading = (struct file_tail_reading){.descriptor = memfd_create("log", MFD_CLOEXEC),
                                         .room = mem_alloc(FILE_TAIL_ROOM)};
    ck_assert_int_ge(reading.descriptor, 0);
}

static void tear_down(void)
{
    close(reading.descriptor);
    mem_free(reading.room);
}

static void put(const void *bytes, size_t length)
{
    ck_assert_int_ge(lseek(reading.descriptor, 0, SEEK_END), 0);
    ck_assert_int_eq(write(reading.descriptor, bytes, length), (ssize_t)length);
}

static void put_text(const char *text)
{
    put(text, strlen(text));
}

static void put_run(char byte, size_t length)
{
    char *run = mem_alloc(length);

    memset(run, byte, length);
    put(run, length);
    mem_free(run);
}

static enum file_tail_result read_next(void)
{
    struct error err = {0};

    return file_tail_read(&tail, &reading, &chunk, &err);
}

static void expect(uint64_t offset, const char *text)
{
    ck_assert_int_eq(read_next(), FILE_TAIL_CHUNK);
    ck_assert_uint_eq(chunk.start.offset, offset);
    ck_assert(text_equal((struct text){chunk.data, chunk.length}, text_of(text)));
    file_tail_take(&tail, &chunk, reading.room);
}

static void expect_end(void)
{
    ck_assert_int_eq(read_next(), FILE_TAIL_END);
}

START_TEST(whole_lines_only)
{
    put_text("one\r\ntwo\nthr");
    expect(0, "one\r\ntwo\n");
    expect_end();
    put_text("ee\n");
    expect(9, "three\n");
    ck_assert_uint_eq(tail.cursor.line, 3);
    ck_assert_uint_eq(tail.cursor.line_start, 15);
    expect_end();
}
END_TEST

START_TEST(chunks_are_cut_at_newlines)
{
    enum { LINES = 40000 };
    uint64_t offset = 0;
    uint64_t lines = 0;

    for (unsigned i = 0; i < LINES; i++)
        put_text("a line of 20 bytes.\n");
    while (read_next() == FILE_TAIL_CHUNK) {
        ck_assert_uint_eq(chunk.start.offset, offset);
        ck_assert_uint_eq(chunk.start.line, lines);
        ck_assert_uint_le(chunk.length, CHUNK_LARGEST);
        ck_assert_uint_gt(chunk.length, CHUNK_LARGEST - 20);
        ck_assert_uint_eq(chunk.length % 20, 0);
        offset += chunk.length;
        lines += chunk.length / 20;
        file_tail_take(&tail, &chunk, reading.room);
        if (LINES * 20 - offset < CHUNK_LARGEST)
            break;
    }
    ck_assert_int_eq(read_next(), FILE_TAIL_CHUNK);
    file_tail_take(&tail, &chunk, reading.room);
    ck_assert_uint_eq(tail.cursor.line, LINES);
    expect_end();
}
END_TEST

/* A line of exactly this many bytes with its newline comes whole. */
static const size_t whole_lengths[] = {CHUNK_LARGEST - 1, CHUNK_LARGEST, CHUNK_LARGEST + 1,
                                       LINE_LARGEST - 1, LINE_LARGEST};

START_TEST(line_between_chunk_and_bound_comes_alone)
{
    size_t length = whole_lengths[_i];

    put_text("first\n");
    put_run('x', length - 1);
    put_text("\nlast\n");
    expect(0, "first\n");
    ck_assert_int_eq(read_next(), FILE_TAIL_CHUNK);
    ck_assert_uint_eq(chunk.start.offset, 6);
    ck_assert_uint_ge(chunk.length, length);
    if (length > CHUNK_LARGEST)
        ck_assert_uint_eq(chunk.length, length);
    while (read_next() == FILE_TAIL_CHUNK)
        file_tail_take(&tail, &chunk, reading.room);
    ck_assert_uint_eq(tail.cursor.line, 3);
}
END_TEST

START_TEST(longer_line_comes_in_windows_that_overlap)
{
    enum { LENGTH = LINE_LARGEST + 300000 };
    uint64_t end = 6;
    unsigned windows = 0;

    put_text("first\n");
    put_run('x', LENGTH);
    put_text("\nlast\n");
    expect(0, "first\n");
    while (tail.cursor.line == 1) {
        ck_assert_int_eq(read_next(), FILE_TAIL_CHUNK);
        ck_assert_uint_eq(chunk.start.offset, end);
        ck_assert_uint_eq(chunk.start.line_start, 6);
        ck_assert_uint_eq(chunk.overlap, windows == 0 ? 0 : WINDOW_OVERLAP);
        ck_assert_uint_le(chunk.length, CHUNK_LARGEST);
        ck_assert(!chunk.final);
        end += chunk.length - chunk.overlap;
        file_tail_take(&tail, &chunk, reading.room);
        windows++;
    }
    ck_assert_uint_eq(end, 6 + LENGTH + 1);
    ck_assert_uint_gt(windows, 4);
    expect(end, "last\n");
}
END_TEST

START_TEST(long_line_that_grows_slowly_waits_for_a_full_window)
{
    put_run('x', LINE_LARGEST - 1);
    expect_end();
    put_run('x', 1);
    for (unsigned i = 0; i < 4; i++) {
        ck_assert_int_eq(read_next(), FILE_TAIL_CHUNK);
        file_tail_take(&tail, &chunk, reading.room);
    }
    expect_end();
    put_run('x', 10);
    expect_end();
    put_text("\nnext\n");
    ck_assert_int_eq(read_next(), FILE_TAIL_CHUNK);
    ck_assert_int_eq(chunk.data[chunk.length - 1], '\n');
    file_tail_take(&tail, &chunk, reading.room);
    expect(LINE_LARGEST + 11, "next\n");
}
END_TEST

START_TEST(final_hands_over_the_rest)
{
    put_text("one\nhalf");
    reading.final = true;
    expect(0, "one\n");
    ck_assert_int_eq(read_next(), FILE_TAIL_CHUNK);
    ck_assert(chunk.final);
    expect(4, "half");
    expect_end();
}
END_TEST

START_TEST(final_ends_a_long_line)
{
    bool was_final = false;

    put_run('x', 2 * LINE_LARGEST + 5);
    reading.final = true;
    while (read_next() == FILE_TAIL_CHUNK) {
        ck_assert(!was_final);
        was_final = chunk.final;
        file_tail_take(&tail, &chunk, reading.room);
    }
    ck_assert(was_final);
    ck_assert_uint_eq(tail.cursor.offset, 2 * LINE_LARGEST + 5);
}
END_TEST

START_TEST(dripping_writer_costs_each_byte_once)
{
    put_run('x', 1000);
    expect_end();
    ck_assert_uint_eq(tail.searched, 1000);
    put_run('x', 500);
    expect_end();
    ck_assert_uint_eq(tail.searched, 1500);
    put_text("\n");
    ck_assert_int_eq(read_next(), FILE_TAIL_CHUNK);
    ck_assert_uint_eq(chunk.length, 1501);
}
END_TEST

START_TEST(other_bytes_before_the_position_mean_rewritten)
{
    put_text("one\n");
    expect(0, "one\n");
    ck_assert_int_eq(pwrite(reading.descriptor, "two\nmore\n", 9, 0), 9);
    ck_assert_int_eq(read_next(), FILE_TAIL_REWRITTEN);
}
END_TEST

START_TEST(shorter_file_means_rewritten)
{
    put_text("one\ntwo\n");
    expect(0, "one\ntwo\n");
    ck_assert_int_eq(ftruncate(reading.descriptor, 4), 0);
    ck_assert_int_eq(read_next(), FILE_TAIL_REWRITTEN);
}
END_TEST

START_TEST(marks_alone_tell_as_much)
{
    put_text("one\n");
    expect(0, "one\n");
    file_tail_mark(&tail, reading.descriptor);
    tail.last_known = false;
    memset(tail.last, 0, sizeof tail.last);
    put_text("two\n");
    expect(4, "two\n");
    ck_assert(file_tail_head_fits(&tail, reading.descriptor));
    file_tail_mark(&tail, reading.descriptor);
    tail.last_known = false;
    ck_assert_int_eq(pwrite(reading.descriptor, "ONE", 3, 0), 3);
    ck_assert_int_eq(read_next(), FILE_TAIL_REWRITTEN);
    ck_assert(!file_tail_head_fits(&tail, reading.descriptor));
}
END_TEST

START_TEST(nuls_at_the_beginning_of_a_line_are_passed_over)
{
    put("one\n\0\0two\n\0three\nfo\0ur\n", 23);
    expect(0, "one\n");
    expect(6, "two\n");
    ck_assert_int_eq(read_next(), FILE_TAIL_CHUNK);
    ck_assert_uint_eq(chunk.start.offset, 11);
    ck_assert_uint_eq(chunk.start.line_start, 11);
    ck_assert_uint_eq(chunk.length, 12);
    file_tail_take(&tail, &chunk, reading.room);
    ck_assert_uint_eq(tail.cursor.line, 4);
    expect_end();
}
END_TEST

START_TEST(nuls_at_the_end_make_an_empty_chunk)
{
    put("one\n\0\0\0", 7);
    expect(0, "one\n");
    expect(7, "");
    expect_end();
    put("\0\0two\n", 6);
    expect(9, "two\n");
    ck_assert_int_eq(pwrite(reading.descriptor, "x", 1, 5), 1);
    ck_assert_int_eq(read_next(), FILE_TAIL_REWRITTEN);
}
END_TEST

START_TEST(huge_hole_costs_nothing)
{
    uint64_t hole = (uint64_t)1 << 40;
    unsigned readings = 0;

    ck_assert_int_eq(ftruncate(reading.descriptor, (off_t)hole), 0);
    put_text("after\n");
    while (read_next() == FILE_TAIL_CHUNK && chunk.length == 0 && readings++ < 10)
        file_tail_take(&tail, &chunk, reading.room);
    ck_assert_uint_lt(readings, 3);
    expect(hole, "after\n");
}
END_TEST

START_TEST(hole_inside_a_line_costs_nothing)
{
    uint64_t hole = (uint64_t)1 << 40;
    unsigned readings = 0;

    put_text("before");
    ck_assert_int_eq(ftruncate(reading.descriptor, (off_t)hole), 0);
    put_text("after\nnext\n");
    while (tail.cursor.line == 0 && readings++ < 20) {
        ck_assert_int_eq(read_next(), FILE_TAIL_CHUNK);
        ck_assert_uint_eq(chunk.start.line_start, 0);
        file_tail_take(&tail, &chunk, reading.room);
    }
    expect(hole + 6, "next\n");
}
END_TEST

START_TEST(last_line_is_found_from_behind)
{
    put_text("one\ntwo\nhalf");
    ck_assert_uint_eq(file_tail_last_line(reading.descriptor, 12, reading.room), 8);
    ck_assert_uint_eq(file_tail_last_line(reading.descriptor, 8, reading.room), 8);
    ck_assert_uint_eq(file_tail_last_line(reading.descriptor, 3, reading.room), 0);
    ck_assert_uint_eq(file_tail_last_line(reading.descriptor, 0, reading.room), 0);
    put_run('x', LINE_LARGEST);
    ck_assert_uint_eq(file_tail_last_line(reading.descriptor, LINE_LARGEST + 12, reading.room),
                      LINE_LARGEST + 12);
}
END_TEST

/* However the file grows, the same bytes come out, each once, in whole lines. */
START_TEST(any_growth_gives_the_same_lines)
{
    static const char text[] = "a\n\nbcd\r\n\x80\xff\nlonger line than the others\n\n\nend\n";
    struct buffer got = {0};

    srandom((unsigned)_i);
    for (size_t done = 0; done < sizeof text - 1;) {
        size_t step = 1 + (size_t)random() % 7;

        if (step > sizeof text - 1 - done)
            step = sizeof text - 1 - done;
        put(text + done, step);
        done += step;
        while (read_next() == FILE_TAIL_CHUNK) {
            ck_assert_uint_eq(chunk.start.offset, got.length);
            ck_assert_int_eq(chunk.data[chunk.length - 1], '\n');
            buffer_append(&got, chunk.data, chunk.length);
            file_tail_take(&tail, &chunk, reading.room);
        }
    }
    ck_assert_str_eq(buffer_string(&got), text);
    ck_assert_uint_eq(tail.cursor.line, 8);
    buffer_finish(&got);
}
END_TEST

static Suite *file_tail_suite(void)
{
    Suite *suite = suite_create("file_tail");
    TCase *tests = tcase_create("file_tail");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, whole_lines_only);
    tcase_add_test(tests, chunks_are_cut_at_newlines);
    tcase_add_loop_test(tests, line_between_chunk_and_bound_comes_alone, 0, 5);
    tcase_add_test(tests, longer_line_comes_in_windows_that_overlap);
    tcase_add_test(tests, long_line_that_grows_slowly_waits_for_a_full_window);
    tcase_add_test(tests, final_hands_over_the_rest);
    tcase_add_test(tests, final_ends_a_long_line);
    tcase_add_test(tests, dripping_writer_costs_each_byte_once);
    tcase_add_test(tests, other_bytes_before_the_position_mean_rewritten);
    tcase_add_test(tests, shorter_file_means_rewritten);
    tcase_add_test(tests, marks_alone_tell_as_much);
    tcase_add_test(tests, nuls_at_the_beginning_of_a_line_are_passed_over);
    tcase_add_test(tests, nuls_at_the_end_make_an_empty_chunk);
    tcase_add_test(tests, huge_hole_costs_nothing);
    tcase_add_test(tests, hole_inside_a_line_costs_nothing);
    tcase_add_test(tests, last_line_is_found_from_behind);
    tcase_add_loop_test(tests, any_growth_gives_the_same_lines, 0, 50);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(file_tail_suite());
    int failed = 0;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
