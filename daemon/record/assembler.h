/*
 * assembler -- lines to records, by the shape of the format.
 *
 * Most records are lines and pass straight through.  Where several lines make one
 * record, the first ones wait here until the record is whole: the next one begins,
 * an end is said, the log is final, or nothing more came for the shape's patience.
 * Where one line makes several records, they come one after the other with ordinals
 * 0, 1 ... .
 *
 * What waits is state (the cursor has moved past it), and so are the lines that name
 * columns: a restart in the middle of either changes no record.  Patience passes only
 * while somebody calls assembler_advance, and a restart begins it anew.
 *
 * A joined record has offset, number and arrival of its first line, and its text is
 * those lines with newlines between them.  Bounded: beyond ASSEMBLER_RECORD_LARGEST
 * bytes or ASSEMBLER_LINES_MOST lines it is told in several records, each is_cut, so
 * that nothing is passed over.  Of each family of shapes (lines that follow each
 * other, stanzas, audit events) at most ASSEMBLER_WAITING_MOST records with
 * ASSEMBLER_WAITING_BYTES bytes wait, of all logs together; beyond, the one that has
 * not grown for longest goes as it is, counted.
 *
 * Windows of a line over LINE_LARGEST pass through whatever the shape.
 */
#ifndef RECORD_ASSEMBLER_H
#define RECORD_ASSEMBLER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/record.h"
#include "model/record_shape.h"
#include "model/state_change.h"

enum {
    ASSEMBLER_RECORD_LARGEST = 1 << 20,
    ASSEMBLER_LINES_MOST = 10000,
    ASSEMBLER_WAITING_MOST = 10000,
    ASSEMBLER_WAITING_BYTES = 64 << 20,
};

/* How long a record waits for another line; of stanzas, STANZA_PATIENCE. */
#define ASSEMBLER_PATIENCE (2 * SECOND)

struct assembler;

/* Called with each record that is whole; it, and its text, are valid for the call
 * and may be changed by it. */
typedef void assembler_emit(struct record *record, void *cookie);

struct assembler_target {
    struct arena *arena; /* for texts that are made; the caller may reset it in emit */
    assembler_emit *emit;
    void *cookie;
};

struct assembler *assembler_create(void);
void assembler_destroy(struct assembler *assembler);

/* Says what the sources are called, at first and whenever the settings change: the
 * same source may have another number then, and its records keep to it.  Those of
 * sources that are no more go, with their old numbers.  Copies the names.  Without
 * this all is well as long as no state is stored. */
void assembler_use(struct assembler *assembler, const char *const *names, size_t count,
                   const struct assembler_target *target);

/* Takes a line as line_splitter cut it, the head of its file in line->header.  Records
 * have the lines that name their columns there, in shapes that have some; else
 * nothing. */
void assembler_take(struct assembler *assembler, enum record_shape shape, struct record *line,
                    const struct assembler_target *target);

/* Passes over a line that nobody decodes, of a shape whose records are single lines.
 * What a later line may refer to is remembered as by assembler_take.  The text is lent
 * until assembler_settle, which is called when a chunk ends. */
void assembler_pass(struct assembler *assembler, enum record_shape shape,
                    const struct identifier *incarnation, struct text line);
void assembler_settle(struct assembler *assembler);

/* The log of that incarnation will say nothing more: what waits of it goes. */
void assembler_end(struct assembler *assembler, const struct identifier *incarnation,
                   const struct assembler_target *target);

/* The time has come to now (wall clock): what has waited long enough goes; at
 * TIMESTAMP_LATEST all of it.  Returns when to call again, TIMESTAMP_NONE = no need. */
timestamp assembler_advance(struct assembler *assembler, timestamp now,
                            const struct assembler_target *target);

/* State (owners STATE_REPEATED, STATE_WAITING, STATE_HEADER): what changed since the
 * last call, and back. */
void assembler_changes(struct assembler *assembler, state_put *put, void *cookie);
bool assembler_restore(struct assembler *assembler, const struct state_change *piece,
                       struct error *err);

struct assembler_counts {
    uint64_t repeats_forgotten; /* hosts whose last message was forgotten for room */
    uint64_t cut;               /* records told in pieces: too long, or with too many parts */
    uint64_t pressed;           /* records that went incomplete, to make room */
    uint64_t waiting;
};

struct assembler_counts assembler_counts(const struct assembler *assembler);

#endif
