/*
 * rotation -- what happens to a followed file when its log is rotated.
 *
 * Departed = its path names something else, or nothing.  Such a file is read to
 * its end before its successor, is followed for as long as somebody may still
 * write to it (linger), then gives up its last line even without a newline, and
 * is finished.
 */
#ifndef SOURCE_ROTATION_H
#define SOURCE_ROTATION_H

#include <stdbool.h>
#include <stdint.h>

#include "source/file_book.h"

/* The path of the file is not its own any more; or, of a departed one that is
 * closed, its place.  What is closed goes astray: where it lies now is found out by
 * rotation_seek. */
void rotation_depart(struct file_book *book, struct followed_file *file);

/* Looks for all files that are astray, each folder being listed once.  Those that
 * are nowhere to be found are dropped, and gaps reported if need be.  To be called
 * before anything is read. */
void rotation_seek(struct file_book *book);

/* The file was found under another path that a glob names. */
void rotation_attach(struct file_book *book, struct followed_file *file, const char *path);

/* The file was cut or overwritten: a new incarnation begins.  lost = bytes known
 * to have been there and not evaluated; a gap is reported for these, or when
 * nobody can know because it happened before we started. */
void rotation_begin_anew(struct file_book *book, struct followed_file *file, uint64_t lost);

/* Looks at an open file's size, begins it anew when it was cut, and wakes it when
 * there is something to read. */
void rotation_look(struct file_book *book, struct followed_file *file);

/* No more can be read of a file for now: notes whether a departed one was evaluated
 * to its end, for the next run, which may not find it any more. */
void rotation_note_end(struct file_book *book, struct followed_file *file);

/* Whether it will not grow any more, now. */
bool rotation_is_final(const struct file_book *book, const struct followed_file *file);

/* Wakes the departed files that have become final. */
void rotation_review(struct file_book *book);

/* A departed file cannot be read any more.  A gap is reported unless it was at its
 * end, and it is finished. */
void rotation_give_up(struct file_book *book, struct followed_file *file);

/* A final file was read to its end. */
void rotation_finish(struct file_book *book, struct followed_file *file);

#endif
