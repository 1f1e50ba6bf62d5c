#include "record/line_splitter.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct chunk chunk_of(const char *data, size_t length, bool final)
{
    return (struct chunk){
        .start = {.offset = 1000, .line = 10, .line_start = 1000},
        .data = data,
        .length = length,
        .final = final,
        .source = 3,
        .path = "/var/log/x",
        .modified = 77,
    };
}

static bool next(struct line_splitter *splitter, struct record *record)
{
    record->arrival = 99;
    return line_splitter_next(splitter, record);
}

START_TEST(lines_become_records)
{
    static const char data[] = "one\ntwo\r\n\n\r\nthree\n";
    struct chunk chunk = chunk_of(data, sizeof data - 1, false);
    struct line_splitter splitter = {0};
    struct record record = {0};
    struct cursor end = line_splitter_end(&chunk);

    line_splitter_init(&splitter, &chunk);
    ck_assert(next(&splitter, &record));
    ck_assert(text_equal(record.text, TEXT("one")));
    ck_assert_uint_eq(record.offset, 1000);
    ck_assert_uint_eq(record.line, 11);
    ck_assert_uint_eq(record.count, 1);
    ck_assert_uint_eq(record.source, 3);
    ck_assert_str_eq(record.path, "/var/log/x");
    ck_assert_int_eq(record.modified, 77);
    ck_assert_int_eq(record.arrival, 99);
    ck_assert(!record.is_window && !record.had_nul);
    ck_assert(next(&splitter, &record));
    ck_assert(text_equal(record.text, TEXT("two")));
    ck_assert_uint_eq(record.offset, 1004);
    ck_assert(next(&splitter, &record));
    ck_assert(text_equal(record.text, TEXT("three")));
    ck_assert_uint_eq(record.line, 15);
    ck_assert(!next(&splitter, &record));
    ck_assert_uint_eq(splitter.line, 15);
    ck_assert_uint_eq(end.offset, 1000 + sizeof data - 1);
    ck_assert_uint_eq(end.line, 15);
    ck_assert_uint_eq(end.line_start, end.offset);
}
END_TEST

START_TEST(an_empty_chunk_has_none)
{
    struct chunk chunk = chunk_of("", 0, true);
    struct line_splitter splitter = {0};
    struct record record = {0};
    struct cursor end = line_splitter_end(&chunk);

    line_splitter_init(&splitter, &chunk);
    ck_assert(!next(&splitter, &record));
    ck_assert_uint_eq(end.offset, 1000);
    ck_assert_uint_eq(end.line, 10);
}
END_TEST

START_TEST(leading_nuls_are_taken_off)
{
    static const char data[] = "\0\0\0one\n\0\0\nt\0wo\n";
    struct chunk chunk = chunk_of(data, sizeof data - 1, false);
    struct line_splitter splitter = {0};
    struct record record = {0};

    line_splitter_init(&splitter, &chunk);
    ck_assert(next(&splitter, &record));
    ck_assert(text_equal(record.text, TEXT("one")));
    ck_assert(record.had_nul);
    ck_assert_uint_eq(record.offset, 1000);
    ck_assert(next(&splitter, &record));
    ck_assert(text_equal(record.text, TEXT("t\0wo")));
    ck_assert(!record.had_nul);
    ck_assert_uint_eq(record.line, 13);
}
END_TEST

START_TEST(a_byte_order_mark_begins_a_log)
{
    static const char data[] = "\xEF\xBB\xBFone\n\xEF\xBB\xBFtwo\n";
    struct chunk chunk = chunk_of(data, sizeof data - 1, false);
    struct line_splitter splitter = {0};
    struct record record = {0};
    struct text passed = {0};

    line_splitter_init(&splitter, &chunk);
    ck_assert(next(&splitter, &record));
    ck_assert_uint_eq(record.text.length, 6);

    chunk.start = (struct cursor){0};
    line_splitter_init(&splitter, &chunk);
    ck_assert(next(&splitter, &record));
    ck_assert(text_equal(record.text, TEXT("one")));
    ck_assert_uint_eq(record.offset, 0);
    ck_assert(next(&splitter, &record));
    ck_assert(text_equal(record.text, TEXT("\xEF\xBB\xBFtwo")));
    ck_assert_uint_eq(record.offset, 7);

    line_splitter_init(&splitter, &chunk);
    ck_assert(line_splitter_pass(&splitter, sizeof data, &passed));
    ck_assert(text_equal(passed, TEXT("one")));
    chunk.length = 3;
    ck_assert_uint_eq(line_splitter_last(&chunk), 3);
}
END_TEST

START_TEST(the_last_line_of_a_finished_file_needs_no_newline)
{
    struct chunk chunk = chunk_of("one\ntwo\r", 8, true);
    struct line_splitter splitter = {0};
    struct record record = {0};
    struct cursor end = line_splitter_end(&chunk);

    line_splitter_init(&splitter, &chunk);
    ck_assert(next(&splitter, &record) && next(&splitter, &record));
    ck_assert(text_equal(record.text, TEXT("two")));
    ck_assert(!record.is_window);
    ck_assert(!next(&splitter, &record));
    ck_assert_uint_eq(end.line, 12);
    ck_assert_uint_eq(end.line, splitter.line);
    ck_assert_uint_eq(end.line_start, end.offset);
}
END_TEST

START_TEST(windows_carry_the_offset_and_number_of_their_line)
{
    struct chunk chunk = chunk_of("aaaaBBBB", 8, false);
    struct line_splitter splitter = {0};
    struct record record = {0};
    struct cursor end = line_splitter_end(&chunk);

    line_splitter_init(&splitter, &chunk);
    ck_assert(next(&splitter, &record));
    ck_assert(record.is_window);
    ck_assert_uint_eq(record.offset, 1000);
    ck_assert_uint_eq(record.line, 11);
    ck_assert(!next(&splitter, &record));
    ck_assert_uint_eq(splitter.windows, 1);
    ck_assert_uint_eq(end.offset, 1008);
    ck_assert_uint_eq(end.line, 10);
    ck_assert_uint_eq(end.line_start, 1000);

    chunk = chunk_of("BBBBcccc", 8, false);
    chunk.start = end;
    chunk.overlap = 4;
    end = line_splitter_end(&chunk);
    line_splitter_init(&splitter, &chunk);
    ck_assert(next(&splitter, &record));
    ck_assert(record.is_window);
    ck_assert(text_equal(record.text, TEXT("BBBBcccc")));
    ck_assert_uint_eq(record.offset, 1000);
    ck_assert_uint_eq(end.offset, 1012);
    ck_assert_uint_eq(end.line_start, 1000);

    chunk = chunk_of("ccccdd\r\n", 8, false);
    chunk.start = end;
    chunk.overlap = 4;
    end = line_splitter_end(&chunk);
    line_splitter_init(&splitter, &chunk);
    ck_assert(next(&splitter, &record));
    ck_assert(record.is_window);
    ck_assert(text_equal(record.text, TEXT("ccccdd")));
    ck_assert_uint_eq(record.line, 11);
    ck_assert(!next(&splitter, &record));
    ck_assert_uint_eq(end.offset, 1016);
    ck_assert_uint_eq(end.line, 11);
    ck_assert_uint_eq(end.line_start, 1016);
}
END_TEST

enum { CORPUS = 4096, MOST_RECORDS = 1000 };

/* Lines of all lengths with every odd end there is. */
static void make_corpus(char data[CORPUS])
{
    for (size_t i = 0, length = 0; i < CORPUS; i++, length++) {
        size_t line = i / 29 + i % 29;

        data[i] = (char)('a' + i % 26);
        if (length > line % 37) {
            data[i] = '\n';
            length = 0;
        } else if (length == 0 && line % 5 == 0) {
            data[i] = '\0';
        } else if (i % 11 == 0) {
            data[i] = '\r';
        }
    }
}

/* Cuts data as a source does that reads first bytes, then step bytes a time: whole
 * lines, the rest again with the next. */
static size_t split(const char *data, size_t first, size_t step,
                    struct record records[MOST_RECORDS])
{
    struct cursor cursor = {0};
    size_t count = 0;

    for (size_t read = first; cursor.offset < CORPUS; read += step) {
        size_t seen = read < CORPUS ? read : CORPUS;
        const char *start = data + cursor.offset;
        const char *newline = memrchr(start, '\n', seen - cursor.offset);
        struct chunk chunk = {.start = cursor, .data = start, .final = seen == CORPUS};
        struct line_splitter splitter = {0};

        chunk.length = chunk.final ? CORPUS - cursor.offset
                       : newline   ? (size_t)(newline + 1 - start)
                                   : 0;
        line_splitter_init(&splitter, &chunk);
        while (count < MOST_RECORDS && next(&splitter, &records[count]))
            count++;
        cursor = line_splitter_end(&chunk);
        if (cursor.line != splitter.line)
            return 0;
    }
    return count;
}

static bool is_same(const struct record *a, const struct record *b)
{
    return a->text.data == b->text.data && a->text.length == b->text.length &&
           a->offset == b->offset && a->line == b->line && a->had_nul == b->had_nul &&
           a->is_window == b->is_window;
}

START_TEST(where_a_chunk_is_cut_makes_no_difference)
{
    static char data[CORPUS];
    static struct record whole[MOST_RECORDS];
    static struct record parts[MOST_RECORDS];
    size_t count = 0;
    bool same = true;

    make_corpus(data);
    count = split(data, CORPUS, CORPUS, whole);
    ck_assert_uint_gt(count, 100);
    for (size_t cut = 0; cut < CORPUS; cut++) {
        ck_assert_uint_eq(split(data, cut, cut == 0 ? 1 : CORPUS, parts), count);
        for (size_t i = 0; i < count && same; i++)
            same = is_same(&parts[i], &whole[i]);
        ck_assert_msg(same, "cut at %zu", cut);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("line_splitter");
    TCase *cases = tcase_create("line_splitter");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(cases, lines_become_records);
    tcase_add_test(cases, an_empty_chunk_has_none);
    tcase_add_test(cases, leading_nuls_are_taken_off);
    tcase_add_test(cases, a_byte_order_mark_begins_a_log);
    tcase_add_test(cases, the_last_line_of_a_finished_file_needs_no_newline);
    tcase_add_test(cases, windows_carry_the_offset_and_number_of_their_line);
    tcase_add_test(cases, where_a_chunk_is_cut_makes_no_difference);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
