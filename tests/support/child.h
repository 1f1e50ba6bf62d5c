/*
 * child -- a program under test that runs beside the test.
 *
 * What it writes to standard error is appended to a file, over all its lives.  It dies
 * with the test.
 */
#ifndef SUPPORT_CHILD_H
#define SUPPORT_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buffer.h"

/* Starts words (NULL at the end) and does not wait. */
pid_t child_start(const char *const *words, const char *complaints);

/* Sends a signal and waits for the end: the exit status, or 128 and the signal that
 * ended it. */
int child_end(pid_t child, int signal);

/* How often a text stands in a file; a file that is not there has none. */
size_t file_count(const char *path, const char *text);

/* Waits until it does at least so often, and ends the test when it never does. */
void file_await(const char *path, const char *text, size_t times);

#endif
