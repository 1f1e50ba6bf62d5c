/*
 * closure -- what has to be said before an alert may move on.
 *
 * An Amber closes with a remediation and a root cause, a Red also with proof
 * that a process was halted, executives told and an incident opened, and with an
 * action that keeps it from coming back or a waiver of one.  What was said with
 * earlier moves counts.  Blanks say nothing.
 */
#ifndef ALERT_CLOSURE_H
#define ALERT_CLOSURE_H

#include <stdbool.h>

#include "base/error.h"
#include "model/alert.h"

/* No text of a closure, and no note, is longer. */
enum { CLOSURE_TEXT_MOST = 4096 };

/* What was said so far with what is said now in front of it.  Borrows both; now
 * may be NULL. */
struct closure closure_overlay(const struct closure *so_far, const struct closure *now);

/* False with err when one of the texts is longer than CLOSURE_TEXT_MOST. */
bool closure_is_bounded(const struct closure *closure, struct error *err);

/* False with err naming everything that is missing for an alert of that severity
 * to become to. */
bool closure_suffices(const struct closure *closure, enum severity severity, enum alert_state to,
                      struct error *err);

/* Replaces *closure by copies of the texts of a closure that may borrow from it. */
void closure_keep(struct closure *closure, const struct closure *given);

#endif
