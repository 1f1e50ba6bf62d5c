/*
 * stored_cursors -- what the last run remembered, until the files are found.
 *
 * A cursor is found by inode and time of birth; the device number counts only
 * where the file system tells no birth, for it may change when the machine
 * starts.  What the file holds is compared later, before it is read on.
 */
#ifndef SOURCE_STORED_CURSORS_H
#define SOURCE_STORED_CURSORS_H

#include <stdbool.h>
#include <stddef.h>

#include "source/cursor_text.h"

struct stored_cursors;

struct stored_cursors *stored_cursors_create(void);
void stored_cursors_destroy(struct stored_cursors *cursors);

/* Keeps one.  Two for the same file: the one further on counts. */
bool stored_cursors_add(struct stored_cursors *cursors, struct text key, struct text value,
                        struct error *err);

/* Moves the cursor of a file to the caller; false when there is none. */
bool stored_cursors_take(struct stored_cursors *cursors, const struct file_facts *facts,
                         struct stored_cursor *stored);

bool stored_cursors_has(const struct stored_cursors *cursors, const struct file_facts *facts);

/* Whether any of them was for this path, taken or not. */
bool stored_cursors_know_path(const struct stored_cursors *cursors, const char *path);

/* Those not taken, borrowed until the next change. */
size_t stored_cursors_count(const struct stored_cursors *cursors);
const struct stored_cursor *stored_cursors_at(const struct stored_cursors *cursors, size_t index);

#endif
