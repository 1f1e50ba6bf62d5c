/*
 * file_tail -- the evaluated part of one log file, and how to read on from there.
 *
 * Knows a position and enough about the bytes around it to notice that the file
 * was rewritten: the last bytes before the position are compared at each reading,
 * so that a file truncated and grown past the position again is not mistaken for
 * the old one.  Knows nothing of names, rotation or other files.
 *
 * NUL bytes at the beginning of a line are no text (a truncated file whose writer
 * does not append has a run of them, often a hole of gigabytes).  The position
 * passes over them; no chunk has a line that begins with one.
 *
 * Lives in its owner's memory, costs no buffer: all bytes are read into a room
 * shared by everybody.
 */
#ifndef SOURCE_FILE_TAIL_H
#define SOURCE_FILE_TAIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "model/chunk.h"

/* What is remembered of some bytes: how many, and a digest of them. */
enum { MARK_LARGEST = 256, MARK_DIGEST_SIZE = 16 };

struct byte_mark {
    unsigned length;
    uint8_t digest[MARK_DIGEST_SIZE];
};

struct byte_mark byte_mark_of(const char *data, size_t length);
bool byte_mark_fits(const struct byte_mark *mark, const char *data);

/* 1. line_start <= offset <= searched.
 * 2. before.length <= MARK_LARGEST and <= offset; the bytes it is about end at
 *    offset.  head is about the first bytes of the file, and likewise short.
 * 3. When last_known, last[] holds the bytes that before is about. */
struct file_tail {
    struct cursor cursor;
    uint64_t searched; /* no newline between offset and here */
    struct byte_mark head;
    struct byte_mark before;
    bool last_known;
    char last[MARK_LARGEST];
};

/* What a reading needs room for: the longest line and what comes before it. */
enum { FILE_TAIL_ROOM = LINE_LARGEST + WINDOW_OVERLAP };

enum file_tail_result {
    FILE_TAIL_CHUNK,     /* chunk is filled; it points into room */
    FILE_TAIL_END,       /* nothing to hand over until the file grows */
    FILE_TAIL_REWRITTEN, /* shorter than the position, or other bytes before it */
    FILE_TAIL_FAILED,    /* err says why */
};

/* How the file is to be read now. */
struct file_tail_reading {
    int descriptor;
    bool final; /* it will not grow: hand over the last line without a newline */
    char *room; /* FILE_TAIL_ROOM bytes */
};

/* Reads the next chunk.  Fills of the chunk: start, data, length, overlap, final.
 * An empty chunk (no data) stands for NUL bytes passed over.  The position stays;
 * as long as it does, the same bytes come again. */
enum file_tail_result file_tail_read(struct file_tail *tail,
                                     const struct file_tail_reading *reading, struct chunk *chunk,
                                     struct error *err);

/* Moves the position behind a chunk that lies in room still. */
void file_tail_take(struct file_tail *tail, const struct chunk *chunk, const char *room);

/* Starts a new incarnation at the beginning. */
void file_tail_begin(struct file_tail *tail, struct identifier incarnation);

/* Moves to offset, which need not follow; what is before it is not evaluated and
 * counts no lines.  descriptor may be -1: a rewriting before the next reading is
 * then not noticed.  False with err when the file cannot be read. */
bool file_tail_jump(struct file_tail *tail, int descriptor, uint64_t offset, struct error *err);

/* Where the last, perhaps half-written line of a file of size bytes begins:
 * behind the last newline.  size itself where the last line is over
 * LINE_LARGEST, or nothing can be read. */
uint64_t file_tail_last_line(int descriptor, uint64_t size, char *room);

/* Brings the marks up to date for storing.  descriptor may be -1: the head is
 * then left as it was. */
void file_tail_mark(struct file_tail *tail, int descriptor);

/* Whether the file begins as it did when the head was marked. */
bool file_tail_head_fits(const struct file_tail *tail, int descriptor);

#endif
