/*
 * web_target -- what a web request asks for, as fields of an event.
 *
 *   url.full       as asked for; without "name:password@" of who logs in by it
 *   url.scheme, url.domain, url.port, url.path, url.query
 *                  where they stand in it.  Names are lower case and without their
 *                  final dot, IPv6 addresses without brackets
 *   url.extension  what follows the last dot of the path's last part
 */
#ifndef DECODE_WEB_TARGET_H
#define DECODE_WEB_TARGET_H

#include "model/event.h"

/* A proxy's: "https://host/path" or, of CONNECT, "host:443".  Puts destination.domain,
 * destination.address and destination.port as well; that is the scheme's own where
 * the URL has none.  Returns the host, empty where there is none. */
struct text web_target_put_url(struct event *event, struct text url);

/* A server's: "/path?query", or anything else somebody sent. */
void web_target_put_local(struct event *event, struct text target);

/* What was seen on the wire: url.full is "http://host/path" where target is a path and
 * host is known.  Puts no url.domain. */
void web_target_put_request(struct event *event, struct text host, struct text target);

/* "GET /path HTTP/1.1" in parts, the target perhaps with spaces in it.  version is
 * "1.1", empty where there is none.  False where it has not that form. */
bool web_target_split(struct text request, struct text *method, struct text *target,
                      struct text *version);

#endif
