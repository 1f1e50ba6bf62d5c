#include "record/json_parts.h"

#include <check.h>
#include <string.h>

#include "base/buffer.h"
#include "support/suite.h"

static struct arena *arena;
static struct buffer told; /* "ORDINAL TEXT|" of each record */

static void tell(struct record *record, void *cookie)
{
    (void)cookie;
    buffer_printf(&told, "%u%s ", record->ordinal, record->is_cut ? " cut" : "");
    buffer_append_text(&told, record->text);
    buffer_append_byte(&told, '|');
    ck_assert_uint_eq(record->offset, 77);
    arena_reset(arena);
    memset(record, 0, sizeof *record); /* what is done to it is nobody else's business */
}

static void take(struct text line)
{
    struct record record = {.text = line, .offset = 77, .count = 1};
    const struct assembler_target target = {arena, tell, NULL};

    json_parts_take(&record, &target);
}

static void set_up(void)
{
    arena = arena_create(4096);
}

static void tear_down(void)
{
    arena_destroy(arena);
    buffer_finish(&told);
}

static const struct {
    const char *line;
    const char *records;
} lines[] = {
    {"{\"a\":1}", "0 {\"a\":1}|"},
    {"text", "0 text|"},
    {"", "0 |"},
    {"[]", "0 []|"},
    {"[1,2]", "0 [1,2]|"},
    {"[\"a\"]", "0 [\"a\"]|"},
    {"[{\"a\":1}]", "0 {\"a\":1}|"},
    {" [ {\"a\":1} , {\"b\":[2]} ] ", "0 {\"a\":1}|1 {\"b\":[2]}|"},
    {"[{\"a\":1},\"b\",[3]]", "0 {\"a\":1}|1 \"b\"|2 3|"},
    {"[1,{\"a\":1}]", "0 1|1 {\"a\":1}|"},
    {"[[{\"a\":1}],[[],[{\"b\":2}]]]", "0 {\"a\":1}|1 {\"b\":2}|"},
    {"[[1],[2]]", "0 [[1],[2]]|"},
    /* several values */
    {"{\"a\":1}{\"b\":2}", "0 {\"a\":1}|1 {\"b\":2}|"},
    {"{\"a\":1} , {\"b\":2} ,[{\"c\":3}]", "0 {\"a\":1}|1 {\"b\":2}|2 {\"c\":3}|"},
    {"[{\"a\":1}] {\"b\":2}", "0 {\"a\":1}|1 {\"b\":2}|"},
    {"[1] {\"b\":2} rest", "0 [1]|1 {\"b\":2} rest|"},
    {"{\"events\":[{\"a\":1}]}{\"b\":2}", "0 {\"a\":1}|1 {\"b\":2}|"},
    {"{\"a\":\"}{\"}", "0 {\"a\":\"}{\"}|"},
    {"{\"a\":[{},{}]}", "0 {\"a\":[{},{}]}|"},
    {"{\"a\":1}{\"b", "0 {\"a\":1}|1 {\"b|"},
    {"{\"a\":1} rest", "0 {\"a\":1} rest|"},
    {"[{\"a\":1}] rest", "0 {\"a\":1}|1 rest|"},
    /* envelopes */
    {"{\"Records\":[{\"a\":1},{\"b\":2}]}", "0 {\"a\":1}|1 {\"b\":2}|"},
    {"{\"Records\":[1,[{\"b\":2}]]}", "0 1|1 {\"b\":2}|"},
    /* what stands beside the array */
    {"{\"Records\":[{\"a\":1},{\"b\":2}],\"x\":1}",
     "0 {\"a\":1}|1 {\"b\":2}|2 {\"Records\":[],\"x\":1}|"},
    {"{\"events\":[{\"a\":1}],\"x\":1,\"events\":[{\"b\":2}]}",
     "0 {\"a\":1}|1 {\"b\":2}|2 {\"events\":[],\"x\":1,\"events\":[]}|"},
    {"{\"events\":[{\"a\":1}],\"events\":[{\"b\":2}]}", "0 {\"a\":1}|1 {\"b\":2}|"},
    {"{\"events\":[{\"a\":1}],\"events\":{\"b\":2}}",
     "0 {\"a\":1}|1 {\"events\":[],\"events\":{\"b\":2}}|"},
    {"{\"events\":[{\"a\":1}],\"x\":1} rest", "0 {\"a\":1}|1 {\"events\":[],\"x\":1}|2 rest|"},
    {"{\"events\":[{\"a\":1}],\"x\":\"y", "0 {\"a\":1}|1 {\"events\":[],\"x\":\"y|"},
    {"{\"events\":[{\"a\":1}] rest}", "0 {\"a\":1}|1 {\"events\":[] rest}|"},
    {"{\"batch\": [ {} ] }", "0 {}|"},
    {"{\"events\":[{\"a\":{\"events\":[{}]}}]}", "0 {\"a\":{\"events\":[{}]}}|"},
    {"{\"Records\":[]}", "0 {\"Records\":[]}|"},
    {"{\"Records\":{}}", "0 {\"Records\":{}}|"},
    {"{\"Records\"", "0 {\"Records\"|"},
    {"{\"Records\":[1]}", "0 {\"Records\":[1]}|"},
    /* a member of an event, and other names */
    {"{\"name\":\"x\",\"events\":[{\"a\":1}]}", "0 {\"name\":\"x\",\"events\":[{\"a\":1}]}|"},
    {"{\"records\":[{\"a\":1}]}", "0 {\"records\":[{\"a\":1}]}|"},
    /* cut, and broken */
    {"[{\"a\":1},{\"b\":", "0 {\"a\":1}|1 {\"b\":|"},
    {"[{\"a\":1},", "0 {\"a\":1}|"},
    {"[{\"a\":1},\"b", "0 {\"a\":1}|1 \"b|"},
    {"[{\"a\":1} rest", "0 {\"a\":1}|1 rest|"},
    {"[{\"a\":1},{\"b\" rest", "0 {\"a\":1}|1 {\"b\" rest|"},
    /* OTLP */
    {"{\"resourceLogs\":[{\"resource\":{\"r\":1},\"scopeLogs\":[{\"scope\":{\"s\":1},"
     "\"logRecords\":[{\"a\":1},{\"b\":2}]}]}]}",
     "0 {\"resource\":{\"r\":1},\"scope\":{\"s\":1},\"logRecord\":{\"a\":1}}|"
     "1 {\"resource\":{\"r\":1},\"scope\":{\"s\":1},\"logRecord\":{\"b\":2}}|"},
    {"{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"a\":1}]},{\"spans\":[{\"b\":2}],"
     "\"scope\":{\"s\":2}}],\"resource\":{\"r\":1}},{\"scopeSpans\":[{\"spans\":[{\"c\":3}]}]}]}",
     "0 {\"resource\":{\"r\":1},\"scope\":{},\"span\":{\"a\":1}}|"
     "1 {\"resource\":{\"r\":1},\"scope\":{\"s\":2},\"span\":{\"b\":2}}|"
     "2 {\"resource\":{},\"scope\":{},\"span\":{\"c\":3}}|"},
    {"{\"resourceLogs\":[{\"resource\":{\"r\":1},\"schemaUrl\":\"u\",\"scopeLogs\":[{"
     "\"logRecords\":"
     "[{\"a\":1}],\"schemaUrl\":\"\"}]}]}",
     "0 {\"resource\":{\"r\":1},\"scope\":{},\"logRecord\":{\"a\":1}}|"},
    {"{\"resourceLogs\":[1,{\"resource\":{},\"scopeLogs\":[{\"logRecords\":[{\"a\":1}],\"x\":2}],"
     "\"resource\":3}],\"y\":4}",
     "0 {\"resource\":{},\"scope\":{},\"logRecord\":{\"a\":1}}|"
     "1 {\"resourceLogs\":[1,{\"resource\":{},\"scopeLogs\":[{\"logRecords\":[],\"x\":2}],"
     "\"resource\":3}],\"y\":4}|"},
    {"{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[]}]}]}",
     "0 {\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[]}]}]}|"},
    {"{\"resourceLogs\":[{\"resource\":{\"r\":1},\"scopeLogs\":[{\"logRecords\":[{\"a\":1},{\"b",
     "0 {\"resource\":{\"r\":1},\"scope\":{},\"logRecord\":{\"a\":1}}|"
     "1 {\"resource\":{\"r\":1},\"scope\":{},\"logRecord\":{\"b}|"},
    {"{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"a\":1} rest",
     "0 {\"resource\":{},\"scope\":{},\"logRecord\":{\"a\":1}}|"
     "1 {\"resource\":{},\"scope\":{},\"logRecord\":rest}|"},
    {"{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"a\":1}],\"scope\":{\"s\":\"x",
     "0 {\"resource\":{},\"scope\":{},\"logRecord\":{\"a\":1}}|"
     "1 {\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[],\"scope\":{\"s\":\"x|"},
    {"{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"a\":1}]}],\"resource\":\"x",
     "0 {\"resource\":{},\"scope\":{},\"logRecord\":{\"a\":1}}|"
     "1 {\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[]}],\"resource\":\"x|"},
    {"{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"a\":1}]}],\"schemaUrl\":\"x",
     "0 {\"resource\":{},\"scope\":{},\"logRecord\":{\"a\":1}}|"
     "1 {\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[]}],\"schemaUrl\":\"x|"},
};

START_TEST(lines_come_apart)
{
    take(text_of(lines[_i].line));
    ck_assert_str_eq(buffer_string(&told), lines[_i].records);
}
END_TEST

static unsigned count;
static unsigned cut;
static size_t longest;
static size_t bytes;

static void count_record(struct record *record, void *cookie)
{
    (void)cookie;
    ck_assert_uint_eq(record->ordinal, count);
    count++;
    cut += record->is_cut;
    bytes += record->text.length;
    longest = record->text.length > longest ? record->text.length : longest;
    arena_reset(arena);
}

static void take_counting(struct buffer *line)
{
    struct record record = {.text = buffer_text(line), .count = 1};
    const struct assembler_target target = {arena, count_record, NULL};

    count = cut = 0;
    longest = bytes = 0;
    json_parts_take(&record, &target);
    buffer_finish(line);
}

START_TEST(the_last_is_all_that_is_left)
{
    struct buffer line = {0};

    buffer_append_text(&line, TEXT("[{}"));
    for (unsigned i = 1; i < JSON_PARTS_MOST + 100; i++)
        buffer_append_text(&line, TEXT(",{}"));
    buffer_append_text(&line, TEXT("]"));
    take_counting(&line);
    ck_assert_uint_eq(count, JSON_PARTS_MOST);
    ck_assert_uint_eq(cut, 1);
    ck_assert_uint_eq(longest, 100 * 3 + 3);
}
END_TEST

START_TEST(so_is_the_last_of_many_values)
{
    struct buffer line = {0};

    for (unsigned i = 0; i < JSON_PARTS_MOST + 100; i++)
        buffer_append_text(&line, TEXT("{} "));
    take_counting(&line);
    ck_assert_uint_eq(count, JSON_PARTS_MOST);
    ck_assert_uint_eq(cut, 1);
    ck_assert_uint_eq(longest, 101 * 3);
}
END_TEST

START_TEST(an_envelope_is_the_last_at_most)
{
    struct buffer line = {0};

    buffer_append_text(&line, TEXT("{\"events\":[{}"));
    for (unsigned i = 1; i < JSON_PARTS_MOST - 1; i++)
        buffer_append_text(&line, TEXT(",{}"));
    buffer_append_text(&line, TEXT("],\"a\":1}{\"b\":2}"));
    take_counting(&line);
    ck_assert_uint_eq(count, JSON_PARTS_MOST);
    ck_assert_uint_eq(cut, 1);
    ck_assert_uint_gt(longest, (size_t)JSON_PARTS_MOST * 3);
}
END_TEST

/* A line with a resource of so many bytes and so many records. */
static struct buffer make_otlp(size_t resource, unsigned records)
{
    struct buffer line = {0};

    buffer_append_text(&line, TEXT("{\"resourceLogs\":[{\"resource\":\""));
    memset(buffer_reserve(&line, resource), 'r', resource);
    line.length += resource;
    buffer_append_text(&line, TEXT("\",\"scopeLogs\":[{\"logRecords\":[{}"));
    for (unsigned i = 1; i < records; i++)
        buffer_append_text(&line, TEXT(",{}"));
    buffer_append_text(&line, TEXT("]}]}]}"));
    return line;
}

START_TEST(a_large_resource_is_left_out)
{
    struct buffer line = make_otlp(JSON_FRAME_LARGEST - 2, 2);

    take_counting(&line);
    ck_assert_uint_eq(count, 2);
    ck_assert_uint_eq(cut, 0);
    ck_assert_uint_gt(longest, JSON_FRAME_LARGEST);
    line = make_otlp(JSON_FRAME_LARGEST - 1, 2);
    take_counting(&line);
    ck_assert_uint_eq(cut, 2);
    ck_assert_uint_lt(longest, 100);
}
END_TEST

START_TEST(many_records_do_not_multiply_a_resource_without_end)
{
    struct buffer line = make_otlp(JSON_FRAME_LARGEST - 2, 4000);

    take_counting(&line);
    ck_assert_uint_eq(count, 4000);
    ck_assert_uint_eq(cut, 4000 - JSON_FRAMES_MOST / JSON_FRAME_LARGEST);
    ck_assert_uint_lt(bytes, JSON_FRAMES_MOST + 4000 * 100);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("json_parts");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failures = 0;

    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_loop_test(all, lines_come_apart, 0, sizeof lines / sizeof *lines);
    tcase_add_test(all, the_last_is_all_that_is_left);
    tcase_add_test(all, so_is_the_last_of_many_values);
    tcase_add_test(all, an_envelope_is_the_last_at_most);
    tcase_add_test(all, a_large_resource_is_left_out);
    tcase_add_test(all, many_records_do_not_multiply_a_resource_without_end);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
