/*
 * state_change -- a piece of memory that must survive kill -9.
 *
 * Every module with memory (cursors, windows, open alerts ...) hands over what
 * changed since it was last asked; the store writes all of it in the same
 * transaction as the alerts it caused, and gives it back at the next start.
 * The bytes are the module's own business; it must accept any bytes back, for
 * the state file is input like any other.
 */
#ifndef MODEL_STATE_CHANGE_H
#define MODEL_STATE_CHANGE_H

#include "base/text.h"

/* Who a piece belongs to.  Stored: numbers are never reused. */
enum state_owner {
    STATE_CURSOR = 1,
    STATE_REPEATED = 2,
    STATE_ALERT = 3,
    STATE_STORM = 4,
    STATE_OBSERVATION = 5,
    STATE_WATERMARK = 6,
    STATE_WAITING = 7,
    STATE_HEADER = 8,
    STATE_ECHO = 9,
};

struct state_change {
    enum state_owner owner;
    struct text key;
    struct text value; /* empty: forget the key */
};

/* Takes one change; the texts are borrowed for the call. */
typedef void state_put(const struct state_change *change, void *cookie);

#endif
