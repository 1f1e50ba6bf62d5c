/*
 * echo -- whether a line tells once more of what another line told already.
 *
 * A database logs one execution of a statement in several ways: when it begins, for each
 * relation it reads, when it is over.  The decoder says for each line which way that is
 * (event->echo); here is remembered, a session, what was said of its current execution.
 * The first line that tells of an execution is none, all others are echoes; the same
 * statement run again is not:
 *
 *   ECHO_BEGIN   is never an echo: whatever else is said of an execution comes later
 *   ECHO_PART    is one when it has the number of the part before; or when no part came
 *                yet, and the execution began with that statement
 *   ECHO_PLAN    is one when the execution has the statement as its first or its last,
 *                has not ended yet, and had no plan
 *   ECHO_END     is one when the execution has the statement as its first or its last,
 *                and has not ended yet
 *   ECHO_RESET   forgets the session; no echo
 *
 * Statements are compared up to a password, which one way of logging leaves out and
 * another does not.
 *
 * Bounded to ECHO_SESSIONS_MOST sessions; the one idle longest is forgotten and counted,
 * and its next line is taken for the first.  Nothing of a statement is kept but hashes.
 */
#ifndef CORRELATE_ECHO_H
#define CORRELATE_ECHO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "model/event.h"
#include "model/state_change.h"

enum { ECHO_SESSIONS_MOST = 10000 };

struct echo;

struct echo *echo_create(void);
void echo_destroy(struct echo *echo);

/* Takes a line of a source, named so that the name outlives restarts.  Returns whether it
 * is an echo.  Lines of one session are taken in their order. */
bool echo_take(struct echo *echo, struct text source, const struct event_echo *line);

/* State (owner STATE_ECHO): what changed since the last call, and back. */
void echo_changes(struct echo *echo, state_put *put, void *cookie);
bool echo_restore(struct echo *echo, struct text key, struct text value, struct error *err);

/* How many sessions were forgotten to make room. */
uint64_t echo_forgotten(const struct echo *echo);

#endif
