/*
 * backlog -- the files with bytes to read, oldest event first.
 *
 * A binary heap; a file knows its place in it (backlog_index), so that every
 * operation costs the logarithm of the files behind, never of all files.
 */
#ifndef SOURCE_BACKLOG_H
#define SOURCE_BACKLOG_H

#include <stddef.h>

struct followed_file;

/* {0} is empty. */
struct backlog {
    struct followed_file **files;
    size_t count;
    size_t capacity;
};

void backlog_finish(struct backlog *backlog);

/* The file whose last event is oldest (none at all comes before any), or NULL. */
struct followed_file *backlog_first(const struct backlog *backlog);

/* Puts a file in, if it is not there. */
void backlog_add(struct backlog *backlog, struct followed_file *file);

/* Takes a file out, if it is there. */
void backlog_remove(struct backlog *backlog, struct followed_file *file);

/* Puts it in order again after its last_event changed; not there is fine. */
void backlog_update(struct backlog *backlog, struct followed_file *file);

#endif
