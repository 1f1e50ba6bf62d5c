/*
 * time_format -- times as a format of the settings says they are written.
 *
 * After strptime(3), of which it is a part, without anything that depends on a
 * locale:
 *
 *   %Y %y      the year, with and without its century (69 to 99 are of the last one)
 *   %m %d %e   month and day of the month, one or two digits
 *   %b %B %h   the month by its English name, whole or its first three letters
 *   %H %I %p   hour of 24, hour of 12, AM or PM
 *   %M %S %f   minute, second, digits of a fraction of a second
 *   %z         a zone: Z, +08:00, +0800 or +08
 *   %Z         letters of a zone; UTC, GMT and Z count, others mean nothing
 *   %s         seconds since 1970, digits behind a point included
 *   %a %A      a weekday's name, which means nothing
 *   %F %T      %Y-%m-%d and %H:%M:%S
 *   %n %t      blanks, also none
 *   %%         a percent sign
 *
 * A blank is one blank or more, all else is itself, and the format must take the
 * whole text but for blanks around it.  A time without a year gets the one that
 * syslog_frame would give it.
 */
#ifndef DECODE_TIME_FORMAT_H
#define DECODE_TIME_FORMAT_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "base/timestamp.h"

struct zone;

/* Whether the format can say an instant: it has no other conversions, and a month, a
 * day and an hour, or %s.  False with err saying what is missing. */
bool time_format_check(struct text format, struct error *err);

/* The instant that text says in that format, which passed the check; of times without
 * a zone, in that zone (NULL is UTC).  modified: of the file, for times without a
 * year.  TIMESTAMP_NONE when the text is no such time. */
timestamp time_format_read(struct text format, struct text text, const struct zone *zone,
                           timestamp modified);

#endif
