/*
 * turnstile -- who may write now: the main thread or the one that folds.
 *
 * SQLite would sort them out too, by sleeping and trying again, a millisecond at
 * the least.  Here the loser wakes as the winner leaves, and the main thread
 * goes first whenever both wait.
 */
#ifndef STORE_TURNSTILE_H
#define STORE_TURNSTILE_H

struct turnstile;

struct turnstile *turnstile_create(void);
void turnstile_destroy(struct turnstile *turnstile);

/* For the main thread; waits for what the other has begun, no longer. */
void turnstile_enter_first(struct turnstile *turnstile);

/* For the other; waits until the main thread neither writes nor wants to. */
void turnstile_enter_second(struct turnstile *turnstile);

void turnstile_leave(struct turnstile *turnstile);

#endif
