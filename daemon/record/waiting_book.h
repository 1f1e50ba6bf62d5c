/*
 * waiting_book -- records of several lines that are not whole yet.
 *
 * Keeps what came of each and hands it on when told to, when its log ends, or when
 * nothing more came for the book's patience.  What makes a record whole is the
 * business of the shapes (multi_line, audit_join), each of which has a book.
 *
 * A record waits under (incarnation, name), with a copy of all it needs.  It is
 * state: each commit stores what came since the last, as pieces that are never
 * written twice, so that a record that grows for long costs no more than its bytes.
 *
 * The source of a record is stored by name, for its number is another one under
 * other settings.  A record whose source there is no more, and of which no line
 * comes any more, is dropped after a restart and counted as pressed.
 *
 * Bounded: ASSEMBLER_RECORD_LARGEST bytes and ASSEMBLER_LINES_MOST lines a record,
 * ASSEMBLER_WAITING_MOST records and ASSEMBLER_WAITING_BYTES bytes in all; beyond,
 * the one that has not grown for longest goes as it is.
 */
#ifndef RECORD_WAITING_BOOK_H
#define RECORD_WAITING_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "record/assembler.h"
#include "record/source_names.h"

enum {
    WAITING_NAME_LONGEST = 320,
    WAITING_KEY_LONGEST = IDENTIFIER_SIZE + WAITING_NAME_LONGEST,
};

struct waiting_lane;

/* 1. text is that of lines lines, with newlines between them.
 * 2. saved <= text.length: so much of it is in the state, in pieces pieces, each with
 *    a line at least. */
struct waiting {
    struct record record; /* of its first line, but for text and path */
    struct buffer text;
    struct buffer path;
    unsigned lines;

    /* The book's. */
    char key[WAITING_KEY_LONGEST]; /* incarnation, name */
    size_t key_length;
    timestamp touched;     /* when it last grew; TIMESTAMP_NONE = before the restart */
    struct waiting *newer; /* order of growth; or the next of those given up */
    struct waiting *older;
    struct waiting_lane *lane;
    struct waiting *lane_newer; /* order of beginning, in one log */
    struct waiting *lane_older;
    bool dirty;      /* grown since the changes were asked for */
    uint32_t pieces; /* in the state */
    size_t saved;
    size_t restored; /* bytes that pieces brought back */
};

struct waiting_book;

/* family tells the books' pieces apart in the state.  names says which source has
 * which number; lent. */
struct waiting_book *waiting_book_create(char family, timestamp patience,
                                         const struct source_names *names);
void waiting_book_destroy(struct waiting_book *book);

/* The record under that name, or NULL. */
struct waiting *waiting_book_find(const struct waiting_book *book,
                                  const struct identifier *incarnation, struct text name);

/* The record of that log that began first, or NULL. */
struct waiting *waiting_book_first(const struct waiting_book *book,
                                   const struct identifier *incarnation);

/* Begins a record with a line, under a name of at most WAITING_NAME_LONGEST bytes
 * that is not taken.  May let another go to make room. */
struct waiting *waiting_book_begin(struct waiting_book *book, const struct record *line,
                                   struct text name, const struct assembler_target *target);

/* Adds a line.  False, with nothing done, when the record would be too large. */
bool waiting_book_add(struct waiting_book *book, struct waiting *waiting, const struct record *line,
                      const struct assembler_target *target);

/* Hands it on and forgets it. */
void waiting_book_let_go(struct waiting_book *book, struct waiting *waiting,
                         const struct assembler_target *target);

/* Hands it on and begins the next of the same name with a line, at less cost than that
 * of both. */
void waiting_book_replace(struct waiting_book *book, struct waiting *waiting,
                          const struct record *line, const struct assembler_target *target);

/* Lets all of one log go. */
void waiting_book_end(struct waiting_book *book, const struct identifier *incarnation,
                      const struct assembler_target *target);

/* As assembler_advance. */
timestamp waiting_book_advance(struct waiting_book *book, timestamp now,
                               const struct assembler_target *target);

/* The sources get other numbers: source i becomes numbers[i], or is no more
 * (SOURCE_UNKNOWN): its records go. */
void waiting_book_renumber(struct waiting_book *book, const unsigned *numbers,
                           const struct assembler_target *target);

/* State (owner STATE_WAITING). */
void waiting_book_changes(struct waiting_book *book, state_put *put, void *cookie);

/* Takes a piece back if it is of this book's family: *mine says whether. */
bool waiting_book_restore(struct waiting_book *book, const struct state_change *piece, bool *mine,
                          struct error *err);

struct waiting_counts {
    uint64_t waiting;
    uint64_t pressed;
};

struct waiting_counts waiting_book_counts(const struct waiting_book *book);

#endif
