/*
 * feed_reader -- a client of the live feed.
 */
#ifndef SUPPORT_FEED_READER_H
#define SUPPORT_FEED_READER_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "base/text.h"

struct feed_subscription {
    const char *from;   /* cursor, "oldest", "newest"; NULL = not said */
    const char *name;   /* NULL = a reader without one */
    json_t *filter;     /* taken; NULL = everything */
    unsigned heartbeat; /* seconds; 0 = as the server likes */
};

struct feed_reader;

/* Connects, waits for the greeting, subscribes, waits for that to be confirmed.
 * Tries until somebody answers; NULL when nobody did within so many seconds. */
struct feed_reader *feed_reader_open(const char *path, const struct feed_subscription *subscription,
                                     double seconds);
void feed_reader_close(struct feed_reader *reader);

/* The next line of any kind, parsed; a new reference.  NULL when none came in
 * time or the server has closed. */
json_t *feed_reader_next(struct feed_reader *reader, double seconds);

/* The same, only journal records: what has a number. */
json_t *feed_reader_next_record(struct feed_reader *reader, double seconds);

/* The line that the last next() gave, as it came; borrowed until the next one. */
struct text feed_reader_line(const struct feed_reader *reader);
bool feed_reader_is_closed(const struct feed_reader *reader);

/* What the greeting said. */
const json_t *feed_reader_hello(const struct feed_reader *reader);

/* Says that all up to this cursor has been dealt with. */
bool feed_reader_acknowledge(struct feed_reader *reader, const char *cursor);

/* A record's number, 0 = it has none; and a member that is text, or "". */
uint64_t record_number(const json_t *record);
const char *record_text(const json_t *record, const char *name);

#endif
