/*
 * access_layout -- how the columns of a web or proxy access log stand in its lines.
 *
 * A layout is a row of columns with literal text between them, as Squid's logformat,
 * Apache's LogFormat or nginx's log_format define it (access_dialect reads those).
 * Immutable once finished.
 *
 * Who asks chooses the URL, the agent and often the user, and may write what looks like
 * the columns behind them.  Where only one column can hold any text, the line is
 * read from both ends up to it, and it is what is left.  Where several can, all of
 * the line is read from either end; where both readings fit and differ, the columns
 * they differ in are empty, but that of a target the part both agree on is kept.  Where
 * neither fits, for a target has spaces in it, that begins with the first word, and what
 * stands between it and the last column of any text is empty.
 * Text in quotes ends at the first quote that the writer has not escaped.
 */
#ifndef DECODE_ACCESS_LAYOUT_H
#define DECODE_ACCESS_LAYOUT_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"

enum { ACCESS_ITEMS_MOST = 160 };

enum access_column {
    ACCESS_OTHER, /* anything without a field of its own */
    ACCESS_CLIENT,
    ACCESS_CLIENT_PORT,
    ACCESS_FORWARDED, /* X-Forwarded-For */
    ACCESS_IDENT,     /* whom RFC 1413 named: without a field of its own */
    ACCESS_USER,
    ACCESS_TIME_CLF,     /* 03/Nov/2026:08:05:01 +0800 */
    ACCESS_TIME_ISO,     /* 2026-11-03T08:05:01+08:00 */
    ACCESS_TIME_SECONDS, /* since 1970, perhaps with a fraction */
    ACCESS_TIME_MILLISECONDS,
    ACCESS_TIME_MICROSECONDS,
    ACCESS_TIME_FRACTION, /* milliseconds that belong to the seconds of another column */
    ACCESS_REQUEST,       /* "GET /path HTTP/1.1" */
    ACCESS_METHOD,
    ACCESS_TARGET, /* what is asked for: a URL, or a path with a query */
    ACCESS_QUERY,
    ACCESS_SCHEME,
    ACCESS_PROTOCOL, /* "HTTP/1.1" or "1.1" */
    ACCESS_STATUS,
    ACCESS_BYTES_OUT, /* sent to the client, headers included */
    ACCESS_BODY_OUT,  /* without them */
    ACCESS_BYTES_IN,  /* received from the client */
    ACCESS_REFERRER,
    ACCESS_AGENT,
    ACCESS_HOST,   /* that the client asked for */
    ACCESS_SERVER, /* that answered */
    ACCESS_SERVER_PORT,
    ACCESS_DURATION_SECONDS,
    ACCESS_DURATION_MILLISECONDS,
    ACCESS_DURATION_MICROSECONDS,
    ACCESS_MIME_TYPE,
    ACCESS_TLS_NAME,
    ACCESS_TLS_VERSION,
    ACCESS_RESULT,    /* Squid's "TCP_MISS" */
    ACCESS_HIERARCHY, /* Squid's "HIER_DIRECT" */
    ACCESS_PEER,
    ACCESS_PEER_PORT,
    ACCESS_COLUMN_COUNT,
};

/* How the writer kept a column's bytes from breaking the line. */
enum access_escape { ACCESS_RAW, ACCESS_BACKSLASH, ACCESS_PERCENT };

struct access_value {
    struct text text; /* as it stands; empty for "-" too */
    enum access_escape escape;
};

/* A line's columns; the texts point into it. */
struct access_line {
    struct access_value columns[ACCESS_COLUMN_COUNT];
};

struct access_layout;

struct access_layout *access_layout_create(void);
void access_layout_destroy(struct access_layout *layout);

/* Add at the end.  Beyond ACCESS_ITEMS_MOST they do nothing, and finishing fails. */
void access_layout_add_text(struct access_layout *layout, struct text text);
void access_layout_add_column(struct access_layout *layout, enum access_column column,
                              enum access_escape escape);

/* Checks that lines can be read by it: each column but the last has text behind it that
 * ends it, or a target, which begins with "/"; and one at least has a field.  False with
 * err saying which not. */
bool access_layout_finish(struct access_layout *layout, struct error *err) MUST_USE;

/* Reads a line.  False when it does not have that form. */
bool access_layout_read(const struct access_layout *layout, struct text text,
                        struct access_line *line);

/* Sets a column, unless it has a value already or value is "-". */
void access_line_set(struct access_line *line, enum access_column column, struct text value,
                     enum access_escape escape);

#endif
