/*
 * squid_logformat -- the value of Squid's logformat directive as a layout.
 *
 * Codes are "%", then any of: how it is quoted (" [ # / '), "-", "0", a width, "." and
 * a precision, "{argument}", and the code itself, with "http::" in front or not; the
 * argument may stand behind the code as well.  A code that Squid knows and that has no
 * field here is read over; one that Squid does not know is a mistake.  Within double
 * quotes Squid puts a backslash before what would end them, outside it writes %xx.
 *
 * Also takes the whole line, "logformat NAME ...", and the names of the formats that
 * Squid has built in: common, combined, referrer, useragent.  These write the
 * agent and the referrer raw, quotes and all.
 */
#ifndef DECODE_SQUID_LOGFORMAT_H
#define DECODE_SQUID_LOGFORMAT_H

#include "decode/access_layout.h"

/* NULL with err when lines could not be read by it. */
struct access_layout *squid_logformat_read(struct text source, struct error *err);

#endif
