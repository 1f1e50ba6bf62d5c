/*
 * state_directory -- the folder that is one daemon's alone.
 *
 * Evidence lies in it, so nobody but its owner may look inside, and a lock in it
 * keeps a second daemon from writing beside the first.  A folder that is open to
 * others is refused rather than mended: who opened it may have read or planted
 * files, and should hear of it.
 */
#ifndef STORE_STATE_DIRECTORY_H
#define STORE_STATE_DIRECTORY_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

struct state_directory;

/* Creates the folder (0700) if it is absent, checks it, takes the lock.  NULL
 * with err; a lock held elsewhere is told with the holder's pid. */
struct state_directory *state_directory_open(const char *path, struct error *err);

/* Lets go of the lock. */
void state_directory_close(struct state_directory *directory);

/* The path of a file in a folder, for the caller to free. */
char *state_directory_path(const char *folder, const char *name);

/* Whether the folder has an entry of that name. */
bool state_directory_has(const struct state_directory *directory, const char *name);

/* Whether it has bytes in a file of that name. */
bool state_directory_has_bytes(const struct state_directory *directory, const char *name);

/* Checks that name is a regular file of the daemon's own that others cannot
 * touch. */
bool state_directory_check(const struct state_directory *directory, const char *name,
                           struct error *err);

/* Makes sure that there is no file of that name. */
bool state_directory_remove(const struct state_directory *directory, const char *name,
                            struct error *err);

/* Makes name an empty file (0600); there must be none. */
bool state_directory_make(const struct state_directory *directory, const char *name,
                          struct error *err);

/* Renames a finished file, for good: waits for the disk. */
bool state_directory_rename(const struct state_directory *directory, const char *from,
                            const char *to, struct error *err);

/* Makes the file of that name (0600) hold these bytes, for good: waits for the disk.  It
 * holds the old bytes or the new ones, whatever happens; name.new is used on the way.
 * False with err and errno. */
bool state_directory_write(const struct state_directory *directory, const char *name,
                           struct text bytes, struct error *err);

#endif
