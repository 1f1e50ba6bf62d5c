/*
 * opener -- the one place that looks names up in the file system.
 *
 * glob, open, stat and watch for source/: everything that needs the right to
 * reach a log.  It parses nothing, so that one day it can be a small privileged
 * process that passes descriptors to a matcher which may open no file at all.
 *
 * Only regular files are opened, never devices, pipes or sockets, with
 * O_NONBLOCK, O_NOCTTY and O_CLOEXEC.  Symbolic links are followed, whoever made
 * them: logs are often linked.  Who may write to a folder of logs can therefore have
 * any file evaluated that the daemon may read, as lines of his own; the daemon is to
 * have no right but to read logs.
 */
#ifndef SOURCE_OPENER_H
#define SOURCE_OPENER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/timestamp.h"

/* What the file system says of a file.  Device, inode and time of birth together
 * name it between restarts: an inode alone is reused at once. */
struct file_facts {
    uint64_t device;
    uint64_t inode;
    timestamp born; /* TIMESTAMP_NONE where the file system does not tell */
    timestamp modified;
    uint64_t size;
    unsigned links; /* 0: deleted, lives on in our descriptor */
};

/* Whether both are about the same file, whatever its size and age now. */
bool file_facts_same(const struct file_facts *a, const struct file_facts *b);

struct opener;

struct opener *opener_create(struct error *err);
void opener_destroy(struct opener *opener);

/* Calls visit with each regular file that pattern (glob(7), absolute) names now,
 * in byte order.  Folders that cannot be read are skipped; opener_walk_folders
 * tells of them. */
typedef void opener_visit(const char *path, void *cookie);
void opener_glob(struct opener *opener, const char *pattern, opener_visit *visit, void *cookie);

/* Calls visit with each existing folder that pattern leads through, "/" first:
 * where a name must appear for the pattern to match more.  False with err, after
 * all others were visited, when one of them may not be entered (or not listed,
 * where the pattern has a wildcard in it). */
bool opener_walk_folders(struct opener *opener, const char *pattern, opener_visit *visit,
                         void *cookie, struct error *err);

/* The folder of a path, with the slash; empty where there is none. */
struct text opener_folder_of(const char *path);

/* Calls visit with every regular file in the folder of path: where a log that was
 * renamed while nobody looked is found again. */
void opener_list_siblings(struct opener *opener, const char *path, opener_visit *visit,
                          void *cookie);

/* Opens for reading.  Returns -1 with err naming path, user and missing right, or
 * what it is when it is no regular file. */
int opener_open(struct opener *opener, const char *path, struct error *err);

/* Whether opener_open would be allowed to; if not, err as there. */
bool opener_may_read(struct opener *opener, const char *path, struct error *err);

enum look_result {
    LOOK_FILE,   /* a regular file; facts are filled */
    LOOK_OTHER,  /* a folder, a pipe, a device ... */
    LOOK_ABSENT, /* nothing of that name */
    LOOK_FAILED, /* it cannot be known: a folder may not be entered, an I/O error */
};

bool opener_look(struct opener *opener, int descriptor, struct file_facts *facts);
enum look_result opener_look_path(struct opener *opener, const char *path,
                                  struct file_facts *facts);

/* The path without links, "." and ".."; to be given to mem_free.  NULL when there is
 * no such file. */
char *opener_resolve(struct opener *opener, const char *path);

/* Appends the path at which an open file lies now.  False when it is deleted. */
bool opener_trace(struct opener *opener, int descriptor, struct buffer *path);

/* inotify.  Watches return a number that notices carry; WATCH_EXHAUSTED when the
 * kernel has no room for more, WATCH_FAILED otherwise, with err set.  A file is watched by its
 * descriptor, so that it is surely the one that was opened; the watch outlives the descriptor. */
enum { WATCH_FAILED = -1, WATCH_EXHAUSTED = -2 };

int opener_watch_file(struct opener *opener, int descriptor, struct error *err);
int opener_watch_folder(struct opener *opener, const char *path, struct error *err);
void opener_unwatch(struct opener *opener, int watch);

/* The descriptor to wait on, and one notice at a time.  NOTICE_NONE ends a round:
 * what else there is makes the descriptor readable again, so that a storm of
 * notices cannot hold the caller.  name is borrowed until the next call; NULL for
 * a watched file, and for a folder that changed itself. */
enum notice_kind { NOTICE_NONE, NOTICE_GROWN, NOTICE_NAMES, NOTICE_GONE, NOTICE_OVERFLOW };

struct notice {
    enum notice_kind kind;
    int watch;
    const char *name;
};

int opener_descriptor(const struct opener *opener);
struct notice opener_next_notice(struct opener *opener);

#endif
