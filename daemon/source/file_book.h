/*
 * file_book -- all files that are followed, findable by path, identity and watch.
 *
 * Owns them, their descriptors and their watches.  What a change of name means is
 * rotation's business, what the globs name is discovery's; here is only who is
 * there, who has something to read, and whose position moved.
 */
#ifndef SOURCE_FILE_BOOK_H
#define SOURCE_FILE_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/table.h"
#include "base/timestamp.h"
#include "model/state_change.h"
#include "source/backlog.h"
#include "source/followed_file.h"
#include "source/source_set.h"

/* 1. Every file is in all and in by_identity; one that has not departed is in
 *    by_path; one with a watch in by_watch.
 * 2. left[path] is the last file that had path, until another takes it.
 * 3. newest ... oldest are the files whose descriptor may be closed: open, and
 *    not departed (those could not be opened again). */
enum { DROPPED_KEPT = 256 };

struct file_book {
    struct opener *opener;
    source_report *report;
    void *cookie;
    char *room; /* FILE_TAIL_ROOM bytes that all readings share */

    size_t most_files;
    size_t most_descriptors;
    timestamp linger;
    timestamp now;

    struct file_list all;
    struct file_list dirty;
    struct file_list departed;
    struct file_list astray; /* closed when they departed, and not found again yet */
    struct backlog backlog;
    struct table *by_path;
    struct table *by_identity;
    struct table *by_watch;
    struct table *left;
    struct followed_file *newest;
    struct followed_file *oldest;
    size_t descriptors; /* open ones */

    struct identifier *forgotten; /* whose stored cursors are to go */
    size_t forgotten_count;
    size_t forgotten_capacity;

    /* The files dropped last, in a ring: a file is not to be taken for one never
     * seen because the clock of births ticks too slowly to tell. */
    struct file_facts dropped[DROPPED_KEPT];
    size_t dropped_next;

    bool told_files; /* which bounds were reported, until they are kept again */
    bool told_watches;
    bool told_descriptors;
    struct source_counts counts;
};

struct file_book *file_book_create(source_report *report, void *cookie, struct error *err);
void file_book_destroy(struct file_book *book);

struct followed_file *file_book_at(const struct file_book *book, const char *path);
struct followed_file *file_book_find(const struct file_book *book, const struct file_facts *facts);
struct followed_file *file_book_watched(const struct file_book *book, int watch);

/* Whether one more file may be followed; that it may not is told, once. */
bool file_book_has_room(struct file_book *book, unsigned source, const char *path);

/* Begins to follow a file.  It waits for the one that had the path before, if
 * that is still read.  NULL when there are too many. */
struct followed_file *file_book_add(struct file_book *book, const char *path, unsigned source,
                                    const struct file_facts *facts);

/* Follows it no more, and has its stored cursor forgotten. */
void file_book_drop(struct file_book *book, struct followed_file *file);

/* Whether a file was dropped lately. */
bool file_book_was_dropped(const struct file_book *book, const struct file_facts *facts);

/* There may be bytes to read; and: there are none. */
void file_book_wake(struct file_book *book, struct followed_file *file);
void file_book_settle(struct file_book *book, struct followed_file *file);

/* The position moved.  And: this incarnation's stored cursor is to go. */
void file_book_mark_dirty(struct file_book *book, struct followed_file *file);
void file_book_forget(struct file_book *book, struct identifier incarnation);
void file_book_changes(struct file_book *book, state_put *put, void *cookie);

/* What is open.  Opens, if it is not, and watches.  FILE_MOVED: its name is not
 * its own any more; FILE_CLOSED: it cannot be opened, which was reported. */
enum file_access { FILE_OPEN, FILE_CLOSED, FILE_MOVED };
enum file_access file_book_open(struct file_book *book, struct followed_file *file);
void file_book_watch(struct file_book *book, struct followed_file *file);

/* Tells, once between two scans, that a watch is not to be had. */
void file_book_miss_watch(struct file_book *book, unsigned source, const char *path,
                          const struct error *err);

/* Keeps the descriptor, whatever the bound; and: it may be closed again. */
void file_book_pin(struct file_book *book, struct followed_file *file);
void file_book_unpin(struct file_book *book, struct followed_file *file);

/* Tells that it cannot be read, or can again; each once. */
void file_book_blame(struct file_book *book, struct followed_file *file, const struct error *err);
void file_book_heal(struct file_book *book, struct followed_file *file);

/* Reports about a file; and about a name that is none.  detail may be NULL and
 * hold any bytes. */
void file_book_report(struct file_book *book, const struct followed_file *file,
                      enum source_event_kind kind, const char *detail);
void file_book_report_gap(struct file_book *book, unsigned source, const char *path,
                          const struct cursor *cursor, uint64_t lost);
void file_book_report_path(struct file_book *book, enum source_event_kind kind, unsigned source,
                           const char *path, const char *detail);

#endif
