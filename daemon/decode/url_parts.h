/*
 * url_parts -- a URL taken apart, as a proxy writes it.
 */
#ifndef DECODE_URL_PARTS_H
#define DECODE_URL_PARTS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

/* The texts point into the URL; an empty one was not there. */
struct url_parts {
    struct text scheme;
    struct text user; /* "name:password", who logs in by it */
    struct text host; /* as written, but without brackets and a final dot */
    struct text port; /* digits */
    struct text path;
    struct text query; /* without the "?"; a fragment belongs to neither */
};

/* "scheme://[user@]host[:port][/path][?query][#fragment]".  False on anything
 * without "://" or without a host. */
bool url_parts_read(struct text url, struct url_parts *parts);

/* "host:port", what a CONNECT asks for.  False when there is no port. */
bool url_parts_read_authority(struct text authority, struct url_parts *parts);

/* The URL whose parts they are without "name:password@": itself where that is not in
 * it, else made in the arena. */
struct text url_parts_public(const struct url_parts *parts, struct text url, struct arena *arena);

#endif
