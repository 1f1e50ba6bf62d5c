/*
 * connection_advice -- what to do when the daemon's socket cannot be reached.
 */
#ifndef CTL_CONNECTION_ADVICE_H
#define CTL_CONNECTION_ADVICE_H

#include "base/buffer.h"

/* Appends words that go behind the reason (an errno of connect) of a socket's path:
 * whether the daemon runs, or which group one would have to be in.  Nothing where there
 * is nothing to advise. */
void connection_advise(const char *path, int reason, struct buffer *out);

#endif
