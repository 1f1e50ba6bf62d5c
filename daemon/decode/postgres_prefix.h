/*
 * postgres_prefix -- what PostgreSQL writes in front of each message of its stderr log:
 * the setting log_line_prefix, then a level and two spaces behind its colon.
 *
 * The layout is that setting as it stands in postgresql.conf, "%m [%p] %q%u@%d ":
 *
 *   %t %m %s %n  time (of the line; %s: the session's start, which is passed over)
 *   %u %d %a     user, database, application name
 *   %r %h        client's host with port, without;  %L  the server's own address
 *   %p %P        process, leader of its group
 *   %c           session      %l  line in the session     %b  kind of process
 *   %i %e        command, SQLSTATE
 *   %v %x %Q     transactions, query
 *   %q           processes without a session stop here
 *   %%           a percent sign
 *
 * A number between "%" and letter pads, to the left with "-".
 *
 * Whoever connects chooses user, database and application name, up to 63 bytes each,
 * and may write a level and a message into them.  Where a line can be taken apart in
 * ways that differ in where the message begins, all of it is doubtful, and the first way
 * is told; where they differ in the application name, the names are.  Doubtful names are
 * empty.  Of "a@b@c" for "%u@%d" the user is "a@b".
 *
 * Times: letters of a zone say nothing but for UTC and GMT, "+08" is an offset, and
 * else the source's zone holds.
 */
#ifndef DECODE_POSTGRES_PREFIX_H
#define DECODE_POSTGRES_PREFIX_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "base/zone.h"

enum { POSTGRES_LAYOUT_ITEMS_MOST = 48, POSTGRES_NAME_LONGEST = 63 };

struct postgres_layout_item {
    char letter; /* of the escape; 0: literal stands as it is */
    struct text literal;
    size_t width; /* 0: not padded */
};

/* Points into the text it was read from. */
struct postgres_layout {
    struct postgres_layout_item items[POSTGRES_LAYOUT_ITEMS_MOST];
    size_t count;
};

/* Reads a log_line_prefix.  False, with err, on an escape PostgreSQL does not know. */
bool postgres_layout_read(struct text source, struct postgres_layout *layout, struct error *err);

/* What is not said is empty, and so is "[unknown]". */
struct postgres_prefix {
    timestamp time; /* TIMESTAMP_NONE: none */
    struct text user;
    struct text database;
    struct text application;
    struct text host; /* "[local]" for a socket in the file system */
    struct text port;
    struct text pid;
    struct text session;
    struct text sqlstate;
    struct text level; /* "LOG", "STATEMENT" */
    bool has_doubtful_names;
    bool is_doubtful; /* level and message, too */
};

/* Reads the front of a line; message is what stands behind the level.  False where the
 * layout does not fit. */
bool postgres_prefix_read(const struct postgres_layout *layout, struct text line,
                          const struct zone *zone, struct postgres_prefix *prefix,
                          struct text *message);

/* "2026-11-03 08:05:01.123 PST", which may be followed by anything, off the front. */
bool postgres_time_take(struct text *text, const struct zone *zone, timestamp *time);

#endif
