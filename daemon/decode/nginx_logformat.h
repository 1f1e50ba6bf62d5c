/*
 * nginx_logformat -- the value of nginx's log_format directive as a layout.
 *
 * Variables are "$name" or "${name}"; one without a field here is read over,
 * whatever its name: a server's settings make variables of their own.  Values have \xHH for what
 * would break the line.
 *
 * Also takes the whole directive, "log_format name '...' '...';", over several lines.
 */
#ifndef DECODE_NGINX_LOGFORMAT_H
#define DECODE_NGINX_LOGFORMAT_H

#include "decode/access_layout.h"

/* NULL with err when lines could not be read by it. */
struct access_layout *nginx_logformat_read(struct text source, struct error *err);

#endif
