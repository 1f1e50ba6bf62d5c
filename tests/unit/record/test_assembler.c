#include "record/assembler.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/multi_line.h"
#include "support/record_bench.h"

static struct record_bench bench;

static void set_up(void)
{
    record_bench_init(&bench);
}

static void tear_down(void)
{
    record_bench_finish(&bench);
}

#define SYSCALL "type=SYSCALL msg=audit(1000.100:7): a"
#define PATH    "type=PATH msg=audit(1000.100:7): b"
#define TITLE   "type=PROCTITLE msg=audit(1000.100:7): c"

/* What a whole log says; what waits at its end is let go. */
static const struct {
    enum record_shape shape;
    const char *log;
    const char *records;
} logs[] = {
    {SHAPE_LINE, "a\n\tb\n\"c\nd\"\n", "1@0 a|2@2 \tb|3@5 \"c|4@8 d\"|"},

    {SHAPE_CONTINUED, "", ""},
    {SHAPE_CONTINUED, "a\n", "1@0 a|"},
    {SHAPE_CONTINUED, "a\nb\n", "1@0 a|2@2 b|"},
    {SHAPE_CONTINUED, "a\n\tb\n\tc\nd\n", "1@0 a/\tb/\tc|4@8 d|"},
    {SHAPE_CONTINUED, "\ta\n\tb\nc\n", "1@0 \ta/\tb|3@6 c|"},
    {SHAPE_CONTINUED, "a\r\n\r\n\tb\r\n", "1@0 a/\tb|"},
    {SHAPE_CONTINUED, "a\n b\n", "1@0 a|2@2  b|"},

    {SHAPE_QUOTED, "a,\"b\"\nc\n", "1@0 a,\"b\"|2@6 c|"},
    {SHAPE_QUOTED, "a,\"b\nc\nd\",e\nf\n", "1@0 a,\"b/c/d\",e|4@12 f|"},
    {SHAPE_QUOTED, "a,\"b \"\"c\nd\"\"\",e\nf\n", "1@0 a,\"b \"\"c/d\"\"\",e|3@16 f|"},
    {SHAPE_QUOTED, "a,\"never closed\nb\n", "1@0 a,\"never closed/b|"},

    {SHAPE_STANZA, "\nStart-Date: 1\nInstall: a\nEnd-Date: 2\n\nStart-Date: 3\nEnd-Date: 4\n",
     "2@1 Start-Date: 1/Install: a/End-Date: 2|6@39 Start-Date: 3/End-Date: 4|"},
    {SHAPE_STANZA, "Start-Date: 1\nInstall: a\n\nStart-Date: 3\nEnd-Date: 4\n",
     "1@0 Start-Date: 1/Install: a|4@26 Start-Date: 3/End-Date: 4|"},
    {SHAPE_STANZA, "Install: a\nEnd-Date: 2\nEnd-Date: 3\n",
     "1@0 Install: a/End-Date: 2|3@23 End-Date: 3|"},

    {SHAPE_AUDIT, SYSCALL "\n" PATH "\n" TITLE "\n", "1@0 " SYSCALL "/" PATH "/" TITLE "|"},
    {SHAPE_AUDIT, SYSCALL "\ntype=USER_CMD msg=audit(1000.100:8): x\n" TITLE "\n",
     "2@38 type=USER_CMD msg=audit(1000.100:8): x|1@0 " SYSCALL "/" TITLE "|"},
    {SHAPE_AUDIT, SYSCALL "\ntype=EOE msg=audit(1000.100:7): \n" PATH "\n",
     "1@0 " SYSCALL "|3@71 " PATH "|"},
    {SHAPE_AUDIT, TITLE "\ntype=EOE msg=audit(1000.100:7): \n", "1@0 " TITLE "|"},
    /* the same serial: of another second, of another node, of another host */
    {SHAPE_AUDIT, SYSCALL "\ntype=PATH msg=audit(1001.100:7): b\n",
     "1@0 " SYSCALL "|2@38 type=PATH msg=audit(1001.100:7): b|"},
    {SHAPE_AUDIT, "node=x " SYSCALL "\nnode=y " PATH "\nnode=x " TITLE "\n",
     "1@0 node=x " SYSCALL "/node=x " TITLE "|2@45 node=y " PATH "|"},
    {SHAPE_AUDIT,
     "Nov  3 08:05:01 x audispd: " SYSCALL "\nNov  3 08:05:01 y audispd: " PATH
     "\nNov  3 08:05:01 x audispd: " TITLE "\n",
     "1@0 Nov  3 08:05:01 x audispd: " SYSCALL "/Nov  3 08:05:01 x audispd: " TITLE
     "|2@65 Nov  3 08:05:01 y audispd: " PATH "|"},
    /* numbers instead of names */
    {SHAPE_AUDIT, "audit: type=1400 audit(5.1:2): x\naudit: type=1300 audit(5.1:2): y\n",
     "1@0 audit: type=1400 audit(5.1:2): x/audit: type=1300 audit(5.1:2): y|"},
    {SHAPE_AUDIT, "type=UNKNOWN[1334] msg=audit(5.1:2): x\ntype=1300 msg=audit(5.1:2): y\n",
     "1@0 type=UNKNOWN[1334] msg=audit(5.1:2): x/type=1300 msg=audit(5.1:2): y|"},
    {SHAPE_AUDIT, "type=1112 msg=audit(5.1:2): x\ntype=2500 msg=audit(5.1:2): y\n",
     "1@0 type=1112 msg=audit(5.1:2): x|2@30 type=2500 msg=audit(5.1:2): y|"},
    /* no lines of an event */
    {SHAPE_AUDIT, "x\nmsg=audit(\ntype=PATH msg=audit(:1): \ntype=PATH msg=audit(1.1:-1): \n",
     "1@0 x|2@2 msg=audit(|3@13 type=PATH msg=audit(:1): |4@39 type=PATH msg=audit(1.1:-1): |"},
    /* the log has come further than an event takes: not its end, and not yet */
    {SHAPE_AUDIT, SYSCALL "\ntype=PATH msg=audit(1002.101:9): d\n" PATH "\n",
     "1@0 " SYSCALL "|2@38 type=PATH msg=audit(1002.101:9): d|3@73 " PATH "|"},
    {SHAPE_AUDIT, SYSCALL "\ntype=PATH msg=audit(1002.100:9): d\n" PATH "\n",
     "1@0 " SYSCALL "/" PATH "|2@38 type=PATH msg=audit(1002.100:9): d|"},

    {SHAPE_HEADED_FIRST, "a,b\n1,2\n3,4\n", "2@4 <a,b> 1,2|3@8 <a,b> 3,4|"},
    {SHAPE_HEADED_FIRST,
     "\xEF\xBB\xBF"
     "a,b\n1,2\n",
     "2@7 <a,b> 1,2|"},
    {SHAPE_HEADED_HASH, "\xEF\xBB\xBF#fields a\n1\n", "2@13 <#fields a> 1|"},
    {SHAPE_HEADED_HASH, "#s x\n#fields a\n1\n#close\n", "3@15 <#s x/#fields a> 1|"},
    {SHAPE_HEADED_HASH, "#Fields: a\n1\n#Date: x\n2\n#V\n#Fields: b\n3\n",
     "2@11 <#Fields: a> 1|4@22 <#Fields: a> 2|7@38 <#V/#Fields: b> 3|"},
    {SHAPE_HEADED_HASH, "1\n#x\n2\n", "1@0 1|3@5 <#x> 2|"},
};

START_TEST(logs_become_records)
{
    record_bench_take(&bench, logs[_i].shape, logs[_i].log);
    assembler_end(bench.assembler, &bench.cursor.incarnation, &bench.target);
    record_bench_expect(&bench, logs[_i].records);
}
END_TEST

/* Wherever a restart falls, the records are the same. */
START_TEST(restarts_change_nothing)
{
    struct text rest = text_of(logs[_i].log);
    struct text line = {0};
    char one[256];

    while (text_cut(rest, TEXT("\n"), &line, &rest)) {
        snprintf(one, sizeof one, "%.*s\n", TEXT_ARGS(line));
        record_bench_take(&bench, logs[_i].shape, one);
        record_bench_restart(&bench, NULL, 0);
    }
    assembler_end(bench.assembler, &bench.cursor.incarnation, &bench.target);
    assembler_changes(bench.assembler, state_box_put, bench.state);
    record_bench_expect(&bench, logs[_i].records);
    ck_assert_uint_eq(state_box_count(bench.state), 0);
    ck_assert_uint_eq(assembler_counts(bench.assembler).waiting, 0);
}
END_TEST

START_TEST(logs_do_not_mix)
{
    struct cursor first = {.incarnation = {{1}}};
    struct cursor second = {.incarnation = {{2}}};

    record_bench_take(&bench, SHAPE_CONTINUED, "a\n");
    first = bench.cursor;
    bench.cursor = second;
    bench.source = 1;
    record_bench_take(&bench, SHAPE_CONTINUED, "\tb\n");
    second = bench.cursor;
    bench.cursor = first;
    bench.source = 0;
    record_bench_take(&bench, SHAPE_CONTINUED, "\tc\nd\n");
    record_bench_expect(&bench, "1@0 a/\tc|");
    assembler_end(bench.assembler, &second.incarnation, &bench.target);
    record_bench_expect(&bench, "1@0 source 1 \tb|");
    assembler_end(bench.assembler, &first.incarnation, &bench.target);
    record_bench_expect(&bench, "3@5 d|");
    ck_assert_uint_eq(assembler_counts(bench.assembler).pressed, 0);
}
END_TEST

START_TEST(patience_ends)
{
    ck_assert_int_eq(assembler_advance(bench.assembler, 100 * SECOND, &bench.target),
                     TIMESTAMP_NONE);
    record_bench_take(&bench, SHAPE_CONTINUED, "a\n");
    ck_assert_int_eq(assembler_advance(bench.assembler, 101 * SECOND, &bench.target),
                     100 * SECOND + ASSEMBLER_PATIENCE);
    record_bench_expect(&bench, "");
    ck_assert_int_eq(
        assembler_advance(bench.assembler, 100 * SECOND + ASSEMBLER_PATIENCE, &bench.target),
        TIMESTAMP_NONE);
    record_bench_expect(&bench, "1@0 a|");
    record_bench_take(&bench, SHAPE_STANZA, "Start-Date: 1\n");
    ck_assert_int_eq(assembler_advance(bench.assembler, 200 * SECOND, &bench.target),
                     100 * SECOND + STANZA_PATIENCE);
}
END_TEST

START_TEST(a_clock_set_back_does_not_hold_records)
{
    record_bench_take(&bench, SHAPE_CONTINUED, "a\n");
    ck_assert_int_eq(assembler_advance(bench.assembler, SECOND, &bench.target),
                     SECOND + ASSEMBLER_PATIENCE);
    assembler_advance(bench.assembler, SECOND + ASSEMBLER_PATIENCE, &bench.target);
    record_bench_expect(&bench, "1@0 a|");
}
END_TEST

static void take_run(enum record_shape shape, const char *lead, size_t length, const char *end)
{
    struct buffer bytes = {0};

    buffer_append_text(&bytes, text_of(lead));
    memset(buffer_reserve(&bytes, length), 'x', length);
    bytes.length += length;
    buffer_append_text(&bytes, text_of(end));
    record_bench_take_chunk(&bench, shape, buffer_text(&bytes), (struct text){0});
    buffer_finish(&bytes);
}

static size_t joined; /* lines of the records that were cut */

static void count_joined(struct record *record, void *cookie)
{
    (void)cookie;
    ck_assert(record->is_cut);
    for (size_t i = 0; i < record->text.length; i++)
        joined += record->text.data[i] == '\n';
    joined++;
}

START_TEST(what_is_too_much_goes_in_parts)
{
    bench.target.emit = count_joined;
    joined = 0;
    record_bench_take(&bench, SHAPE_CONTINUED, "a\n");
    for (size_t i = 1; i < 2 * ASSEMBLER_LINES_MOST; i++)
        record_bench_take(&bench, SHAPE_CONTINUED, "\tb\n");
    assembler_advance(bench.assembler, TIMESTAMP_LATEST, &bench.target);
    ck_assert_uint_eq(joined, 2 * ASSEMBLER_LINES_MOST);
    ck_assert_uint_eq(assembler_counts(bench.assembler).cut, 2);

    joined = 0;
    take_run(SHAPE_CONTINUED, "a", ASSEMBLER_RECORD_LARGEST / 2, "\n");
    take_run(SHAPE_CONTINUED, "\t", ASSEMBLER_RECORD_LARGEST / 2, "\n");
    assembler_advance(bench.assembler, TIMESTAMP_LATEST, &bench.target);
    ck_assert_uint_eq(joined, 2);
}
END_TEST

START_TEST(an_open_quote_ends_with_its_record)
{
    assembler_emit *tell = bench.target.emit;

    bench.target.emit = count_joined;
    record_bench_take(&bench, SHAPE_QUOTED, "\"a\n");
    for (size_t i = 1; i < ASSEMBLER_LINES_MOST; i++)
        record_bench_take(&bench, SHAPE_QUOTED, "b\n");
    joined = 0;
    record_bench_take(&bench, SHAPE_QUOTED, "c,d\n");
    ck_assert_uint_eq(joined, ASSEMBLER_LINES_MOST + 1);
    bench.target.emit = tell;
    record_bench_take(&bench, SHAPE_QUOTED, "e\n");
    ck_assert_ptr_nonnull(strstr(buffer_string(&bench.told), " e|"));
}
END_TEST

START_TEST(the_oldest_makes_room)
{
    for (unsigned i = 0; i <= ASSEMBLER_WAITING_MOST; i++) {
        bench.cursor =
            (struct cursor){.incarnation = {{(uint8_t)i, (uint8_t)(i >> 8), (uint8_t)(i >> 16)}}};
        record_bench_take(&bench, SHAPE_CONTINUED, i == 0 ? "first\n" : "a\n");
    }
    record_bench_expect(&bench, "1@0 first|");
    ck_assert_uint_eq(assembler_counts(bench.assembler).pressed, 1);
    ck_assert_uint_eq(assembler_counts(bench.assembler).waiting, ASSEMBLER_WAITING_MOST);
}
END_TEST

START_TEST(windows_pass)
{
    struct record window = {
        .text = TEXT("#\t\"window"), .is_window = true, .line = 9, .count = 1, .path = "/a.log"};

    for (int shape = SHAPE_LINE; shape <= SHAPE_JSON; shape++) {
        struct record record = window;

        assembler_take(bench.assembler, (enum record_shape)shape, &record, &bench.target);
        record_bench_expect(&bench, "9@0 #\t\"window|");
    }
}
END_TEST

START_TEST(the_head_of_the_file_tells_the_columns)
{
    static const struct {
        enum record_shape shape;
        const char *head;
        const char *record;
    } rows[] = {
        {SHAPE_HEADED_HASH, "#a\n#fields b\n1\n#c\n", "5@100 <#a/#fields b> x|"},
        {SHAPE_HEADED_HASH, "1\n#a\n", "5@100 x|"},
        {SHAPE_HEADED_HASH, "", "5@100 x|"},
        {SHAPE_HEADED_FIRST, "a,b\r\nc,d\r\n", "5@100 <a,b> x|"},
        {SHAPE_HEADED_FIRST,
         "\xEF\xBB\xBF"
         "a,b\n",
         "5@100 <a,b> x|"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bench.cursor = (struct cursor){.incarnation = {{(uint8_t)i}}, .offset = 100, .line = 4};
        bench.cursor.line_start = 100;
        record_bench_take_chunk(&bench, rows[i].shape, TEXT("x\n"), text_of(rows[i].head));
        record_bench_expect(&bench, rows[i].record);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("assembler");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failures = 0;

    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_set_timeout(all, 60);
    tcase_add_loop_test(all, logs_become_records, 0, sizeof logs / sizeof *logs);
    tcase_add_loop_test(all, restarts_change_nothing, 0, sizeof logs / sizeof *logs);
    tcase_add_test(all, logs_do_not_mix);
    tcase_add_test(all, patience_ends);
    tcase_add_test(all, a_clock_set_back_does_not_hold_records);
    tcase_add_test(all, what_is_too_much_goes_in_parts);
    tcase_add_test(all, an_open_quote_ends_with_its_record);
    tcase_add_test(all, the_oldest_makes_room);
    tcase_add_test(all, windows_pass);
    tcase_add_test(all, the_head_of_the_file_tells_the_columns);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
