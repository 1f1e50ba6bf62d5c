/*
 * status_view -- how the daemon is, at a glance.
 *
 * What is in order takes few words; what is not is in colour and says so.  A counter of
 * something that did not happen is not shown: `status --json` has them all.
 */
#ifndef CTL_STATUS_VIEW_H
#define CTL_STATUS_VIEW_H

#include <jansson.h>

#include "base/buffer.h"
#include "base/timestamp.h"

/* Appends the daemon's answer to `status`, folded to width. */
void status_view_write(const json_t *data, timestamp now, unsigned width, struct buffer *out);

#endif
