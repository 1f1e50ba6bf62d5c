/*
 * header_book -- the lines that name the columns, for each log that has some.
 *
 *   SHAPE_HEADED_HASH   lines that begin with '#', one behind the other, at the head
 *                       of the file and again wherever the writer says them anew.
 *                       Such a block replaces the one before if it has a line
 *                       "#fields" (of any case); else it was a remark.
 *   SHAPE_HEADED_FIRST  the first line of the file
 *
 * They are no records.  Each record carries those in force above it.  Where a log is
 * first read in its middle, they are taken from the head of its file as the chunk
 * brings it.
 *
 * At most CHUNK_HEAD bytes a block, what is beyond is left out; and HEADERS_MOST
 * logs: of the one read longest ago the header is forgotten, and taken from the head
 * of its file again.  State, so that a restart in the middle of a log knows the
 * columns, and in the middle of a block its beginning.
 */
#ifndef RECORD_HEADER_BOOK_H
#define RECORD_HEADER_BOOK_H

#include <stdbool.h>

#include "base/error.h"
#include "model/record.h"
#include "model/record_shape.h"
#include "model/state_change.h"

enum { HEADERS_MOST = 10000 };

struct header_book;

struct header_book *header_book_create(void);
void header_book_destroy(struct header_book *book);

/* Takes a line.  True when it is a record: line->header then has the lines above it,
 * with newlines between them, valid until the next call. */
bool header_book_take(struct header_book *book, enum record_shape shape, struct record *line);

/* The log of that incarnation will say nothing more. */
void header_book_end(struct header_book *book, const struct identifier *incarnation);

/* State (owner STATE_HEADER). */
void header_book_changes(struct header_book *book, state_put *put, void *cookie);
bool header_book_restore(struct header_book *book, const struct state_change *piece,
                         struct error *err);

#endif
