/*
 * generations -- files that had the name of a log once, and were never looked at.
 *
 * A log may be rotated several times before anybody looks: while the daemon was
 * stopped, or busy.  What had the path in between lies among the siblings under a
 * rotated name, born after the file last known and before the present one.
 *
 * A value for a moment: the folders are listed once and then believed.
 */
#ifndef SOURCE_GENERATIONS_H
#define SOURCE_GENERATIONS_H

#include <stdbool.h>

#include "source/file_book.h"
#include "source/stored_cursors.h"

/* A file in a folder where logs are rotated. */
struct sibling {
    char *path;
    struct file_facts facts;
};

struct generations;

/* Borrows both. */
struct generations *generations_create(struct file_book *book, const struct stored_cursors *stored);
void generations_destroy(struct generations *generations);

/* Lists the folder of path.  To be called for all paths before one is asked for. */
void generations_list(struct generations *generations, const char *path);

/* The file that a stored cursor is about, or NULL. */
const struct sibling *generations_find(const struct generations *generations,
                                       const struct stored_cursor *stored);

/* Follows what had path after the file of last and before the present one, each
 * from its beginning, in the order in which they were written. */
void generations_follow(struct generations *generations, const char *path, unsigned source,
                        const struct file_facts *last);

/* Whether name is what rotation makes of the log called log: "x.log" becomes
 * x.log.1, x.log-20261103, x-20261103.log, x.log.old.  Compressed ones are not. */
bool generations_is_rotated_name(const char *log, const char *name);

#endif
