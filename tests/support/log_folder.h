/*
 * log_folder -- a folder of real log files, and a source_set that follows them.
 *
 * For the tests of source/.  The folder lies below $BUILD, on a disk file system:
 * those in memory do not reuse inodes as disks do.  No sleeps: notices are there
 * as soon as the call that caused them returns.
 */
#ifndef SUPPORT_LOG_FOLDER_H
#define SUPPORT_LOG_FOLDER_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "source/source_set.h"

enum { MOST_GLOBS = 4 };

struct log_folder {
    char path[PATH_MAX];
    struct source_set *set;
    struct table *state;  /* what the set gave to be stored, by key */
    struct buffer text;   /* all bytes handed over and taken, in that order */
    struct buffer events; /* "found app.log\n" ... in that order */
    struct buffer last;   /* detail of the last event that had one */
    uint64_t lost;        /* sum of the gaps */
    timestamp now;
    timestamp event_time; /* what source_set_taken is told */

    const char *globs[MOST_GLOBS]; /* below the folder */
    bool from_beginning;
    bool has_head;
    size_t most_files;
    size_t most_descriptors;
    timestamp linger;
};

/* A new empty folder, with nothing followed yet. */
void log_folder_init(struct log_folder *folder);

/* Removes the folder with all that is in it. */
void log_folder_finish(struct log_folder *folder);

/* Follows globs (up to MOST_GLOBS, from options in folder), with what was stored. */
void log_folder_start(struct log_folder *folder, bool unclean);

/* Stores and ends; kill only ends: what was not stored is forgotten. */
void log_folder_stop(struct log_folder *folder);
void log_folder_kill(struct log_folder *folder);

/* Hands over notices, then all chunks.  store also takes the changed state. */
void log_folder_notice(struct log_folder *folder);
void log_folder_drain(struct log_folder *folder);
void log_folder_store(struct log_folder *folder);

/* Takes one chunk; false when there is none. */
bool log_folder_take(struct log_folder *folder, struct chunk *chunk);

/* Compares what was handed over (or reported) since the last time, and forgets it. */
void log_folder_expect(struct log_folder *folder, const char *text);
void log_folder_expect_events(struct log_folder *folder, const char *events);

/* Files of the folder. */
const char *log_folder_path(const struct log_folder *folder, const char *name, char path[PATH_MAX]);
void log_append(const struct log_folder *folder, const char *name, const char *text);
void log_append_bytes(const struct log_folder *folder, const char *name, const void *bytes,
                      size_t length);
void log_write(const struct log_folder *folder, const char *name, const char *text);
void log_rename(const struct log_folder *folder, const char *from, const char *to);
void log_remove(const struct log_folder *folder, const char *name);
void log_truncate(const struct log_folder *folder, const char *name, uint64_t size);
void log_copy(const struct log_folder *folder, const char *from, const char *to);
void log_make_folder(const struct log_folder *folder, const char *name);
void log_link(const struct log_folder *folder, const char *target, const char *name);
void log_mode(const struct log_folder *folder, const char *name, unsigned mode);

#endif
