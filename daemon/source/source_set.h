/*
 * source_set -- all the log files that are followed, by glob.
 *
 * Finds them (also those that appear later), reads them in chunks, survives
 * every way in which logs are rotated, and remembers in cursors how far each was
 * evaluated.  Knows nothing of what the bytes mean, and needs no event loop: the
 * owner waits on source_set_descriptor and calls source_set_notice.
 *
 * A file is read to its end before its successor under the same name; a renamed
 * or deleted one is followed as long as it may still grow (linger), and its last
 * line is given up without a newline only then.  A position moves when the
 * pipeline has taken the chunk, never when bytes were merely read.
 *
 * A file that several names lead to is followed once, by its own name where a glob
 * names that, and not by a link to it.
 *
 * Compressed files (by name) are never followed, whatever glob names them.
 *
 * A file that is cut, or overwritten from its beginning, starts a new incarnation,
 * even when it has grown past the old position before anybody looked.
 *
 * Where to begin: a file with a cursor there; one created while we run, or in the
 * place of one we knew, at its beginning; any other as its source says.  "At the
 * end" means behind the last newline, so that a half-written line is evaluated
 * when it is whole.  Lines are counted from where we began.
 *
 * Files with backlog are handed over oldest event first, so that several backlogs
 * merge by time.
 *
 * Bounded: open descriptors (the file idle longest is closed and opened again
 * when it grows), files, and the bytes of one chunk.  Idle files cost nothing:
 * there is no polling but source_set_rescan.
 */
#ifndef SOURCE_SOURCE_SET_H
#define SOURCE_SOURCE_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "model/chunk.h"
#include "model/state_change.h"

/* One source of the settings. */
struct source_options {
    const char *name;
    const char *const *globs;
    size_t glob_count;
    bool from_beginning; /* where to start in a file that has no cursor yet */
    bool has_head;       /* its files name their columns in their first lines: chunks
                          * from behind those bring them along */
};

struct source_set_options {
    const struct source_options *sources;
    size_t source_count;
    size_t most_files;       /* beyond: not followed, counted and reported */
    size_t most_descriptors; /* kept open at a time */
    timestamp linger;        /* how long a renamed file may still be written to */
};

/* What happens to files, for the journal and the alert desk.  Borrowed, and not
 * to be answered by calls into the set. */
enum source_event_kind {
    SOURCE_FOUND,      /* a new incarnation: first seen, or begun anew; not a resumed one */
    SOURCE_RENAMED,    /* rotated away or deleted; detail = its new path where known */
    SOURCE_FINISHED,   /* read to the end, gone for good */
    SOURCE_UNREADABLE, /* detail says which right is missing for whom */
    SOURCE_READABLE,   /* ... and it is readable again */
    SOURCE_GAP,        /* bytes that were never evaluated: lost says how many */
    SOURCE_OVERFLOW,   /* inotify lost notices; everything is looked at again; path "" */
    SOURCE_LIMIT,      /* a bound was met: files, watches or descriptors */
};

struct source_event {
    enum source_event_kind kind;
    unsigned source;
    const char *path; /* of the log; of a folder that cannot be read, the glob */
    struct identifier incarnation;
    uint64_t offset;
    uint64_t lost;      /* SOURCE_GAP: bytes, 0 = it cannot be known */
    const char *detail; /* printable, NULL = none */
};

typedef void source_report(const struct source_event *event, void *cookie);

struct source_set;

/* Creates an empty set; nothing is looked up before source_set_configure.
 * NULL with err when inotify is not to be had. */
struct source_set *source_set_create(source_report *report, void *cookie, struct error *err);
void source_set_destroy(struct source_set *set);

/* Gives back one stored cursor (owner STATE_CURSOR); before the first configure.
 * Bytes that make no sense are refused with err, and the rest goes on. */
bool source_set_restore(struct source_set *set, struct text key, struct text value,
                        struct error *err);

/* Says what to follow, at start and at every reload.  Copies the options.  Files
 * that no glob names any more are let go; the others keep their positions.
 * unclean: the machine stopped without warning, so a file shorter than its
 * cursor with the same head continues at its end, and a gap is reported. */
void source_set_configure(struct source_set *set, const struct source_set_options *options,
                          bool unclean, timestamp now);

/* The inotify descriptor; read it with source_set_notice when it is readable. */
int source_set_descriptor(const struct source_set *set);
void source_set_notice(struct source_set *set, timestamp now);

/* Looks everything up anew: globs, sizes, rights.  For a slow timer (it heals
 * what inotify cannot tell: rights given back, file systems without notices). */
void source_set_rescan(struct source_set *set, timestamp now);

/* The next chunk of the file with the oldest backlog.  False when every file is
 * at its end.  The chunk is borrowed until the next call, which is to be one of
 * source_set_taken and source_set_refused; any other counts as a refusal.  An
 * empty chunk stands for NUL bytes passed over and is taken like any other. */
bool source_set_next(struct source_set *set, struct chunk *chunk);

/* The chunk just handed over was evaluated (its position moves) or could not be
 * (it will be handed over again).  last_event is the time of its last record that has one;
 * TIMESTAMP_NONE: none has. */
void source_set_taken(struct source_set *set, timestamp last_event);
void source_set_refused(struct source_set *set);

/* The last event time of the file furthest behind among those with backlog;
 * SOURCE_BACKLOG_UNKNOWN, which is before any, while one of them has not been read
 * yet; TIMESTAMP_NONE when every file is at its end. */
#define SOURCE_BACKLOG_UNKNOWN ((timestamp)0)

timestamp source_set_backlog(const struct source_set *set);

/* Hands over the positions that moved since the last call. */
void source_set_changes(struct source_set *set, state_put *put, void *cookie);

/* For status and the watermark. */
struct source_file {
    unsigned source;
    const char *path;
    struct cursor cursor;
    uint64_t size;
    uint64_t lag;         /* bytes between cursor and end */
    timestamp last_event; /* TIMESTAMP_NONE: none yet */
    timestamp last_read;
    bool readable;
    bool renamed;
};

typedef void source_file_visit(const struct source_file *file, void *cookie);
void source_set_each(const struct source_set *set, source_file_visit *visit, void *cookie);

struct source_counts {
    size_t files;
    size_t unreadable;
    uint64_t bytes;
    uint64_t chunks;
    uint64_t gaps;
    uint64_t rotations;
    uint64_t truncations;
    uint64_t overflows; /* of inotify */
    uint64_t long_lines;
    uint64_t nul_bytes; /* passed over at the beginning of lines */
};

struct source_counts source_set_counts(const struct source_set *set);

#endif
