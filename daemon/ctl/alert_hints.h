/*
 * alert_hints -- which alerts somebody may have meant, whose word names none or several.
 */
#ifndef CTL_ALERT_HINTS_H
#define CTL_ALERT_HINTS_H

#include <jansson.h>

#include "base/buffer.h"
#include "base/timestamp.h"

/* Appends the alerts of list that begin with word where those are several, else those
 * that are a slip of the finger away (a digit that is wrong, missing, too many or
 * swapped with the next), as a table; nothing where there are none.  At most a dozen. */
void alert_hints_write(const json_t *list, const char *word, timestamp now, unsigned width,
                       struct buffer *out);

#endif
