/*
 * record -- one thing that a log says: the unit that is decoded and matched.
 *
 * Mostly a line; a stage of record/ may make several of one line ("message
 * repeated 3 times: [ ... ]" counts as one record with count 3) or, in formats
 * that need it, one of several lines.
 *
 * text points into the chunk or the arena and is valid until the next record.
 */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "model/cursor.h"

struct record {
    struct text text; /* without line end, leading NUL bytes and byte order mark */
    struct identifier incarnation;
    uint64_t offset;  /* of the line it begins with */
    uint64_t line;    /* number of that line in the incarnation, from 1 */
    unsigned ordinal; /* 0, or its place among the records of one line */
    unsigned count;   /* how often the log says it happened; 1 but for repeats */
    bool is_window;   /* a piece of a line over LINE_LARGEST */
    bool is_cut;      /* a part of one that has more lines or bytes than are kept */
    bool had_nul;     /* a run of NUL bytes was taken off (copytruncate leaves one) */
    unsigned source;  /* as in the chunk */
    const char *path;
    struct text header; /* lines that name the columns, where the shape has them, with
                         * newlines between them */
    timestamp modified;
    timestamp arrival; /* when it was read */
};

#endif
