/*
 * alert_view -- an alert on one screen: who, what, when, which line, which rule and
 * why, what to do next.
 *
 * Of a usual alert that is 24 lines of 80 columns; long records and many fields make
 * it longer, never wider.
 */
#ifndef CTL_ALERT_VIEW_H
#define CTL_ALERT_VIEW_H

#include <jansson.h>

#include "base/buffer.h"
#include "base/timestamp.h"

/* Appends an alert as the daemon answers `show`, for a terminal of so many columns. */
void alert_view_write(const json_t *alert, timestamp now, unsigned width, struct buffer *out);

#endif
