/*
 * lifecycle -- which state of an alert may follow which.
 *
 * Forward only, and steps may be left out where the work needs them not; what a
 * closing must say is closure's business.  An alert that is closed, or was found
 * to be a false positive, is moved by no person any more.  A new finding reopens
 * what is closed, and makes a new alert when it comes late; after a false positive
 * the same is only counted until it comes late.
 */
#ifndef ALERT_LIFECYCLE_H
#define ALERT_LIFECYCLE_H

#include <stdbool.h>

#include "base/error.h"
#include "model/alert.h"

enum { LIFECYCLE_STATES = ALERT_FALSE_POSITIVE + 1 };

/* False with err saying what the alert can become instead. */
bool lifecycle_allows(enum alert_state from, enum alert_state to, struct error *err);

#endif
