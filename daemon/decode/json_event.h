/*
 * json_event -- a JSON object's members as an event's fields.
 *
 * Each leaf is a field under its dotted path ("client.ip"; elements of an array
 * share the path of the array, so they are several values of one field; a member
 * whose name has dots in it counts as the path it spells).  Leaves that the
 * format's names know are put under our name as well.  An object and an array are
 * themselves present under their path, as VALUE_OBJECT.
 *
 * Nothing is lost by how it is written: of a duplicate member all values count
 * (flag "duplicate_key"), numbers beyond 64 bits keep their digits as text
 * ("big_number"), broken UTF-8 is repaired ("repaired_utf8"), NUL stays
 * ("nul_character"); what is nested too deep ("too_deep") or cut off ("truncated")
 * is still matched as text.  A name that enrichment alone may set
 * (model/reserved_name) is put as "raw.<name>" ("reserved_name").
 */
#ifndef DECODE_JSON_EVENT_H
#define DECODE_JSON_EVENT_H

#include <stdbool.h>
#include <stddef.h>

#include "model/event.h"

/* What a format calls a field of ours; the path as spelt out above. */
struct json_name {
    const char *path;
    enum field field;
};

struct json_names {
    const struct json_name *rows; /* in order of path, by strcmp */
    size_t count;
};

/* Puts all of the object that text is, blanks around it allowed.  False when text is
 * none; what stood before the mistake is in the event all the same. */
bool json_event_read(struct event *event, struct text text, const struct json_names *names);

/* The scalar at a path, the first where there are several; false when there is none.
 * For what a decoder must know before it can say what the rest means. */
bool json_event_find(struct event *event, struct text text, const char *path, struct value *value);

/* The instant that a member says: RFC 3339, the same without zone (in that zone) or
 * with "+0800", seconds, milliseconds, microseconds or nanoseconds since 1970 by the
 * number of digits, as a number or a string of digits.  TIMESTAMP_NONE when none. */
struct zone;
timestamp json_event_time(const struct value *value, const struct zone *zone);

#endif
