/*
 * format_ocsf -- an alert record as an OCSF 1.8.0 Detection Finding (2004).
 */
#ifndef OUTPUT_FORMAT_OCSF_H
#define OUTPUT_FORMAT_OCSF_H

#include "base/buffer.h"
#include "output/format_alert.h"

/* Appends one line with its newline. */
void format_ocsf_write(struct buffer *buffer, const struct format_alert *alert);

#endif
