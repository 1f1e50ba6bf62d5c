/*
 * feed_stream -- the journal as one client gets it: its place, filter, format.
 *
 * Knows no socket: it fills a buffer as far as that has room, and is asked again
 * when there is more.  Lives in the caller's memory.
 */
#ifndef OUTPUT_FEED_STREAM_H
#define OUTPUT_FEED_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "model/journal_reader.h"
#include "output/feed_request.h"
#include "output/feed_window.h"
#include "output/record_cache.h"

enum {
    FEED_BUFFER_LARGEST = 64 << 10, /* bytes that wait for a client; one record may be as long */
    FEED_TURN_LARGEST = 256,        /* records read for one client before others get their turn */
    FEED_TURN_BYTES = 128 << 10,    /* ... or so many bytes of them: filters parse each record */
};

struct feed_stream {
    const struct journal_reader *reader;
    struct record_cache *cache;
    struct identifier instance;
    const char *version;

    uint64_t position; /* the client has been given, or passed over, all up to here */
    struct feed_filter *filter;
    enum feed_format format;
    bool acknowledges; /* bounded by the window */
    struct feed_window window;

    uint64_t records; /* sent */
    uint64_t gaps;
};

/* Frees what the stream owns: filter and window. */
void feed_stream_finish(struct feed_stream *stream);

enum feed_progress {
    FEED_MORE,   /* there may be more: no room, or the turn is over */
    FEED_DONE,   /* all there is; nothing to do until the journal grows */
    FEED_PAUSED, /* the client owes acknowledgements */
    FEED_FAILED, /* the journal cannot be read: err says why */
};

/* Appends what comes next to output: a gap where records are no longer kept,
 * then records.  Does nothing (FEED_MORE) while output is full. */
enum feed_progress feed_stream_fill(struct feed_stream *stream, struct buffer *output,
                                    struct error *err);

#endif
