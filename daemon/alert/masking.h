/*
 * masking -- takes content out of what leaves the machine.
 *
 * Masked is what people and programs say, never who they are: queries of URLs
 * and passwords and long tokens in them, values of keys that look secret, what
 * stands behind "Bearer", string literals of SQL.  Log-in names stay, also where they are mail
 * addresses.
 *
 * Where a text can be read in two ways, the way that hides more is taken: an
 * attacker writes part of it.
 */
#ifndef ALERT_MASKING_H
#define ALERT_MASKING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/text.h"

/* Of a text no more is looked at, or shown. */
enum { MASKING_TEXT_MOST = 8192 };

/* Appends text, printable, with "[masked 23 bytes]" in place of each piece of
 * content. */
void masking_append(struct buffer *buffer, struct text text);

/* Appends "[masked 120 bytes]" for a text of that length. */
void masking_append_whole(struct buffer *buffer, size_t length);

/* True when a field or key of that name holds something secret (a password, a
 * token ...), or what somebody said (a prompt, a message's body ...). */
bool masking_is_secret(struct text name);
bool masking_is_content(struct text name);

#endif
