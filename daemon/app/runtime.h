/*
 * runtime -- the daemon while it runs: the event loop and what hangs on it.
 *
 * Wires the engine to files, journal and sockets; decides nothing itself.  One
 * thread does all of this; the store has a second one for its housekeeping.
 */
#ifndef APP_RUNTIME_H
#define APP_RUNTIME_H

#include <stdbool.h>

#include "base/error.h"

struct runtime_options {
    const char *config;
};

/* Exit statuses of the daemon, as amberd(8) lists them. */
enum runtime_exit {
    RUNTIME_OK = 0,
    RUNTIME_BAD_RULES = 2,
    RUNTIME_BAD_SETTINGS = 3,
    RUNTIME_NO_PERMISSION = 4,
    RUNTIME_FAILED = 70,
};

/* Runs until SIGTERM or SIGINT.  Complains on the daemon's log. */
enum runtime_exit runtime_run(const struct runtime_options *options);

/* Only checks settings and rules, printing mistakes to standard error. */
enum runtime_exit runtime_check(const struct runtime_options *options);

#endif
