/*
 * wait_until -- waiting for something to be so, instead of for some time.
 *
 * Deadlines are generous, for a busy machine and a sanitizer: they are there to
 * end a test that has failed, not to measure.
 */
#ifndef SUPPORT_WAIT_UNTIL_H
#define SUPPORT_WAIT_UNTIL_H

#include <stdbool.h>

enum { PATIENCE_SECONDS = 60 };

/* Asks condition every millisecond.  False when it was not true in time. */
bool wait_until(bool (*condition)(void *cookie), void *cookie, double seconds);

/* Seconds since the machine started. */
double wait_clock(void);

/* Lets so many microseconds pass: to choose a moment at random, never to wait for
 * somebody else to be ready. */
void wait_idle(unsigned microseconds);

#endif
