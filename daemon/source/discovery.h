/*
 * discovery -- which files there are to follow, and what became of their names.
 *
 * Compares what the globs name with what the book has, name by name as notices
 * tell, or all at once.  Every folder a glob leads through is watched, so that
 * files and folders are found when they appear.
 */
#ifndef SOURCE_DISCOVERY_H
#define SOURCE_DISCOVERY_H

#include <stdbool.h>

#include "source/file_book.h"
#include "source/stored_cursors.h"

struct discovery;

/* Borrows both. */
struct discovery *discovery_create(struct file_book *book, struct stored_cursors *stored);
void discovery_destroy(struct discovery *discovery);

/* Sets the globs, lets go the files that none means any more, and scans.  The
 * first time the stored cursors are matched with the files first. */
void discovery_configure(struct discovery *discovery, const struct source_set_options *options,
                         bool unclean);

/* Compares everything with the file system. */
void discovery_scan(struct discovery *discovery);

/* Compares one name, which may be that of a file that is dropped for it. */
void discovery_look(struct discovery *discovery, const char *path);

/* Ends a round of looks: files that took the path of another are followed now.
 * A scan ends with it. */
void discovery_settle(struct discovery *discovery);

/* Something happened to a name in a watched folder, or (name NULL) to the folder;
 * and: the folder is gone.  May leave a scan due. */
void discovery_notice(struct discovery *discovery, int watch, const char *name);
void discovery_lost_folder(struct discovery *discovery, int watch);
bool discovery_scan_is_due(const struct discovery *discovery);

#endif
