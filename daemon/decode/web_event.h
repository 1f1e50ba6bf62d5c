/*
 * web_event -- the columns of an access log as fields of an event.
 *
 *   event.action      http_connect for CONNECT, else http_request
 *   event.category    web, and network of a proxy's
 *   event.outcome     failure for statuses from 400 and Squid's *_DENIED, unknown for
 *                     000 and none, else success
 *   event.duration    nanoseconds
 *   url.*             of what was asked for: web_target
 *   url.domain        of a server's: the Host asked for, else the name of the server
 *                     that answered, which is in server.address as well
 *   http.request.method, http.version
 *                     of a request that has such a form; one that has not, such as TLS
 *                     sent to a port without it, is url.full as it stands
 *   http.response.bytes, http.response.body.bytes, http.request.bytes
 *                     what was sent with headers and without, and what was received
 *   source.address, source.ip, source.port
 *                     the client; source.bytes is what it sent
 *   network.forwarded_ip
 *                     the first address in X-Forwarded-For, which anybody may write
 *   destination.*     of a proxy's: as of squid
 *   user.name         as claimed: a server logs it before it has checked
 */
#ifndef DECODE_WEB_EVENT_H
#define DECODE_WEB_EVENT_H

#include "decode/access_layout.h"
#include "decode/decoder.h"

enum access_side { ACCESS_OF_SERVER, ACCESS_OF_PROXY };

/* How a format's lines are read. */
struct web_reader {
    bool (*read)(const struct access_layout *layout, struct text text, struct access_line *line);
    const struct access_layout *layout; /* given to it */
    enum access_side side;
};

/* Decodes the event's record, in a syslog frame or without one.  Where a line could be
 * framed by its first byte, it is taken for that before columns are looked for. */
bool web_event_decode(struct event *event, const struct decode_context *context,
                      const struct web_reader *reader);

/* The fields that it puts. */
enum { WEB_EVENT_FIELDS = 46 };

extern const struct decoder_field web_event_fields[WEB_EVENT_FIELDS];

/* Beginnings of the escapes that it resolves. */
extern const char *const web_event_escapes[];

#endif
