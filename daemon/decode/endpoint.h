/*
 * endpoint -- the two ends of a connection, as decoders put them into an event.
 *
 * source.address is what the log says, a name or an address; source.ip only when
 * that is an address.  Empty texts put nothing, and neither does a port that is no
 * number up to 65535.
 */
#ifndef DECODE_ENDPOINT_H
#define DECODE_ENDPOINT_H

#include "base/text.h"
#include "model/event.h"

void endpoint_put_source(struct event *event, struct text address, struct text port);
void endpoint_put_destination(struct event *event, struct text address, struct text port);

/* "203.0.113.7:51022", "[2001:db8::5]:443", "2001:db8::5:1194" (the last colon is the
 * port's), "host": in two.  port is empty where there is none. */
void endpoint_split(struct text text, struct text *address, struct text *port);

#endif
