#include "relay/entry_stream.h"

#include <string.h>

#include "base/memory.h"
#include "base/spool.h"
#include "support/suite.h"

#define ENTRY(cursor) "{\"__CURSOR\":\"" cursor "\",\"MESSAGE\":\"m\"}\n"

/* What is kept when it arrives in pieces of that size. */
static void check(const char *cursor, const char *input, size_t piece, const char *kept, bool gone)
{
    struct entry_stream stream = {.cursor = cursor};
    struct buffer lines = {0};

    for (struct text rest = text_of(input); rest.length > 0; rest = text_from(rest, piece))
        entry_stream_take(&stream, text_until(rest, piece), &lines);
    ck_assert_str_eq(buffer_string(&lines), kept);
    ck_assert_int_eq(stream.cursor_is_gone, gone);
    entry_stream_finish(&stream);
    buffer_finish(&lines);
}

START_TEST(keeps_what_is_new_and_others)
{
    static const struct {
        const char *cursor;
        const char *input;
        const char *kept;
        bool gone;
    } rows[] = {
        {"", ENTRY("i=1") ENTRY("i=2"), ENTRY("i=1") ENTRY("i=2"), false},
        {"i=1", ENTRY("i=1") ENTRY("i=2"), ENTRY("i=2"), false},
        {"i=1", ENTRY("i=5") ENTRY("i=6"), ENTRY("i=5") ENTRY("i=6"), true},
        {"i=1", ENTRY("i=1") ENTRY("i=1"), ENTRY("i=1"), false},
        {"", "\n" ENTRY("i=1") "{\"half", ENTRY("i=1"), false},
        {"", "{\"_SYSTEMD_UNIT\":\"amberd.service\"}\n" ENTRY("i=1"), ENTRY("i=1"), false},
        /* Nobody is left out for what he says. */
        {"", "{\"MESSAGE\":\"\\\"_SYSTEMD_UNIT\\\":\\\"amberd.service\\\"\"}\n",
         "{\"MESSAGE\":\"\\\"_SYSTEMD_UNIT\\\":\\\"amberd.service\\\"\"}\n", false},
        {"", "{\"_SYSTEMD_UNIT\":\"amberd.service.service\"}\n",
         "{\"_SYSTEMD_UNIT\":\"amberd.service.service\"}\n", false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t piece = 1; piece < 120; piece += 7)
            check(rows[i].cursor, rows[i].input, piece, rows[i].kept, rows[i].gone);
    }
}
END_TEST

START_TEST(a_line_without_end_costs_no_memory)
{
    struct entry_stream stream = {.cursor = ""};
    struct buffer lines = {0};
    char *piece = mem_zero(1 << 20);

    for (unsigned i = 0; i < 40; i++) {
        entry_stream_take(&stream, (struct text){piece, 1 << 20}, &lines);
        ck_assert_uint_le(stream.input.length, SPOOL_LINE_MOST);
    }
    entry_stream_take(&stream, TEXT("end\n" ENTRY("i=1")), &lines);
    ck_assert_str_eq(buffer_string(&lines), ENTRY("i=1"));
    ck_assert_uint_eq(stream.too_long, 1);
    mem_free(piece);
    entry_stream_finish(&stream);
    buffer_finish(&lines);
}
END_TEST

/* A line in the spool is to be one that the spool can find its cursor in. */
START_TEST(a_line_is_too_long_wherever_its_end_was_read)
{
    char *line = mem_zero(SPOOL_LINE_MOST + 1);

    memset(line, 'x', SPOOL_LINE_MOST);
    for (size_t length = SPOOL_LINE_MOST - 1; length <= SPOOL_LINE_MOST; length++) {
        bool is_kept = length < SPOOL_LINE_MOST;

        for (size_t first = length - 1; first <= length; first++) {
            struct entry_stream stream = {.cursor = ""};
            struct buffer lines = {0};

            line[length] = '\n';
            entry_stream_take(&stream, (struct text){line, first}, &lines);
            entry_stream_take(&stream, (struct text){line + first, length + 1 - first}, &lines);
            line[length] = 'x';
            ck_assert_uint_eq(stream.too_long, !is_kept);
            ck_assert_uint_eq(lines.length, is_kept ? length + 1 : 0);
            entry_stream_finish(&stream);
            buffer_finish(&lines);
        }
    }
    mem_free(line);
}
END_TEST

SUITE_MAIN("entry_stream", keeps_what_is_new_and_others, a_line_without_end_costs_no_memory,
           a_line_is_too_long_wherever_its_end_was_read)
