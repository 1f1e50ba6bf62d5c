/*
 * repeated -- "message repeated 3 times" and its kin, made records again.
 *
 *   rsyslog         message repeated 3 times: [ Failed password for ... ]
 *                   -> the bracketed message in the frame of its line, count 3
 *   BSD, sysklogd   last message repeated 3 times
 *                   -> the previous message of that host and file, count 3
 *
 * Both count only where syslog writes them: as the whole message of a line, so
 * that nobody can have himself counted by naming himself so.  A count is at most
 * REPEATED_HIGHEST.
 *
 * Remembers the last message a (file, host); bounded to REPEATED_MOST, the one
 * idle longest is forgotten and counted.  A message over REPEATED_LONGEST is not
 * remembered, and neither is the one before it.
 */
#ifndef RECORD_REPEATED_H
#define RECORD_REPEATED_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/record.h"
#include "model/state_change.h"

enum { REPEATED_MOST = 10000, REPEATED_LONGEST = 4096, REPEATED_HIGHEST = 1000000 };

struct repeated;

struct repeated *repeated_create(void);
void repeated_destroy(struct repeated *repeated);

/* Rewrites record, in place, when it is a repetition (text in the arena, count
 * set); remembers it when not.  A "last message" nobody remembers stays as it
 * is, count 1. */
void repeated_take(struct repeated *repeated, struct record *record, struct arena *arena);

/* Remembers a line that nobody decodes and that is no repetition.  Of a host's lines
 * only the last is worth it, so the text is lent until repeated_settle or repeated_take;
 * all that come before are of one log. */
void repeated_pass(struct repeated *repeated, const struct identifier *incarnation,
                   struct text line);
void repeated_settle(struct repeated *repeated);

/* State (owner STATE_REPEATED): what changed since the last call, and back. */
void repeated_changes(struct repeated *repeated, state_put *put, void *cookie);
bool repeated_restore(struct repeated *repeated, struct text key, struct text value,
                      struct error *err);

/* How many hosts were forgotten to make room. */
uint64_t repeated_forgotten(const struct repeated *repeated);

#endif
