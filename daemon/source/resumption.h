/*
 * resumption -- from stored cursors to followed files, at start.
 *
 * A log that was renamed while nobody looked is found among its siblings and read
 * to its end; then the generations between it and the present file, which nobody
 * ever saw; then the present file from its beginning.
 */
#ifndef SOURCE_RESUMPTION_H
#define SOURCE_RESUMPTION_H

#include <stdbool.h>

#include "source/file_book.h"
#include "source/glob_list.h"
#include "source/stored_cursors.h"

/* Follows a file from its stored cursor on.  unclean: the machine stopped without
 * warning, so a file that lost its end goes on there.  NULL when there are too
 * many. */
struct followed_file *resumption_adopt(struct file_book *book, const struct stored_cursor *stored,
                                       unsigned source, const char *place,
                                       const struct file_facts *facts, bool unclean);

/* Deals with the stored cursors whose path does not name their file any more.
 * Those whose file is at its path, or where that cannot be known for now, stay
 * for discovery to take. */
void resumption_match(struct file_book *book, struct stored_cursors *stored,
                      const struct glob_list *globs, bool unclean);

#endif
