/*
 * record_bench -- an assembler that is fed lines of a log and restarted, and what came
 * of it, in writing.
 */
#ifndef SUPPORT_RECORD_BENCH_H
#define SUPPORT_RECORD_BENCH_H

#include <stddef.h>

#include "base/buffer.h"
#include "model/chunk.h"
#include "record/assembler.h"
#include "support/state_box.h"

#define BENCH_ARRIVAL (100 * SECOND)

/* In the caller's memory.  target.emit may be replaced. */
struct record_bench {
    struct assembler *assembler;
    struct assembler_target target;
    struct state_box *state; /* what was stored at the restarts */
    struct cursor cursor;    /* of the next line */
    unsigned source;
    struct buffer told; /* the records */
};

/* One with the sources "zero", "one" and "two", at the beginning of a log. */
void record_bench_init(struct record_bench *bench);
void record_bench_finish(struct record_bench *bench);

/* A log of its own, by number. */
void record_bench_begin(struct record_bench *bench, unsigned log);

/* Takes lines behind those before, which arrive at BENCH_ARRIVAL, as a chunk that brings
 * the head of its file. */
void record_bench_take(struct record_bench *bench, enum record_shape shape, const char *lines);
void record_bench_take_chunk(struct record_bench *bench, enum record_shape shape, struct text lines,
                             struct text head);

/* kill -9 behind a commit, and a start with these sources; NULL = as before. */
void record_bench_restart(struct record_bench *bench, const char *const *names, size_t count);

/* Compares the records since the last time, "LINE@OFFSET TEXT|" each with '/' for
 * newlines, and what is not as usual: "LINE@OFFSET source 1 cut <HEADER> TEXT|". */
void record_bench_expect(struct record_bench *bench, const char *records);

#endif
