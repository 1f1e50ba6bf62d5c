/*
 * exhibit -- what an alert shows of the record behind it.
 *
 * The record as a line and its fields, content masked (see masking), printable,
 * and no longer than model/alert_json.h says.  The record itself is evidence and
 * stays in the store.
 */
#ifndef ALERT_EXHIBIT_H
#define ALERT_EXHIBIT_H

#include <stdbool.h>

#include "model/finding.h"

/* The caller frees the text.  *cut is set when not all of it was shown. */
char *exhibit_summary(const struct finding *finding, bool *cut);

/* The same for the fields, as a JSON object; "{}" without an event. */
char *exhibit_fields(const struct finding *finding, bool *cut);

/* A copy of a name as alerts keep them: UTF-8, no NUL, at most `most` bytes. */
char *exhibit_name(struct text name, size_t most);

#endif
