/*
 * gateway_url -- what a firewall saw being asked for, as fields of an event.
 *
 *   url.full       the URL as it stands, without "name:password@"; of a path and a host
 *                  the two together
 *   url.scheme, url.port, url.path, url.query
 *                  where they stand in it
 *   url.domain, destination.domain
 *                  the host: the URL's own, else the one that was told beside it.  In
 *                  lower case, without brackets and a final dot
 */
#ifndef DECODE_GATEWAY_URL_H
#define DECODE_GATEWAY_URL_H

#include "base/text.h"

struct event;

/* url is "https://host/path", "host/path" or "/path"; either may be empty. */
void gateway_url_put(struct event *event, struct text host, struct text url);

#endif
