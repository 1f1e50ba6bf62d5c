/*
 * apache_logformat -- the value of Apache's LogFormat directive as a layout.
 *
 * Codes are "%", then any of: "!200,304" (for these statuses only), "<" or ">" (of the
 * first or last internal request), "{argument}", and a letter, or "^" and two.  A code
 * that Apache knows and that has no field here is read over; one that Apache does not know
 * is a mistake.  A backslash stands before what would break the line, in values as in the
 * directive.
 *
 * Also takes the whole line, "LogFormat "..." name", with \" or " within it.
 */
#ifndef DECODE_APACHE_LOGFORMAT_H
#define DECODE_APACHE_LOGFORMAT_H

#include "decode/access_layout.h"

/* NULL with err when lines could not be read by it. */
struct access_layout *apache_logformat_read(struct text source, struct error *err);

#endif
