#include "engine/log_reader.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "record/line_splitter.h"
#include "support/suite.h"

enum { TOLD_MOST = 8 };

static char path[] = "/tmp/amberd-log-reader-XXXXXX";

static void write_log(const char *bytes, size_t length)
{
    int descriptor = 0;

    memcpy(path, "/tmp/amberd-log-reader-XXXXXX", sizeof path);
    descriptor = mkstemp(path);
    ck_assert_int_ge(descriptor, 0);
    ck_assert_int_eq(write(descriptor, bytes, length), (ssize_t)length);
    close(descriptor);
}

/* Either way to the next chunk. */
typedef bool next_chunk(struct log_reader *reader, struct chunk *chunk, struct error *err);

/* All records of the log, each with its number and offset, joined by "|".  A long one
 * is told by its first bytes; what is final, by a ".". */
static void read_records(next_chunk *next, struct buffer *all)
{
    struct error err = {0};
    struct log_reader *reader = log_reader_open(path, 3, &err);
    struct chunk chunk = {0};

    ck_assert_msg(reader != NULL, "%s", err.text);
    while (next(reader, &chunk, &err)) {
        struct line_splitter lines = {0};
        struct record record = {0};

        ck_assert_uint_eq(chunk.source, 3);
        line_splitter_init(&lines, &chunk);
        while (line_splitter_next(&lines, &record))
            buffer_printf(all, "%llu@%llu:%.*s|", (unsigned long long)record.line,
                          (unsigned long long)record.offset,
                          TEXT_ARGS(text_until(record.text, TOLD_MOST)));
        if (chunk.final)
            buffer_append_byte(all, '.');
    }
    ck_assert_str_eq(err.text, "");
    log_reader_close(reader);
    unlink(path);
}

static next_chunk *const ways[] = {log_reader_next, log_reader_next_lines};

/* Both ways of reading give the same records. */
static void check_records(const char *bytes, size_t length, const char *records)
{
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct buffer all = {0};

        write_log(bytes, length);
        read_records(ways[i], &all);
        ck_assert_str_eq(buffer_string(&all), records);
        buffer_finish(&all);
    }
}

START_TEST(gives_every_line_once)
{
    check_records("one\r\n\ntwo\nthree", 15, "1@0:one|3@6:two|4@10:three|.");
    check_records("one\n", 4, "1@0:one|.");
}
END_TEST

START_TEST(an_empty_log_has_no_records)
{
    check_records("", 0, ".");
}
END_TEST

/* The end of the file is known while several lines are still at hand. */
START_TEST(what_comes_behind_a_giant_line_is_given)
{
    struct buffer log = {0};

    buffer_append_text(&log, TEXT("a\n"));
    memset(buffer_reserve(&log, LINE_LARGEST + 9), 'x', LINE_LARGEST + 9);
    log.length += LINE_LARGEST + 9;
    buffer_append_text(&log, TEXT("\nlast"));
    check_records(log.data, log.length, "1@0:a|2@2:xxxxxxxx|2@2:xxxxxxxx|3@1048588:last|.");
    buffer_append_byte(&log, '\n');
    check_records(log.data, log.length, "1@0:a|2@2:xxxxxxxx|2@2:xxxxxxxx|3@1048588:last|.");
    buffer_finish(&log);
}
END_TEST

START_TEST(a_giant_line_comes_in_windows_that_overlap)
{
    struct buffer log = {0};
    struct error err = {0};
    struct log_reader *reader = NULL;
    struct chunk chunk = {0};
    uint64_t covered = 0;
    unsigned windows = 0;

    buffer_append_text(&log, TEXT("first\n"));
    memset(buffer_reserve(&log, 3 * LINE_LARGEST), 'x', 3 * LINE_LARGEST);
    log.length += 3 * LINE_LARGEST - 7;
    buffer_append_text(&log, TEXT("\nlast\n"));
    write_log(log.data, log.length);

    reader = log_reader_open(path, 0, &err);
    ck_assert(log_reader_next(reader, &chunk, &err));
    ck_assert_uint_eq(chunk.length, 6);
    while (log_reader_next(reader, &chunk, &err) && chunk.start.line == 1) {
        ck_assert_uint_eq(chunk.start.line_start, 6);
        ck_assert_uint_eq(chunk.overlap, windows == 0 ? 0 : WINDOW_OVERLAP);
        ck_assert_uint_eq(chunk.start.offset, 6 + covered);
        covered += chunk.length - chunk.overlap;
        windows++;
    }
    ck_assert_uint_eq(windows, 3);
    ck_assert_uint_eq(covered, 3 * LINE_LARGEST - 7 + 1);
    ck_assert_uint_eq(chunk.start.line, 2);
    ck_assert(!chunk.final);
    ck_assert(log_reader_next(reader, &chunk, &err));
    ck_assert(chunk.final);
    ck_assert_uint_eq(chunk.length, 0);
    ck_assert_uint_eq(chunk.start.line, 3);
    ck_assert(!log_reader_next(reader, &chunk, &err));
    log_reader_close(reader);
    unlink(path);
    buffer_finish(&log);
}
END_TEST

START_TEST(what_cannot_be_read_is_told)
{
    struct error err = {0};

    ck_assert_ptr_null(log_reader_open("/nowhere/at/all.log", 0, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "/nowhere/at/all.log"));
    ck_assert_ptr_null(log_reader_open("/", 0, &err));
}
END_TEST

SUITE_MAIN("log_reader", gives_every_line_once, an_empty_log_has_no_records,
           what_comes_behind_a_giant_line_is_given, a_giant_line_comes_in_windows_that_overlap,
           what_cannot_be_read_is_told)
