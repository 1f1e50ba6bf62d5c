/*
 * opener -- the one place that looks names up in the file system.
 *
 * glob, open, stat and watch for source/: everything that needs the right to
 * reach a log.  It parses nothing, so that one day it can be a small privileged
 * process that passes descriptors to a matcher which may open no file at all.
 *
 * Only regular files are opened, never devices, pipes or sockets, with
 * O_NONBLOCK, O_NOCTTY and O_CLOEXEC.  Symbolic links are followed: logs are
 * often linked.
 */
#ifndef SOURCE_OPENER_H
#define SOURCE_OPENER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

struct opener;

struct opener *opener_create(struct error *err);
void opener_destroy(struct opener *opener);

/* Calls visit with each regular file that pattern (glob(7)) names now, in byte
 * order.  Folders that cannot be read are skipped and told in err with false,
 * after all others were visited. */
typedef void opener_visit(const char *path, void *cookie);
bool opener_glob(struct opener *opener, const char *pattern, opener_visit *visit, void *cookie,
                 struct error *err);

/* Calls visit with every regular file in the folder of path: where a log that was
 * renamed while nobody looked is found again. */
void opener_list_siblings(struct opener *opener, const char *path, opener_visit *visit,
                          void *cookie);

/* Opens for reading.  Returns -1 with err naming path, user and missing right. */
int opener_open(struct opener *opener, const char *path, struct error *err);

bool opener_look(struct opener *opener, int descriptor, struct file_facts *facts);
bool opener_look_path(struct opener *opener, const char *path, struct file_facts *facts);

/* inotify.  Watches return a number that notices carry, -1 with err set when the
 * kernel has no room for more. */
int opener_watch_file(struct opener *opener, const char *path, struct error *err);
int opener_watch_folder(struct opener *opener, const char *path, struct error *err);
void opener_unwatch(struct opener *opener, int watch);

/* The descriptor to wait on, and one notice at a time.  name is borrowed until
 * the next call and NULL for a watched file. */
enum notice_kind { NOTICE_NONE, NOTICE_GROWN, NOTICE_NAMES, NOTICE_GONE, NOTICE_OVERFLOW };

struct notice {
    enum notice_kind kind;
    int watch;
    const char *name;
};

int opener_descriptor(const struct opener *opener);
struct notice opener_next_notice(struct opener *opener);

#endif
