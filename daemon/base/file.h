/*
 * file -- small files read whole, and files replaced whole.
 *
 * For rules, settings and the like; logs are read by source/.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stddef.h>
#include <sys/types.h>

#include "base/buffer.h"
#include "base/error.h"

/* Appends the whole of a regular file to buffer.  False with err set when it
 * cannot be opened, is no regular file, is longer than limit bytes, may be
 * written by everybody, or belongs to somebody who is neither root nor the user
 * we run as (a rule file that anybody can edit is anybody's).  Its group may
 * write to it: teams keep their rules that way. */
bool file_read(const char *path, size_t limit, struct buffer *buffer, struct error *err);

/* Makes the file at path hold these bytes and have that mode: readers see the old
 * file or the new one, never half of it.  Not synced.  False with err set, the old
 * file as it was, when it cannot be written; path.tmp is used on the way. */
bool file_replace(const char *path, struct text bytes, mode_t mode, struct error *err);

/* Lists the files a path names: the path itself when it is a file, else all
 * *.yml and *.yaml below the folder, sorted by name in the C locale, folders
 * followed 8 deep, names with a leading dot left out.  Calls visit with each;
 * the path is borrowed for the call.  A link that leads nowhere is passed over.
 * False with err set when the path or a folder below it cannot be read, or there
 * are more than 100,000 files. */
typedef void file_visit(const char *path, void *cookie);
bool file_list_yaml(const char *path, file_visit *visit, void *cookie, struct error *err);

#endif
