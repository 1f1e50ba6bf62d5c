/*
 * give_up -- how the helpers of tests end a test that cannot go on.
 *
 * For what is no verdict on the daemon: no room for a file, no program to run.
 * Says why on standard error and ends the process, which Check reports as a
 * failure of the test under way.
 */
#ifndef SUPPORT_GIVE_UP_H
#define SUPPORT_GIVE_UP_H

#include "base/error.h"

void give_up(const char *format, ...) PRINTF_LIKE(1, 2) __attribute__((noreturn));

/* The same, with the text of errno behind it. */
void give_up_errno(const char *format, ...) PRINTF_LIKE(1, 2) __attribute__((noreturn));

/* Prints why a test does not apply here; the caller then returns. */
void skip(const char *format, ...) PRINTF_LIKE(1, 2);

#endif
