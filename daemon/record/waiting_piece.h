/*
 * waiting_piece -- how records that wait are written to the state, and back.
 *
 * A record is stored in pieces, one for each commit in which it grew:
 *
 *     key     FAMILY INCARNATION NAME PIECE     PIECE: 4 bytes, the highest first
 *     value   AT CUT\n BYTES
 *     value   AT CUT OFFSET LINE NUL MODIFIED ARRIVAL SOURCE\n PATH\0 BYTES
 *
 * the second of piece 0.  BYTES stand at byte AT of the record's text; CUT and NUL
 * are 0 or 1.  The state file is input like any other: pieces may come in any order,
 * be missing, or be of anybody's making.
 */
#ifndef RECORD_WAITING_PIECE_H
#define RECORD_WAITING_PIECE_H

#include "model/state_change.h"
#include "record/waiting_book.h"

struct waiting_piece {
    struct text key; /* incarnation, name */
    uint32_t number;
    size_t at;
    bool is_cut;
    struct text bytes;
    struct record record; /* of piece 0: what it says of the first line */
    struct text source;   /* likewise, as the others below */
    struct text path;
};

/* The family in a key; NUL when it is no key of a piece, which the others here are
 * not to be given. */
char waiting_piece_family(struct text key);

/* Puts what is new of a record.  It is clean then. */
void waiting_piece_put(struct waiting *waiting, char family, const struct source_names *names,
                       state_put *put, void *cookie);

/* Has all its pieces forgotten. */
void waiting_piece_forget(const struct waiting *waiting, char family, state_put *put, void *cookie);

/* Reads a piece; its texts point into the change.  False on anything that
 * waiting_piece_put does not write. */
bool waiting_piece_read(const struct state_change *change, struct waiting_piece *piece,
                        struct error *err);

/* Puts a piece that was read where it belongs. */
void waiting_piece_apply(struct waiting *waiting, const struct waiting_piece *piece,
                         const struct source_names *names);

#endif
