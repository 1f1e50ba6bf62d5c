/*
 * followed_file -- one log file that is followed: what is known of it.
 *
 * A plain noun, in the hands of file_book (which owns it), backlog (which orders
 * it) and discovery (which finds it).
 */
#ifndef SOURCE_FOLLOWED_FILE_H
#define SOURCE_FOLLOWED_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/timestamp.h"
#include "source/file_tail.h"
#include "source/opener.h"

/* "In no such list": of the indexes below. */
#define NOT_LISTED SIZE_MAX

enum file_list_name { LIST_ALL, LIST_DIRTY, LIST_DEPARTED, LIST_ASTRAY, LIST_COUNT };

/* 1. When departed, its path names another file or nothing.
 * 2. behind: there may be bytes to read.  It is then in the backlog, or it waits
 *    for its predecessor, which is behind too.
 * 3. predecessor->successor == this, and the other way round. */
struct followed_file {
    unsigned source;
    char *path;  /* as the glob found it */
    char *place; /* where it lies when that is elsewhere; NULL = at path, or nowhere */
    char *left;  /* the path it had before, while no successor took that; or NULL */
    struct file_facts facts;
    struct file_tail tail;
    int descriptor; /* -1: closed for now */
    int watch;      /* -1: none */

    bool readable;
    bool failing; /* the last reading failed for another reason than rights */
    bool departed;
    bool is_told; /* that it departed was reported, now or in a run before */
    bool behind;
    bool drained;    /* departed, and evaluated to its last byte when last looked at */
    bool is_resumed; /* not read since the start: its last size is not known */
    uint64_t unread; /* bytes seen behind the position when last looked at */
    timestamp departed_at;
    timestamp last_event;
    timestamp last_read;
    uint64_t seen; /* number of the scan that last found it */

    struct followed_file *predecessor; /* had the path before; is read first */
    struct followed_file *successor;
    struct followed_file *newer; /* neighbours by last use, among open ones */
    struct followed_file *older;
    size_t list_index[LIST_COUNT];
    size_t backlog_index;
};

/* Files in no particular order, added and removed at no cost. */
struct file_list {
    struct followed_file **files;
    size_t count;
    size_t capacity;
    enum file_list_name name;
};

/* A file in no list, with nothing open, at the beginning of a new incarnation.
 * Copies path. */
struct followed_file *followed_file_create(const char *path, unsigned source,
                                           const struct file_facts *facts);

/* Frees what it owns but the descriptor and the watch. */
void followed_file_destroy(struct followed_file *file);

/* Where to find it now. */
const char *followed_file_place(const struct followed_file *file);

void file_list_init(struct file_list *list, enum file_list_name name);
void file_list_finish(struct file_list *list);
void file_list_add(struct file_list *list, struct followed_file *file);
void file_list_remove(struct file_list *list, struct followed_file *file);
bool file_list_has(const struct file_list *list, const struct followed_file *file);

#endif
