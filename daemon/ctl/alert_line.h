/*
 * alert_line -- an alert on one line: in the stream of `tail`, in the list of `alerts`.
 */
#ifndef CTL_ALERT_LINE_H
#define CTL_ALERT_LINE_H

#include <jansson.h>

#include "base/buffer.h"
#include "base/timestamp.h"

/* Appends a record of the feed as a line, its end included, for a terminal of so many
 * columns, cut to them; 0 = none, and nothing is cut. */
void alert_line_write(const json_t *record, timestamp now, unsigned width, struct buffer *out);

/* Appends the table of alerts as the daemon lists them; width as in table_view. */
void alert_line_write_table(const json_t *list, timestamp now, unsigned width, struct buffer *out);

#endif
