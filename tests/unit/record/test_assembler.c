#include "record/assembler.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "record/line_splitter.h"
#include "record/multi_line.h"
#include "support/state_box.h"
#include "support/suite.h"

static struct assembler *assembler;
static struct assembler_target target;
static struct state_box *box;
static struct cursor cursor;
static unsigned source;
static struct buffer told; /* the records, as tell() writes them */

/* "LINE@OFFSET TEXT|" with '/' for newlines, and what is not as usual. */
static void tell(struct record *record, void *cookie)
{
    size_t from = told.length;

    (void)cookie;
    buffer_printf(&told, "%llu@%llu", (unsigned long long)record->line,
                  (unsigned long long)record->offset);
    if (record->source > 0)
        buffer_printf(&told, " source %u", record->source);
    if (record->is_cut)
        buffer_append_text(&told, TEXT(" cut"));
    buffer_append_byte(&told, ' ');
    if (record->header.length > 0) {
        buffer_append_byte(&told, '<');
        buffer_append_text(&told, record->header);
        buffer_append_text(&told, TEXT("> "));
    }
    buffer_append_text(&told, record->text);
    buffer_append_byte(&told, '|');
    for (; from < told.length; from++)
        told.data[from] = told.data[from] == '\n' ? '/' : told.data[from];
    ck_assert_str_eq(record->path, "/a.log");
    ck_assert_uint_eq(record->count, 1);
    arena_reset(target.arena);
}

static void set_up(void)
{
    static const char *const names[] = {"zero", "one", "two"};

    target = (struct assembler_target){arena_create(4096), tell, NULL};
    assembler = assembler_create();
    assembler_use(assembler, names, 3, &target);
    box = state_box_create();
    cursor = (struct cursor){.incarnation = {{1}}};
    source = 0;
}

static void tear_down(void)
{
    assembler_destroy(assembler);
    state_box_destroy(box);
    arena_destroy(target.arena);
    buffer_finish(&told);
}

/* Takes whole lines behind those before, as a chunk that brings the head of its file. */
static void take_chunk(enum record_shape shape, struct text bytes, struct text head)
{
    const struct chunk chunk = {
        .start = cursor,
        .data = bytes.data,
        .length = bytes.length,
        .final = bytes.length > 0 && bytes.data[bytes.length - 1] != '\n',
        .source = source,
        .path = "/a.log",
        .head = head,
    };
    struct line_splitter lines = {0};
    struct record record = {.arrival = 100 * SECOND};

    line_splitter_init(&lines, &chunk);
    while (line_splitter_next(&lines, &record))
        assembler_take(assembler, shape, &record, &target);
    cursor = line_splitter_end(&chunk);
}

static void take(enum record_shape shape, const char *lines)
{
    take_chunk(shape, text_of(lines), (struct text){0});
}

static void give_back(const struct state_change *piece, void *cookie)
{
    struct error err = {0};

    (void)cookie;
    ck_assert_msg(assembler_restore(assembler, piece, &err), "%s", err.text);
}

/* kill -9 behind a commit, and a start with these sources. */
static void restart(const char *const *names, size_t count)
{
    assembler_changes(assembler, state_box_put, box);
    assembler_destroy(assembler);
    assembler = assembler_create();
    assembler_use(assembler, names, count, &target);
    state_box_each(box, give_back, NULL);
}

static void restart_unchanged(void)
{
    static const char *const names[] = {"zero", "one", "two"};

    restart(names, 3);
}

static void check_told(const char *expected)
{
    ck_assert_str_eq(buffer_string(&told), expected);
    buffer_clear(&told);
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
    {SHAPE_HEADED_HASH, "#s x\n#fields a\n1\n#close\n", "3@15 <#s x/#fields a> 1|"},
    {SHAPE_HEADED_HASH, "#Fields: a\n1\n#Date: x\n2\n#V\n#Fields: b\n3\n",
     "2@11 <#Fields: a> 1|4@22 <#Fields: a> 2|7@38 <#V/#Fields: b> 3|"},
    {SHAPE_HEADED_HASH, "1\n#x\n2\n", "1@0 1|3@5 <#x> 2|"},
};

START_TEST(logs_become_records)
{
    take(logs[_i].shape, logs[_i].log);
    assembler_end(assembler, &cursor.incarnation, &target);
    check_told(logs[_i].records);
}
END_TEST

/* Wherever a restart falls, and wherever a chunk ends, the records are the same. */
START_TEST(restarts_change_nothing)
{
    struct text rest = text_of(logs[_i].log);
    struct text line = {0};
    char one[256];

    while (text_cut(rest, TEXT("\n"), &line, &rest)) {
        snprintf(one, sizeof one, "%.*s\n", TEXT_ARGS(line));
        take(logs[_i].shape, one);
        restart_unchanged();
    }
    assembler_end(assembler, &cursor.incarnation, &target);
    assembler_changes(assembler, state_box_put, box);
    check_told(logs[_i].records);
    ck_assert_uint_eq(state_box_count(box), 0);
    ck_assert_uint_eq(assembler_counts(assembler).waiting, 0);
}
END_TEST

START_TEST(logs_do_not_mix)
{
    struct cursor first = {.incarnation = {{1}}};
    struct cursor second = {.incarnation = {{2}}};

    take(SHAPE_CONTINUED, "a\n");
    first = cursor;
    cursor = second;
    source = 1;
    take(SHAPE_CONTINUED, "\tb\n");
    second = cursor;
    cursor = first;
    source = 0;
    take(SHAPE_CONTINUED, "\tc\nd\n");
    check_told("1@0 a/\tc|");
    assembler_end(assembler, &second.incarnation, &target);
    check_told("1@0 source 1 \tb|");
    assembler_end(assembler, &first.incarnation, &target);
    check_told("3@5 d|");
    ck_assert_uint_eq(assembler_counts(assembler).pressed, 0);
}
END_TEST

START_TEST(patience_ends)
{
    ck_assert_int_eq(assembler_advance(assembler, 100 * SECOND, &target), TIMESTAMP_NONE);
    take(SHAPE_CONTINUED, "a\n");
    ck_assert_int_eq(assembler_advance(assembler, 101 * SECOND, &target),
                     100 * SECOND + ASSEMBLER_PATIENCE);
    check_told("");
    ck_assert_int_eq(assembler_advance(assembler, 100 * SECOND + ASSEMBLER_PATIENCE, &target),
                     TIMESTAMP_NONE);
    check_told("1@0 a|");
    take(SHAPE_STANZA, "Start-Date: 1\n");
    ck_assert_int_eq(assembler_advance(assembler, 200 * SECOND, &target),
                     100 * SECOND + STANZA_PATIENCE);
}
END_TEST

START_TEST(a_restart_begins_the_patience_anew)
{
    take(SHAPE_CONTINUED, "a\n");
    restart_unchanged();
    ck_assert_int_eq(assembler_advance(assembler, 500 * SECOND, &target),
                     500 * SECOND + ASSEMBLER_PATIENCE);
    take(SHAPE_CONTINUED, "\tb\n");
    assembler_advance(assembler, TIMESTAMP_LATEST, &target);
    check_told("1@0 a/\tb|");
}
END_TEST

START_TEST(a_clock_set_back_does_not_hold_records)
{
    take(SHAPE_CONTINUED, "a\n");
    ck_assert_int_eq(assembler_advance(assembler, SECOND, &target), SECOND + ASSEMBLER_PATIENCE);
    assembler_advance(assembler, SECOND + ASSEMBLER_PATIENCE, &target);
    check_told("1@0 a|");
}
END_TEST

START_TEST(sources_are_kept_by_name)
{
    static const char *const turned[] = {"two", "one"};
    static const char *const others[] = {"three"};

    source = 2;
    take(SHAPE_CONTINUED, "a\n");
    assembler_use(assembler, turned, 2, &target); /* a reload */
    check_told("");
    source = 0;
    take(SHAPE_CONTINUED, "\tb\nc\n");
    check_told("1@0 a/\tb|");
    restart(turned, 2);
    assembler_use(assembler, others, 1, &target);
    check_told("3@5 c|");

    source = 1;
    assembler_use(assembler, turned, 2, &target);
    take(SHAPE_CONTINUED, "d\n");
    restart(others, 1); /* of a source that is no more: dropped */
    assembler_advance(assembler, TIMESTAMP_LATEST, &target);
    check_told("");
    ck_assert_uint_eq(assembler_counts(assembler).pressed, 1);
    assembler_changes(assembler, state_box_put, box);
    ck_assert_uint_eq(state_box_count(box), 0);
}
END_TEST

static void take_run(enum record_shape shape, const char *lead, size_t length, const char *end)
{
    struct buffer bytes = {0};

    buffer_append_text(&bytes, text_of(lead));
    memset(buffer_reserve(&bytes, length), 'x', length);
    bytes.length += length;
    buffer_append_text(&bytes, text_of(end));
    take_chunk(shape, buffer_text(&bytes), (struct text){0});
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
    target.emit = count_joined;
    joined = 0;
    take(SHAPE_CONTINUED, "a\n");
    for (size_t i = 1; i < 2 * ASSEMBLER_LINES_MOST; i++)
        take(SHAPE_CONTINUED, "\tb\n");
    assembler_advance(assembler, TIMESTAMP_LATEST, &target);
    ck_assert_uint_eq(joined, 2 * ASSEMBLER_LINES_MOST);
    ck_assert_uint_eq(assembler_counts(assembler).cut, 2);

    joined = 0;
    take_run(SHAPE_CONTINUED, "a", ASSEMBLER_RECORD_LARGEST / 2, "\n");
    take_run(SHAPE_CONTINUED, "\t", ASSEMBLER_RECORD_LARGEST / 2, "\n");
    assembler_advance(assembler, TIMESTAMP_LATEST, &target);
    ck_assert_uint_eq(joined, 2);
}
END_TEST

START_TEST(an_open_quote_ends_with_its_record)
{
    target.emit = count_joined;
    take(SHAPE_QUOTED, "\"a\n");
    for (size_t i = 1; i < ASSEMBLER_LINES_MOST; i++)
        take(SHAPE_QUOTED, "b\n");
    joined = 0;
    take(SHAPE_QUOTED, "c,d\n");
    ck_assert_uint_eq(joined, ASSEMBLER_LINES_MOST + 1);
    target.emit = tell;
    take(SHAPE_QUOTED, "e\n");
    ck_assert_ptr_nonnull(strstr(buffer_string(&told), " e|"));
}
END_TEST

START_TEST(the_oldest_makes_room)
{
    for (unsigned i = 0; i <= ASSEMBLER_WAITING_MOST; i++) {
        cursor =
            (struct cursor){.incarnation = {{(uint8_t)i, (uint8_t)(i >> 8), (uint8_t)(i >> 16)}}};
        take(SHAPE_CONTINUED, i == 0 ? "first\n" : "a\n");
    }
    check_told("1@0 first|");
    ck_assert_uint_eq(assembler_counts(assembler).pressed, 1);
    ck_assert_uint_eq(assembler_counts(assembler).waiting, ASSEMBLER_WAITING_MOST);
}
END_TEST

START_TEST(a_growing_record_is_stored_once)
{
    for (unsigned i = 0; i < 1000; i++) {
        take(SHAPE_CONTINUED, i == 0 ? "a\n" : "\t0123456789\n");
        assembler_changes(assembler, state_box_put, box);
    }
    ck_assert_uint_lt(state_box_bytes(box), 1000 * 24);
    ck_assert_uint_eq(state_box_count(box), 1000);
    assembler_advance(assembler, TIMESTAMP_LATEST, &target);
    assembler_changes(assembler, state_box_put, box);
    ck_assert_uint_eq(state_box_count(box), 0);
}
END_TEST

START_TEST(windows_pass)
{
    struct record window = {
        .text = TEXT("#\t\"window"), .is_window = true, .line = 9, .count = 1, .path = "/a.log"};

    for (int shape = SHAPE_LINE; shape <= SHAPE_JSON; shape++) {
        struct record record = window;

        assembler_take(assembler, (enum record_shape)shape, &record, &target);
        check_told("9@0 #\t\"window|");
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
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cursor = (struct cursor){.incarnation = {{(uint8_t)i}}, .offset = 100, .line = 4};
        cursor.line_start = 100;
        take_chunk(rows[i].shape, TEXT("x\n"), text_of(rows[i].head));
        check_told(rows[i].record);
    }
}
END_TEST

static const struct {
    enum state_owner owner;
    const char *key;
    size_t key_length;
    const char *value;
} broken[] = {
    {STATE_WAITING, "", 0, "0 0 1 1 0 0 0 zero\n/a\0b"},
    {STATE_WAITING, "l0123456789abcde\0\0\0", 20, "0 0\nb"},
    {STATE_WAITING, "x0123456789abcdef\0\0\0\0", 21, "0 0\nb"},
    {STATE_WAITING, "l0123456789abcdef\0\0\0\1", 21, "b"},
    {STATE_WAITING, "l0123456789abcdef\0\0\0\1", 21, "-1 0\nb"},
    {STATE_WAITING, "l0123456789abcdef\0\0\0\1", 21, "1048577 0\nb"},
    {STATE_WAITING, "l0123456789abcdef\0\0\0\1", 21, "1048576 0\nb"},
    {STATE_WAITING, "l0123456789abcdef\0\0\0\1", 21, "0 2\nb"},
    {STATE_WAITING, "l0123456789abcdef\xFF\xFF\xFF\xFF", 21, "0 0\nb"},
    {STATE_WAITING, "l0123456789abcdef\0\0\0\0", 21, "0 0 1 1 0 0 0 zero\nno path"},
    {STATE_WAITING, "l0123456789abcdef\0\0\0\0", 21, "0 0 1 1 0 0\n"},
    {STATE_HEADER, "0123", 4, "0\n"},
    {STATE_HEADER, "0123456789abcdef", 16, "4\n#a"},
    {STATE_HEADER, "0123456789abcdef", 16, "#a"},
    {STATE_HEADER, "0123456789abcdef", 16, "99999\n#a"},
};

START_TEST(broken_state_is_refused)
{
    const struct state_change piece = {
        broken[_i].owner, {broken[_i].key, broken[_i].key_length}, text_of(broken[_i].value)};
    struct error err = {0};

    ck_assert(!assembler_restore(assembler, &piece, &err));
    ck_assert_str_ne(err.text, "");
    assembler_advance(assembler, TIMESTAMP_LATEST, &target);
    check_told("");
}
END_TEST

START_TEST(a_missing_piece_is_told)
{
    struct state_change pieces[] = {
        {STATE_WAITING, {"l0123456789abcdef\0\0\0\0", 21}, {"0 0 5 6 0 0 0 zero\n/a.log\0ab", 28}},
        {STATE_WAITING, {"l0123456789abcdef\0\0\0\2", 21}, {"4 0\n\nc", 6}},
    };
    struct error err = {0};

    for (size_t i = 2; i-- > 0;)
        ck_assert_msg(assembler_restore(assembler, &pieces[i], &err), "%s", err.text);
    assembler_advance(assembler, TIMESTAMP_LATEST, &target);
    ck_assert_uint_eq(told.length, sizeof "6@5 cut ab\0\0/c|" - 1);
    ck_assert(memcmp(told.data, "6@5 cut ab\0\0/c|", told.length) == 0);
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
    tcase_add_test(all, a_restart_begins_the_patience_anew);
    tcase_add_test(all, a_clock_set_back_does_not_hold_records);
    tcase_add_test(all, sources_are_kept_by_name);
    tcase_add_test(all, what_is_too_much_goes_in_parts);
    tcase_add_test(all, an_open_quote_ends_with_its_record);
    tcase_add_test(all, the_oldest_makes_room);
    tcase_add_test(all, a_growing_record_is_stored_once);
    tcase_add_test(all, windows_pass);
    tcase_add_test(all, the_head_of_the_file_tells_the_columns);
    tcase_add_loop_test(all, broken_state_is_refused, 0, sizeof broken / sizeof *broken);
    tcase_add_test(all, a_missing_piece_is_told);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
