/*
 * ctime_text -- the time as ctime of C writes it: "Tue Nov  3 08:05:01 2026".
 */
#ifndef DECODE_CTIME_TEXT_H
#define DECODE_CTIME_TEXT_H

#include <stdbool.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "base/zone.h"

/* Takes it off the front of text.  The weekday is passed over, for it can be wrong.
 * False, with nothing taken, where there is none. */
bool ctime_text_take(struct text *text, const struct zone *zone, timestamp *when);

#endif
