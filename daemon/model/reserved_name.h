/*
 * reserved_name -- names of fields that only the daemon itself may set.
 *
 * Rules decide by what enrichment says of a person, an agent or a dataset; a log
 * that could say "user.on_shift": true itself would decide for them.  So formats
 * with free keys put a key of such a name under RESERVED_PREFIX instead, and flag
 * the record "reserved_name".
 *
 * Reserved are the names of the table and all that begins with "amberd." or "raw.".
 */
#ifndef MODEL_RESERVED_NAME_H
#define MODEL_RESERVED_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

#define RESERVED_PREFIX "raw."
#define RESERVED_FLAG   "reserved_name"

/* Whether a log may not set the field of that exact name. */
bool reserved_name_is(struct text name);

#endif
