/*
 * program -- runs a program to its end and keeps what it said.
 */
#ifndef SUPPORT_PROGRAM_H
#define SUPPORT_PROGRAM_H

#include "base/buffer.h"

/* Runs words (NULL at the end; the first is looked up in PATH) and appends what
 * it writes to standard output and standard error to said.  Returns its exit
 * status, or 128 and the signal that ended it. */
int program_run(const char *const *words, struct buffer *said);

/* Becomes the program, in a child; ends it with the parent.  Does not return. */
void program_become(const char *const *words) __attribute__((noreturn));

#endif
