#include "support/record_bench.h"

#include <check.h>
#include <string.h>

#include "base/memory.h"
#include "record/line_splitter.h"

static const char *const usual_names[] = {"zero", "one", "two"};

static void tell(struct record *record, void *cookie)
{
    struct record_bench *bench = cookie;
    struct buffer *told = &bench->told;
    size_t from = told->length;

    buffer_printf(told, "%llu@%llu", (unsigned long long)record->line,
                  (unsigned long long)record->offset);
    if (record->source > 0)
        buffer_printf(told, " source %u", record->source);
    if (record->is_cut)
        buffer_append_text(told, TEXT(" cut"));
    buffer_append_byte(told, ' ');
    if (record->header.length > 0) {
        buffer_append_byte(told, '<');
        buffer_append_text(told, record->header);
        buffer_append_text(told, TEXT("> "));
    }
    buffer_append_text(told, record->text);
    buffer_append_byte(told, '|');
    for (; from < told->length; from++)
        told->data[from] = told->data[from] == '\n' ? '/' : told->data[from];
    ck_assert_str_eq(record->path, "/a.log");
    ck_assert_uint_eq(record->count, 1);
    arena_reset(bench->target.arena);
}

void record_bench_init(struct record_bench *bench)
{
    *bench = (struct record_bench){.assembler = assembler_create(),
                                   .target = {arena_create(4096), tell, bench},
                                   .state = state_box_create()};
    assembler_use(bench->assembler, usual_names, 3, &bench->target);
    record_bench_begin(bench, 1);
}

void record_bench_finish(struct record_bench *bench)
{
    assembler_destroy(bench->assembler);
    state_box_destroy(bench->state);
    arena_destroy(bench->target.arena);
    buffer_finish(&bench->told);
}

void record_bench_begin(struct record_bench *bench, unsigned log)
{
    bench->cursor = (struct cursor){{{0}}, 0, 0, 0};
    memcpy(bench->cursor.incarnation.bytes, &log, sizeof log);
}

void record_bench_take_chunk(struct record_bench *bench, enum record_shape shape, struct text lines,
                             struct text head)
{
    const struct chunk chunk = {
        .start = bench->cursor,
        .data = lines.data,
        .length = lines.length,
        .source = bench->source,
        .path = "/a.log",
        .head = head,
    };
    struct line_splitter splitter = {0};
    struct record record = {.arrival = BENCH_ARRIVAL};

    line_splitter_init(&splitter, &chunk);
    while (line_splitter_next(&splitter, &record))
        assembler_take(bench->assembler, shape, &record, &bench->target);
    bench->cursor = line_splitter_end(&chunk);
}

void record_bench_take(struct record_bench *bench, enum record_shape shape, const char *lines)
{
    record_bench_take_chunk(bench, shape, text_of(lines), (struct text){0});
}

static void give_back(const struct state_change *piece, void *cookie)
{
    struct record_bench *bench = cookie;
    struct error err = {0};

    ck_assert_msg(assembler_restore(bench->assembler, piece, &err), "%s", err.text);
}

void record_bench_restart(struct record_bench *bench, const char *const *names, size_t count)
{
    assembler_changes(bench->assembler, state_box_put, bench->state);
    assembler_destroy(bench->assembler);
    bench->assembler = assembler_create();
    assembler_use(bench->assembler, names ? names : usual_names, names ? count : 3, &bench->target);
    state_box_each(bench->state, give_back, bench);
}

void record_bench_expect(struct record_bench *bench, const char *records)
{
    ck_assert_str_eq(buffer_string(&bench->told), records);
    buffer_clear(&bench->told);
}
