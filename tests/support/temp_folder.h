/*
 * temp_folder -- a folder for one test, below $BUILD/tmp, gone at the end.
 *
 * Not in /tmp: that may be a tmpfs, and a tmpfs does not reuse inodes.  KEEP=1 in
 * the environment leaves it there and says where.
 */
#ifndef SUPPORT_TEMP_FOLDER_H
#define SUPPORT_TEMP_FOLDER_H

#include <stddef.h>

#include "base/error.h"

enum { PATH_SIZE = 512 };

/* A path by value, so that tests need not free one. */
struct path {
    char text[PATH_SIZE];
};

struct path path_print(const char *format, ...) PRINTF_LIKE(1, 2);

/* $BUILD, else build/debug; absolute. */
struct path build_folder(void);

/* A new, empty folder that everybody may enter. */
struct path temp_folder_create(const char *name);

/* Removes it with all that is in it, or says where it is kept. */
void temp_folder_remove(const struct path *folder);

/* Small files.  They end the test when they fail. */
void file_write(const char *path, const char *format, ...) PRINTF_LIKE(2, 3);
void file_append(const char *path, const void *bytes, size_t length);
void file_copy(const char *from, const char *to);
void folder_create(const char *path);
void folder_copy(const char *from, const char *to); /* the regular files in it */

#endif
