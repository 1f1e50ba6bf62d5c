/*
 * alert_move -- an alert moved along its life by somebody.
 *
 * All that may stand against it is checked before anything changes: the life
 * itself (see lifecycle), what has to be said (see closure), and that nobody
 * closes an alert about himself.
 */
#ifndef ALERT_ALERT_MOVE_H
#define ALERT_ALERT_MOVE_H

#include <stdbool.h>

#include "alert/alert_book.h"
#include "base/error.h"
#include "model/alert.h"

/* Changes state, actor, note and closure.  False with err, and nothing changed,
 * when it may not be.  The note of a move to remediated (reinforced) is taken
 * for the remediation (reinforcement) when none is given. */
bool alert_move_apply(struct alert *alert, const struct alert_move *move, struct error *err);

/* Closes it because its cause is gone, which the daemon itself has seen. */
void alert_move_heal(struct alert *alert, const char *actor, const char *how);

/* Says who did something to the alert last, and what was said; NULL = nothing. */
void alert_move_sign(struct alert *alert, const char *actor, const char *note);

#endif
