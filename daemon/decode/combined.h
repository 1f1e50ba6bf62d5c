/*
 * combined -- web servers' access logs in the common and the combined log format, or as
 * a LogFormat (Apache) or log_format (nginx) says.
 *
 *   10.1.2.3 - jdoe [03/Nov/2026:08:05:01 +0800] "GET /x?q=1 HTTP/1.1" 200 512
 *   "https://www.example/" "Mozilla/5.0"
 *
 * on one line.  Without a layout of its own the source may have, in front, the name of
 * the virtual host ("www.example:443") or the addresses of X-Forwarded-For, and
 * behind, the referrer and the agent, X-Forwarded-For in quotes, and what else
 * somebody added; also a syslog frame around all of it.
 *
 * The fields are those of web_event.  Names of users may have spaces in them, and
 * brackets, and quotes, which are escaped: the time is the last thing in brackets before
 * the request, whose quotes are the first behind a time that no client can write.  A
 * name that is empty (Apache: two quotes) puts none, nor does "-" for bytes.
 */
#ifndef DECODE_COMBINED_H
#define DECODE_COMBINED_H

#include "decode/decoder.h"

extern const struct decoder combined_decoder;

#endif
