/*
 * clock -- what time it is.  The only place that asks; everybody else is told.
 */
#ifndef APP_CLOCK_H
#define APP_CLOCK_H

#include "base/timestamp.h"

/* The wall clock. */
timestamp clock_now(void);

/* Time since the machine started, not stepped by anybody: for intervals. */
timestamp clock_running(void);

#endif
