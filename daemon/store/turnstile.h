/*
 * turnstile -- who may write now: the main thread or the one that folds.
 *
 * SQLite would sort them out too, by sleeping and trying again, a millisecond at
 * the least.  Here the loser wakes as the winner leaves.  The main thread goes
 * first where both wait, but never twice while the other waits: so it waits for
 * one step of the other at the most, and the other gets its work done under any
 * load.
 */
#ifndef STORE_TURNSTILE_H
#define STORE_TURNSTILE_H

struct turnstile;

struct turnstile *turnstile_create(void);
void turnstile_destroy(struct turnstile *turnstile);

/* For the main thread. */
void turnstile_enter_first(struct turnstile *turnstile);

/* For the other. */
void turnstile_enter_second(struct turnstile *turnstile);

void turnstile_leave(struct turnstile *turnstile);

#endif
